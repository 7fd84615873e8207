import type { Node, YAMLMap } from "yaml";
import type { Diagnostic, Report } from "../diagnostics/diagnostic.ts";
import { isTextPlace, type NodePlace, type Origin, type Place } from "../source/origin.ts";
import { pointerTokens } from "../source/pointer.ts";
import type { SourceFile } from "../source/source-file.ts";
import { lineStarts, type Span, spanAt } from "../source/span.ts";
import { compareStrings } from "../text/compare.ts";
import { commentedValue } from "./commented-value.ts";
import { compose } from "./compose.ts";
import { fixOf } from "./fix.ts";
import { insertionFix } from "./insertion.ts";
import { withinScalar } from "./within-scalar.ts";
import { yaml } from "./yaml.ts";

/** Adds line and column to every report. Sorts by place, then code, and drops duplicates. */
export function locate(reports: readonly Report[], files: readonly SourceFile[]): readonly Diagnostic[] {
  const find = locator(files);
  const texts = new Map(files.map(({ path, text }) => [path, text]));
  const located = reports.map(({ unknown: _, replacement, insertion, isEmpty, ...given }) => {
    const at = find(given.at);
    const text = texts.get(at.path) ?? "";
    const report = { ...given, ...(isEmpty && commentedValue(at, text)) };
    const fix =
      report.fix ??
      (replacement && fixOf(replacement, at, text)) ??
      (insertion && insertionFix(insertion.members, find(insertion.into), texts.get(given.at.path) ?? ""));
    const related = report.related.map((one) => ({ ...one, at: find(one.at) }));
    return { ...report, at, related, ...(fix && !report.secret && { fix }) };
  });
  const seen = new Set<string>();
  return located.sort(inOrder).filter((diagnostic) => {
    const key = JSON.stringify([diagnostic.code, diagnostic.at, diagnostic.message]);
    return !seen.has(key) && seen.add(key);
  });
}

/** The spans of the nodes of origins. */
export function locateOrigins(origins: readonly Origin[], files: readonly SourceFile[]): readonly Span[] {
  return origins.map(locator(files));
}

function inOrder(a: Diagnostic, b: Diagnostic): number {
  return (
    compareStrings(a.at.path, b.at.path) ||
    a.at.start.offset - b.at.start.offset ||
    compareStrings(a.code, b.code) ||
    compareStrings(a.message, b.message)
  );
}

/** Finds places in files. Splits and parses each file at most once. */
function locator(files: readonly SourceFile[]): (place: Place) => Span {
  const byPath = new Map(files.map((file) => [file.path, file]));
  const lines = new Map<string, readonly number[]>();
  const roots = new Map<string, Node | null>();
  return (place) => {
    const file = byPath.get(place.path) ?? { path: place.path, text: "", hash: "" };
    const starts = lines.get(file.path) ?? lineStarts(file.text);
    lines.set(file.path, starts);
    const [start, end] = isTextPlace(place) ? [place.start, place.end] : rangeOf(file, rootOf(file), place);
    return spanAt({ path: file.path, starts }, start, end);
  };

  function rootOf(file: SourceFile): Node | null {
    const known = roots.get(file.path);
    if (known !== undefined) return known;
    const composed = compose(file);
    const root = "root" in composed ? composed.root : null;
    roots.set(file.path, root);
    return root;
  }
}

/** The range of a key or a value. For a node that does not exist, the key of its nearest ancestor. */
function rangeOf({ text }: SourceFile, root: Node | null, place: NodePlace): readonly [number, number] {
  let node = root;
  let key: Node | null = null;
  for (const token of pointerTokens(place.pointer)) {
    const step = child(node, token);
    if (step === undefined) return range(key ?? firstKey(node) ?? node);
    node = step.value;
    key = step.key ?? key;
  }
  if (place.part === "key" && key !== null) return range(key);
  const exact = place.within && yaml().isScalar(node) ? withinScalar(text, node, place.within) : undefined;
  if (exact !== undefined) return exact;
  return range(place.part === "value" ? (node ?? key) : shownNode(node, key));
}

/** The node to mark: the key of a mapping or a list, which may be long, otherwise the value. */
function shownNode(node: Node | null, key: Node | null): Node | null {
  const isCollection = yaml().isMap(node) || yaml().isSeq(node);
  return isCollection ? (key ?? node) : (node ?? key);
}

function child(node: Node | null, token: string): { key: Node | null; value: Node | null } | undefined {
  if (yaml().isSeq<Node | null>(node)) {
    const value = node.items[Number(token)];
    return value === undefined ? undefined : { key: value, value };
  }
  if (!yaml().isMap<Node, Node | null>(node)) return undefined;
  return membersOf(node).get(token);
}

interface Member {
  readonly key: Node;
  readonly value: Node | null;
}

/** The members of mappings, by key. A search through all members for each fault would take quadratic time. */
const memberIndex = new WeakMap<YAMLMap<Node, Node | null>, ReadonlyMap<string, Member>>();

function membersOf(node: YAMLMap<Node, Node | null>): ReadonlyMap<string, Member> {
  const known = memberIndex.get(node);
  if (known !== undefined) return known;
  const members = new Map<string, Member>();
  for (const { key, value } of node.items) {
    if (!yaml().isScalar(key)) continue;
    const name = String(key.value ?? key.source).normalize("NFC");
    // Of two equal keys, the first one applies.
    if (!members.has(name)) members.set(name, { key, value });
  }
  memberIndex.set(node, members);
  return members;
}

function firstKey(node: Node | null): Node | null {
  return yaml().isMap<Node, Node | null>(node) ? (node.items[0]?.key ?? null) : null;
}

function range(node: Node | null): [number, number] {
  const found = node?.range;
  return found ? [found[0], found[1]] : [0, 0];
}
