import { reasonOf } from "../host/system-error.ts";

/** The system refused to write a file; all is as before. */
export class Failure extends Error {
  override readonly name: string = "Failure";
  readonly path: string;
  readonly why: string;
  constructor(path: string, cause: unknown) {
    const why = reasonOf(cause);
    super(`${path}: ${why}`, { cause });
    this.path = path;
    this.why = why;
  }
}

/** The system refused in the middle, and then refused to undo; the journal is still there. */
export class Interruption extends Failure {
  override readonly name = "Interruption";
}

/** Names the file that a failing call was about. */
export async function naming<T>(path: string, call: Promise<T>): Promise<T> {
  try {
    return await call;
  } catch (error) {
    throw new Failure(path, error);
  }
}
