import { programs } from "../../running/command.ts";
import { nearest } from "../../text/nearest.ts";
import type { OptionsProblem, OptionsReader } from "../emitter.ts";

/** The programs that tasks call, each as the words of a command. */
interface Commands {
  /** dbt; default `dbt`. */
  readonly dbt: string;
  /** The Python that has dlt; default `python`. */
  readonly extract: string;
  /** The Python that has Great Expectations; default `python`. */
  readonly greatExpectations: string;
}

/** The pools that tasks wait for a place in. They must exist in Airflow, or the tasks wait for ever. */
interface Pools {
  readonly extract?: string;
  readonly dbt?: string;
}

/** What a user may choose. */
export interface AirflowOptions {
  /** The major version that runs the DAGs: "3" (default), or "2" for 2.10 and 2.11. */
  readonly version: "3" | "2";
  /**
   * How dbt is called: `bash` (default) has one task for staging and one for the models, `expanded` one per model, and `cosmos` leaves it to
   * Astronomer Cosmos.
   */
  readonly dbt: "bash" | "cosmos" | "expanded";
  /**
   * The output folder on the machines that run tasks: from the root of the file system, or from the folder of the DAG file ("../generated").
   * Without it, the DAG file is where dex writes it.
   */
  readonly root: string | undefined;
  readonly commands: Commands;
  readonly pools: Pools;
}

/** The options as a config gives them. */
export type GivenOptions = Partial<Omit<AirflowOptions, "commands">> & { readonly commands?: Partial<Commands> };

const VERSIONS = ["3", "2"] as const;
const WAYS = ["bash", "cosmos", "expanded"] as const;
const KEYS = ["version", "dbt", "root", "commands", "pools"];
const POOLS = ["extract", "dbt"];

/** Reads the options by hand: a validation library would cost every command its loading time. */
export const readOptions: OptionsReader<AirflowOptions> = (given) => {
  const options = recordOf(given);
  if (options === undefined) return { problems: [{ path: [], message: 'write an object, such as { version: "3" }' }] };
  const problems = unknownKeys(options, KEYS, []);
  const oneOf = <T extends string>(key: string, values: readonly T[], otherwise: T): T => {
    const value = options[key] ?? otherwise;
    if ((values as readonly unknown[]).includes(value)) return value as T;
    problems.push({ path: [key], message: `write ${values.map((one) => `"${one}"`).join(" or ")}` });
    return otherwise;
  };
  const version = oneOf("version", VERSIONS, "3");
  const dbt = oneOf("dbt", WAYS, "bash");
  const { root } = options;
  if (root !== undefined && (!isLine(root) || !/^(\/|\.\.?(\/|$))/.test(root)))
    problems.push({
      path: ["root"],
      message:
        'write a folder from the root of the file system, such as "/opt/dex", or from the DAG file\'s, such as "../generated"',
    });
  const commands = textsOf(
    options,
    { key: "commands", keys: Object.keys(programs), example: '{ dbt: "dbt" }' },
    problems,
  );
  const pools = textsOf(options, { key: "pools", keys: POOLS, example: '{ extract: "shop" }' }, problems);
  if (dbt === "cosmos" && /\s/.test(commands["dbt"]?.trim() ?? ""))
    problems.push({ path: ["commands", "dbt"], message: "with Cosmos it is the path of one program" });
  if (problems.length > 0) return { problems };
  return { value: { version, dbt, root: root as string | undefined, commands: { ...programs, ...commands }, pools } };
};

function unknownKeys(
  given: Readonly<Record<string, unknown>>,
  keys: readonly string[],
  path: readonly string[],
): OptionsProblem[] {
  return Object.keys(given)
    .filter((key) => !keys.includes(key))
    .map((key) => {
      const near = nearest(key, keys);
      const hint = near === undefined ? "" : `; did you mean "${near}"?`;
      return { path: [...path, key], message: `no such option${hint}` };
    });
}

interface Texts {
  readonly key: string;
  readonly keys: readonly string[];
  readonly example: string;
}

/** An option that is an object of texts. */
function textsOf(
  options: Readonly<Record<string, unknown>>,
  { key, keys, example }: Texts,
  problems: OptionsProblem[],
): Readonly<Record<string, string>> {
  const given = recordOf(options[key] ?? {});
  if (given === undefined) {
    problems.push({ path: [key], message: `write an object, such as ${example}` });
    return {};
  }
  problems.push(...unknownKeys(given, keys, [key]));
  for (const [name, value] of Object.entries(given))
    if (value !== undefined && !isLine(value))
      problems.push({ path: [key, name], message: "write a text of one line" });
  // Every member is text, or there is a problem and the result is not used.
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as Record<string, string>;
}

function recordOf(given: unknown): Readonly<Record<string, unknown>> | undefined {
  if (typeof given !== "object" || given === null || Array.isArray(given)) return undefined;
  return given as Readonly<Record<string, unknown>>;
}

function isLine(value: unknown): value is string {
  return typeof value === "string" && value.trim() !== "" && !/[\p{Cc}\p{Cs}{}]/u.test(value);
}
