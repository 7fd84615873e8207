import type { ContractDocument, FieldDocument } from "../language/contract/contract-document.ts";
import type { ReadDocument } from "../language/document.ts";
import type { Part, Respelling } from "../language/faults.ts";
import type { PipelineDocument } from "../language/pipeline/pipeline-document.ts";
import { pointerTokens } from "../source/pointer.ts";
import { isWithin } from "./written-places.ts";

/** The faults of a document: the nodes that could not be read, and the keys that were read as other keys. */
export interface DocumentFaults {
  readonly pointers: readonly string[];
  readonly respelled: readonly Respelling[];
}

/** Marks a document with its faults, so that later phases do not report their consequences. */
export function withFaults(document: ReadDocument, wrong: DocumentFaults): ReadDocument {
  const { respelled, pointers } = wrong;
  if (document.kind === "pipeline")
    return { ...document, faults: { respelled, unread: new Set(pointers.flatMap(partOfPipeline(document))) } };
  const unread = new Set(pointers.flatMap(partsOfContract(document)));
  return { ...document, fields: marked(document.fields, pointers), faults: { respelled, unread } };
}

/** Marks the fields with a node that could not be read. */
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

/** Other documents depend on what a pipeline reads and builds, but not on its header. */
function partOfPipeline({ pointer: header }: PipelineDocument): (pointer: string) => readonly Part[] {
  return (pointer) => (header !== "" && isWithin(pointer, header) ? [] : ["spec"]);
}

const COLUMNS = ["schema", "columns", "fields", "properties"];
/** Sections that nothing else in the project depends on. */
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
