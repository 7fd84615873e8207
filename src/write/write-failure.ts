import { reasonOf } from "../host/system-error.ts";

/** The system refused to write a file, and every file is unchanged. */
export class WriteFailure extends Error {
  override readonly name: string = "WriteFailure";
  readonly path: string;
  readonly why: string;
  constructor(path: string, cause: unknown) {
    const why = reasonOf(cause);
    super(`${path}: ${why}`, { cause });
    this.path = path;
    this.why = why;
  }
}

/** The system refused in the middle of a write, and then refused to undo it; the journal still exists. */
export class WriteInterruption extends WriteFailure {
  override readonly name = "WriteInterruption";
}

/** Waits for a call; a failure names the file of that call. */
export async function naming<T>(path: string, call: Promise<T>): Promise<T> {
  try {
    return await call;
  } catch (error) {
    throw new WriteFailure(path, error);
  }
}
