/** One row of the import table: what a folder may import besides itself, and why. */
export interface Row {
  readonly may: readonly string[];
  readonly because: string;
}

/** `emit/*` are the files directly in emit; `emit/<x>` is any one emitter; a file name stands for a file directly in src. */
export const importTable: Readonly<Record<string, Row>> = {
  text: {
    may: ["source", "dialect"],
    because: "quoting is independent of data platforms; code only refers to its origin",
  },
  graph: { may: [], because: "a graph of ids is independent of pipelines" },
  source: { may: [], because: "everything else refers to places in files" },
  ir: { may: ["source"], because: "the Ir is plain types; only Origin refers to the sources" },
  diagnostics: { may: ["source", "text"], because: "every phase reports, so reporting must not depend on a phase" },
  wire: {
    may: ["assertion", "ir", "text"],
    because: "topics and JSON Schemas write values, and the rules about them, as JSON in the same way",
  },
  topic: {
    may: ["assertion", "ir", "source", "text", "wire"],
    because: "the desired state of the broker follows from the Ir, independent of the tool that applies it",
  },
  host: { may: ["text"], because: "files, processes and the clock are used through one interface" },
  language: {
    may: ["source", "diagnostics", "text", "topic"],
    because: "the language is independent of how documents are read; the settings of a topic are Kafka's",
  },
  read: { may: ["host", "source", "diagnostics"], because: "reads bytes, without their meaning" },
  parse: { may: ["source", "diagnostics", "text"], because: "turns text into plain values, without their meaning" },
  validate: {
    may: ["parse", "language", "source", "diagnostics", "text"],
    because: "validates values against the language",
  },
  dialect: {
    may: ["ir", "text"],
    because: "the facts about each SQL engine, as data, for all code that reads or writes SQL",
  },
  link: {
    may: ["language", "source", "diagnostics", "text", "sql", "dialect"],
    because: "resolves names to documents; SQL has references too",
  },
  sql: {
    may: ["source", "diagnostics", "ir", "text", "dialect"],
    because: "parses expressions and the structure of queries, for every phase",
  },
  check: {
    may: ["assertion", "link", "language", "sql", "source", "diagnostics", "text", "topic", "ir"],
    because: "semantic rules over the linked project",
  },
  lower: {
    may: ["assertion", "link", "language", "ir", "sql", "graph", "diagnostics", "source", "text"],
    because: "the only room that depends on both the language and the Ir",
  },
  running: { may: ["ir", "text"], because: "what the steps of a pipeline run, as data that every orchestrator prints" },
  assertion: {
    may: ["ir", "dialect", "text", "source"],
    because: "the meaning of each assertion, once, for emitters, lower, check, and later a validator",
  },
  "emit/*": {
    may: ["assertion", "ir", "diagnostics", "source", "text", "dialect", "running"],
    because:
      "emitters depend on the Ir, never on the language; they say which settings of connections their files read",
  },
  "emit/<x>": {
    may: ["ir", "emit/*", "running", "graph", "diagnostics", "text", "source", "dialect", "topic", "wire", "assertion"],
    because: "an emitter never imports another emitter",
  },
  verify: {
    may: ["emit/*", "parse", "source", "diagnostics"],
    because: "parses the outputs again, with the compiler's own parsers",
  },
  write: {
    may: ["emit/*", "host", "diagnostics", "text"],
    because: "plans from texts and hashes, and writes through the host",
  },
  scaffold: { may: ["host", "text"], because: "the files of a new project come from the package" },
  engine: { may: ["text"], because: "a live database, described in its own terms" },
  quality: {
    may: ["assertion", "dialect", "engine", "ir", "text", "source", "diagnostics"],
    because: "checks data: it plans queries and judges their results; the command hands in the engine that runs them",
  },
  judge: {
    may: ["assertion", "ir", "text"],
    because: "decides in memory which rows violate an assertion, from the language alone, independent of every target",
  },
  mock: {
    may: ["assertion", "dialect", "ir", "judge", "text"],
    because: "makes rows that keep the contracts of the Ir, or violate one assertion",
  },
  generate: {
    may: ["ir", "engine", "source", "diagnostics", "text", "sql"],
    because:
      "turns flags into documents, which the compiler reads like any other; a drafted expression is in the SQL of documents",
  },
  cache: { may: ["host"], because: "a cache is files of any content" },
  config: {
    may: ["emit/*", "host", "source", "diagnostics", "text"],
    because: "the config lists emitters and does not run them",
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
    because: "runs the phases in order",
  },
  "index.ts": {
    may: ["compile.ts", "config", "emit/*", "diagnostics", "host", "ir", "source", "text", "dialect"],
    because: "the public API only re-exports",
  },
  broker: {
    may: ["topic", "ir", "diagnostics", "source", "text"],
    because: "compares a live broker and registry with the topics that the contracts describe",
  },
  cli: {
    may: [
      "compile.ts",
      "assertion",
      "broker",
      "cache",
      "config",
      "dialect",
      "read",
      "write",
      "scaffold",
      "engine",
      "generate",
      "mock",
      "host",
      "parse",
      "running",
      "quality",
      "sql",
      "emit/*",
      "ir",
      "running",
      "diagnostics",
      "source",
      "text",
    ],
    because: "commands connect the compiler, the writer and the terminal",
  },
};

/** The folders that may import a package or a module of Node. No folder may import one that is not listed. */
export const packageOwners: Readonly<Record<string, readonly string[]>> = {
  yaml: ["parse"],
  semver: ["language"],
  // validate imports the type of zod's issues, and writes its own messages.
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
  "@duckdb/node-api": ["engine"],
  // DuckDB runs in a process of its own.
  "node:child_process": ["engine"],
  "node:url": ["host", "engine"],
  "node:stream": ["host"],
  "node:zlib": ["host"],
  // Hashing is pure: the same bytes, the same hash, on every machine.
  "node:crypto": ["host", "cache", "read", "config", "write", "diagnostics", "quality", "emit/<x>"],
  // createRequire, for a heavy package that a synchronous phase loads when it first needs it.
  "node:module": ["parse", "text", "check", "validate", "verify", "emit/*", "emit/<x>"],
  // parseArgs and styleText.
  "node:util": ["cli", "diagnostics"],
  "string-width": ["diagnostics"],
  "node:v8": ["host"],
  "node:inspector": ["host"],
  "node:worker_threads": ["host"],
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
