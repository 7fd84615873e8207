import { choice, choices, type OptionsOf, optionalText, optionsReader, text } from "../options.ts";

/** Where the rows are that suites are run on: an SQL database, or pandas, which takes rows from DuckDB and from files. */
export const sources = ["postgres", "pandas", "snowflake", "bigquery", "redshift", "databricks"] as const;

/** A place that suites are run on. */
export type Source = (typeof sources)[number];

const schemaName = (example: string) => ({
  matches: (name: string) => /^[A-Za-z_]\w*$/.test(name),
  write: "the name of a schema: letters, digits and _",
  example,
});

/** The options of the Great Expectations emitter. */
export const options = {
  /** Where the rows are. One set of suites is written per source, since SQL differs. */
  sources: choices(sources, { noun: "source", default: ["postgres", "pandas"] }),
  /** Whether to write suites and their runner alone, or a whole `gx/` folder for a file context too. */
  layout: choice(["suites", "project"], "suites"),
  /** The schema of source tables; without it, that of their pipeline's destination, or `raw`. */
  tableSchema: optionalText(schemaName("raw")),
  /** The schema of the tables that models build. */
  modelSchema: text(schemaName("analytics"), "analytics"),
};

/** The options of the Great Expectations emitter, every default filled in. */
export type GreatExpectationsOptions = OptionsOf<typeof options>;

/** Reads the options. */
export const readOptions = optionsReader(options);
