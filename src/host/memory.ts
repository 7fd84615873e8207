import type { Host, Scratch } from "./host.ts";

/** A host that keeps its files in memory; `files` shows them. */
export interface MemoryHost extends Host {
  readonly files: ReadonlyMap<string, Uint8Array>;
}

/** A project in memory, for tests and for trying things out. Globs know `*`, `**` and `{a,b}`. */
export function memoryHost(given: Readonly<Record<string, string>>): MemoryHost {
  const files = new Map<string, Uint8Array>(
    Object.entries(given).map(([path, text]) => [path, new TextEncoder().encode(text)]),
  );
  const sorted = () => [...files.keys()].sort();
  const missing = (path: string) => Object.assign(new Error(`ENOENT: ${path}`), { code: "ENOENT" });
  return {
    files,
    root: "/memory",
    pid: 1,
    hostname: "memory",
    glob: async (patterns, ignore = []) => {
      const [wanted, unwanted] = [patterns.map(globPattern), ignore.map(globPattern)];
      return sorted().filter((path) => wanted.some((one) => one.test(path)) && !unwanted.some((one) => one.test(path)));
    },
    walk: async (folder) =>
      sorted()
        .filter((path) => path.startsWith(`${folder}/`))
        .map((path) => ({ path, kind: "file" })),
    read: async (path) => files.get(path),
    stat: async (path) => {
      const bytes = files.get(path);
      if (bytes !== undefined) return { kind: "file", size: bytes.length };
      return sorted().some((other) => other.startsWith(`${path}/`)) ? { kind: "directory", size: 0 } : undefined;
    },
    create: async (path, bytes) => {
      if (files.has(path)) throw Object.assign(new Error(`EEXIST: ${path}`), { code: "EEXIST" });
      files.set(path, typeof bytes === "string" ? new TextEncoder().encode(bytes) : bytes);
    },
    rename: async (from, to) => {
      const bytes = files.get(from);
      if (bytes === undefined) throw missing(from);
      files.delete(from);
      files.set(to, bytes);
    },
    remove: async (path) => void files.delete(path),
    removeEmptyFolder: async () => {},
    scratch: async () => memoryScratch(),
    isAlive: () => false,
  };
}

function memoryScratch(): Scratch {
  const bytes: number[] = [];
  return {
    append: async (more) => {
      for (const byte of more) bytes.push(byte);
    },
    read: async (start, length) => Uint8Array.from(bytes.slice(start, start + length)),
    close: async () => {},
  };
}

/** A glob as a regular expression over whole paths. */
function globPattern(glob: string): RegExp {
  const source = glob.replace(
    /\*\*\/|\*\*|\*|\{([^{}]*)\}|[.+^$()|[\]\\?]/g,
    (token, alternatives: string | undefined) => {
      if (token === "**/") return "(?:[^/]+/)*";
      if (token === "**") return ".*";
      if (token === "*") return "[^/]*";
      return alternatives === undefined ? `\\${token}` : `(?:${alternatives.split(",").join("|")})`;
    },
  );
  return new RegExp(`^${source}$`);
}
