import type { Engine } from "../../engine/query.ts";
import { contentOf } from "../../host/data-stream.ts";
import { checkDataset } from "../../quality/check-dataset.ts";
import type { PreparedDataset } from "../../quality/prepared.ts";
import type { DatasetResult } from "../../quality/result.ts";
import type { Code } from "../../text/quote/code.ts";
import { withFailedRows } from "./failed-rows.ts";
import type { Limits, NoResult } from "./limits.ts";

/** Prepared data, and the engine that it is in. */
export interface CheckedData {
  readonly engine: Engine;
  readonly data: PreparedDataset;
  /** The relations of the datasets that the data refers to, by contract. */
  readonly others: ReadonlyMap<string, Code>;
  /** The folder that the engine may write failed rows into. Undefined if it cannot write. */
  readonly temporary?: string;
}

/** Checks prepared data, and writes its failed rows if the run asks for them. */
export async function runChecks(
  { engine, data, others, temporary }: CheckedData,
  { assertions, samples, allowsEmpty, failedRows }: Limits,
): Promise<DatasetResult | NoResult> {
  const tables = new Map([...others, [data.contract.dataset.id, data.relation]]);
  const runner = { engine, clock: () => performance.now() };
  const result = await checkDataset(runner, { data, assertions, tables, samples, allowsEmpty, open: contentOf });
  return failedRows === undefined || temporary === undefined
    ? result
    : await withFailedRows({ engine, data, tables, temporary, target: failedRows }, result);
}

/** Does work with an engine, and closes the engine afterwards. */
export async function closing<T>(engine: Engine, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } finally {
    await engine.close();
  }
}
