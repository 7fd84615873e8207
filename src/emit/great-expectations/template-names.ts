/** The templates of this emitter. A project may override each with a file at the same path below its own templates. */
export const templates: readonly string[] = [
  "run_suites.py.njk",
  "dex_pandas.py.njk",
  "dex_rows.py.njk",
  "requirements.txt.njk",
  "gitignore.njk",
];
