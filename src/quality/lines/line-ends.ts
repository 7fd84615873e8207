import { CsvRecords, type LineEnd } from "./csv-records.ts";

/** A line that ends in another way than the lines before it. */
export interface MixedLineEnds {
  readonly line: number;
  readonly end: LineEnd;
  readonly before: LineEnd;
}

/** Finds the first record of a CSV file that ends in another way than those before it. */
export async function mixedLineEnds(content: AsyncIterable<Uint8Array>): Promise<MixedLineEnds | undefined> {
  let before: LineEnd | undefined;
  let mixed: MixedLineEnds | undefined;
  // Line ends inside of quotes belong to values. The delimiter decides only where a quote may open a value, and most files have commas.
  const records = new CsvRecords(",", ({ line }, end) => {
    if (end === undefined) return false;
    if (before !== undefined && before !== end) mixed = { line, end, before };
    before ??= end;
    return mixed === undefined;
  });
  for await (const piece of content) if (!records.push(piece)) break;
  return mixed;
}
