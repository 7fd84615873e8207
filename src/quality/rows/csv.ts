import { duckdb } from "../../dialect/duckdb.ts";
import { Code, code, join } from "../../text/quote/code.ts";
import type { CsvForm } from "./csv-form.ts";
import type { DataPlace, FoundColumn, Reading } from "./found-column.ts";
import { pathPattern } from "./path-pattern.ts";
import { IGNORED, REJECTS, type Rejects } from "./rejected-lines.ts";

/** The expression that makes DuckDB read every column: it finds out that a line is not UTF-8 only where it reads. */
function wholeLine(names: readonly Code[]): Code {
  return code`coalesce(${join(names, ", ")})`;
}

/**
 * Reads files with the same header. Every value is text, so that none is rounded; an empty field is NULL, and one between quotes is an empty string.
 * Columns have names of dex's own, since DuckDB would rename some of a header.
 */
export function csvReading(files: readonly DataPlace[], form: CsvForm): Reading {
  const names = form.header.map((_, index) => Code.trusted(`c${index + 1}`));
  const columns = code`{${join(
    names.map((name) => code`${name}: 'VARCHAR'`),
    ", ",
  )}}`;
  const read = (more: Code) =>
    code`read_csv([${join(
      files.map(({ absolute }) => pathPattern(absolute)),
      ", ",
    )}], columns = ${columns}, auto_detect = false, header = true, delim = ${duckdb.string(form.delimiter)}, quote = '"', escape = '"', nullstr = '', allow_quoted_nulls = false, ignore_errors = true${more})`;
  // Without store_rejects, DuckDB may skip all lines after one with a wrong quote.
  const storing = ({ errors, scans, most }: Rejects) =>
    code`, store_rejects = true, rejects_table = '${errors}', rejects_scan = '${scans}', rejects_limit = ${Code.trusted(String(most))}`;
  return {
    from: read(storing(IGNORED)),
    recording: read(storing(REJECTS)),
    columns: new Map(
      form.header.map((name, index): [string, FoundColumn] => [
        name,
        { as: "text", column: names[index] ?? Code.trusted("null") },
      ]),
    ),
    isAbsentNull: false,
    files,
    fileIndex: Code.trusted("file_index"),
    numbering: { by: "records", delimiter: form.delimiter, hasBlankRows: form.header.length === 1 },
    rowNumber: Code.trusted("row_number() over ()"),
    whole: wholeLine(names),
  };
}
