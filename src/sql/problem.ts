/** What is wrong with a piece of SQL, and where in it (UTF-16 offsets from the start of that text). */
export interface SqlProblem {
  readonly message: string;
  readonly start: number;
  readonly end: number;
}

/** Thrown inside this folder's parsers, and turned into a SqlProblem at their entry. */
export class SqlRefusal extends Error {
  readonly problem: SqlProblem;
  constructor(message: string, start: number, end: number) {
    super(message);
    this.problem = { message, start, end };
  }
}

/** Runs a parser; a refusal becomes a problem. */
export function attempt<T>(work: () => T): T | { readonly problem: SqlProblem } {
  try {
    return work();
  } catch (error) {
    if (error instanceof SqlRefusal) return { problem: error.problem };
    throw error;
  }
}
