import { duckdb } from "../../dialect/duckdb.ts";
import { Code, code, join } from "../../text/quote/code.ts";
import type { DataPlace, FoundColumn, Reading } from "./found-column.ts";
import { pathPattern } from "./path-pattern.ts";

/** The form of a file of JSON: a value per line, one array, or objects one after the other. */
export type JsonForm = "newline_delimited" | "array" | "unstructured";

/** The largest JSON value, in MiB. */
export const LARGEST_OBJECT_MIB = 64;

const LARGEST_OBJECT = Code.trusted(String(LARGEST_OBJECT_MIB * 1024 * 1024));

/** Reads files of JSON objects. An absent member is NULL. A line that is no JSON object is a row that cannot be read. */
export function jsonReading(files: readonly DataPlace[], form: JsonForm, columns: readonly string[]): Reading {
  const paths = join(
    files.map(({ absolute }) => pathPattern(absolute)),
    ", ",
  );
  const ignore = form === "newline_delimited" ? Code.trusted(", ignore_errors = true") : Code.trusted("");
  return {
    from: code`read_json_objects([${paths}], format = '${Code.trusted(form)}', maximum_object_size = ${LARGEST_OBJECT}${ignore})`,
    columns: new Map(
      columns.map((name): [string, FoundColumn] => [
        name,
        { as: "json", column: code`json_extract(json, ${pointer(name)})` },
      ]),
    ),
    isAbsentNull: true,
    files,
    fileIndex: Code.trusted("file_index"),
    numbering: { by: form === "newline_delimited" ? "lines" : "items" },
    rowNumber: Code.trusted("row_number() over ()"),
    unreadable: Code.trusted("coalesce(json_type(json) <> 'OBJECT', true)"),
  };
}

/** The members that objects have, as a query with one row for each. */
export function membersQuery({ from }: Reading): Code {
  return code`select distinct unnest(json_keys(json)) as member from ${from} where json_type(json) = 'OBJECT' order by member limit 1000`;
}

/** A JSON pointer (RFC 6901) to a member. */
function pointer(name: string): Code {
  return duckdb.string(`/${name.replaceAll("~", "~0").replaceAll("/", "~1")}`);
}
