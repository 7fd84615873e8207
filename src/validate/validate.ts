import type { z } from "zod";
import type { Report } from "../diagnostics/diagnostic.ts";
import { hasErrors, type Outcome } from "../diagnostics/outcome.ts";
import { columnListContractOf, flatContractOf, houseContractOf } from "../language/contract/contract.ts";
import { columnList, flat, house } from "../language/contract/contract-forms.ts";
import { diagnostics } from "../language/diagnostics.ts";
import type { BrokenDocument, Document, ReadDocument } from "../language/document.ts";
import { jsonSchemaContractOf } from "../language/json-schema/json-schema.ts";
import { jsonSchemaShape } from "../language/json-schema/json-schema-shape.ts";
import { type Mention, type ObjectNode, object, text } from "../language/node.ts";
import { batch, batchOf } from "../language/pipeline/batch.ts";
import { stream, streamOf } from "../language/pipeline/stream.ts";
import type { Parsed } from "../parse/parsed.ts";
import { isObject, type Json } from "../source/json.ts";
import type { Place } from "../source/origin.ts";
import { pointerTokens } from "../source/pointer.ts";
import type { SourceFile } from "../source/source-file.ts";
import { nearest } from "../text/nearest.ts";
import { withoutNodes } from "./correction.ts";
import { detectDocument } from "./detect-document.ts";
import { type DetectedKind, hasColumns } from "./detect-kind.ts";
import { type CheckedValue, findFaults } from "./find-faults.ts";
import { type Finding, shapeFindings, type ToValidate } from "./issues.ts";
import { withFaults } from "./mark-faults.ts";
import { metaSchemaReports } from "./meta-schema.ts";
import { findSecrets } from "./secrets.ts";
import { atWrittenPlace } from "./written-places.ts";

/** The shape of each kind of document, and its reader. */
interface Form {
  readonly shape: () => z.ZodType;
  readonly read: (node: ObjectNode) => ReadDocument;
}

const FORMS: Partial<Record<DetectedKind, Form>> = {
  house: { shape: house.shape, read: houseContractOf },
  flat: { shape: flat.shape, read: flatContractOf },
  "column-list": { shape: columnList.shape, read: columnListContractOf },
  "json-schema": { shape: jsonSchemaShape, read: jsonSchemaOf },
  batch: { shape: batch.shape, read: batchOf },
  streaming: { shape: stream.shape, read: streamOf },
};

/** A JSON Schema as a contract. Its meta-schema reports what the reader has not reported. */
function jsonSchemaOf(node: ObjectNode): ReadDocument {
  const document = jsonSchemaContractOf(node);
  node.reports.push(...metaSchemaReports(node));
  return document;
}

/**
 * Validates each value against the shape of its kind, and normalises it into a document. A document with faults keeps the parts that can
 * be read and lists those that cannot, so that one run finds every fault of a project.
 */
export function validate(parsed: readonly Parsed[]): Outcome<readonly Document[]> {
  const outcomes = parsed.map(validateOne);
  return { value: outcomes.map(({ value }) => value), diagnostics: outcomes.flatMap((outcome) => outcome.diagnostics) };
}

/** The files that could not be parsed, so that only their path is known. */
export function unparsed(files: readonly SourceFile[], parsed: readonly Parsed[]): readonly BrokenDocument[] {
  if (files.length === parsed.length) return [];
  const known = new Set(parsed.map(({ path }) => path));
  return files.flatMap(({ path }) => (known.has(path) ? [] : [{ kind: "broken", path, was: "unknown" }]));
}

function validateOne({ path, value: given }: Parsed): Outcome<Document> {
  const secrets = findSecrets(path, given);
  const { kind, value, respelled, reports } = detectDocument(path, given);
  const form = FORMS[kind];
  const whole = { value: broken(path, value, kind), diagnostics: [...reports, ...secrets] };
  if (form === undefined || !isObject(value)) return whole;
  const checked = findFaults({ path, value, shape: form.shape() }, secrets.length === 0 ? findingsOf : besidesSecrets);
  // The file may belong to another tool, with keys that are similar to ours.
  if (reports.length > 0 && checked.remaining.some(({ at }) => pointerTokens(pointerOf(at)).length < 2)) return whole;
  const hidden = secrets.length === 0 ? [] : findSecrets(path, checked.value);
  const found = readChecked(form, {
    path,
    hidden,
    checked: { ...checked, respelled: [...respelled, ...checked.respelled] },
  });
  const diagnostics = [...reports, ...found.diagnostics, ...secrets];
  return { value: found.value ?? broken(path, checked.value, kind), diagnostics };
}

interface ToRead {
  readonly path: string;
  readonly checked: CheckedValue;
  /** Secrets in the value. dex reads nothing from them, so that no message repeats one. */
  readonly hidden: readonly Report[];
}

/** Reads a document from a value, with reports. Returns no document when it has no name. */
function readChecked({ read }: Form, { path, checked, hidden }: ToRead): Outcome<ReadDocument | undefined> {
  const reports: Report[] = [];
  const mentions: Mention[] = [];
  const said = read({ path, pointer: "", value: checked.value, reports, mentions });
  const document = mentions.length === 0 ? said : { ...said, mentions };
  const remaining = [...checked.remaining, ...apartFrom([...checked.remaining, ...hidden], reports)];
  // A fault of a value below a guessed key means that the guess was wrong.
  const guessed = new Set(checked.respelled.map(({ meant }) => meant));
  const reported = remaining.filter(({ at }) => !guessed.has(pointerOf(at)));
  const diagnostics = [
    ...checked.corrected,
    ...reported.map((report) => atWrittenPlace(report, () => checked.respelled)),
  ];
  const faults = [...remaining, ...hidden].filter(({ severity }) => severity === "error");
  if (!hasErrors([...diagnostics, ...hidden]) && checked.respelled.length === 0)
    return { value: document, diagnostics };
  if (document.name.value === "") return { value: undefined, diagnostics };
  const wrong = { pointers: faults.map(({ at }) => pointerOf(at)), respelled: checked.respelled };
  if (wrong.pointers.length === 0) return { value: withFaults(document, wrong), diagnostics };
  const readable = withoutNodes(checked.value, faults.flatMap(toCut));
  const rest = isObject(readable) ? read({ path, pointer: "", value: readable, reports: [] }) : document;
  return { value: withFaults(rest, wrong), diagnostics };
}

/** Entries that would change their meaning without one of their members. */
const WHOLE = /^\/(?:quality|models|sinks|windows|tasks|consumers)\/\d+(?=\/|$)/;

/** The node to remove for a fault: the whole entry, or the member. A mapping with a missing key stays. */
function toCut({ code, at }: Report): readonly string[] {
  const pointer = pointerOf(at);
  const [entry] = WHOLE.exec(pointer) ?? [];
  if (code.endsWith("/unknown-key")) return [pointer];
  return entry === undefined && code.endsWith("/missing-key") ? [] : [entry ?? pointer];
}

function pointerOf(at: Place): string {
  return "pointer" in at ? at.pointer : "";
}

/** The reader's reports about parts with a valid shape. About other parts, it would repeat the faults or report wrong ones. */
function apartFrom(shaped: readonly Report[], reports: readonly Report[]): readonly Report[] {
  const parent = (pointer: string) => pointer.slice(0, Math.max(0, pointer.lastIndexOf("/")));
  const pointers = shaped.map(({ at }) => pointerOf(at));
  const mappings = new Set(pointers.flatMap((pointer) => [pointer, parent(pointer)]));
  return reports.filter(({ at }) => {
    const pointer = pointerOf(at);
    if (mappings.has(pointer) || mappings.has(parent(pointer))) return false;
    return !pointers.some((faulty) => pointer.startsWith(`${faulty}/`) && faulty !== "");
  });
}

/** The faults of a value, except those of secrets, because their messages would repeat the secret. */
function besidesSecrets(toValidate: ToValidate): readonly Finding[] {
  const secrets = new Set(findSecrets(toValidate.path, toValidate.value).map(({ at }) => pointerOf(at)));
  return findingsOf(toValidate).filter(({ report }) => !secrets.has(pointerOf(report.at)));
}

/** Reports columns directly below `schema`, which belong below `properties`, as one mistake, not as one per column. */
function findingsOf({ path, value, shape }: ToValidate): readonly Finding[] {
  if (!isObject(value)) return shapeFindings({ path, value, shape });
  const { schema, ...others } = value;
  if (shape === flat.shape() || !isObject(schema) || hasColumns(schema)) return shapeFindings({ path, value, shape });
  const columns = Object.keys(schema).filter((key) => isObject(schema[key]));
  const isMisspelled = columns.some((key) => key === "properties" || nearest(key, ["properties"]) !== undefined);
  if (columns.length === 0 || isMisspelled) return shapeFindings({ path, value, shape });
  const about = `a mapping with the columns by name, such as ${columns.slice(0, 3).join(", ")}`;
  const at = { path, pointer: "/schema" };
  return [
    { report: diagnostics.report("missing-key", at, { keys: ["properties"], about }) },
    ...shapeFindings({ path, value: others, shape }),
  ];
}

/** The kind and the name of a document that cannot be read. */
function broken(path: string, value: Json, kind: DetectedKind): BrokenDocument {
  const was = kind === "batch" || kind === "streaming" ? "pipeline" : kind === "unknown" ? "unknown" : "contract";
  const node = isObject(value) ? { path, pointer: "", value, reports: [] } : undefined;
  const header = node && (object(node, "contract") ?? object(node, "pipeline") ?? node);
  const name = header && (text(header, "name") ?? text(header, "title"));
  return { kind: "broken", path, was, ...(name && { name }) };
}
