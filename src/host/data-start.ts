import { type FileHandle, open } from "node:fs/promises";
import { type DataFile, unreadable } from "./data-files.ts";
import { openData } from "./data-stream.ts";
import { isSystemError } from "./system-error.ts";

/** The beginning of a file of data. */
export interface DataStart extends DataFile {
  /** The first bytes, decompressed. */
  readonly start: Uint8Array;
  /** True if the file has more bytes than these. */
  readonly isCut: boolean;
  /** True if gzip compressed the file. */
  readonly isGzip: boolean;
}

const MIB = 1024 * 1024;

const START = MIB;

/** A file of text rarely compresses to less than a fiftieth. */
const LARGEST_RATIO = 200;

/** How much of a compressed file is decompressed to find its ratio. */
const PROBED = 64 * MIB;

/**
 * Reads the beginning of a file. Of a file that gzip compressed, it decompresses more, to find out how often that file repeats itself: a small one can
 * have content for hours of reading, and then the result is a problem.
 */
export async function readStart(file: DataFile): Promise<DataStart | { readonly problem: string }> {
  const isGzip = file.path.toLowerCase().endsWith(".gz");
  const pieces: Uint8Array[] = [];
  let size = 0;
  const data = openData({ ...file, isGzip });
  try {
    for await (const piece of data.content) {
      if (size < START) pieces.push(piece);
      size += piece.length;
      if (size > (isGzip ? PROBED : START)) break;
    }
  } catch (error) {
    if (!isGzip || isSystemError(error)) return unreadable(file.path, error);
    return {
      problem: `${file.path} cannot be decompressed: it is damaged, or it is not a gzip file. Write the file again.`,
    };
  } finally {
    data.close();
  }
  if (isGzip && size > PROBED && size > data.bytesRead() * LARGEST_RATIO)
    return {
      problem: `${file.path} has more than ${LARGEST_RATIO} times as many bytes when it is decompressed. Decompress it first if that is right.`,
    };
  return { ...file, isGzip, start: Buffer.concat(pieces).subarray(0, START), isCut: size > START };
}

/** DuckDB silently skips a line that is longer than its buffer of 32 MB. Such a line covers some of these windows. */
const WINDOW = 8 * MIB;

const LOOK = 64 * 1024;

/** True if a file has so long a line that DuckDB would leave it out. It reads one byte in a hundred if lines are short. */
export async function hasHugeLine({ absolute, size }: DataFile): Promise<boolean> {
  if (size < WINDOW) return false;
  const file = await open(absolute);
  try {
    for (let from = 0; from + WINDOW <= size; from += WINDOW) if (await isOneLine(file, from)) return true;
    return false;
  } finally {
    await file.close();
  }
}

async function isOneLine(file: FileHandle, from: number): Promise<boolean> {
  const block = Buffer.alloc(LOOK);
  for (let at = from; at < from + WINDOW; at += LOOK) {
    const { bytesRead } = await file.read(block, 0, LOOK, at);
    const read = block.subarray(0, bytesRead);
    if (bytesRead === 0 || read.includes(0x0a) || read.includes(0x0d)) return false;
  }
  return true;
}
