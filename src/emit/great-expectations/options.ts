import { nearest } from "../../text/nearest.ts";
import type { OptionsProblem, OptionsReader } from "../emitter.ts";

/** Where the rows are that suites are run on: an SQL database, or pandas, which takes rows from DuckDB and from files. */
export const sources = ["postgres", "pandas", "snowflake", "bigquery", "redshift", "databricks"] as const;

/** The name of such a place. */
export type Source = (typeof sources)[number];

/** What a user may choose. */
export interface GreatExpectationsOptions {
  /** One set of suites is written per source, since SQL differs; default `["postgres", "pandas"]`. */
  readonly sources: readonly Source[];
  /** `project` adds a whole `gx/` folder for a file context; default `suites`, which the runner is enough for. */
  readonly layout: "suites" | "project";
  /** The schema of source tables, where it is not that of their pipeline's destination (`raw` for those without one). */
  readonly tableSchema: string | undefined;
  /** The schema of the tables that models build: dbt's; default `analytics`. */
  readonly modelSchema: string;
}

const LAYOUTS = ["suites", "project"] as const;
const KEYS = ["sources", "layout", "tableSchema", "modelSchema"];

/** Reads the options by hand: a validation library would cost every command its loading time. */
export const readOptions: OptionsReader<GreatExpectationsOptions> = (given) => {
  if (typeof given !== "object" || given === null || Array.isArray(given))
    return { problems: [{ path: [], message: 'write an object, such as { sources: ["postgres"] }' }] };
  const options = given as Readonly<Record<string, unknown>>;
  const problems: OptionsProblem[] = Object.keys(options)
    .filter((key) => !KEYS.includes(key))
    .map((key) => ({ path: [key], message: `no such option${hint(key, KEYS)}` }));
  const wanted = options["sources"] ?? ["postgres", "pandas"];
  if (!Array.isArray(wanted) || wanted.length === 0)
    problems.push({ path: ["sources"], message: `write a list of sources; they are ${sources.join(", ")}` });
  else problems.push(...sourceProblems(wanted));
  const layout = options["layout"] ?? "suites";
  if (!(LAYOUTS as readonly unknown[]).includes(layout))
    problems.push({ path: ["layout"], message: 'write "suites" or "project"' });
  for (const key of ["tableSchema", "modelSchema"])
    if (options[key] !== undefined && !isName(options[key]))
      problems.push({ path: [key], message: "write the name of a schema: letters, digits and _" });
  if (problems.length > 0) return { problems };
  return {
    value: {
      sources: wanted as readonly Source[],
      layout: layout as GreatExpectationsOptions["layout"],
      tableSchema: options["tableSchema"] as string | undefined,
      modelSchema: (options["modelSchema"] as string | undefined) ?? "analytics",
    },
  };
};

function sourceProblems(wanted: readonly unknown[]): OptionsProblem[] {
  return wanted.flatMap((source, index) => {
    const path = ["sources", index];
    if (!(sources as readonly unknown[]).includes(source)) {
      const message = `${JSON.stringify(source)} is no source dex knows${hint(String(source), sources)}; they are ${sources.join(", ")}`;
      return [{ path, message }];
    }
    return wanted.indexOf(source) === index ? [] : [{ path, message: `"${source}" stands twice` }];
  });
}

function isName(value: unknown): boolean {
  return typeof value === "string" && /^[A-Za-z_]\w*$/.test(value);
}

function hint(wanted: string, names: readonly string[]): string {
  const near = nearest(wanted, names);
  return near === undefined ? "" : `; did you mean "${near}"?`;
}
