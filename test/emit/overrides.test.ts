import { expect, it } from "vitest";
import { overridesOf } from "../../src/emit/templates.ts";

it("takes a template of the project for an override only if it differs from the built-in one", () => {
  const files = ["dbt/same.njk", "dbt/changed.njk", "dbt/new.njk"].map((path) => ({ path, text: path, hash: "" }));
  const builtIn = new Map([
    ["dbt/same.njk", "dbt/same.njk"],
    ["dbt/changed.njk", "other"],
  ]);
  const overrides = overridesOf(files, "templates", (name) => builtIn.get(name));
  expect([...overrides]).toEqual([
    ["dbt/changed.njk", { path: "templates/dbt/changed.njk", text: "dbt/changed.njk" }],
    ["dbt/new.njk", { path: "templates/dbt/new.njk", text: "dbt/new.njk" }],
  ]);
});
