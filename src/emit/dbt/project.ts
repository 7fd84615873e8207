import { dbtTarget } from "../../running/dbt.ts";
import { type ProfileVariable, profileEntries } from "../../running/dbt-profile.ts";
import type { YamlMap } from "../../text/quote/yaml.ts";
import type { Adapter } from "./options.ts";
import type { Plan } from "./plan.ts";

/** dbt_project.yml. Only folders that exist are configured, since dbt warns of the others. */
export function projectFile({ project, staging, built }: Plan): YamlMap {
  const layers = new Set([...staging, ...built].map((node) => node.folder.split("/")[1] ?? ""));
  const models: YamlMap = {
    staging: layers.has("staging") ? { "+materialized": "view" } : undefined,
    intermediate: layers.has("intermediate") ? { "+materialized": "view" } : undefined,
    marts: layers.has("marts") ? { "+materialized": "table" } : undefined,
  };
  const hasSnapshots = built.some(({ model }) => model.kind === "dimension" && model.scd === 2);
  return {
    name: project,
    "config-version": 2,
    profile: project,
    "require-dbt-version": [">=1.10.8", "<3.0.0"],
    "model-paths": ["models"],
    "macro-paths": ["macros"],
    "snapshot-paths": ["snapshots"],
    "test-paths": ["tests"],
    models: layers.size > 0 ? { [project]: models } : undefined,
    // dbt's own idea of the present has no time zone; that a column has one is right, and no reason to warn at every build.
    flags: hasSnapshots ? { warn_error_options: { silence: ["SnapshotTimestampWarning"] } } : undefined,
  };
}

/** packages.yml, when the tests of dbt_utils are asked for. */
export const packagesFile: YamlMap = {
  packages: [{ package: "dbt-labs/dbt_utils", version: [">=1.4.0", "<2.0.0"] }],
};

/** profiles.yml: how to connect, with everything that differs from place to place in the environment. No credential is ever written. */
export function profilesFile(project: string, adapter: Adapter): YamlMap {
  return {
    [project]: { target: dbtTarget, outputs: { [dbtTarget]: { type: adapter, ...outputOf(adapter), threads: 4 } } },
  };
}

/** The connection of an adapter. */
function outputOf(adapter: Adapter): YamlMap {
  return Object.fromEntries(
    profileEntries[adapter].map((entry) => [entry.key, "value" in entry ? entry.value : fromEnvironment(entry)]),
  );
}

/** Jinja that reads a variable of the environment. */
function fromEnvironment({ variable, otherwise, type }: ProfileVariable): string {
  const fallback = type === "secret" ? "" : otherwise;
  const given = fallback === undefined ? `'${variable}'` : `'${variable}', '${fallback}'`;
  return type === "number" ? `{{ env_var(${given}) | as_number }}` : `{{ env_var(${given}) }}`;
}
