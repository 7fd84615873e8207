import type { z } from "zod";
import type { Report } from "../diagnostics/diagnostic.ts";
import { hasErrors, type Outcome } from "../diagnostics/outcome.ts";
import { batchOf } from "../language/batch.ts";
import { contractOf } from "../language/contract.ts";
import { columnListShape, flatShape, houseShape } from "../language/contract-shape.ts";
import { diagnostics } from "../language/diagnostics.ts";
import type { BrokenDocument, Document } from "../language/document.ts";
import { jsonSchemaContractOf } from "../language/json-schema.ts";
import { isObject, type ObjectNode, object, text } from "../language/node.ts";
import { batchShape, streamShape } from "../language/pipeline-shape.ts";
import { streamOf } from "../language/stream.ts";
import type { Parsed } from "../parse/parsed.ts";
import type { Json } from "../source/json.ts";
import { type DetectedKind, detect } from "./detect.ts";
import { shapeReports } from "./issues.ts";
import { findSecrets } from "./secrets.ts";

/** How each kind of document is held against its shape and normalised. */
const KINDS: Partial<
  Record<DetectedKind, { readonly shape?: z.ZodType; readonly read: (node: ObjectNode) => Document }>
> = {
  house: { shape: houseShape, read: (node) => contractOf(node, hasColumnList(node) ? "column-list" : "house") },
  flat: { shape: flatShape, read: (node) => contractOf(node, "flat") },
  "column-list": { shape: columnListShape, read: (node) => contractOf(node, "column-list") },
  "json-schema": { read: jsonSchemaContractOf },
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
  const kind = detect(value);
  const known = KINDS[kind];
  const secrets = findSecrets(path, value);
  if (known === undefined || !isObject(value))
    return { value: broken(path, value, kind), diagnostics: [unknown(path, value, kind), ...secrets] };
  const shaped = known.shape ? shapeReports(path, value, known.shape) : [];
  if (shaped.length > 0) return { value: broken(path, value, kind), diagnostics: [...shaped, ...secrets] };
  const reports: Report[] = [];
  const document = known.read({ path, pointer: "", value, reports });
  return { value: hasErrors(reports) ? broken(path, value, kind) : document, diagnostics: [...reports, ...secrets] };
}

function unknown(path: string, value: Json, kind: DetectedKind): Report {
  const standard = STANDARDS[kind];
  if (standard !== undefined) return diagnostics.report("other-standard", { path, pointer: "" }, { standard });
  const keys = isObject(value) ? Object.keys(value).slice(0, 8) : [];
  return diagnostics.report(
    "unknown-document",
    { path, pointer: "" },
    isObject(value)
      ? { what: `has the keys ${keys.map((key) => `"${key}"`).join(", ")}`, keys }
      : { what: "is not a mapping", keys: [] },
  );
}

/** What can still be told of a document with faults: what it was meant to be, and its name. */
function broken(path: string, value: Json, kind: DetectedKind): BrokenDocument {
  const was = kind === "batch" || kind === "streaming" ? "pipeline" : kind === "unknown" ? "unknown" : "contract";
  const node = isObject(value) ? { path, pointer: "", value, reports: [] } : undefined;
  const header = node && (object(node, "contract", "pipeline") ?? node);
  const name = header && (text(header, "name") ?? text(header, "title"));
  return { kind: "broken", path, was, ...(name && { name }) };
}

function hasColumnList(node: ObjectNode): boolean {
  const schema = object(node, "schema");
  return schema !== undefined && (Array.isArray(schema.value["columns"]) || Array.isArray(schema.value["fields"]));
}
