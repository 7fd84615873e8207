import { duckdb } from "../../dialect/duckdb.ts";
import type { Engine } from "../../engine/query.ts";
import { isFailure } from "../../engine/query.ts";
import { moveFile } from "../../host/move-file.ts";
import { failedRowsQuery } from "../../quality/failed-rows.ts";
import type { PreparedDataset } from "../../quality/prepared.ts";
import type { DatasetResult } from "../../quality/result.ts";
import { type Code, code } from "../../text/quote/code.ts";
import type { NoResult } from "./limits.ts";

/** Where failed rows come from and go to. */
interface FailedRowsOf {
  readonly engine: Engine;
  readonly data: PreparedDataset;
  readonly tables: ReadonlyMap<string, Code>;
  /** The folder that DuckDB may write into. It ends with a slash. */
  readonly temporary: string;
  /** An absolute path that ends with `.parquet` or `.csv`. */
  readonly target: string;
}

/**
 * Writes the rows that violate the checks which did not pass into a file, and returns the result. The file is replaced as a whole. Without such rows, it has
 * the columns only.
 */
export async function withFailedRows(of: FailedRowsOf, result: DatasetResult): Promise<DatasetResult | NoResult> {
  const { engine, data, tables, temporary, target } = of;
  const failed = new Set(result.checks.flatMap(({ id, status }) => (status === "pass" ? [] : [id])));
  const assertions = data.contract.dataset.assertions.filter(({ id }) => failed.has(id));
  const query = failedRowsQuery(data, assertions, tables) ?? code`select * from ${data.relation} where false`;
  const path = `${temporary}failed-rows`;
  const form = target.endsWith(".csv") ? code`format csv, header` : code`format parquet`;
  const copied = await engine.query(code`copy (${query}) to ${duckdb.string(path)} (${form})`.text);
  if (isFailure(copied)) return { problem: `The failed rows cannot be written: ${copied.message}.`, at: "engine" };
  await moveFile(path, target);
  return result;
}
