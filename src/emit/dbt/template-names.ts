/** The macros that a generic test of dex's own calls. */
const TESTS = {
  dex_distinct_count: ["dex_rows"],
  dex_equal_row_count: ["dex_rows", "dex_exceeds"],
  dex_expression: ["dex_violations"],
  dex_format: ["dex_matches", "dex_violations"],
  dex_freshness: ["dex_epoch", "dex_rows"],
  dex_in_set: ["dex_literal", "dex_violations"],
  dex_length: ["dex_length", "dex_violations"],
  dex_matches: ["dex_matches", "dex_violations"],
  dex_multiple_of: ["dex_remainder", "dex_violations"],
  dex_not_null: ["dex_violations"],
  dex_range: ["dex_is_nan", "dex_spelled", "dex_violations"],
  dex_reference: ["dex_exceeds", "dex_rows"],
  dex_row_count: ["dex_rows"],
  dex_schema: ["dex_literal", "dex_misfit", "dex_stored"],
  dex_unique: ["dex_exceeds", "dex_rows"],
  dex_volume: ["dex_epoch", "dex_rows"],
} as const;

/** The macros that a macro or a model calls. */
const MACROS = {
  dex_epoch: [],
  dex_exceeds: [],
  dex_is_nan: [],
  dex_length: [],
  dex_literal: [],
  dex_matches: ["dex_literal"],
  dex_misfit: [],
  dex_remainder: [],
  dex_rows: [],
  dex_since: [],
  dex_spelled: [],
  dex_stored: [],
  dex_violations: ["dex_exceeds", "dex_rows"],
} as const;

/** A generic test that dex brings along. */
export type TestName = keyof typeof TESTS;

/** A macro that dex brings along. */
export type MacroName = keyof typeof MACROS;

/** True for a generic test that dex brings along. */
export function isTestName(name: string): name is TestName {
  return Object.hasOwn(TESTS, name);
}

/** The macros that some tests and macros need, with all that these call in turn. */
export function macrosFor(tests: Iterable<TestName>, macros: Iterable<MacroName>): ReadonlySet<MacroName> {
  const needed = new Set<MacroName>();
  const add = (name: MacroName) => {
    needed.add(name);
    for (const inner of MACROS[name]) add(inner);
  };
  for (const name of tests) for (const macro of TESTS[name]) add(macro);
  for (const name of macros) add(name);
  return needed;
}

/** The templates of models. */
export const MODEL_TEMPLATES = [
  "staging.sql.njk",
  "sql_model.sql.njk",
  "jinja_model.sql.njk",
  "dimension.sql.njk",
  "dimension_first_kept.sql.njk",
  "dimension_history.sql.njk",
  "kept_rows.sql.njk",
  "quarantine.sql.njk",
] as const;

/** The template of a model. */
export type ModelTemplate = (typeof MODEL_TEMPLATES)[number];

/** The macros that build models beside the published ones and replace them together. */
export const PUBLISH_TEMPLATES = [
  "dex_incremental",
  "dex_prepare",
  "dex_publish",
  "dex_published",
  "dex_transaction",
  "generate_alias_name",
  "is_incremental",
] as const;

/** The macros of quarantines. */
export const QUARANTINE_TEMPLATE = "quarantine/dex_quarantine";

/** The template of a macro for publishing. */
export type PublishTemplate = (typeof PUBLISH_TEMPLATES)[number];

/** The settings of other tools: the names of their files, without the dot that each begins with. */
export const SETTINGS = ["sqlfluff", "sqlfluffignore", "gitignore"] as const;

/** The template of dbt's macro for the schemas of models. */
export const SCHEMA_MACRO = "project/generate_schema_name.sql.njk";

/** The template of dbt's macro for the query of a test. */
export const TEST_MACRO = "project/get_test_sql.sql.njk";

/** Every built-in template; a project may override exactly these. */
export const templates: readonly string[] = [
  ...MODEL_TEMPLATES,
  ...SETTINGS.map((name) => `project/${name}.njk`),
  SCHEMA_MACRO,
  TEST_MACRO,
  ...Object.keys(MACROS).map((name) => `macros/${name}.sql.njk`),
  ...Object.keys(TESTS).map((name) => `tests/${name}.sql.njk`),
  `${QUARANTINE_TEMPLATE}.sql.njk`,
  ...PUBLISH_TEMPLATES.map((name) => `publish/${name}.sql.njk`),
];
