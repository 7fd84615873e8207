import type { Ir } from "../ir/ir.ts";
import { type Connection, connectionOf } from "../running/connection.ts";
import { type EnvironmentVariable, variablesOf } from "../running/environment.ts";
import { targetVariable } from "../running/target.ts";
import { by } from "../text/compare.ts";
import type { Emitter, PipelineNeed } from "./emitter.ts";
import { chooseTargets } from "./targets.ts";

/** An emitter, its validated options, and whether it runs only because the config does not list emitters. */
interface Candidate {
  readonly emitter: Emitter;
  readonly options: unknown;
  readonly isDefault?: boolean;
}

/** The display names of the tools. */
const TOOLS = { extract: "dlt", dbt: "dbt", greatExpectations: "Great Expectations" } as const;

/** An environment variable of a project. */
export interface ProjectVariable extends Omit<EnvironmentVariable, "usedBy" | "connection"> {
  /** Undefined for the target of dbt, which all connections share. */
  readonly connection?: Connection;
  readonly usedBy: readonly string[];
  /** True if no pipeline has a connection with this name and type, because the config selects another type of warehouse. */
  readonly isAlternative: boolean;
}

/** The environment variables that the generated files of a project read, by connection. */
export async function projectVariables(ir: Ir, emitters: readonly Candidate[]): Promise<readonly ProjectVariable[]> {
  const loaded = chooseTargets(emitters, undefined, ir).value.map(async ({ emitter, options }) => {
    const { connections } = await emitter.load();
    return connections?.(options, ir) ?? [];
  });
  const own = ownConnections(ir);
  const variables = variablesOf((await Promise.all(loaded)).flat()).map((variable) => {
    const isAlternative = own.size > 0 && !own.has(key(variable.connection));
    return { ...variable, usedBy: toolsIn(variable), isAlternative };
  });
  const rank = ({ connection, isAlternative }: ProjectVariable) => `${connection?.name} ${isAlternative ? 1 : 0}`;
  return [...targetVariables(ir, variables), ...variables.sort(by(rank))];
}

/** The variable that selects the target of dbt, for a project with targets. */
function targetVariables({ targets }: Ir, variables: readonly ProjectVariable[]): readonly ProjectVariable[] {
  if (targets === undefined) return [];
  const about = `the target of dbt: ${targets.map(({ name }) => name).join(" or ")}`;
  const usedBy = Object.values(TOOLS).filter((tool) => variables.some((one) => one.usedBy.includes(tool)));
  return [{ key: "target", name: targetVariable, about, otherwise: targets[0].name, usedBy, isAlternative: false }];
}

/** What the pipelines of a project use in their orchestrators. */
export async function projectNeeds(ir: Ir, emitters: readonly Candidate[]): Promise<readonly PipelineNeed[]> {
  const loaded = chooseTargets(emitters, undefined, ir).value.map(async ({ emitter, options }) => {
    const { needs } = await emitter.load();
    return needs?.(options, ir) ?? [];
  });
  return (await Promise.all(loaded)).flat();
}

function ownConnections({ pipelines }: Ir): ReadonlySet<string> {
  const endpoints = pipelines.flatMap((one) =>
    one.kind === "batch" ? [...(one.source ? [one.source] : []), one.destination] : [],
  );
  return new Set(endpoints.map((endpoint) => key(connectionOf(endpoint))));
}

function key({ name, type }: Connection): string {
  return `${type} ${name}`;
}

function toolsIn({ usedBy }: EnvironmentVariable): readonly string[] {
  const tools = Object.keys(TOOLS) as (keyof typeof TOOLS)[];
  return tools.filter((tool) => usedBy.includes(tool)).map((tool) => TOOLS[tool]);
}
