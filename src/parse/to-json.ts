import { isMap, isScalar, isSeq, type Node, type Pair, type Scalar, type YAMLMap } from "yaml";
import type { Report } from "../diagnostics/diagnostic.ts";
import type { Json } from "../source/json.ts";
import type { SourceFile } from "../source/source-file.ts";
import { Bug } from "../text/bug.ts";
import { diagnostics } from "./diagnostics.ts";

/** Keys that would reach into an object's prototype. */
const RESERVED = new Set(["__proto__", "constructor", "prototype"]);

/** Nodes to plain JSON: objects without prototype, every number exactly as it was written, every key once. Faults go to `reports`. */
export function toJson(node: Node | null, file: SourceFile, reports: Report[]): Json {
  if (node === null) return null;
  if (isScalar(node)) return scalar(node, file, reports);
  if (isSeq<Node | null>(node)) return node.items.map((item) => toJson(item, file, reports));
  if (isMap<Node, Node | null>(node)) return mapping(node, file, reports);
  throw new Bug("an alias came through the guards");
}

function mapping(node: YAMLMap<Node, Node | null>, file: SourceFile, reports: Report[]): Json {
  const object: { [key: string]: Json } = Object.create(null);
  const seen = new Map<string, Node>();
  for (const pair of node.items) {
    const key = keyOf(pair, file, reports);
    if (key === undefined) continue;
    const first = seen.get(key);
    if (first !== undefined) {
      const related = [{ at: placeOf(first, file), message: "first here" }];
      reports.push(diagnostics.report("duplicate-key", placeOf(pair.key, file), { key }, { related }));
      continue;
    }
    seen.set(key, pair.key);
    object[key] = toJson(pair.value, file, reports);
  }
  return object;
}

/** A key as text. Names that only look alike (other Unicode forms of the same letters) count as the same key. */
function keyOf({ key }: Pair<Node, Node | null>, file: SourceFile, reports: Report[]): string | undefined {
  const source = isScalar(key) ? (typeof key.value === "string" ? key.value : (key.source ?? "")) : undefined;
  if (source !== undefined && source !== "" && !RESERVED.has(source)) return source.normalize("NFC");
  const shown = source === undefined ? "A list or a mapping" : source === "" ? "An empty text" : `"${source}"`;
  reports.push(diagnostics.report("bad-key", placeOf(key, file), { key: shown }));
  return undefined;
}

function scalar(node: Scalar, file: SourceFile, reports: Report[]): Json {
  const { value } = node;
  if (typeof value === "string" || typeof value === "boolean" || value === null) return value;
  const source = node.source ?? "";
  if (typeof value === "number" && isExact(source, value)) return value;
  reports.push(diagnostics.report("inexact-number", placeOf(node, file), { text: source }));
  return null;
}

/** True when the number's own shortest text is what was written, but for trailing zeros of a fraction: no digit is lost, none is read differently. */
function isExact(source: string, value: number): boolean {
  const match = /^[+-]?(0|[1-9][0-9]*)(\.[0-9]+)?$/.exec(source);
  if (match === null || !Number.isFinite(value)) return false;
  const plain = source
    .replace(/^\+/, "")
    .replace(/(\.[0-9]*?)0+$/, "$1")
    .replace(/\.$/, "");
  return String(value) === (plain === "-0" ? "0" : plain);
}

function placeOf(node: Node | null, { path }: SourceFile): { path: string; start: number; end: number } {
  const [start, end] = node?.range ?? [0, 0];
  return { path, start, end };
}
