/** One reason why a reader cannot read the messages of a writer: the path of the field, and the problem. */
export interface Problem {
  readonly field: string;
  readonly what: string;
}

/** The path of a member. */
export function below(path: string, name: string): string {
  return path === "" ? name : `${path}.${name}`;
}

/** A problem of the field at a path; the empty path is the message itself. */
export function problem(path: string, what: string): Problem {
  return { field: path === "" ? "the message" : path, what };
}
