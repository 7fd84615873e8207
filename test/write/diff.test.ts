import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { memoryHost } from "../../src/host/memory.ts";
import { diffFile, diffPlan } from "../../src/write/diff.ts";
import { emitted, planned, written } from "./project.ts";

describe("a diff", () => {
  it("shows the changed lines with three lines of context", () => {
    const text = "a\nb\nc\nd\ne\nf\ng\nh\n";
    expect(diffFile("out/x", text, text.replace("e\n", "E\n"))).toBe(
      "--- a/out/x\n+++ b/out/x\n@@ -2,7 +2,7 @@\n b\n c\n d\n-e\n+E\n f\n g\n h\n",
    );
  });

  it("is not misled by CRLF line ends", () => {
    expect(diffFile("x", "a\r\nb\r\n", "a\nc\n")).toBe("--- a/x\n+++ b/x\n@@ -1,2 +1,2 @@\n a\n-b\n+c\n");
  });

  it("gives up on texts that have nothing in common, at once", () => {
    const lines = (letter: string) => Array.from({ length: 20_000 }, (_, index) => `${letter}${index}\n`).join("");
    expect(diffFile("x", lines("a"), lines("b"))).toContain("too different");
    expect(diffFile("x", undefined, lines("b"))).toContain("+b19999\n");
  });

  it("of a plan is a patch that git applies, with the plan's very result", async () => {
    const text = fc.array(fc.constantFrom("a", "b", "", "--- x", "+++ y", "@@ -1 +1 @@", "\\ No newline"), {
      maxLength: 30,
    });
    const file = text.map((lines) => lines.map((line) => `${line}\n`).join("")).filter((made) => made !== "");
    const [before, after] = fc.sample(
      fc.dictionary(fc.constantFrom("a", "b/c", "b/d", "e", "f", "g"), file, { minKeys: 5 }),
      {
        numRuns: 2,
        seed: 7,
      },
    ) as [Record<string, string>, Record<string, string>];
    const host = memoryHost({});
    await written(host, emitted(before));
    const { plan } = await planned(host, emitted(after));
    let patch = "";
    for await (const piece of diffPlan(plan, { host, out: "out" })) patch += piece;
    expect(applied(before, patch)).toEqual(after);
  });
});

/** Applies a patch with git to files below `out`; returns what is there then, of the files named a to g. */
function applied(files: Readonly<Record<string, string>>, patch: string): Record<string, string> {
  const folder = mkdtempSync(join(tmpdir(), "dex-diff-"));
  try {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, "out", path)), { recursive: true });
      writeFileSync(join(folder, "out", path), text);
    }
    execFileSync("git", ["apply", "--whitespace=nowarn", "-"], { cwd: folder, input: patch });
    const read = (path: string) => {
      try {
        return [[path, readFileSync(join(folder, "out", path), "utf8")] as const];
      } catch {
        return [];
      }
    };
    return Object.fromEntries(["a", "b/c", "b/d", "e", "f", "g"].flatMap(read));
  } finally {
    rmSync(folder, { recursive: true });
  }
}
