import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, statSync } from "node:fs";

/** Compiles src to dist before the tests when a source is newer: tests of the command line run what a user runs. */
export default function setup(): void {
  const built = "dist/cli/main.js";
  const newest = Math.max(
    ...readdirSync("src", { recursive: true, encoding: "utf8" }).map((name) => statSync(`src/${name}`).mtimeMs),
    statSync("tsconfig.build.json").mtimeMs,
  );
  if (existsSync(built) && statSync(built).mtimeMs > newest) return;
  execFileSync(process.execPath, ["node_modules/typescript/bin/tsc", "-p", "tsconfig.build.json"], {
    stdio: "inherit",
  });
}
