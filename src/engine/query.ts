/** A value of a result. Values that are neither numbers nor booleans are text; so are numbers that JavaScript cannot hold exactly. */
export type Cell = string | number | boolean | null;

/** The result of a query. */
export interface Answer {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
}

/** Why an engine gave no answer. After `crash`, `memory` and `time` the engine may be gone. */
export interface Failure {
  readonly failure: "query" | "memory" | "time" | "crash" | "setup";
  /** A sentence without a full stop. It has no password. */
  readonly message: string;
}

/** A database that runs queries, one after the other. It never writes into the data that it reads. */
export interface Engine {
  query(sql: string): Promise<Answer | Failure>;
  close(): Promise<void>;
}

/** True if an engine gave no answer. */
export function isFailure<T extends object>(answer: T | Failure): answer is Failure {
  return "failure" in answer;
}
