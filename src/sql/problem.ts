/** A range of SQL, in UTF-16 code units. */
export interface SqlSpan {
  readonly start: number;
  readonly end: number;
}

/** A problem in SQL, and its place. */
export interface SqlProblem extends SqlSpan {
  readonly message: string;
  /** What to write at the place. */
  readonly replacement?: { readonly from: string; readonly to: string };
  /** True if the other problems of the query may follow from this one. */
  readonly isCause?: true;
  /** A column that does not exist, and the most similar column of its relation. */
  readonly unknown?: { readonly name: string; readonly near: string; readonly relation: string };
}

/** Thrown in the parsers of this folder. `attempt` turns it into a SqlProblem. */
export class SqlRefusal extends Error {
  readonly problem: SqlProblem;
  constructor(message: string, start: number, end: number) {
    super(message);
    this.problem = { message, start, end };
  }
}

/** Runs a parser, and returns a refusal as a problem. */
export function attempt<T>(work: () => T): T | { readonly problem: SqlProblem } {
  try {
    return work();
  } catch (error) {
    if (error instanceof SqlRefusal) return { problem: error.problem };
    throw error;
  }
}
