import { describe, expect, it } from "vitest";
import { Bug } from "../../src/text/bug.ts";
import { pathProblem } from "../../src/text/path-problem.ts";
import { checkPaths } from "../../src/write/paths.ts";

const FINE = [
  "a",
  "dbt/duckdb/models/stg_shop__orders.sql",
  "a.b/c-d_e.F",
  ".gitattributes",
  "x/.hidden",
  "con_tract.sql",
  `${"a".repeat(119)}/b`,
];

const BAD = [
  ["", "empty part"],
  ["/etc/passwd", "empty part"],
  ["a//b", "empty part"],
  ["a/", "empty part"],
  ["..", `".."`],
  ["../x", `".."`],
  ["a/../../x", `".."`],
  ["./x", `"."`],
  ["a\\b", "letters, digits"],
  ["C:/x", "letters, digits"],
  ["a b", "letters, digits"],
  ["~/x", "letters, digits"],
  ["-rf", "letters, digits"],
  ["a\nb", "letters, digits"],
  ["a\0b", "letters, digits"],
  ["ä", "letters, digits"],
  ["a\u202eb", "letters, digits"],
  ["a:b", "letters, digits"],
  ["a*", "letters, digits"],
  ["a'b", "letters, digits"],
  ["a$(x)", "letters, digits"],
  ["a".repeat(121), "letters, digits"],
  ["a./b", "ends in a dot"],
  ["...", "ends in a dot"],
  [".git/hooks/pre-commit", ".git"],
  ["x/.GIT/config", ".GIT"],
  ["con", "device"],
  ["x/NUL.sql", "device"],
  ["Com1.tar.gz", "device"],
  ["lpt9", "device"],
  [".dex/journal.json", "reserves"],
  [".DEX", "reserves"],
  [".dex-manifest.json", "reserves"],
  [`${"a/".repeat(90)}b`, "longer than 180"],
] as const;

describe("a path of an output", () => {
  it.each(FINE)("%j is fine", (path) => expect(pathProblem(path)).toBeUndefined());

  it.each(BAD)("%j is refused: %s", (path, problem) => expect(pathProblem(path)).toContain(problem));

  it("may name the writer's folder further down", () => expect(pathProblem("x/.dex")).toBeUndefined());
});

describe("the paths of all emitters", () => {
  const check = (...paths: string[]) => checkPaths(paths.map((path) => ({ path, emitter: "plugin" })));

  it("may share folders", () => expect(() => check("a/b", "a/c", "ab")).not.toThrow());

  it.each([
    [["a/b", "a/b"], "is written twice"],
    [["a/B", "a/b"], `differs from "a/B" only by case`],
    [["a", "a/b"], `needs a folder where the file "a" is`],
    [["A/b/c", "a"], `needs a folder where the file "a" is`],
    [["../x"], `has a part ".."`],
  ])("%j is a bug, and names the emitter", (paths, problem) => {
    expect(() => check(...paths)).toThrow(Bug);
    expect(() => check(...paths)).toThrow(`emitter "plugin" made a file whose path ${problem}`);
  });
});
