import { CsvRecords } from "./csv-records.ts";

/** How the rows of a file are numbered: records of CSV, lines of JSON, or items of an array and rows of Parquet, which have no lines. */
export type Numbering =
  | { readonly by: "records"; readonly delimiter: string; readonly hasBlankRows: boolean }
  | { readonly by: "lines" }
  | { readonly by: "items" };

/** Which places of a file to find. */
export interface Wanted {
  /** The numbers of rows, from 1, among those that can be read. */
  readonly rows: ReadonlySet<number>;
  /** The numbers of records that cannot be read. The header is the first record, and a blank line is one too. */
  readonly rejected: ReadonlySet<number>;
  /** How many of the rejected ones to find. */
  readonly most: number;
}

/** The lines where rows and rejected records begin, by their numbers. */
export interface Lines {
  readonly rows: ReadonlyMap<number, number>;
  readonly rejected: ReadonlyMap<number, number>;
}

/** Finds the lines of rows in the content of a file. It stops after the last one. */
export async function linesOf(
  content: AsyncIterable<Uint8Array>,
  numbering: Numbering,
  wanted: Wanted,
): Promise<Lines> {
  return numbering.by === "records" ? await recordLines(content, numbering, wanted) : await jsonLines(content, wanted);
}

async function recordLines(
  content: AsyncIterable<Uint8Array>,
  { delimiter, hasBlankRows }: Numbering & { by: "records" },
  wanted: Wanted,
): Promise<Lines> {
  const rows = new Map<number, number>();
  const rejected = new Map<number, number>();
  const all = Math.min(wanted.most, wanted.rejected.size);
  let record = 0;
  let row = 0;
  const records = new CsvRecords(delimiter, ({ line, isBlank }) => {
    record += 1;
    if (wanted.rejected.has(record)) {
      if (rejected.size < all) rejected.set(record, line);
    } else if (record > 1 && (hasBlankRows || !isBlank)) {
      row += 1;
      if (wanted.rows.has(row)) rows.set(row, line);
    }
    return rows.size < wanted.rows.size || rejected.size < all;
  });
  let isOpen = true;
  for await (const piece of content) {
    isOpen = records.push(piece);
    if (!isOpen) break;
  }
  if (isOpen) records.end();
  return { rows, rejected };
}

const LF = 0x0a;
const BLANKS: ReadonlySet<number> = new Set([0x09, 0x0d, 0x20]);

async function jsonLines(content: AsyncIterable<Uint8Array>, wanted: Wanted): Promise<Lines> {
  const rows = new Map<number, number>();
  let line = 1;
  let row = 0;
  let isBlank = true;
  for await (const piece of content) {
    for (const byte of piece) {
      if (byte === LF) {
        line += 1;
        isBlank = true;
      } else if (isBlank && !BLANKS.has(byte)) {
        isBlank = false;
        row += 1;
        if (wanted.rows.has(row)) rows.set(row, line);
      }
    }
    if (rows.size === wanted.rows.size) break;
  }
  return { rows, rejected: new Map() };
}
