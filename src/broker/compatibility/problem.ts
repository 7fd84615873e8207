/** One reason why a reader cannot read what a writer writes: the field, by its path, and what is wrong with it. */
export interface Problem {
  readonly field: string;
  readonly what: string;
}

/** Joins the path of a field. */
export function below(path: string, name: string): string {
  return path === "" ? name : `${path}.${name}`;
}

/** The place of a field in words; the message itself has no name. */
export function problem(path: string, what: string): Problem {
  return { field: path === "" ? "the message" : path, what };
}
