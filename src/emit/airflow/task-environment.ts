import type { BatchPipeline } from "../../ir/pipeline.ts";
import type { Tool } from "../../running/command.ts";
import { dbtFolders, runVariable } from "../../running/dbt.ts";
import { batchVariables, type IntervalUse, intervalVariables } from "../../running/interval.ts";
import { type Layout, Operation } from "../../text/layout.ts";
import { code } from "../../text/quote/code.ts";
import * as jinja from "../../text/quote/jinja.ts";
import * as python from "../../text/quote/python.ts";
import { type Argument, assignment, dictionary, raw } from "./layout.ts";
import type { AirflowOptions } from "./options.ts";

/** The constants with the variables of tasks. */
export const environmentConstants = ["DBT_ENV", "RUN_ENV", "INTERVAL_ENV", "SOURCE_ENV", "DESTINATION_ENV"] as const;

type Constant = (typeof environmentConstants)[number];

/** The variables with the folders for dbt's targets and logs. Each task has its own, and so a parsed project of its own. */
export function dbtEnvironment({ dbt }: Pick<AirflowOptions, "dbt">): Layout {
  // With one task per model, the models of a stage share a folder.
  const task = dbt === "expanded" ? "{{ task.task_id.split('.') | first }}" : "{{ task.task_id }}";
  const members = Object.entries(dbtFolders(task)).map(
    ([name, folder]): Argument => [name, code`str(SCRATCH / ${python.string(folder)})`],
  );
  return assignment("DBT_ENV", dictionary(members));
}

/** The folder that dbt writes to, in Python. */
export function scratchFolder(
  project: string,
  { name }: Pick<BatchPipeline, "name">,
  { scratch }: Pick<AirflowOptions, "scratch">,
): Layout {
  const start =
    scratch === undefined ? [raw("Path(gettempdir())"), "dex", project] : [code`Path(${python.string(scratch)})`];
  return new Operation("/", [...start, name].map(python.layout));
}

/** The variable with the run that moves rows to a quarantine, so that all tasks of a run write the same. */
export function runEnvironment(): Layout {
  return assignment("RUN_ENV", dictionary([[runVariable, "{{ run_id }}"]]));
}

/** The variables with the data interval in a run of a backfill. They are empty in other runs. */
export function intervalEnvironment(
  { timezone }: Pick<BatchPipeline, "timezone">,
  { batches }: Pick<IntervalUse, "batches">,
): Layout {
  const time = (end: string, zone: string) => `data_interval_${end}.in_timezone(${jinja.string(zone).text})`;
  const value = (expression: string) => `{{ ${expression} if dag_run.run_type == 'backfill' else '' }}`;
  const interval = Object.entries(intervalVariables).map(
    ([end, name]): Argument => [name, value(`${time(end, timezone)}.isoformat()`)],
  );
  const flags = Object.entries(batchVariables).map(
    ([end, name]): Argument => [name, value(`${time(end, "UTC")}.strftime('%Y-%m-%dT%H:%M:%S')`)],
  );
  return assignment("INTERVAL_ENV", dictionary([...interval, ...(batches.length > 0 ? flags : [])]));
}

/** The arguments that give an operator the variables of its task. */
export function environmentArguments(tool: Tool, constants: ReadonlySet<Constant>): readonly Argument[] {
  const read: Readonly<Record<Tool, readonly Constant[]>> = {
    extract: ["INTERVAL_ENV", "SOURCE_ENV", "DESTINATION_ENV"],
    dbt: ["DBT_ENV", "RUN_ENV", "INTERVAL_ENV", "DESTINATION_ENV"],
    greatExpectations: ["DESTINATION_ENV"],
  };
  const own = read[tool].filter((name) => constants.has(name));
  const [first, ...more] = own;
  if (first === undefined) return [];
  const env = more.length === 0 ? raw(first) : raw(`{${own.map((name) => `**${name}`).join(", ")}}`);
  return [
    ["env", env],
    ["append_env", true],
  ];
}
