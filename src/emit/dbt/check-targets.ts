import type { Report } from "../../diagnostics/diagnostic.ts";
import type { Ir } from "../../ir/ir.ts";
import type { BatchPipeline } from "../../ir/pipeline.ts";
import type { Target } from "../../ir/target.ts";
import { connectionOf, settingsOf, variableOf, warehouses } from "../../running/connection.ts";
import { extractUses, profileUse } from "../../running/environment.ts";
import { inTargets } from "../../running/target.ts";
import { diagnostics } from "./diagnostics.ts";
import type { Adapter, DbtOptions } from "./options.ts";

/** Reports targets that share a name or a variable with something else, and settings that no warehouse of the project has. */
export function checkTargets(
  { pipelines }: Ir,
  adapters: readonly Adapter[],
  { targets }: Pick<DbtOptions, "targets">,
): readonly Report[] {
  const batch = pipelines.filter((pipeline) => pipeline.kind === "batch");
  const [first] = batch;
  const [standard, ...others] = targets;
  if (first === undefined || standard === undefined) return [];
  return [
    ...unknownSettings(first, adapters, targets),
    ...sharedNames(batch, adapters, targets),
    ...sharedVariables(batch, [standard, ...others]),
  ];
}

/** The options have no place in a document, so these are reported at the destination of the first pipeline. */
function unknownSettings(
  { origin: { path } }: BatchPipeline,
  adapters: readonly Adapter[],
  targets: readonly Target[],
): readonly Report[] {
  const known = new Set(adapters.flatMap((type) => settingsOf({ name: "", type }).map(({ key }) => key)));
  return targets.flatMap(({ name: target, variables }) =>
    variables
      .filter((setting) => !known.has(setting))
      .map((setting) =>
        diagnostics.report(
          "unused-setting",
          { path, pointer: "/destination/type" },
          { target, setting, adapters, known: [...known] },
        ),
      ),
  );
}

/** The second connection of a type has targets such as `dev_lake`. */
function sharedNames(
  batch: readonly BatchPipeline[],
  adapters: readonly Adapter[],
  targets: readonly Target[],
): readonly Report[] {
  const names = targets.map(({ name }) => name);
  return adapters.flatMap((adapter) =>
    warehouses(batch, adapter)
      .slice(1)
      .flatMap((connection) =>
        names
          .map((target) => `${target}_${connection.name}`)
          .filter((name) => names.includes(name))
          .map((name) => report("target-name", connection.name, { batch, name })),
      ),
  );
}

/** `DEX_LAKE_PROD_HOST` is the host of the connection `lake` in the target `prod`, or that of the connection `lake_prod`. */
function sharedVariables(batch: readonly BatchPipeline[], targets: readonly [Target, ...Target[]]): readonly Report[] {
  const names = [...new Set(batch.map(({ destination }) => connectionOf(destination).name))];
  const uses = batch.flatMap((pipeline) => [...extractUses(pipeline), profileUse(connectionOf(pipeline.destination))]);
  const owners = new Map<string, string>();
  const found = new Map<string, Report>();
  for (const { connection, settings } of inTargets(uses, { targets, warehouses: names }))
    for (const setting of settings) {
      const name = variableOf(connection, setting);
      const owner = owners.get(name) ?? connection.name;
      owners.set(name, owner);
      if (owner !== connection.name)
        found.set(connection.name, report("target-variable", connection.name, { batch, name }));
    }
  return [...found.values()];
}

function report(
  code: "target-name" | "target-variable",
  connection: string,
  { batch, name }: { readonly batch: readonly BatchPipeline[]; readonly name: string },
): Report {
  for (const { source, destination, origin } of batch)
    for (const [key, endpoint] of Object.entries({ destination, source }))
      if (endpoint !== undefined && connectionOf(endpoint).name === connection)
        return diagnostics.report(code, { path: origin.path, pointer: `/${key}/connection` }, { connection, name });
  return diagnostics.report(code, { path: batch[0]?.origin.path ?? "", pointer: "" }, { connection, name });
}
