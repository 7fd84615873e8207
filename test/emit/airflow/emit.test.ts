import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import type { GivenOptions } from "../../../src/emit/airflow/options.ts";
import { templates } from "../../../src/emit/airflow/template-names.ts";
import { assertionsOf } from "../../../src/emit/coverage.ts";
import { irOf } from "../../ir-of.ts";
import { formatPython, lintPython } from "../../python.ts";
import { filesBelow } from "../dbt/project.ts";
import { dagsOf, emitDags } from "./project.ts";

const EXPECTED = "test/emit/airflow/expected";

/** Three pipelines that build on each other, with awkward names. */
const projectIr = irOf(filesBelow("test/emit/airflow/project"));

/** Every way in which a user may have DAGs written. */
const WAYS: Readonly<Record<string, GivenOptions>> = {
  bash: {},
  expanded: { dbt: "expanded", pools: { extract: "shop", dbt: "warehouse" } },
  cosmos: { dbt: "cosmos", root: "/opt/dex", commands: { dbt: "/opt/dbt/bin/dbt" } },
  "airflow-2": { version: "2", commands: { extract: "uv run python", greatExpectations: "/opt/gx/bin/python" } },
};

describe.each(Object.entries(WAYS))("the DAGs with the options %s", (name, options) => {
  const emission = emitDags(projectIr, options);
  const emitted = Object.fromEntries(emission.files.map(({ path, text }) => [path, text]));

  it("are as accepted, file by file", () => {
    const folder = join(EXPECTED, name);
    if (process.env["UPDATE_GOLDEN"]) writeExpected(folder, emitted);
    expect(emitted).toEqual(filesBelow(folder));
    expect(emission.diagnostics).toEqual([]);
  });

  it.each([...dagsOf(emission)])("%s is formatted and free of findings", (_, text) => {
    expect(formatPython(text)).toBe(text);
    // The names that Airflow 3 moved are right for Airflow 2.
    expect(lintPython(text, { airflow: true, ignore: options.version === "2" ? ["AIR3"] : [] })).toEqual([]);
  });

  it("have one coverage record for every assertion, and warn of none", () => {
    expect(emission.coverage.map(({ assertion }) => assertion)).toEqual(assertionsOf(projectIr).map(({ id }) => id));
    for (const { how, expected } of emission.coverage) expect(how === "runtime" || expected === true).toBe(true);
    expect(emission.coverage.filter(({ how }) => how === "runtime").map(({ assertion }) => assertion)).toEqual([
      "import.freshness",
    ]);
  });
});

describe("the templates", () => {
  it("are all listed, and no other", () => {
    expect(Object.keys(filesBelow("templates/airflow")).sort()).toEqual([...templates].sort());
  });
});

function writeExpected(folder: string, files: Readonly<Record<string, string>>): void {
  rmSync(folder, { recursive: true, force: true });
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}
