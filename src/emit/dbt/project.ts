import type { Target } from "../../ir/target.ts";
import { dbtTarget, type ProfileOutput, type ProfileVariable } from "../../running/dbt-profile.ts";
import { useUtc } from "../../running/session-zone.ts";
import { targetVariable } from "../../running/target.ts";
import * as jinja from "../../text/quote/jinja.ts";
import type { YamlMap } from "../../text/quote/yaml.ts";
import { LAYERS } from "./materialization.ts";
import type { Adapter } from "./options.ts";
import type { ProjectPlan } from "./plan.ts";
import type { VarMap } from "./vars-option.ts";

/** What dbt_project.yml depends on. */
export interface ProjectShape {
  /** The layers that have models, in the order of `LAYERS`. */
  readonly layers: readonly string[];
  readonly hasSnapshots: boolean;
}

/** What a project's dbt_project.yml depends on. */
export function shapeOf({ models }: ProjectPlan): ProjectShape {
  const used: ReadonlySet<string> = new Set(models.map(({ node }) => node.layer));
  return {
    layers: Object.keys(LAYERS).filter((layer) => used.has(layer)),
    hasSnapshots: models.some(({ node }) => node.snapshot !== undefined),
  };
}

/** dbt_project.yml. Only folders that exist are configured, since dbt warns about the others. */
export function projectFile(
  name: string,
  { layers, hasSnapshots }: ProjectShape,
  { vars, adapter }: { readonly vars: VarMap; readonly adapter: Adapter },
): YamlMap {
  // A hook, because profiles of most adapters have no setting for the time zone, and teams have profiles of their own.
  const session = { "+pre-hook": useUtc[adapter] };
  const configs = Object.entries(LAYERS).map(([layer, materialized]) => [
    layer,
    layers.includes(layer) ? { "+materialized": materialized } : undefined,
  ]);
  return {
    name,
    "config-version": 2,
    profile: name,
    "require-dbt-version": [">=1.10.8", "<3.0.0"],
    "model-paths": ["models"],
    "macro-paths": ["macros"],
    "snapshot-paths": ["snapshots"],
    "test-paths": ["tests"],
    vars: Object.keys(vars).length > 0 ? vars : undefined,
    models: layers.length > 0 ? { [name]: { ...session, ...Object.fromEntries(configs) } } : undefined,
    snapshots: hasSnapshots && useUtc[adapter] !== undefined ? { [name]: session } : undefined,
    // dbt's own current time has no time zone. A column may have one, so the warning at every build is noise.
    flags: hasSnapshots ? { warn_error_options: { silence: ["SnapshotTimestampWarning"] } } : undefined,
  };
}

/** packages.yml, for the option `tests: "dbt_utils"`. */
export const packagesFile: YamlMap = {
  packages: [{ package: "dbt-labs/dbt_utils", version: [">=1.4.0", "<2.0.0"] }],
};

/** profiles.yml: the connections, with environment variables for all that differs between machines. It has no credentials. */
export function profilesFile(project: string, { adapter, outputs, targets }: Profile): YamlMap {
  const [first] = targets;
  const target = first === undefined ? dbtTarget : `{{ env_var('${targetVariable}', '') or '${first.name}' }}`;
  const written = outputs.map((output) => [
    output.target,
    { type: adapter, ...outputOf(output), threads: output.threads },
  ]);
  return { [project]: { target, outputs: Object.fromEntries(written) as YamlMap } };
}

/** The profile of an adapter. */
interface Profile {
  readonly adapter: Adapter;
  readonly outputs: readonly (ProfileOutput & { readonly threads: number })[];
  readonly targets: readonly Target[];
}

/** The settings of a connection. */
function outputOf({ entries, keyFile }: ProfileOutput): YamlMap {
  const method = keyFile && { method: `{{ 'service-account' if env_var('${keyFile}', '') else 'oauth' }}` };
  return { ...method, ...Object.fromEntries(entries.map((entry) => [entry.key, fromEnvironment(entry)])) };
}

/** Jinja that reads a variable of the environment. */
function fromEnvironment({ variable, otherwise, isNumber }: ProfileVariable): string {
  const given = `'${variable}', ${jinja.string(otherwise).text}`;
  return isNumber ? `{{ env_var(${given}) | as_number }}` : `{{ env_var(${given}) }}`;
}
