import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { performance } from "node:perf_hooks";

/** One timed process: wall clock and time on the processor in milliseconds, and its peak resident memory in MiB. */
export interface Measured {
  readonly milliseconds: number;
  readonly processor: number;
  readonly mebibytes: number;
  readonly status: number;
}

/** Runs node with the arguments and measures the whole process; `bench/rss.mjs` notes the rest at its exit. */
export function measure(args: readonly string[], cwd: string): Measured {
  const folder = mkdtempSync(join(tmpdir(), "dex-bench-"));
  const note = join(folder, "note");
  const preload = new URL("./rss.mjs", import.meta.url).pathname;
  const start = performance.now();
  const run = spawnSync(process.execPath, ["--import", preload, ...args], {
    cwd,
    env: { ...process.env, DEX_BENCH_NOTE: note },
    encoding: "utf8",
  });
  const milliseconds = performance.now() - start;
  const { kibibytes, microseconds } = JSON.parse(readFileSync(note, "utf8")) as Record<string, number>;
  rmSync(folder, { recursive: true });
  if (run.status !== 0) process.stderr.write(`${run.stdout.slice(0, 2000)}${run.stderr.slice(0, 2000)}\n`);
  const [mebibytes, processor] = [(kibibytes ?? Number.NaN) / 1024, (microseconds ?? Number.NaN) / 1000];
  return { milliseconds, processor, mebibytes, status: run.status ?? -1 };
}

/** The middle of several runs, after `before` has prepared each. */
export function median(runs: number, run: () => Measured, before: () => void = () => {}): Measured {
  const all = Array.from({ length: runs }, () => {
    before();
    return run();
  });
  const sorted = [...all].sort((a, b) => a.milliseconds - b.milliseconds);
  const middle = sorted[Math.floor(sorted.length / 2)];
  if (middle === undefined) throw new Error("no runs");
  return middle;
}
