import { readFileSync, statSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** The version of dex, from its package.json. */
export function version(): string {
  const text = readFileSync(fileURLToPath(new URL("../../package.json", import.meta.url)), "utf8");
  return (JSON.parse(text) as { version: string }).version;
}

/** Names this very build of dex, for caches: its version, and when its compiler was built. */
export function build(): string {
  const extension = import.meta.url.endsWith(".ts") ? "ts" : "js";
  const compiler = statSync(new URL(`../compile.${extension}`, import.meta.url));
  return `${version()} ${compiler.mtimeMs}`;
}
