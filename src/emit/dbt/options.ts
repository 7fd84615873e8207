import type { SqlDialect } from "../../dialect/registry.ts";
import { nearest } from "../../text/nearest.ts";
import type { OptionsProblem, OptionsReader } from "../emitter.ts";

/** The adapters that dex writes a project for; each has the name of the SQL dialect that it speaks. */
export const dbtAdapters = [
  "duckdb",
  "postgres",
  "snowflake",
  "bigquery",
  "redshift",
  "databricks",
] as const satisfies readonly SqlDialect[];

/** The name of an adapter. */
export type Adapter = (typeof dbtAdapters)[number];

/** What a user may choose. */
export interface DbtOptions {
  /** One complete project is written per adapter; default `["duckdb"]`. */
  readonly adapters: readonly Adapter[];
  /** `dbt_utils` uses that package's tests where they mean the same; default `native`, which needs no package. */
  readonly tests: "native" | "dbt_utils";
}

const TESTS = ["native", "dbt_utils"] as const;

/** Reads the options by hand: a validation library would cost every command its loading time. */
export const readOptions: OptionsReader<DbtOptions> = (given) => {
  if (typeof given !== "object" || given === null || Array.isArray(given)) {
    return { problems: [{ path: [], message: 'write an object, such as { adapters: ["duckdb"] }' }] };
  }
  const options = given as Readonly<Record<string, unknown>>;
  const problems: OptionsProblem[] = Object.keys(options)
    .filter((key) => key !== "adapters" && key !== "tests")
    .map((key) => ({ path: [key], message: `no such option${hint(key, ["adapters", "tests"])}` }));
  const adapters = options["adapters"] ?? ["duckdb"];
  if (!Array.isArray(adapters) || adapters.length === 0) {
    problems.push({ path: ["adapters"], message: `write a list of adapters; they are ${dbtAdapters.join(", ")}` });
  } else problems.push(...adapterProblems(adapters));
  const tests = options["tests"] ?? "native";
  if (!isOneOf(tests, TESTS)) problems.push({ path: ["tests"], message: 'write "native" or "dbt_utils"' });
  if (problems.length > 0) return { problems };
  return { value: { adapters: adapters as readonly Adapter[], tests: tests as DbtOptions["tests"] } };
};

function adapterProblems(adapters: readonly unknown[]): OptionsProblem[] {
  return adapters.flatMap((adapter, index) => {
    const path = ["adapters", index];
    if (!isOneOf(adapter, dbtAdapters)) {
      const message = `${JSON.stringify(adapter)} is no adapter dex knows${hint(String(adapter), dbtAdapters)}; they are ${dbtAdapters.join(", ")}`;
      return [{ path, message }];
    }
    return adapters.indexOf(adapter) === index ? [] : [{ path, message: `"${adapter}" stands twice` }];
  });
}

function isOneOf<T extends string>(value: unknown, values: readonly T[]): value is T {
  return (values as readonly unknown[]).includes(value);
}

function hint(wanted: string, names: readonly string[]): string {
  const near = nearest(wanted, names);
  return near === undefined ? "" : `; did you mean "${near}"?`;
}
