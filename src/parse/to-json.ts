import type { Node, Pair, Scalar, YAMLMap } from "yaml";
import type { Report } from "../diagnostics/diagnostic.ts";
import type { Json } from "../source/json.ts";
import type { TextPlace } from "../source/origin.ts";
import type { SourceFile } from "../source/source-file.ts";
import { Bug } from "../text/bug.ts";
import { diagnostics } from "./diagnostics.ts";
import { keyProblem } from "./key.ts";
import { exactNumber, numberProblem } from "./number.ts";
import { yaml } from "./yaml.ts";

/** Converts nodes to plain JSON: objects without prototype, exact numbers, unique keys. Adds faults to `reports`. */
export function toJson(node: Node | null, file: SourceFile, reports: Report[]): Json {
  if (node === null) return null;
  if (yaml().isScalar(node)) return scalar(node, file, reports);
  if (yaml().isSeq<Node | null>(node)) return node.items.map((item) => toJson(item, file, reports));
  if (yaml().isMap<Node, Node | null>(node)) return mapping(node, file, reports);
  throw new Bug("an alias came through the guards");
}

function mapping(node: YAMLMap<Node, Node | null>, file: SourceFile, reports: Report[]): Json {
  const object: { [key: string]: Json } = Object.create(null);
  const seen = new Map<string, Node>();
  const twice: { readonly key: string; readonly node: Node; readonly first: Node }[] = [];
  for (const pair of node.items) {
    const key = keyOf(pair, file, reports);
    if (key === undefined) continue;
    // Two encodings of one letter (é as one character, or as e and an accent) look the same in a review.
    const looks = key.normalize("NFC");
    const first = seen.get(looks);
    if (first !== undefined) {
      twice.push({ key, node: pair.key, first });
      continue;
    }
    seen.set(looks, pair.key);
    object[key] = toJson(pair.value, file, reports);
  }
  const [one, ...others] = twice;
  if (one !== undefined) {
    // If the key above some lines is missing, all their keys may be duplicates in the mapping above.
    const report = diagnostics.report("duplicate-key", placeOf(one.node, file), {
      key: one.key,
      others: others.length,
    });
    reports.push({ ...report, related: [{ at: placeOf(one.first, file), message: "first here" }] });
  }
  return object;
}

function keyOf({ key }: Pair<Node, Node | null>, file: SourceFile, reports: Report[]): string | undefined {
  const at = placeOf(key, file);
  if (!yaml().isScalar(key)) {
    reports.push(diagnostics.report("collection-key", at, {}));
  } else if (typeof key.value !== "string") {
    const text = key.source ?? "";
    const report = diagnostics.report("unquoted-key", at, { key: text });
    reports.push(text === "" ? report : { ...report, fix: inQuotes(text, at) });
  } else {
    const problem = keyProblem(key.value);
    if (problem === undefined) return key.value;
    reports.push(diagnostics.report("bad-key", at, { key: key.value, problem }));
  }
  return undefined;
}

function scalar(node: Scalar, file: SourceFile, reports: Report[]): Json {
  const { value, source = "" } = node;
  if (typeof value === "number") return exactNumber(source) ?? refuseNumber(source, placeOf(node, file), reports);
  if (typeof value === "boolean" || value === null) return value;
  if (typeof value !== "string") throw new Bug(`a scalar became a ${typeof value}`);
  // An escape can still produce a lone surrogate, which UTF-8 cannot encode.
  if (/\p{Cs}/u.test(value)) {
    reports.push(
      diagnostics.report("forbidden-character", placeOf(node, file), { character: "Half of a surrogate pair" }),
    );
  }
  return value;
}

function refuseNumber(text: string, at: TextPlace, reports: Report[]): null {
  const problem = numberProblem(text);
  reports.push({ ...diagnostics.report("inexact-number", at, { text, problem }), fix: inQuotes(text, at) });
  return null;
}

/** The edit that puts a scalar in quotes. Numbers and constants need no escapes. */
function inQuotes(text: string, { path, start, end }: TextPlace): NonNullable<Report["fix"]> {
  return { title: `write "${text}"`, edits: [{ path, start, end, text: `"${text}"` }] };
}

function placeOf(node: Node | null, { path }: SourceFile): TextPlace {
  const [start, end] = node?.range ?? [0, 0];
  return { path, start, end };
}
