import type { Engine } from "../../engine/query.ts";
import { isFailure } from "../../engine/query.ts";
import { Code, code } from "../../text/quote/code.ts";

/** The largest number of lines that are recorded. */
export const MOST_REJECTS = 100_000;

/** The tables in which DuckDB records the lines that it cannot read, and how many. */
export interface Rejects {
  readonly errors: Code;
  readonly scans: Code;
  readonly most: number;
}

/** The tables of the scan that records lines. */
export const REJECTS: Rejects = {
  errors: Code.trusted("_dex_reject_errors"),
  scans: Code.trusted("_dex_reject_scans"),
  most: MOST_REJECTS,
};

/** The tables of all other scans. dex does not read them. */
export const IGNORED: Rejects = {
  errors: Code.trusted("_dex_ignored_errors"),
  scans: Code.trusted("_dex_ignored_scans"),
  most: 1,
};

/** A line that cannot be read. */
export interface RejectedLine {
  /** An absolute path. */
  readonly file: string;
  /** The number of the record: the header is the first one, and a blank line is one too. */
  readonly record: number;
  /** What is wrong, in words. */
  readonly reason: string;
}

/** A line may have several errors, and be read in several scans. */
const rejects = code`select file_path, line, arg_min(cast(error_type as varchar), byte_position) as error
from ${REJECTS.errors} join ${REJECTS.scans} using (scan_id, file_id)
group by file_path, line`;

/** A query for the number of lines that could not be read. */
export const rejectedCount = code`select count(*) from (${rejects})`;

const REASONS: Readonly<Record<string, string>> = {
  "MISSING COLUMNS": "too few columns",
  "TOO MANY COLUMNS": "too many columns",
  "UNQUOTED VALUE": "a quote without its end, or characters behind it",
  "INVALID ENCODING": "not UTF-8",
  "LINE SIZE OVER MAXIMUM": "more than 2 MB in one line",
  "INVALID STATE": "quotes in the wrong place",
};

/** The lines that could not be read, in the order of the files. Never their content, which may be private. */
export async function rejectedLines(engine: Engine): Promise<readonly RejectedLine[]> {
  const answer = await engine.query(code`${rejects} order by file_path, line`.text);
  if (isFailure(answer)) return [];
  return answer.rows.map(([file, line, error]) => ({
    file: String(file),
    record: Number(line),
    reason: REASONS[String(error)] ?? "not a line of CSV",
  }));
}
