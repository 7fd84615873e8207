import { createTwoFilesPatch, FILE_HEADERS_ONLY } from "diff";
import { by } from "../text/compare.ts";
import { MANIFEST } from "./layout.ts";
import type { WritePlan } from "./plan.ts";

// Two texts that have almost nothing in common take quadratic time and a diff of them says nothing.
const MOST_EDITS = 1_500;

/** The whole plan as one patch, as `--diff` prints it, the files sorted by path. `out` is the folder that the paths stand below. The manifest is left out. */
export function diffPlan(plan: WritePlan, out: string): string {
  const changes = [
    ...plan.create.map(({ path, text }) => ({ path, before: undefined, after: text })),
    ...plan.update.map(({ path, before, text }) => ({ path, before, after: text })),
    ...plan.remove.map(({ path, before }) => ({ path, before, after: undefined })),
  ];
  return changes
    .filter(({ path }) => path !== MANIFEST)
    .sort(by(({ path }) => path))
    .map(({ path, before, after }) => diffFile(`${out}/${path}`, before, after))
    .join("");
}

/** One file's patch: unified, three lines of context, without times; undefined is no file. */
export function diffFile(path: string, before: string | undefined, after: string | undefined): string {
  const from = before === undefined ? "/dev/null" : `a/${path}`;
  const to = after === undefined ? "/dev/null" : `b/${path}`;
  const patch = createTwoFilesPatch(from, to, withLf(before), withLf(after), undefined, undefined, {
    context: 3,
    // One side alone is linear, whatever its size.
    maxEditLength: before === undefined || after === undefined ? Number.POSITIVE_INFINITY : MOST_EDITS,
    headerOptions: FILE_HEADERS_ONLY,
  });
  return patch ?? `--- ${from}\n+++ ${to}\n@@ too different to show line by line @@\n`;
}

/** A checkout with CRLF line ends is no change, so the diff shows none. */
function withLf(text = ""): string {
  return text.replaceAll("\r\n", "\n");
}
