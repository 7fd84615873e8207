import { duckdb } from "../../dialect/duckdb.ts";
import { Code, code, join } from "../../text/quote/code.ts";
import type { FoundColumn, Reading } from "./found-column.ts";
import { pathPattern } from "./path-pattern.ts";

/** The form of a file of comma-separated values. */
export interface CsvForm {
  readonly delimiter: string;
  readonly header: readonly string[];
}

/** The tables in which DuckDB records the lines that it cannot read. */
export const REJECTS = {
  errors: Code.trusted("_dex_reject_errors"),
  scans: Code.trusted("_dex_reject_scans"),
} as const;

/** The largest number of lines that are recorded. */
export const MOST_REJECTS = 100_000;

/**
 * Reads files with the same header. Every value is text, so that none is rounded; an empty field is NULL, and one between quotes is an empty string.
 * Columns have names of dex's own, since DuckDB would rename some of a header.
 */
export function csvReading(
  files: readonly { readonly path: string; readonly absolute: string }[],
  form: CsvForm,
): Reading {
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
  const record = code`, store_rejects = true, rejects_table = '${REJECTS.errors}', rejects_scan = '${REJECTS.scans}', rejects_limit = ${Code.trusted(String(MOST_REJECTS))}`;
  return {
    from: read(Code.trusted("")),
    recording: read(record),
    columns: new Map(
      form.header.map((name, index): [string, FoundColumn] => [
        name,
        { as: "text", column: names[index] ?? Code.trusted("null") },
      ]),
    ),
    isAbsentNull: false,
    files: files.map(({ path }) => path),
    rowNumber: Code.trusted("row_number() over ()"),
  };
}

const DELIMITERS = [",", ";", "\t", "|"] as const;

/** The form of a file by its first bytes: the delimiter with which the header has the most columns of the contract. Undefined without a whole header. */
export function csvForm(start: string, columns: readonly string[], extension: string): CsvForm | undefined {
  const choices = extension === ".tsv" ? (["\t"] as const) : DELIMITERS;
  const forms = choices.map((delimiter) => ({ delimiter, header: firstRecord(start, delimiter) }));
  const score = (header: readonly string[] | undefined) =>
    (header ?? []).filter((name) => columns.includes(name)).length +
    (header === undefined ? 0 : header.length / 10_000);
  const [best] = forms.sort((one, other) => score(other.header) - score(one.header));
  return best?.header === undefined ? undefined : { delimiter: best.delimiter, header: best.header };
}

/** The fields of the first record (RFC 4180). Undefined if a quoted field does not end. */
function firstRecord(text: string, delimiter: string): readonly string[] | undefined {
  const fields: string[] = [];
  let at = text.startsWith("\uFEFF") ? 1 : 0;
  for (;;) {
    if (text[at] === '"') {
      const end = closingQuote(text, at + 1);
      if (end === undefined) return undefined;
      fields.push(text.slice(at + 1, end).replaceAll('""', '"'));
      at = end + 1;
    } else {
      let end = at;
      while (end < text.length && text[end] !== delimiter && text[end] !== "\n" && text[end] !== "\r") end += 1;
      fields.push(text.slice(at, end));
      at = end;
    }
    if (text[at] !== delimiter) return fields;
    at += 1;
  }
}

function closingQuote(text: string, from: number): number | undefined {
  for (let at = text.indexOf('"', from); at !== -1; at = text.indexOf('"', at + 2)) {
    if (text[at + 1] !== '"') return at;
  }
  return undefined;
}
