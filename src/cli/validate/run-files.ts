import { openDuckdb } from "../../engine/duckdb/open.ts";
import type { DuckdbSettings } from "../../engine/duckdb/protocol.ts";
import type { Engine, Failure } from "../../engine/query.ts";
import { isFailure } from "../../engine/query.ts";
import type { DataStart } from "../../host/data-start.ts";
import { contentOf } from "../../host/data-stream.ts";
import { processors } from "../../host/process.ts";
import { withTemporaryFolder } from "../../host/temporary-folder.ts";
import type { Contract } from "../../ir/contract.ts";
import { checkDataset } from "../../quality/check-dataset.ts";
import { prepareFiles } from "../../quality/prepare/files.ts";
import type { PreparedDataset } from "../../quality/prepared.ts";
import type { DatasetResult } from "../../quality/result.ts";
import { explained } from "./explained.ts";
import { withFailedRows } from "./failed-rows.ts";
import type { Limits, NoResult } from "./limits.ts";

/** The files of one contract. */
export interface Input {
  readonly contract: Contract;
  readonly files: readonly DataStart[];
  /** What the user called them. */
  readonly name: string;
}

/** A check of files. */
export interface FileRun extends Limits {
  readonly input: Input;
  readonly references: readonly Input[];
}

/** The memory of the process besides that of DuckDB, in MiB. */
const BESIDES = 384;

/** How long a query may go on after it is interrupted, in milliseconds. */
const INTERRUPT = 5_000;

/** Checks files in a DuckDB process of their own. */
export async function runFiles(run: FileRun): Promise<DatasetResult | NoResult> {
  return await withTemporaryFolder(async (temporary) => {
    const files = [run.input, ...run.references].flatMap((input) => input.files);
    const engine = await openWithin({ files: files.map(({ absolute }) => absolute), temporary }, run);
    if (isFailure(engine)) return { problem: `DuckDB cannot start: ${engine.message}.`, at: "engine" };
    try {
      return await checkIn(explained(engine, files), run, temporary);
    } finally {
      await engine.close();
    }
  });
}

/** Opens DuckDB within the limits of a run. */
export function openWithin(
  place: Pick<DuckdbSettings, "database" | "files" | "temporary">,
  { memory, timeout }: Pick<Limits, "memory" | "timeout">,
): Promise<Engine | Failure> {
  const threads = Math.min(4, processors());
  const settings = { ...place, memory, processMemory: memory + BESIDES, threads };
  return openDuckdb(settings, { query: timeout * 1000, interrupt: INTERRUPT });
}

async function checkIn(engine: Engine, run: FileRun, temporary: string): Promise<DatasetResult | NoResult> {
  const { input, assertions, samples, allowsEmpty, filter } = run;
  const prepared = new Map<string, PreparedDataset>();
  for (const [index, one] of [input, ...run.references].entries()) {
    const data = await prepareFiles(engine, {
      ...one,
      relation: `data ${index + 1}`,
      ...(index === 0 && filter && { filter }),
    });
    if ("problem" in data) return { problem: data.problem, at: data.isEngine ? "engine" : "data" };
    prepared.set(one.contract.dataset.id, data);
  }
  const data = prepared.get(input.contract.dataset.id);
  if (data === undefined) return { problem: "no data", at: "engine" };
  const tables = new Map([...prepared].map(([id, { relation }]) => [id, relation]));
  const runner = { engine, clock: () => performance.now() };
  const result = await checkDataset(runner, { data, assertions, tables, samples, allowsEmpty, open: contentOf });
  return run.failedRows === undefined
    ? result
    : await withFailedRows({ engine, data, tables, temporary, target: run.failedRows }, result);
}
