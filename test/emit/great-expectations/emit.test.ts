import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { assertionsOf } from "../../../src/emit/coverage.ts";
import { sources } from "../../../src/emit/great-expectations/options.ts";
import { templates } from "../../../src/emit/great-expectations/template-names.ts";
import { formatPython, lintPython } from "../../python.ts";
import { filesBelow, projectIr } from "../dbt/project.ts";
import { emitSuites, suitesOf } from "./project.ts";

const EXPECTED = "test/emit/great-expectations/expected";

describe("the suites of PostgreSQL and pandas, and the runner", () => {
  const { files, diagnostics } = emitSuites(projectIr, { layout: "project" });
  const emitted = Object.fromEntries(files.map(({ path, text }) => [path, text]));

  it("are as accepted, file by file", () => {
    if (process.env["UPDATE_GOLDEN"]) writeExpected(emitted);
    expect(emitted).toEqual(filesBelow(EXPECTED));
    expect(diagnostics).toEqual([]);
  });

  it("are the same suites without a project around them", () => {
    const plain = emitSuites(projectIr).files.filter(({ path }) => path.includes("/suites/"));
    expect(plain.length).toBeGreaterThan(6);
    for (const { path, text } of plain) expect(text).toBe(emitted[path.replace("/suites/", "/gx/expectations/")]);
  });
});

describe("the suites of every source", () => {
  const emission = emitSuites(projectIr, { sources });
  const suites = suitesOf(emission);

  it("have one coverage record for every assertion", () => {
    expect(emission.coverage.map(({ assertion }) => assertion)).toEqual(assertionsOf(projectIr).map(({ id }) => id));
  });

  it("hold every assertion that is said to be held, and no other", () => {
    const held = emission.coverage.filter(({ how }) => how === "test").map(({ assertion }) => assertion);
    for (const source of sources) {
      const found = [...suites]
        .filter(([path]) => path.includes(`/${source}/`))
        .flatMap(([, expectations]) => expectations.map(({ meta }) => meta.dex.assertion));
      expect([...new Set(found)].sort(), source).toEqual([...held].sort());
    }
  });

  it("have an id of their own for every expectation", () => {
    const ids = [...suites.values()].flatMap((expectations) => expectations.map(({ id }) => id));
    expect(new Set(ids).size).toBe(ids.length);
    for (const id of ids) expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  });
});

describe("the Python files", () => {
  const files = emitSuites(projectIr).files.filter(({ language }) => language === "python");

  it.each(files)("$path is formatted and free of findings", ({ text }) => {
    expect(formatPython(text)).toBe(text);
    expect(lintPython(text)).toEqual([]);
  });
});

describe("the templates", () => {
  it("are all listed, and no other", () => {
    expect(Object.keys(filesBelow("templates/great-expectations")).sort()).toEqual([...templates].sort());
  });
});

function writeExpected(files: Readonly<Record<string, string>>): void {
  rmSync(EXPECTED, { recursive: true, force: true });
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(EXPECTED, path)), { recursive: true });
    writeFileSync(join(EXPECTED, path), text);
  }
}
