import type { DuckDBConnection } from "@duckdb/node-api";
import { withoutEnd } from "../../text/trim.ts";
import type { Answer, Cell, Failure } from "../query.ts";
import { asPattern, quoted } from "./literals.ts";
import type { DuckdbSettings, Request, Response } from "./protocol.ts";

const MIB = 1024 * 1024;

/** How often the process looks at its memory, in milliseconds. */
const WATCH = 100;

let connection: DuckDBConnection | undefined;

/** Opens a database whose queries reach only the given files, and keeps its configuration from being changed. */
async function open(settings: DuckdbSettings): Promise<Answer | Failure> {
  const driver = await import("@duckdb/node-api").catch(() => undefined);
  if (driver === undefined)
    return {
      failure: "setup",
      message: "the package @duckdb/node-api is not installed. Install it: npm install --save-dev @duckdb/node-api",
    };
  watchMemory(settings.processMemory);
  const instance = await driver.DuckDBInstance.create(settings.database ?? ":memory:", {
    ...(settings.database !== undefined && { access_mode: "READ_ONLY" }),
    autoinstall_known_extensions: "false",
    autoload_known_extensions: "false",
    allow_community_extensions: "false",
    allow_unsigned_extensions: "false",
    memory_limit: `${settings.memory}MiB`,
    threads: String(settings.threads),
    temp_directory: `${settings.temporary}spilled`,
  });
  connection = await instance.connect();
  const files = [...new Set([...settings.files, ...settings.files.map(asPattern)])];
  for (const sql of [
    "set timezone = 'UTC'",
    `set allowed_paths = [${files.map(quoted).join(", ")}]`,
    `set allowed_directories = [${quoted(settings.temporary)}]`,
    "set enable_external_access = false",
    "set lock_configuration = true",
  ])
    await connection.run(sql);
  return { columns: [], rows: [] };
}

/** Ends the process when it uses more memory than allowed. DuckDB counts only a part of what it uses. */
function watchMemory(most: number): void {
  setInterval(() => {
    if (process.memoryUsage.rss() > most * MIB)
      answer({ id: -1, answer: { failure: "memory", message: `it needs more than ${most} MiB of memory` } }, () =>
        process.exit(1),
      );
  }, WATCH).unref();
}

async function query(sql: string): Promise<Answer | Failure> {
  if (connection === undefined) return { failure: "setup", message: "no database is open" };
  const result = await connection.runAndReadAll(sql);
  // Values that JSON cannot hold are strings in this form: 64-bit integers, decimals, dates.
  return { columns: result.columnNames(), rows: result.getRowsJson() as Cell[][] };
}

function failureOf(error: unknown): Failure {
  const message = error instanceof Error ? error.message : String(error);
  if (/^INTERRUPT/i.test(message)) return { failure: "time", message: "it took too long" };
  if (/^Out of Memory/i.test(message))
    return { failure: "memory", message: "it needs more memory than dex gives DuckDB" };
  // After these, every query fails.
  if (/^(INTERNAL|FATAL)/.test(message)) return { failure: "crash", message: firstLine(message) };
  return { failure: "query", message: firstLine(message) };
}

function firstLine(message: string): string {
  // The prefix "Invalid Input Error: " adds no information.
  const line = (message.split("\n", 1)[0] ?? "").replace(/^[A-Z][A-Za-z ]* Error: /, "");
  return withoutEnd(line, /[.\s]/);
}

function answer(response: Response, done: () => void = () => {}): void {
  process.send?.(response, () => done());
}

process.on("message", (request: Request) => {
  if ("interrupt" in request) {
    connection?.interrupt();
    return;
  }
  const { id } = request;
  const work = "open" in request ? open(request.open) : query(request.sql);
  work.then(
    (result) => answer({ id, answer: result }),
    (error: unknown) => answer({ id, answer: failureOf(error) }),
  );
});
// The parent has ended.
process.on("disconnect", () => process.exit(0));
