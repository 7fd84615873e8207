import type { Report } from "../diagnostics/diagnostic.ts";
import { diagnostics } from "../language/diagnostics.ts";
import type { Respelling } from "../language/faults.ts";
import type { Json } from "../source/json.ts";
import { isObject } from "../source/json.ts";
import { pointerTo } from "../source/pointer.ts";
import { nearest } from "../text/nearest.ts";
import { applyCorrection } from "./correction.ts";
import { type DetectedKind, detectKind } from "./detect-kind.ts";

/** The kind of a document. When the key that identifies it is misspelled, also the corrected value and the report. */
export interface DetectedDocument {
  readonly kind: DetectedKind;
  readonly value: Json;
  readonly respelled: readonly Respelling[];
  readonly reports: readonly Report[];
}

const STANDARDS: Partial<Record<DetectedKind, string>> = {
  odcs: "the Open Data Contract Standard (ODCS)",
  "data-contract-specification": "the Data Contract Specification",
};

/** Detects the kind of a document, and reports a kind that dex does not read. */
export function detectDocument(path: string, value: Json): DetectedDocument {
  const mark = misspelledMark(value);
  if (mark === undefined) {
    const kind = detectKind(value);
    return { kind, value, respelled: [], reports: unreadable(path, value, kind) };
  }
  const pointer = pointerTo("", mark.key);
  const meant = applyCorrection(value, { kind: "key", pointer, to: mark.meant }) ?? { value };
  return {
    kind: detectKind(meant.value),
    value: meant.value,
    respelled: meant.respelled ? [meant.respelled] : [],
    reports: [diagnostics.report("misspelled-document", { path, pointer, part: "key" }, mark)],
  };
}

function unreadable(path: string, value: Json, kind: DetectedKind): readonly Report[] {
  const standard = STANDARDS[kind];
  if (standard !== undefined) return [diagnostics.report("other-standard", { path, pointer: "" }, { standard })];
  if (kind !== "unknown") return [];
  if (!isObject(value))
    return [diagnostics.report("unknown-document", { path, pointer: "" }, { what: "is not a mapping" })];
  const keys = Object.keys(value);
  const shown = keys.slice(0, 8).map((key) => `"${key.slice(0, 60)}"`);
  const what = `has the keys ${shown.join(", ")}${keys.length > 8 ? ", …" : ""}`;
  return [diagnostics.report("unknown-document", { path, pointer: "" }, { what })];
}

/** The misspelled key that identifies the document, when no correct one is there. */
function misspelledMark(value: Json): { key: string; meant: string } | undefined {
  if (!isObject(value) || value["contract"] !== undefined || value["pipeline"] !== undefined) return undefined;
  const isNamed = value["name"] !== undefined || value["title"] !== undefined;
  if (isNamed && detectKind(value) !== "unknown") return undefined;
  const keys = Object.keys(value);
  const marks = ["contract", "pipeline", "schema", "properties", "columns"].filter((mark) => !keys.includes(mark));
  const found = keys.filter((key) => key !== "$schema").map((key) => ({ key, meant: nearest(key, marks) }));
  return found.find((one): one is { key: string; meant: string } => one.meant !== undefined);
}
