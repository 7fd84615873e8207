import { choice, choices, type OptionsOf, optionalText, optionsReader, text } from "../options.ts";

/** The sources that suites run on: a SQL database, or pandas, which reads rows from DuckDB and from files. */
export const sources = ["postgres", "pandas", "snowflake", "bigquery", "redshift", "databricks"] as const;

/** A source that suites run on. */
export type Source = (typeof sources)[number];

const schemaName = (example: string) => ({
  matches: (name: string) => /^[A-Za-z_]\w*$/.test(name),
  write: "the name of a schema: letters, digits and _",
  example,
});

/** The options of the Great Expectations emitter. */
export const options = {
  /** The sources of the rows. Each source gets its own suites, since SQL dialects differ. */
  sources: choices(sources, { noun: "source", default: ["postgres", "pandas"] }),
  /** `suites` writes suites and their runner. `project` also writes a `gx/` folder for a file context. */
  layout: choice(["suites", "project"], "suites"),
  /** The schema of source tables. It defaults to the schema of their pipeline's destination, or `raw`. */
  tableSchema: optionalText(schemaName("raw")),
  /** The schema of the tables that models build. */
  modelSchema: text(schemaName("analytics"), "analytics"),
};

/** The options of the Great Expectations emitter, every default filled in. */
export type GreatExpectationsOptions = OptionsOf<typeof options>;

/** Reads the options. */
export const readOptions = optionsReader(options);
