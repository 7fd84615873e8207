import { duckdb } from "../../dialect/duckdb.ts";
import { Code, code, join } from "../../text/quote/code.ts";
import type { DataPlace, FoundColumn, Reading } from "./found-column.ts";
import { pathPattern } from "./path-pattern.ts";

/** The columns of a file or a table, as DuckDB describes them. */
export type StoredColumns = readonly { readonly name: string; readonly type: string }[];

/** Reads Parquet files with the same columns. */
export function parquetReading(files: readonly DataPlace[], columns: StoredColumns): Reading {
  const paths = join(
    files.map(({ absolute }) => pathPattern(absolute)),
    ", ",
  );
  const hasNumber = !columns.some(({ name }) => ["file_row_number", "file_index"].includes(name.toLowerCase()));
  return {
    from: hasNumber ? code`read_parquet([${paths}], file_row_number = true)` : code`read_parquet([${paths}])`,
    columns: storedColumns(columns),
    isAbsentNull: false,
    files,
    numbering: { by: "items" },
    ...(hasNumber && {
      rowNumber: Code.trusted("file_row_number + 1"),
      isPerFile: true,
      fileIndex: Code.trusted("file_index"),
    }),
  };
}

/** A query for the columns of a Parquet file. */
export function parquetColumns(absolute: string): Code {
  return code`describe select * from read_parquet([${pathPattern(absolute)}])`;
}

/** Reads a table of a DuckDB file. */
export function tableReading(table: Code, columns: StoredColumns): Reading {
  return { from: table, columns: storedColumns(columns), isAbsentNull: false, files: [] };
}

function storedColumns(columns: StoredColumns): ReadonlyMap<string, FoundColumn> {
  return new Map(
    columns.map(({ name, type }): [string, FoundColumn] => [
      name,
      { as: "stored", column: duckdb.identifier(name), type },
    ]),
  );
}
