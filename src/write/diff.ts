import { createTwoFilesPatch, FILE_HEADERS_ONLY } from "diff";
import { by } from "../text/compare.ts";
import { decode } from "./hash.ts";
import type { Present, WritePlan } from "./plan.ts";
import type { OutputFolder } from "./recover.ts";
import { MANIFEST } from "./reserved-paths.ts";
import { type PlannedText, textOf } from "./text-store.ts";

// A diff of two texts with almost nothing in common takes quadratic time and is useless.
const MOST_EDITS = 1_500;

interface Differing {
  readonly path: string;
  readonly before?: Present;
  readonly after?: PlannedText;
}

/** The whole plan as one patch, as `--diff` prints it: a part for each file, sorted by path, without the manifest. */
export async function* diffPlan(
  { create, update, remove }: WritePlan,
  { host, out }: OutputFolder,
): AsyncIterable<string> {
  const changes: readonly Differing[] = [
    ...create.map(({ path, text }) => ({ path, after: text })),
    ...update.map(({ path, before, text }) => ({ path, before, after: text })),
    ...remove,
  ];
  const text = async (bytes: Promise<string | Uint8Array | undefined> | undefined) => {
    const given = await bytes;
    return given instanceof Uint8Array ? decode(given) : given;
  };
  for (const { path, before, after } of changes
    .filter(({ path: one }) => one !== MANIFEST)
    .sort(by(({ path }) => path))) {
    const old = await text(before && host.read(before.at));
    yield diffFile(`${out}/${path}`, old, await text(after === undefined ? undefined : textOf(after)));
  }
}

/** One file's patch: unified, three lines of context, without times. Undefined means no file. */
export function diffFile(path: string, before: string | undefined, after: string | undefined): string {
  const from = before === undefined ? "/dev/null" : `a/${path}`;
  const to = after === undefined ? "/dev/null" : `b/${path}`;
  const patch = createTwoFilesPatch(from, to, withLf(before), withLf(after), undefined, undefined, {
    context: 3,
    // A diff with one empty side takes linear time.
    maxEditLength: before === undefined || after === undefined ? Number.POSITIVE_INFINITY : MOST_EDITS,
    headerOptions: FILE_HEADERS_ONLY,
  });
  return patch ?? `--- ${from}\n+++ ${to}\n@@ too different to show line by line @@\n`;
}

/** A checkout with CRLF line ends is not a change, so the diff ignores it. */
function withLf(text = ""): string {
  return text.replaceAll("\r\n", "\n");
}
