import type { ContractDocument, FieldDocument } from "../language/contract/contract-document.ts";
import type { ReadDocument } from "../language/document.ts";
import type { Part, Respelling } from "../language/faults.ts";
import type { PipelineDocument } from "../language/pipeline/pipeline-document.ts";
import { pointerTokens } from "../source/pointer.ts";
import { isWithin } from "./as-written.ts";

/** The faults of a document: the nodes that could not be read, and the keys that were corrected. */
export interface Wrong {
  readonly pointers: readonly string[];
  readonly respelled: readonly Respelling[];
}

/** A document with a note of its faults, so their consequences are not reported too. */
export function withFaults(document: ReadDocument, wrong: Wrong): ReadDocument {
  const { respelled, pointers } = wrong;
  if (document.kind === "pipeline")
    return { ...document, faults: { respelled, unread: new Set(pointers.flatMap(partOfPipeline(document))) } };
  const unread = new Set(pointers.flatMap(partsOfContract(document)));
  return { ...document, fields: marked(document.fields, pointers), faults: { respelled, unread } };
}

/** Marks fields in which something could not be read. */
function marked(fields: readonly FieldDocument[], pointers: readonly string[]): readonly FieldDocument[] {
  return fields.map((field) => {
    const inside = pointers.filter((pointer) => isWithin(pointer, field.pointer));
    if (inside.length === 0) return field;
    const within = <T extends FieldDocument>(one: T) => marked([one], inside)[0] ?? one;
    return {
      ...field,
      faulty: true,
      ...(field.fields && { fields: marked(field.fields, inside) }),
      ...(field.items && { items: within(field.items) }),
      ...(field.values && { values: within(field.values) }),
    };
  });
}

/** Other phases draw conclusions from what a pipeline reads and builds, but not from its header. */
function partOfPipeline({ pointer: header }: PipelineDocument): (pointer: string) => readonly Part[] {
  return (pointer) => (header !== "" && isWithin(pointer, header) ? [] : ["spec"]);
}

const COLUMNS = ["schema", "columns", "fields", "properties"];
/** Sections from which other phases draw no conclusions. */
const ALONE = ["contract", "consumers", "compatibility", "change_process", "versioning", "description"];

function partsOfContract({ fields, form }: ContractDocument): (pointer: string) => readonly Part[] {
  return (pointer) => {
    if (fields.some((field) => isWithin(pointer, field.pointer))) return [];
    const [section, key] = pointerTokens(pointer);
    if (section === undefined) return fields.length > 0 ? ["dataset"] : ["dataset", "columns"];
    if (COLUMNS.includes(section) || form === "json-schema") return ["columns", "dataset"];
    if (section === "quality") return ["rules", "sla"];
    if (section === "sla") return ["sla"];
    if (ALONE.includes(section) && key !== "version") return [];
    return fields.length > 0 ? ["dataset"] : ["dataset", "columns"];
  };
}
