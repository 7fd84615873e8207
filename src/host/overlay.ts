import { compareStrings } from "../text/compare.ts";
import type { Host } from "./host.ts";

/** A project with additional files. A search for one of `patterns` finds all of them, and they take precedence over files on disk. */
export function overlay(host: Host, files: ReadonlyMap<string, string>, patterns: readonly string[]): Host {
  const isWanted = (asked: readonly string[]) => asked.some((pattern) => patterns.includes(pattern));
  return {
    ...host,
    glob: async (asked, ignore) => {
      const found = await host.glob(asked, ignore);
      return isWanted(asked) ? [...new Set([...found, ...files.keys()])].sort(compareStrings) : found;
    },
    read: async (path, largest) => {
      const text = files.get(path);
      return text === undefined ? await host.read(path, largest) : new TextEncoder().encode(text);
    },
    stat: async (path) => {
      const text = files.get(path);
      return text === undefined ? await host.stat(path) : { kind: "file", size: new TextEncoder().encode(text).length };
    },
  };
}
