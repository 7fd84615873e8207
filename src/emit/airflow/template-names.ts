/** The templates of this emitter. A project may override each with a file at the same path below its own templates. */
export const templates: readonly string[] = ["dag.py.njk", "requirements.txt.njk"];
