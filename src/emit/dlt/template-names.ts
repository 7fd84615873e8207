/** The templates of this emitter: a project may override each by a file at the same path under its own templates. */
export const templates: readonly string[] = [
  "pipeline.py.njk",
  "dex_extract.py.njk",
  "dex_names.py.njk",
  "requirements.txt.njk",
];
