import { readdirSync, readFileSync } from "node:fs";
import { Bug } from "../text/bug.ts";

/** Reads a file of dex's own package (a template, a page of the docs), from src and from dist; undefined when it does not exist. */
export function readPackageFile(path: string): string | undefined {
  if (path.split("/").includes("..") || path.startsWith("/")) throw new Bug(`not a path inside the package: ${path}`);
  try {
    return readFileSync(new URL(`../../${path}`, import.meta.url), "utf8");
  } catch (error) {
    if (typeof error === "object" && error !== null && "code" in error && error.code === "ENOENT") return undefined;
    throw error;
  }
}

/** The names in a folder of dex's own package, sorted. */
export function listPackageFolder(path: string): readonly string[] {
  return readdirSync(new URL(`../../${path}`, import.meta.url), { recursive: true, encoding: "utf8" }).sort();
}
