import * as fs from "node:fs";

/** Why a file cannot be read that no system call refuses. `reasonOf` has the sentences. */
type Refusal = "NOT_A_FILE" | "TOO_LARGE" | "CHANGED";

/** A file that dex does not read. */
export class UnreadableFile extends Error {
  override readonly name = "UnreadableFile";
  readonly code: Refusal;
  readonly size: number;
  readonly largest: number;
  constructor(code: Refusal, size: number, largest: number) {
    super(code);
    this.code = code;
    this.size = size;
    this.largest = largest;
  }
}

// A link is not followed: its target may change without a trace in the project, and may be outside of it.
// Opening a pipe would wait for its writer without O_NONBLOCK. Windows has none of these flags.
const { O_RDONLY, O_NOFOLLOW = 0, O_NONBLOCK = 0, O_NOCTTY = 0 } = fs.constants;
const FLAGS = O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY;

/** Reads a plain file of at most `largest` bytes. It looks at the kind and the size before it reads. */
export async function readPlainFile(path: string, largest: number): Promise<Uint8Array> {
  const descriptor = await open(path);
  try {
    // An open file answers at once, so that the synchronous call costs less than a promise.
    const before = fs.fstatSync(descriptor);
    if (!before.isFile()) throw new UnreadableFile("NOT_A_FILE", before.size, largest);
    if (before.size > largest) throw new UnreadableFile("TOO_LARGE", before.size, largest);
    const bytes = await readWhole(descriptor, before.size);
    const after = fs.fstatSync(descriptor);
    const isSame = after.size === before.size && after.mtimeMs === before.mtimeMs && bytes !== undefined;
    if (!isSame) throw new UnreadableFile("CHANGED", after.size, largest);
    return bytes;
  } finally {
    fs.closeSync(descriptor);
  }
}

// A project is thousands of small files, and the calls of `fs/promises` take twice the processor time: an object for each open file.
function open(path: string): Promise<number> {
  return new Promise((done, fail) => {
    fs.open(path, FLAGS, (error, descriptor) => (error === null ? done(descriptor) : fail(error)));
  });
}

/** The bytes of a file with this size; undefined when it is shorter. */
async function readWhole(descriptor: number, size: number): Promise<Uint8Array | undefined> {
  const bytes = Buffer.allocUnsafeSlow(size);
  for (let read = 0; read < size; ) {
    const more = await readSome(descriptor, bytes, read);
    if (more === 0) return undefined;
    read += more;
  }
  return bytes;
}

function readSome(descriptor: number, bytes: Buffer, from: number): Promise<number> {
  return new Promise((done, fail) => {
    fs.read(descriptor, bytes, from, bytes.length - from, from, (error, read) =>
      error === null ? done(read) : fail(error),
    );
  });
}
