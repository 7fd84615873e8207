import type { z } from "zod";
import type { Report } from "../diagnostics/diagnostic.ts";
import { hasErrors, type Outcome } from "../diagnostics/outcome.ts";
import { columnListContractOf, flatContractOf, houseContractOf } from "../language/contract/contract.ts";
import { columnList, flat, house } from "../language/contract/contract-forms.ts";
import { diagnostics } from "../language/diagnostics.ts";
import type { BrokenDocument, Document, ReadDocument } from "../language/document.ts";
import { jsonSchemaContractOf } from "../language/json-schema/json-schema.ts";
import { jsonSchemaShape } from "../language/json-schema/json-schema-shape.ts";
import { isObject, type ObjectNode, object, text } from "../language/node.ts";
import { batch, batchOf } from "../language/pipeline/batch.ts";
import { stream, streamOf } from "../language/pipeline/stream.ts";
import type { Parsed } from "../parse/parsed.ts";
import type { Json } from "../source/json.ts";
import type { Place } from "../source/origin.ts";
import { pointerTokens } from "../source/pointer.ts";
import type { SourceFile } from "../source/source-file.ts";
import { nearest } from "../text/nearest.ts";
import { written } from "./as-written.ts";
import { type Checked, checkShape } from "./check-shape.ts";
import { type DetectedKind, holdsColumns } from "./detect.ts";
import { withFaults } from "./faulty.ts";
import { type Finding, shapeFindings, type ToCheck } from "./issues.ts";
import { withoutNodes } from "./mend.ts";
import { metaSchemaReports } from "./meta-schema.ts";
import { recognise } from "./recognise.ts";
import { findSecrets } from "./secrets.ts";

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
 * Turns values into documents: checks each against the shape of its kind, and normalises it. A faulty document is read as far as possible, and
 * notes what could not be read, so one run finds every fault of a project.
 */
export function validate(parsed: readonly Parsed[]): Outcome<readonly Document[]> {
  const outcomes = parsed.map(validateOne);
  return { value: outcomes.map(({ value }) => value), diagnostics: outcomes.flatMap((outcome) => outcome.diagnostics) };
}

/** The files that could not be parsed, of which only the path is known. */
export function unparsed(files: readonly SourceFile[], parsed: readonly Parsed[]): readonly BrokenDocument[] {
  if (files.length === parsed.length) return [];
  const known = new Set(parsed.map(({ path }) => path));
  return files.flatMap(({ path }) => (known.has(path) ? [] : [{ kind: "broken", path, was: "unknown" }]));
}

function validateOne({ path, value: given }: Parsed): Outcome<Document> {
  const secrets = findSecrets(path, given);
  const { kind, value, respelled, reports } = recognise(path, given);
  const form = FORMS[kind];
  const whole = { value: broken(path, value, kind), diagnostics: [...reports, ...secrets] };
  if (form === undefined || !isObject(value)) return whole;
  const checked = checkShape({ path, value, shape: form.shape() }, secrets.length === 0 ? findingsOf : besidesSecrets);
  // Files of other tools may also have similar keys.
  if (reports.length > 0 && checked.open.some(({ at }) => pointerTokens(pointerOf(at)).length < 2)) return whole;
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
  readonly checked: Checked;
  /** Secrets in the value. They are not read, so no message repeats one. */
  readonly hidden: readonly Report[];
}

/** The document in a value, and its faults. Undefined for a document without a name. */
function readChecked({ read }: Form, { path, checked, hidden }: ToRead): Outcome<ReadDocument | undefined> {
  const reports: Report[] = [];
  const document = read({ path, pointer: "", value: checked.value, reports });
  const open = [...checked.open, ...apartFrom([...checked.open, ...hidden], reports)];
  // A fault under a key that was guessed means that the guess was wrong.
  const guessed = new Set(checked.respelled.map(({ meant }) => meant));
  const told = open.filter(({ at }) => !guessed.has(pointerOf(at)));
  const diagnostics = [...checked.mended, ...told.map((report) => written(report, () => checked.respelled))];
  const faults = [...open, ...hidden];
  if (!hasErrors([...diagnostics, ...hidden]) && checked.respelled.length === 0)
    return { value: document, diagnostics };
  if (document.name.value === "") return { value: undefined, diagnostics };
  const wrong = { pointers: faults.map(({ at }) => pointerOf(at)), respelled: checked.respelled };
  if (wrong.pointers.length === 0) return { value: withFaults(document, wrong), diagnostics };
  const readable = withoutNodes(checked.value, faults.flatMap(toCut));
  const rest = isObject(readable) ? read({ path, pointer: "", value: readable, reports: [] }) : document;
  return { value: withFaults(rest, wrong), diagnostics };
}

/** Entries that change their meaning without one of their parts. */
const WHOLE = /^\/(?:quality|models|sinks|windows|tasks|consumers)\/\d+(?=\/|$)/;

/** The node to remove for a fault: the whole entry, or the member. A mapping that lacks a member stays. */
function toCut({ code, at }: Report): readonly string[] {
  const pointer = pointerOf(at);
  const [entry] = WHOLE.exec(pointer) ?? [];
  if (code.endsWith("/unknown-key")) return [pointer];
  return entry === undefined && code.endsWith("/missing-key") ? [] : [entry ?? pointer];
}

function pointerOf(at: Place): string {
  return "pointer" in at ? at.pointer : "";
}

/** The reports of the reader on parts with a valid shape. On other parts they would repeat the fault or be wrong. */
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

/** The faults of a value with secrets, without other faults of the secrets, whose messages would repeat them. */
function besidesSecrets(toCheck: ToCheck): readonly Finding[] {
  const secrets = new Set(findSecrets(toCheck.path, toCheck.value).map(({ at }) => pointerOf(at)));
  return findingsOf(toCheck).filter(({ report }) => !secrets.has(pointerOf(report.at)));
}

/** Columns directly under `schema`, in a form that has them under `properties`, are one mistake, not one for each column. */
function findingsOf({ path, value, shape }: ToCheck): readonly Finding[] {
  if (!isObject(value)) return shapeFindings({ path, value, shape });
  const { schema, ...others } = value;
  if (shape === flat.shape() || !isObject(schema) || holdsColumns(schema)) return shapeFindings({ path, value, shape });
  const columns = Object.keys(schema).filter((key) => isObject(schema[key]));
  const isMisspelled = columns.some((key) => key === "properties" || nearest(key, ["properties"]) !== undefined);
  if (columns.length === 0 || isMisspelled) return shapeFindings({ path, value, shape });
  const about = `the columns by name, such as ${columns.slice(0, 3).join(", ")}, are below it`;
  const at = { path, pointer: "/schema" };
  return [
    { report: diagnostics.report("missing-key", at, { keys: ["properties"], about }) },
    ...shapeFindings({ path, value: others, shape }),
  ];
}

/** What is known of a document that cannot be read: its kind and its name. */
function broken(path: string, value: Json, kind: DetectedKind): BrokenDocument {
  const was = kind === "batch" || kind === "streaming" ? "pipeline" : kind === "unknown" ? "unknown" : "contract";
  const node = isObject(value) ? { path, pointer: "", value, reports: [] } : undefined;
  const header = node && (object(node, "contract", "pipeline") ?? node);
  const name = header && (text(header, "name") ?? text(header, "title"));
  return { kind: "broken", path, was, ...(name && { name }) };
}
