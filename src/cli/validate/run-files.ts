import { openDuckdb } from "../../engine/duckdb/open.ts";
import type { DuckdbSettings } from "../../engine/duckdb/protocol.ts";
import type { Engine, Failure } from "../../engine/query.ts";
import { isFailure } from "../../engine/query.ts";
import type { DataStart } from "../../host/data-start.ts";
import { processors } from "../../host/process.ts";
import { withTemporaryFolder } from "../../host/temporary-folder.ts";
import type { Contract } from "../../ir/contract.ts";
import { prepareFiles } from "../../quality/prepare/files.ts";
import type { PreparedDataset } from "../../quality/prepared.ts";
import type { DatasetResult } from "../../quality/result.ts";
import type { Code } from "../../text/quote/code.ts";
import { explained } from "./explained.ts";
import type { Limits, NoResult } from "./limits.ts";
import { closing, runChecks } from "./run-checks.ts";

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
    return await closing(engine, () => checkIn(explained(engine, files), run, temporary));
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
  const data = await prepare(engine, run.input, { relation: "data", filter: run.filter });
  if ("problem" in data) return data;
  const others = new Map<string, Code>();
  for (const [index, reference] of run.references.entries()) {
    const other = await prepare(engine, reference, { relation: `reference ${index + 1}`, filter: undefined });
    if ("problem" in other) return other;
    others.set(reference.contract.dataset.id, other.relation);
  }
  return await runChecks({ engine, data, others, temporary }, run);
}

async function prepare(
  engine: Engine,
  input: Input,
  { relation, filter }: { readonly relation: string; readonly filter: Limits["filter"] | undefined },
): Promise<PreparedDataset | NoResult> {
  const data = await prepareFiles(engine, { ...input, relation, ...(filter && { filter }) });
  return "problem" in data ? { problem: data.problem, at: data.isEngine ? "engine" : "data" } : data;
}
