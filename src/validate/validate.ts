import type { z } from "zod";
import type { Report } from "../diagnostics/diagnostic.ts";
import { hasErrors, type Outcome } from "../diagnostics/outcome.ts";
import { batchOf } from "../language/batch.ts";
import { contractOf } from "../language/contract.ts";
import type { ContractForm } from "../language/contract-document.ts";
import { columnListShape, flatShape, houseShape } from "../language/contract-shape.ts";
import { diagnostics } from "../language/diagnostics.ts";
import type { BrokenDocument, Document } from "../language/document.ts";
import { jsonSchemaContractOf } from "../language/json-schema.ts";
import { jsonSchemaShape } from "../language/json-schema-shape.ts";
import { isObject, type ObjectNode, object, text } from "../language/node.ts";
import { batchShape, streamShape } from "../language/pipeline-shape.ts";
import { streamOf } from "../language/stream.ts";
import type { Parsed } from "../parse/parsed.ts";
import type { Json } from "../source/json.ts";
import { pointerTo } from "../source/pointer.ts";
import { nearest } from "../text/nearest.ts";
import { type DetectedKind, detect, holdsColumns } from "./detect.ts";
import { shapeReports } from "./issues.ts";
import { findSecrets } from "./secrets.ts";

/** How each kind of document is held against its shape and normalised. */
const KINDS: Partial<
  Record<DetectedKind, { readonly shape: z.ZodType; readonly read: (node: ObjectNode) => Document }>
> = {
  house: { shape: houseShape, read: (node) => contractOf(node, formOf(node)) },
  flat: { shape: flatShape, read: (node) => contractOf(node, "flat") },
  "column-list": { shape: columnListShape, read: (node) => contractOf(node, formOf(node)) },
  "json-schema": { shape: jsonSchemaShape, read: jsonSchemaContractOf },
  batch: { shape: batchShape, read: batchOf },
  streaming: { shape: streamShape, read: streamOf },
};

const STANDARDS: Partial<Record<DetectedKind, string>> = {
  odcs: "the Open Data Contract Standard (ODCS)",
  "data-contract-specification": "the Data Contract Specification",
};

/** Values to documents: each is held against the shape of its kind, and normalised when it fits. A document with faults stays known by its name. */
export function validate(parsed: readonly Parsed[]): Outcome<readonly Document[]> {
  const outcomes = parsed.map(validateOne);
  return { value: outcomes.map(({ value }) => value), diagnostics: outcomes.flatMap((outcome) => outcome.diagnostics) };
}

function validateOne({ path, value }: Parsed): Outcome<Document> {
  const kind = misspelledMark(value) === undefined ? detect(value) : "unknown";
  const known = KINDS[kind];
  const secrets = findSecrets(path, value);
  if (known === undefined || !isObject(value))
    return { value: broken(path, value, kind), diagnostics: [unknown(path, value, kind), ...secrets] };
  const shaped = shapesReports({ path, value, shape: known.shape });
  const reports: Report[] = [];
  const document = known.read({ path, pointer: "", value, reports });
  const all = [...shaped, ...apartFrom(shaped, reports), ...secrets];
  return { value: hasErrors(all) ? broken(path, value, kind) : document, diagnostics: all };
}

/** What the reading of a document reports on parts whose shape is right; on the others it would only repeat or misjudge. */
function apartFrom(shaped: readonly Report[], reports: readonly Report[]): readonly Report[] {
  const parent = (pointer: string) => pointer.slice(0, Math.max(0, pointer.lastIndexOf("/")));
  const pointers = shaped.map(({ at }) => ("pointer" in at ? at.pointer : ""));
  const mappings = new Set(pointers.flatMap((pointer) => [pointer, parent(pointer)]));
  return reports.filter(({ at }) => {
    const pointer = "pointer" in at ? at.pointer : "";
    if (mappings.has(pointer) || mappings.has(parent(pointer))) return false;
    return !pointers.some((faulty) => pointer.startsWith(`${faulty}/`) && faulty !== "");
  });
}

/** Columns that stand directly under `schema` in a form that has them under `properties` are one mistake, not one for each column. */
function shapesReports({ path, value, shape }: ToHold): readonly Report[] {
  const { schema, ...others } = value;
  if (shape === flatShape || !isObject(schema) || holdsColumns(schema)) return shapeReports({ path, value, shape });
  const columns = Object.keys(schema).filter((key) => isObject(schema[key]));
  const isMisspelled = columns.some((key) => key === "properties" || nearest(key, ["properties"]) !== undefined);
  if (columns.length === 0 || isMisspelled) return shapeReports({ path, value, shape });
  const about = `the columns by name, such as ${columns.slice(0, 3).join(", ")}, stand below it`;
  const at = { path, pointer: "/schema" };
  return [
    diagnostics.report("missing-key", at, { keys: ["properties"], about }),
    ...shapeReports({ path, value: others, shape }),
  ];
}

interface ToHold {
  readonly path: string;
  readonly value: Readonly<Record<string, Json>>;
  readonly shape: z.ZodType;
}

function unknown(path: string, value: Json, kind: DetectedKind): Report {
  const standard = STANDARDS[kind];
  if (standard !== undefined) return diagnostics.report("other-standard", { path, pointer: "" }, { standard });
  if (!isObject(value))
    return diagnostics.report("unknown-document", { path, pointer: "" }, { what: "is not a mapping" });
  const keys = Object.keys(value);
  const misspelled = misspelledMark(value);
  if (misspelled !== undefined) {
    const place = { path, pointer: pointerTo("", misspelled.key), part: "key" as const };
    return diagnostics.report("misspelled-document", place, misspelled);
  }
  const shown = keys.slice(0, 8).map((key) => `"${key.slice(0, 60)}"`);
  const what = `has the keys ${shown.join(", ")}${keys.length > 8 ? ", …" : ""}`;
  return diagnostics.report("unknown-document", { path, pointer: "" }, { what });
}

/** A key that is nearly one of those that tell what kind of document a file holds, when none of them is there. */
function misspelledMark(value: Json): { key: string; meant: string } | undefined {
  if (!isObject(value) || value["contract"] !== undefined || value["pipeline"] !== undefined) return undefined;
  const isNamed = value["name"] !== undefined || value["title"] !== undefined;
  if (isNamed && detect(value) !== "unknown") return undefined;
  const keys = Object.keys(value);
  const marks = ["contract", "pipeline", "schema", "properties", "columns"].filter((mark) => !keys.includes(mark));
  const found = keys.filter((key) => key !== "$schema").map((key) => ({ key, meant: nearest(key, marks) }));
  return found.find((one): one is { key: string; meant: string } => one.meant !== undefined);
}

/** What can still be told of a document with faults: what it was meant to be, and its name. */
function broken(path: string, value: Json, kind: DetectedKind): BrokenDocument {
  const was = kind === "batch" || kind === "streaming" ? "pipeline" : kind === "unknown" ? "unknown" : "contract";
  const node = isObject(value) ? { path, pointer: "", value, reports: [] } : undefined;
  const header = node && (object(node, "contract", "pipeline") ?? node);
  const name = header && (text(header, "name") ?? text(header, "title"));
  return { kind: "broken", path, was, ...(name && { name }) };
}

/** A contract's own schema with properties is the house form, whatever its header looks like. */
function formOf(node: ObjectNode): ContractForm {
  const schema = object(node, "schema");
  const isList = [schema, node].some((owner) => Array.isArray(owner?.value["columns"] ?? owner?.value["fields"]));
  return isList ? "column-list" : "house";
}
