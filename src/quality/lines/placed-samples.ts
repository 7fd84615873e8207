import type { Answer, Engine, Failure } from "../../engine/query.ts";
import { isFailure } from "../../engine/query.ts";
import type { Code } from "../../text/quote/code.ts";
import type { SampleRow } from "../result.ts";
import { MOST_REJECTS, type RejectedLine } from "../rows/rejected-lines.ts";
import { linesOf, type Numbering } from "./places.ts";

/** A file whose rows are numbered. */
interface NumberedFile {
  /** The path as messages show it. */
  readonly path: string;
  readonly absolute: string;
  readonly isGzip: boolean;
  readonly numbering: Numbering;
}

/** Where the rows of a dataset are. */
export interface Numbered {
  readonly files: readonly NumberedFile[];
  /** A query for the first number that each file's rows have, with the index of the file. Undefined if each file begins at 1. */
  readonly starts?: Code;
}

/** A sample, and the number that its row has in DuckDB. */
export interface FoundSample {
  readonly sample: SampleRow;
  readonly at?: { readonly file: number; readonly row: number };
}

/** Opens a file for reading. The content is decompressed. */
export type OpenFile = (file: NumberedFile) => AsyncIterable<Uint8Array>;

/** What places are found with. */
export interface Placing {
  readonly engine: Engine;
  readonly numbered: Numbered;
  readonly open: OpenFile;
  readonly rejected: readonly RejectedLine[];
  /** The most samples of lines that cannot be read. */
  readonly most: number;
}

/** Samples with their places, in the same order, and the lines that cannot be read. */
export interface PlacedSamples {
  readonly samples: readonly SampleRow[];
  readonly rejected: readonly SampleRow[];
}

/** Finds the file and the line of each sample, and of the first lines that cannot be read. It reads each file once, and only files with samples. */
export async function placeSamples(found: readonly FoundSample[], placing: Placing): Promise<PlacedSamples> {
  const { numbered, most } = placing;
  const starts = await startsOf(placing, found);
  const places = new Map<number, (row: number) => Partial<SampleRow>>();
  const rejected: SampleRow[] = [];
  for (const [index, file] of numbered.files.entries()) {
    const rows = new Set(
      found.flatMap(({ at }) => (at?.file === index ? [at.row - (starts.get(index) ?? 1) + 1] : [])),
    );
    const bad = placing.rejected.filter(({ file: path }) => path === file.absolute);
    if (rows.size === 0 && (bad.length === 0 || rejected.length >= most)) continue;
    const wanted = { rows, rejected: new Set(bad.map(({ record }) => record)), most: most - rejected.length };
    const lines = await linesIn(file, placing, wanted);
    places.set(index, (row) => placeOf(file, row - (starts.get(index) ?? 1) + 1, lines?.rows));
    for (const { record, reason } of bad.slice(0, most - rejected.length)) {
      const line = lines?.rejected.get(record);
      rejected.push({ key: {}, values: {}, problem: reason, file: file.path, ...(line !== undefined && { line }) });
    }
  }
  return {
    samples: found.map(({ sample, at }) =>
      at === undefined ? sample : { ...sample, ...places.get(at.file)?.(at.row) },
    ),
    rejected,
  };
}

async function linesIn(file: NumberedFile, { open, rejected }: Placing, wanted: Parameters<typeof linesOf>[2]) {
  // With more rejected lines than are recorded, the numbers of the records are not known.
  if (file.numbering.by === "items" || rejected.length >= MOST_REJECTS) return undefined;
  return await linesOf(open(file), file.numbering, wanted);
}

function placeOf(file: NumberedFile, row: number, lines: ReadonlyMap<number, number> | undefined): Partial<SampleRow> {
  if (file.numbering.by === "items") return { file: file.path, row };
  const line = lines?.get(row);
  return { file: file.path, ...(line !== undefined && { line }) };
}

async function startsOf(
  { engine, numbered: { files, starts } }: Placing,
  found: readonly FoundSample[],
): Promise<ReadonlyMap<number, number>> {
  if (starts === undefined || files.length === 1 || found.every(({ at }) => at === undefined)) return new Map();
  const answer: Answer | Failure = await engine.query(starts.text);
  return new Map(isFailure(answer) ? [] : answer.rows.map(([file, row]) => [Number(file), Number(row)]));
}
