/** One row of the import table: what a folder may import besides itself, and why. */
export interface Row {
  readonly may: readonly string[];
  readonly because: string;
}

/** `emit/*` are the files directly in emit; `emit/<x>` is any one emitter; a file name stands for a file directly in src. */
export const importTable: Readonly<Record<string, Row>> = {
  text: {
    may: ["source", "dialect"],
    because: "quoting text knows nothing of data platforms; code only remembers its origin",
  },
  graph: { may: [], because: "a graph of ids knows nothing of pipelines" },
  source: { may: [], because: "a place in a file is the ground everything else stands on" },
  ir: { may: ["source"], because: "the Ir is plain types; only Origin ties it to the sources" },
  diagnostics: { may: ["source", "text"], because: "every phase reports, so reporting may know no phase" },
  wire: {
    may: ["ir", "text"],
    because: "how a value travels as JSON is the same in topics and JSON Schemas",
  },
  topic: {
    may: ["assertion", "ir", "source", "text", "wire"],
    because: "what must be on the broker follows from the Ir, whatever prints it or applies it",
  },
  host: { may: ["text"], because: "the outside is reached through one interface" },
  language: {
    may: ["source", "diagnostics", "text", "topic"],
    because: "what a document may say is independent of how it is read; the settings of a topic are Kafka's own",
  },
  read: { may: ["host", "source", "diagnostics"], because: "reading finds bytes, it does not understand them" },
  parse: { may: ["source", "diagnostics", "text"], because: "text to plain values, before any meaning" },
  validate: {
    may: ["parse", "language", "source", "diagnostics", "text"],
    because: "holds values against the language",
  },
  dialect: { may: ["ir", "text"], because: "what is true of one SQL engine, as data, for whoever reads or writes SQL" },
  link: {
    may: ["language", "source", "diagnostics", "text", "sql", "dialect"],
    because: "names become objects; references stand in SQL too",
  },
  sql: {
    may: ["source", "diagnostics", "ir", "text", "dialect"],
    because: "reads SQL for every phase: expressions, and the structure of queries",
  },
  check: {
    may: ["assertion", "link", "language", "sql", "source", "diagnostics", "text", "topic", "ir"],
    because: "semantic rules over the linked model",
  },
  lower: {
    may: ["assertion", "link", "language", "ir", "sql", "graph", "diagnostics", "source", "text"],
    because: "the one place that knows language and targets' common ground",
  },
  running: { may: ["ir", "text"], because: "what the steps of a pipeline run, as data that every orchestrator prints" },
  assertion: {
    may: ["ir", "dialect", "text", "source"],
    because: "what an assertion means, once, for whoever checks it: emitters, lower, check, and later a validator",
  },
  "emit/*": {
    may: ["assertion", "ir", "diagnostics", "source", "text", "dialect"],
    because: "the contract of emitters sees the Ir, never the language",
  },
  "emit/<x>": {
    may: ["ir", "emit/*", "running", "graph", "diagnostics", "text", "source", "dialect", "topic", "wire", "assertion"],
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
  engine: { may: ["text"], because: "a live database, described in its own terms" },
  generate: {
    may: ["ir", "engine", "source", "diagnostics", "text"],
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
    may: ["compile.ts", "config", "emit/*", "diagnostics", "host", "ir", "source", "text", "dialect"],
    because: "the public API re-exports, nothing else",
  },
  broker: {
    may: ["topic", "ir", "diagnostics", "source", "text"],
    because: "compares a live broker and registry with the topics that the contracts describe",
  },
  cli: {
    may: [
      "compile.ts",
      "broker",
      "cache",
      "config",
      "read",
      "write",
      "scaffold",
      "engine",
      "generate",
      "host",
      "parse",
      "emit/*",
      "ir",
      "diagnostics",
      "source",
      "text",
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
  "@eslint-community/regexpp": ["text"],
  // verify checks outputs against the published schemas of their formats.
  // validate checks a JSON Schema that is a contract against its meta-schema.
  ajv: ["validate", "verify"],
  "ajv-formats": ["verify"],
  "@asyncapi/specs": ["verify"],
  croner: ["check"],
  "@platformatic/kafka": ["broker"],
  "fast-glob": ["host"],
  jiti: ["host"],
  diff: ["write"],
  "node:fs": ["host"],
  "node:fs/promises": ["host"],
  "node:os": ["host"],
  "node:path": ["host"],
  pg: ["engine"],
  "node:url": ["host"],
  // Hashing is pure: the same bytes, the same hash, on every machine.
  "node:crypto": ["host", "read", "config", "write", "diagnostics", "emit/<x>"],
  // createRequire, for a heavy package that a synchronous phase loads when it first needs it.
  "node:module": ["parse", "text", "check", "validate", "verify", "emit/*", "emit/<x>"],
  // parseArgs and styleText.
  "node:util": ["cli", "diagnostics"],
  "string-width": ["diagnostics"],
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
