import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { signatureOf } from "./signature.ts";

/** The version of dex, from its package.json. */
export function version(): string {
  const text = readFileSync(fileURLToPath(new URL("../../package.json", import.meta.url)), "utf8");
  return (JSON.parse(text) as { version: string }).version;
}

/** Names the build of dex, for caches: its version and, in a checkout, where one version has many builds, the state of its files. */
export function build(): string {
  const here = fileURLToPath(new URL("../..", import.meta.url));
  if (/[\\/]node_modules[\\/]/.test(here)) return version();
  const code = import.meta.url.endsWith(".ts") ? "src" : "dist";
  return `${version()} ${signatureOf(here, [code, "templates"])}`;
}
