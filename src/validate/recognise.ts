import type { Report } from "../diagnostics/diagnostic.ts";
import { diagnostics } from "../language/diagnostics.ts";
import type { Respelling } from "../language/faults.ts";
import { isObject } from "../language/node.ts";
import type { Json } from "../source/json.ts";
import { pointerTo } from "../source/pointer.ts";
import { nearest } from "../text/nearest.ts";
import { type DetectedKind, detect } from "./detect.ts";
import { mend } from "./mend.ts";

/** The kind of a file. If the key that decides is misspelled: the value with the key corrected, and the report. */
export interface Recognised {
  readonly kind: DetectedKind;
  readonly value: Json;
  readonly respelled: readonly Respelling[];
  readonly reports: readonly Report[];
}

const STANDARDS: Partial<Record<DetectedKind, string>> = {
  odcs: "the Open Data Contract Standard (ODCS)",
  "data-contract-specification": "the Data Contract Specification",
};

/** Recognises the kind of a document, and reports one that dex does not read. */
export function recognise(path: string, value: Json): Recognised {
  const mark = misspelledMark(value);
  if (mark === undefined) {
    const kind = detect(value);
    return { kind, value, respelled: [], reports: unreadable(path, value, kind) };
  }
  const pointer = pointerTo("", mark.key);
  const meant = mend(value, { kind: "key", pointer, to: mark.meant }) ?? { value };
  return {
    kind: detect(meant.value),
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

/** A misspelled key that decides the kind of a document, if no such key is spelled correctly. */
function misspelledMark(value: Json): { key: string; meant: string } | undefined {
  if (!isObject(value) || value["contract"] !== undefined || value["pipeline"] !== undefined) return undefined;
  const isNamed = value["name"] !== undefined || value["title"] !== undefined;
  if (isNamed && detect(value) !== "unknown") return undefined;
  const keys = Object.keys(value);
  const marks = ["contract", "pipeline", "schema", "properties", "columns"].filter((mark) => !keys.includes(mark));
  const found = keys.filter((key) => key !== "$schema").map((key) => ({ key, meant: nearest(key, marks) }));
  return found.find((one): one is { key: string; meant: string } => one.meant !== undefined);
}
