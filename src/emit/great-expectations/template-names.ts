/** The templates of this emitter: a project may override each by a file at the same path under its own templates. */
export const templates: readonly string[] = [
  "run_suites.py.njk",
  "dex_pandas.py.njk",
  "dex_rows.py.njk",
  "requirements.txt.njk",
  "gitignore.njk",
];
