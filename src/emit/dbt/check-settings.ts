import type { Report } from "../../diagnostics/diagnostic.ts";
import type { MacroFile } from "../../ir/ir.ts";
import type { ColumnSettings } from "../../ir/pipeline.ts";
import { isList, type Json } from "../../source/json.ts";
import { pointerTo } from "../../source/pointer.ts";
import { ownTestNames } from "./check-macros.ts";
import { diagnostics } from "./diagnostics.ts";
import type { DbtOptions } from "./options.ts";
import type { ProjectPlan } from "./plan.ts";
import { isTestName } from "./template-names.ts";

/** The generic tests that come with dbt. */
const OF_DBT = ["not_null", "unique", "accepted_values", "relationships"];

/** Reports unknown tests in the settings of models, and unknown models in the arguments of these tests. */
export function checkSettings(
  { models }: ProjectPlan,
  {
    macros = [],
    tests: library,
  }: { readonly macros?: readonly MacroFile[] | undefined; readonly tests: DbtOptions["tests"] },
): readonly Report[] {
  const columns = models.flatMap(({ node }) => node.settings?.columns ?? []).filter(({ tests }) => tests.length > 0);
  if (columns.length === 0) return [];
  const known = [...OF_DBT, ...ownTestNames(macros)];
  const names = models.flatMap(({ node: { name, snapshot } }) => [name, ...(snapshot === undefined ? [] : [snapshot])]);
  const isKnown = (test: string) =>
    known.includes(test) || isTestName(test) || (library === "dbt_utils" && test.startsWith("dbt_utils."));
  return columns.flatMap(({ tests }) =>
    tests.flatMap((test) => [
      ...(isKnown(test.test)
        ? []
        : [diagnostics.report("unknown-test", test.origin, { test: test.test, tests: known })]),
      ...unknownModels(test, names),
    ]),
  );
}

function unknownModels(
  { arguments: given, origin }: ColumnSettings["tests"][number],
  names: readonly string[],
): readonly Report[] {
  return Object.entries(given).flatMap(([key, value]) =>
    strings(value).flatMap((text) => {
      const name = /^ref\(['"](\w+)['"]\)$/.exec(text)?.[1];
      if (name === undefined || names.includes(name)) return [];
      const at = { path: origin.path, pointer: pointerTo(origin.pointer, "arguments", key) };
      return [diagnostics.report("unknown-test-model", at, { name, names })];
    }),
  );
}

/** Every string in a value. */
export function strings(value: Json): readonly string[] {
  if (typeof value === "string") return [value];
  if (isList(value)) return value.flatMap(strings);
  return typeof value === "object" && value !== null
    ? Object.entries(value).flatMap(([key, one]) => [key, ...strings(one)])
    : [];
}
