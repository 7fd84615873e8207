import { expect, it } from "vitest";
import { isFull } from "../../extent.ts";
import { findingsOf, judge, shop, type Verdict } from "./judge-edit.ts";
import { editsOf } from "./make-edits.ts";

/*
 * One edit of the shop gives at most two findings, the first within one line of the edit. DEX_EDITS=full tries every edit, which takes about twelve minutes.
 */

const IS_FULL = process.env["DEX_EDITS"] === "full";

/** Counts the verdicts on a sample of the edits of all files with an ending. */
function verdicts(ending: string, every: number) {
  const counts: Record<Verdict, number> = { clean: 0, good: 0, many: 0, elsewhere: 0 };
  const wrong: string[] = [];
  let index = 0;
  for (const { path, text } of shop.filter((file) => file.path.endsWith(ending))) {
    for (const edit of editsOf(path, text)) {
      if (index++ % every !== 0) continue;
      const found = findingsOf(edit);
      const verdict = judge(edit, found);
      counts[verdict]++;
      if (verdict === "many" || verdict === "elsewhere")
        wrong.push(`${verdict}: ${edit.kind} at ${path}:${edit.from}\n${found.map(shown).join("\n")}`);
    }
  }
  const errors = counts.good + counts.many + counts.elsewhere;
  return { share: counts.good / errors, errors, wrong };
}

function shown({ at, code, message }: ReturnType<typeof findingsOf>[number]): string {
  return `  ${at.path}:${at.start.line} ${code} ${message}`;
}

// Prime numbers, so that the samples have every kind of edit.
it.each([
  [".yaml", isFull ? 7 : 491, isFull ? 0.99 : 0.97],
  [".sql", isFull ? 7 : 307, 0.98],
])(
  "one edit of a %s file gives at most two findings, the first near the edit",
  (ending, every, least) => {
    const { share, errors, wrong } = verdicts(ending, IS_FULL ? 1 : every);
    expect(errors).toBeGreaterThan(5);
    expect(share, wrong.join("\n")).toBeGreaterThanOrEqual(least);
  },
  3_600_000,
);
