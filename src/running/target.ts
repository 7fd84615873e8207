import type { Pipeline } from "../ir/pipeline.ts";
import type { Target, Targets } from "../ir/target.ts";
import { modelSchema, type Setting, settingsOf, warehouseNames } from "./connection.ts";
import type { ConnectionUse } from "./connection-use.ts";
import { adapterOf } from "./dbt-profile.ts";

/** The environment variable with the target of all tools. */
export const targetVariable = "DEX_TARGET";

/** The targets of a project, and the connections that they are about. */
export interface ProjectTargets {
  readonly targets: Targets;
  /** The names of the connections. */
  readonly warehouses: readonly string[];
}

/** The targets of a project, and the connections to its warehouses. Undefined for a project without targets. */
export function projectTargets({
  pipelines,
  targets,
}: {
  readonly pipelines: readonly Pipeline[];
  readonly targets?: Targets;
}): ProjectTargets | undefined {
  return targets && { targets, warehouses: warehouseNames(pipelines) };
}

/** The uses of connections in each target, if a project has targets. Other connections than warehouses are the same in all of them. */
export function inTargets(
  uses: readonly ConnectionUse[],
  project: ProjectTargets | undefined,
): readonly ConnectionUse[] {
  if (project === undefined) return uses;
  const { targets, warehouses } = project;
  return uses.flatMap((use) => {
    const { connection } = use;
    const isWarehouse = warehouses.includes(connection.name) && adapterOf(connection) !== undefined;
    return isWarehouse ? targets.map((target) => inTarget(use, target)) : [use];
  });
}

/** The uses of connections in the target that is selected, or in all of them. */
export function selectedUses(
  uses: readonly ConnectionUse[],
  { targets, target }: { readonly targets?: ProjectTargets; readonly target?: string },
): readonly ConnectionUse[] {
  const all = inTargets(uses, targets);
  return target === undefined ? all : all.filter((use) => use.target === undefined || use.target === target);
}

function inTarget(use: ConnectionUse, target: Target): ConnectionUse {
  const schema = ownSetting({ ...modelSchema, otherwise: target.schema }, target);
  const settings = use.settings.flatMap((setting): readonly Setting[] => {
    if (setting.key === modelSchema.key) return [];
    if (!target.variables.includes(setting.key)) return [setting];
    // The database of the spec is that of the other targets.
    const { type, name } = use.connection;
    return settingsOf({ type, name }).flatMap((plain) => (plain.key === setting.key ? ownSetting(plain, target) : []));
  });
  return { ...use, target: target.name, settings: use.tool === "extract" ? settings : [...settings, schema] };
}

function ownSetting(setting: Setting, { name }: Target): Setting {
  return { ...setting, target: name, about: `${setting.about}, in the target ${name}` };
}
