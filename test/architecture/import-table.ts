/** One row of the import table: what a folder may import besides itself, and why. */
export interface Row {
  readonly may: readonly string[];
  readonly because: string;
}

/** `emit/*` are the files directly in emit; `emit/<x>` is any one emitter; a file name stands for a file directly in src. */
export const importTable: Readonly<Record<string, Row>> = {
  text: { may: [], because: "quoting and comparing text knows nothing of data platforms" },
  source: { may: [], because: "a place in a file is the ground everything else stands on" },
  ir: { may: ["source"], because: "the Ir is plain types; only Origin ties it to the sources" },
  diagnostics: { may: ["source", "text"], because: "every phase reports, so reporting may know no phase" },
  host: { may: ["text"], because: "the outside is reached through one interface" },
  language: {
    may: ["source", "diagnostics", "text"],
    because: "what a document may say is independent of how it is read",
  },
  read: { may: ["host", "source", "diagnostics"], because: "reading finds bytes, it does not understand them" },
  parse: { may: ["source", "diagnostics", "text"], because: "text to plain values, before any meaning" },
  validate: {
    may: ["parse", "language", "source", "diagnostics", "text"],
    because: "holds values against the language",
  },
  link: {
    may: ["language", "source", "diagnostics", "text", "sql"],
    because: "names become objects; references stand in SQL too",
  },
  sql: {
    may: ["source", "diagnostics", "ir", "text"],
    because: "reads SQL for every phase: expressions, and the structure of queries",
  },
  check: {
    may: ["link", "language", "sql", "source", "diagnostics", "text", "ir"],
    because: "semantic rules over the linked model",
  },
  lower: {
    may: ["link", "language", "ir", "sql", "diagnostics", "source", "text"],
    because: "the one place that knows language and targets' common ground",
  },
  "emit/*": {
    may: ["ir", "diagnostics", "source", "text"],
    because: "the contract of emitters sees the Ir, never the language",
  },
  "emit/<x>": {
    may: ["ir", "emit/*", "diagnostics", "text", "source"],
    because: "emitters are islands: never a sibling",
  },
  verify: {
    may: ["emit/*", "parse", "source", "diagnostics"],
    because: "reads back what was written, with the compiler's own parsers",
  },
  write: {
    may: ["emit/*", "host", "diagnostics", "text"],
    because: "plans from texts and hashes, touches the disk through the host",
  },
  scaffold: { may: ["host", "text"], because: "the files of a new project, as they are in the package" },
  database: { may: ["text"], because: "what a live database holds, in words of its own" },
  generate: {
    may: ["ir", "database", "source", "diagnostics", "text"],
    because: "flags to documents, which the compiler then reads like any other",
  },
  cache: { may: ["host"], because: "a cache is files, whatever they hold" },
  config: {
    may: ["emit/*", "host", "source", "diagnostics"],
    because: "the config names emitters, it does not run them",
  },
  "compile.ts": {
    may: [
      "config",
      "read",
      "parse",
      "validate",
      "link",
      "check",
      "lower",
      "emit/*",
      "verify",
      "host",
      "ir",
      "diagnostics",
    ],
    because: "the phases in their order",
  },
  "index.ts": {
    may: ["compile.ts", "config", "emit/*", "diagnostics", "host", "ir", "source", "text"],
    because: "the public API re-exports, nothing else",
  },
  kafka: {
    may: ["emit/<x>", "ir", "language", "diagnostics", "source", "text"],
    because: "a broker is held against what the Kafka emitter wrote, by the same table of settings that check has",
  },
  cli: {
    may: [
      "compile.ts",
      "kafka",
      "cache",
      "config",
      "read",
      "write",
      "scaffold",
      "database",
      "generate",
      "host",
      "parse",
      "emit/*",
      "ir",
      "diagnostics",
      "source",
    ],
    because: "commands join the compiler, the writer and the terminal",
  },
};

/** Which folders may import a package or a module of Node; one that is not listed may be imported by nobody. */
export const packageOwners: Readonly<Record<string, readonly string[]>> = {
  yaml: ["parse"],
  // validate names the type of zod's issues, to say them in words of its own.
  semver: ["language"],
  zod: ["language", "validate", "emit/<x>"],
  nunjucks: ["emit/*"],
  "@platformatic/kafka": ["kafka"],
  "fast-glob": ["host"],
  jiti: ["host"],
  diff: ["write"],
  "node:fs": ["host"],
  "node:fs/promises": ["host"],
  "node:os": ["host"],
  "node:path": ["host"],
  pg: ["database"],
  "node:url": ["host"],
  // Hashing is pure: the same bytes, the same hash, on every machine.
  "node:crypto": ["host", "read", "config", "write", "diagnostics", "emit/<x>"],
  // createRequire, for a heavy package that a synchronous phase loads when it first needs it.
  "node:module": ["parse", "emit/*", "emit/<x>"],
  "node:util": ["cli"],
  "node:v8": ["host"],
  "node:timers/promises": ["write"],
};

/** The row that a source file, a path below src, belongs to. */
export function rowOf(path: string): string {
  const parts = path.split("/");
  if (parts.length === 1) return parts[0] ?? "";
  if (parts[0] !== "emit") return parts[0] ?? "";
  return parts.length === 2 ? "emit/*" : "emit/<x>";
}

/** The table as docs/architecture.md shows it. */
export function tableText(): string {
  const rows = Object.entries(importTable).map(
    ([row, { may, because }]) =>
      `| ${row.replace("<", "\\<")} | ${may.join(", ").replace("<", "\\<") || "nothing"} | ${because} |\n`,
  );
  return `| folder | may import | because |\n|---|---|---|\n${rows.join("")}`;
}
