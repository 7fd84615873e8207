import { type SpawnOptions, spawn } from "node:child_process";

/** What a command said, and how it ended. */
export interface Ended {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Where a command runs, with what, and what it reads. */
export interface CommandOptions {
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly input?: string;
}

/** Runs a command to its end; an exit code other than 0 is a result, not an error. */
export function run(command: string, words: readonly string[], options: CommandOptions): Promise<Ended> {
  const given: SpawnOptions = { cwd: options.cwd, env: { ...process.env, ...QUIET, ...options.env }, stdio: "pipe" };
  const child = spawn(command, [...words], given);
  const said = { stdout: "", stderr: "" };
  for (const stream of ["stdout", "stderr"] as const)
    child[stream]?.setEncoding("utf8").on("data", (text: string) => {
      said[stream] += text;
    });
  // A command that ends without reading is judged by its exit code.
  child.stdin?.on("error", () => {});
  child.stdin?.end(options.input ?? "");
  return new Promise((done, fail) => {
    child.on("error", fail);
    child.on("close", (status) => done({ status, ...said }));
  });
}

/** The same answer everywhere: no colour, no telemetry, UTC. */
const QUIET = { NO_COLOR: "1", DO_NOT_TRACK: "1", TZ: "UTC", PYTHONUTF8: "1", RUST_BACKTRACE: "0" };
