import { openDuckdb } from "../engine/duckdb/open.ts";
import { type Engine, isFailure } from "../engine/query.ts";
import { nodeHost } from "../host/node.ts";
import { withTemporaryFolder } from "../host/temporary-folder.ts";
import type { MockedTable } from "../mock/request.ts";
import { parquetStatements } from "../mock/sql.ts";

/** A Parquet file: its path as the user would type it, and its bytes. */
export interface ParquetFile {
  readonly shown: string;
  readonly text: Uint8Array;
}

/** The memory of DuckDB, and of its whole process, in MiB. */
const MEMORY = 1024;
const PROCESS_MEMORY = 2048;
/** The longest statement may take ten minutes, in milliseconds. */
const PATIENCE = { query: 600_000, interrupt: 5000 };
/** The largest file, in bytes. */
const LARGEST = 2 ** 31;

/** The rows as Parquet files, which DuckDB writes in a process of its own. */
export async function parquetFiles(
  tables: readonly MockedTable[],
  path: (table: MockedTable) => string,
): Promise<readonly ParquetFile[] | { readonly problem: string }> {
  return await withTemporaryFolder(async (temporary) => {
    const settings = { files: [], temporary, memory: MEMORY, processMemory: PROCESS_MEMORY, threads: 2 };
    const engine = await openDuckdb(settings, PATIENCE);
    if (isFailure(engine)) return { problem: `DuckDB cannot start: ${engine.message}.` };
    try {
      const files: ParquetFile[] = [];
      for (const table of tables) {
        const file = await parquetFile(table, { engine, temporary });
        if ("problem" in file) return file;
        files.push({ shown: path(table), text: file.bytes });
      }
      return files;
    } finally {
      await engine.close();
    }
  });
}

async function parquetFile(
  table: MockedTable,
  { engine, temporary }: { readonly engine: Engine; readonly temporary: string },
): Promise<{ readonly bytes: Uint8Array } | { readonly problem: string }> {
  for (const sql of parquetStatements(table, `${temporary}rows.parquet`)) {
    const answer = await engine.query(sql);
    if (isFailure(answer)) return { problem: `DuckDB cannot write ${table.contract.name}: ${answer.message}.` };
  }
  const bytes = await nodeHost(temporary).read("rows.parquet", LARGEST);
  return bytes === undefined ? { problem: `DuckDB has not written ${table.contract.name}.` } : { bytes };
}
