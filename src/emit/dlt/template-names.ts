/** The templates of this emitter. A project may override each with a file at the same path below its own templates. */
export const templates: readonly string[] = [
  "pipeline.py.njk",
  "dex_extract.py.njk",
  "dex_alter.py.njk",
  "dex_changes.py.njk",
  "dex_copy.py.njk",
  "dex_problems.py.njk",
  "dex_postgres.py.njk",
  "dex_names.py.njk",
  "requirements.txt.njk",
];
