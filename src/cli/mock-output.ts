import type { SqlDialect } from "../dialect/registry.ts";
import { csvText } from "../mock/csv.ts";
import { jsonLines } from "../mock/json-text.ts";
import type { MockedTable, RowForm } from "../mock/request.ts";
import { sqlScript } from "../mock/sql.ts";

/** The formats of rows. */
export const mockFormats = ["csv", "jsonl", "parquet", "sql"] as const;

/** The name of a format. */
export type MockFormat = (typeof mockFormats)[number];

/** Which values each format can hold. */
export const FORMS: Readonly<Record<MockFormat, RowForm>> = {
  csv: "text",
  jsonl: "json",
  parquet: "typed",
  sql: "typed",
};

/** The format that the extension of a file names. Undefined for a folder. */
export function formatOf(path: string): MockFormat | undefined {
  return mockFormats.find((format) => path.endsWith(`.${format}`));
}

/** The rows of a table as text. */
export function textOf(table: MockedTable, format: Exclude<MockFormat, "parquet">, dialect: SqlDialect): string {
  if (format === "csv") return csvText(table.table);
  return format === "jsonl" ? jsonLines(table.table) : sqlScript([table], dialect);
}
