import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { compile } from "../src/compile.ts";
import { memoryHost } from "../src/host/memory.ts";
import { seeded } from "./demo/random.ts";

const SEED = 20_261_130;
const SPLICED = [
  "{",
  "}",
  "[",
  "]",
  ": ",
  "- ",
  "\n",
  "\t",
  '"',
  "'",
  "#",
  "|",
  "&a ",
  "*a",
  "!!x ",
  "\u0000",
  "\u001b",
  "\u202e",
  "\ud800",
];

/** The documents of the shop: contracts, pipeline specs and models. */
function documents(): Readonly<Record<string, string>> {
  const paths = readdirSync("contracts", { recursive: true, encoding: "utf8" }).filter((path) =>
    /\.(yaml|sql)$/.test(path),
  );
  return Object.fromEntries(paths.map((path) => [`contracts/${path}`, readFileSync(`contracts/${path}`, "utf8")]));
}

/** Makes one to three random edits: to a byte, to a line, or with a part of another document. */
function mutated(text: string, other: string, below: (limit: number) => number): string {
  let changed = text;
  for (let edits = 1 + below(3); edits > 0; edits--) {
    const at = below(changed.length + 1);
    const lines = changed.split("\n");
    const line = below(lines.length);
    const edit = [
      () => changed.slice(0, at) + String.fromCharCode(below(256)) + changed.slice(at + 1),
      () => changed.slice(0, at) + (SPLICED[below(SPLICED.length)] ?? "") + changed.slice(at),
      () => changed.slice(0, at) + changed.slice(at + below(40)),
      () => changed.slice(0, at) + other.slice(below(other.length)),
      () => lines.toSpliced(line, 1).join("\n"),
      () => lines.toSpliced(line, 0, lines[below(lines.length)] ?? "").join("\n"),
      () => lines.with(line, `${" ".repeat(below(5))}${lines[line] ?? ""}`).join("\n"),
    ][below(7)];
    changed = edit?.() ?? changed;
  }
  return changed;
}

/** Compiles the shop many times, each time with one mutated document and all emitters. No mutation may cause an exception. */
export function testMutations(count: number): void {
  describe("a project with a mutated document", () => {
    it(`causes no exception: ${count} mutations`, async () => {
      const files = documents();
      const paths = Object.keys(files);
      const { next } = seeded(SEED);
      const below = (limit: number) => Math.floor(next() * limit);
      const failures: unknown[] = [];
      for (let run = 0; run < count; run++) {
        const [path = "", other = ""] = [paths[below(paths.length)], paths[below(paths.length)]];
        const text = mutated(files[path] ?? "", files[other] ?? "", below);
        await compile(memoryHost({ ...files, [path]: text })).catch((error) => failures.push([path, text, error]));
      }
      expect(failures).toEqual([]);
      expect(process.memoryUsage().rss).toBeLessThan(4e9);
    }, 1_800_000);
  });
}
