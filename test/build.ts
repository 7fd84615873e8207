import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, statSync, utimesSync } from "node:fs";

/** The words after `node` that compile src to dist. */
export const BUILD: readonly string[] = ["node_modules/typescript/bin/tsc", "-p", "tsconfig.build.json"];

/** The compiler's own note of what it has built. */
const NOTE = "dist/.tsbuildinfo";

/** True when dist is newer than every source. */
export function isBuilt(): boolean {
  const newest = Math.max(
    ...readdirSync("src", { recursive: true, encoding: "utf8" }).map((name) => statSync(`src/${name}`).mtimeMs),
    statSync("tsconfig.build.json").mtimeMs,
  );
  return existsSync(NOTE) && statSync(NOTE).mtimeMs > newest;
}

/** Compiles src to dist before the tests when a source is newer: tests of the command line run what a user runs. Only what changed is written. */
export default function setup(): void {
  if (isBuilt()) return;
  const { status } = spawnSync(process.execPath, BUILD, { stdio: process.env["CI"] ? "inherit" : "ignore" });
  if (status === 0) {
    // The compiler leaves its own note as it is when only times differ; the next run should not ask again.
    utimesSync(NOTE, new Date(), new Date());
    return;
  }
  // While somebody edits, tests of other parts may still run; CI never goes on with a broken build.
  if (process.env["CI"]) throw new Error("the build failed");
  console.error("the build of dist failed; npx tsc says why. Tests of the command line see an old build.");
}
