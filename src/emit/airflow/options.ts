import { programs } from "../../running/command.ts";
import { choice, group, type OptionsOf, optionalText, optionsReader, text } from "../options.ts";
import { defaultArgsOption } from "./default-args-option.ts";

/** A string of one line that is safe in a shell command and contains no Jinja syntax. */
const line = (example: string) => ({
  matches: isLine,
  write: `a string of one line, such as ${JSON.stringify(example)}`,
  example,
});

const commands = {
  /** The command that runs dbt. */
  dbt: text(line("uv run dbt"), programs.dbt),
  /** The Python interpreter that has dlt. */
  extract: text(line("/opt/dlt/bin/python"), programs.extract),
  /** The Python interpreter that has Great Expectations. */
  greatExpectations: text(line("/opt/gx/bin/python"), programs.greatExpectations),
};

const pools = {
  /** The pool of the tasks that load tables. */
  extract: optionalText(line("shop")),
  /** The pool of the tasks that run dbt. */
  dbt: optionalText(line("warehouse")),
  /** The pool of the tasks that run Great Expectations. */
  greatExpectations: optionalText(line("warehouse")),
};

const queues = {
  /** The queue of the tasks that load tables. */
  extract: optionalText(line("loading")),
  /** The queue of the tasks that run dbt. */
  dbt: optionalText(line("dbt")),
  /** The queue of the tasks that run Great Expectations. */
  greatExpectations: optionalText(line("checks")),
};

const executors = {
  /** The executor of the tasks that load tables. */
  extract: optionalText(line("LocalExecutor")),
  /** The executor of the tasks that run dbt. */
  dbt: optionalText(line("KubernetesExecutor")),
  /** The executor of the tasks that run Great Expectations. */
  greatExpectations: optionalText(line("KubernetesExecutor")),
};

/** The options of the Airflow emitter. */
export const options = {
  /** The version of Airflow that runs the DAGs: `"3"` means 3.2 or newer, `"3.0"` means 3.0 or 3.1, `"2"` means 2.10 or 2.11. */
  version: choice(["3", "3.0", "2"], "3"),
  /** How Airflow runs dbt: `bash` has one task for staging and one for the models, `expanded` one task per model, `cosmos` uses Astronomer Cosmos. */
  dbt: choice(["bash", "cosmos", "expanded"], "bash"),
  /** The output folder on the machines that run tasks, absolute or relative to the DAG file. It defaults to two folders above the DAG file. */
  root: optionalText({
    matches: (root) => isLine(root) && /^(\/|\.\.?(\/|$))/.test(root),
    write: 'an absolute path, such as "/opt/dex", or one relative to the DAG file, such as "../generated"',
    example: "/opt/dex",
  }),
  /** Where tasks find the settings of connections: in the variables of their worker, or in the Airflow Connections with the names of the spec. */
  connections: choice(["environment", "airflow"], "environment"),
  /** The target of `dbt({ targets })` for all tasks. Without it, the variable `DEX_TARGET` of their worker selects the target. */
  target: optionalText(line("prod")),
  /** The commands that tasks call. */
  commands: group(commands),
  /** The pools of the tasks. A pool must exist in Airflow, or its tasks never start. By default, all tasks on a DuckDB file share a pool with one slot, since the file has one writer. */
  pools: group(pools),
  /** The queues of the tasks. */
  queues: group(queues),
  /** The executors of the tasks, if Airflow has several. */
  executors: group(executors),
  /** Other default arguments of tasks, such as `queue` or `priority_weight`. Those of the spec precede them. */
  defaultArgs: defaultArgsOption(),
  /** The folder for dbt's targets and logs, which tasks must be able to write. The output folder may be read-only. It defaults to `/tmp/dex/` and the name of the project. */
  scratch: optionalText({
    matches: (path) => isLine(path) && path.startsWith("/"),
    write: 'an absolute path, such as "/var/tmp/dex"',
    example: "/var/tmp/dex",
  }),
};

/** The options of the Airflow emitter, every default filled in. */
export type AirflowOptions = OptionsOf<typeof options>;

/** The options as a config gives them. */
export type GivenOptions = Partial<
  Omit<AirflowOptions, "commands" | "pools" | "queues" | "executors"> & {
    readonly commands: Partial<OptionsOf<typeof commands>>;
    readonly pools: Partial<OptionsOf<typeof pools>>;
    readonly queues: Partial<OptionsOf<typeof queues>>;
    readonly executors: Partial<OptionsOf<typeof executors>>;
  }
>;

/** Reads the options. */
export const readOptions = optionsReader(options, ({ dbt, commands: { dbt: command } }) => {
  if (dbt !== "cosmos" || !/\s/.test(command.trim())) return [];
  return [
    { path: ["commands", "dbt"], message: 'with dbt: "cosmos", write the path of one program, without arguments' },
  ];
});

function isLine(value: string): boolean {
  return value.trim() !== "" && !/[\p{Cc}\p{Cs}{}]/u.test(value);
}
