import { readdirSync, readFileSync } from "node:fs";
import { causesOf } from "../../../src/check/causes/causes.ts";
import { check } from "../../../src/check/check.ts";
import type { Diagnostic } from "../../../src/diagnostics/diagnostic.ts";
import { link } from "../../../src/link/link.ts";
import { locate } from "../../../src/parse/locate.ts";
import { suppress } from "../../../src/parse/suppress.ts";
import type { SourceFile } from "../../../src/source/source-file.ts";
import { type ReadDocuments, readDocuments } from "../../../src/validate/read-documents.ts";
import { atWrittenPlaces, writtenPlace } from "../../../src/validate/written-places.ts";
import type { TextEdit } from "./make-edits.ts";

/** The documents of the shop. */
export const shop: readonly SourceFile[] = readdirSync("contracts")
  .filter((name) => /\.(?:yaml|sql)$/.test(name))
  .sort()
  .map((name) => ({ path: `contracts/${name}`, text: readFileSync(`contracts/${name}`, "utf8"), hash: name }));

const read = new Map(shop.filter(isDocument).map((file) => [file.path, readDocuments([file])]));

function isDocument({ path }: SourceFile): boolean {
  return path.endsWith(".yaml");
}

/** What dex reports about the shop with one file edited and does not report without the edit, in the order in which it is printed. */
export function findingsOf(edit: Pick<TextEdit, "path" | "text">): readonly Diagnostic[] {
  return allFindings(edit).filter((one) => !unedited.has(keyOf(one)));
}

// The emitters of a config are not here, so a comment that ignores one of their findings counts as unused.
const unedited = new Set(allFindings({ path: "", text: "" }).map(keyOf));

function keyOf({ code, at, message }: Diagnostic): string {
  return JSON.stringify([code, at.path, message]);
}

function allFindings({ path, text }: Pick<TextEdit, "path" | "text">): readonly Diagnostic[] {
  const files = shop.map((file) => (file.path === path ? { path, text, hash: "edited" } : file));
  const documents: ReadDocuments[] = files
    .filter(isDocument)
    .map((file) => (file.path === path ? readDocuments([file]) : read.get(file.path)) ?? readDocuments([file]));
  const all = documents.flatMap((one) => one.documents);
  const linked = link(
    all,
    files.filter((file) => !isDocument(file)),
  );
  const meaning = atWrittenPlaces([...linked.diagnostics, ...check(linked.value)], all);
  const found = [...documents.flatMap((one) => one.reports), ...meaning];
  const reports = causesOf(found, { documents: all, files, written: writtenPlace(all) });
  return suppress(
    locate(reports, files),
    documents.flatMap((one) => one.ignores),
    files,
  );
}

/** Why the findings of an edit are not what a user needs; undefined when they are. `clean`: dex finds no error. */
export type Verdict = "clean" | "good" | "many" | "elsewhere";

/** An edit that is an error needs at most two findings, the first within one line of the edit. */
export function judge(edit: TextEdit, found: readonly Diagnostic[]): Verdict {
  if (!found.some(({ severity }) => severity === "error")) return "clean";
  const [first] = found;
  if (first === undefined) return "clean";
  const { line } = first.at.start;
  if (first.at.path !== edit.path || line < edit.from - 1 || line > edit.to + 1) return "elsewhere";
  return found.length > 2 ? "many" : "good";
}
