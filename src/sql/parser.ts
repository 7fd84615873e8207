import { createRequire } from "node:module";
import type { SqlProblem } from "./problem.ts";

/** A dialect that dex writes SQL for. */
export type Dialect = "duckdb" | "postgres" | "snowflake" | "bigquery" | "redshift" | "databricks";

/** The build of the parser that reads a dialect; it has none for DuckDB and Databricks, whose plain queries these builds read. */
const BUILDS: Readonly<Record<Dialect, string>> = {
  duckdb: "postgresql",
  postgres: "postgresql",
  snowflake: "snowflake",
  bigquery: "bigquery",
  redshift: "redshift",
  databricks: "hive",
};

interface ParserBuild {
  readonly Parser: new () => { astify(sql: string, options: object): unknown };
}

const loaded = new Map<string, InstanceType<ParserBuild["Parser"]>>();

/** A parsed statement as the parser's plain objects, or what is wrong. Builds are loaded when they are first needed. */
export function parseSql(
  sql: string,
  dialect: Dialect,
): { readonly statements: readonly unknown[] } | { readonly problem: SqlProblem } {
  const guarded = guard(sql);
  if (guarded) return { problem: guarded };
  try {
    const ast = parserFor(BUILDS[dialect]).astify(sql, {
      database: BUILDS[dialect],
      parseOptions: { includeLocations: true },
    });
    return { statements: Array.isArray(ast) ? ast : [ast] };
  } catch (error) {
    return { problem: problemOf(error, sql) };
  }
}

function parserFor(build: string): InstanceType<ParserBuild["Parser"]> {
  const known = loaded.get(build);
  if (known) return known;
  // A synchronous, lazy import: phases are synchronous, and most projects without SQL models never need a parser.
  const { Parser } = createRequire(import.meta.url)(`node-sql-parser/build/${build}.js`) as ParserBuild;
  const parser = new Parser();
  loaded.set(build, parser);
  return parser;
}

const LONGEST = 256 * 1024;
const DEEPEST = 50;

/** Refuses, in one pass, what makes the parser slow: unbalanced or deep parentheses cost it exponential time. */
function guard(sql: string): SqlProblem | undefined {
  if (sql.length > LONGEST) return { message: `this SQL has more than ${LONGEST} characters`, start: 0, end: 1 };
  const open: number[] = [];
  for (const match of sql.matchAll(/'(?:[^']|'')*'|"(?:[^"]|"")*"|--[^\n]*|\/\*[\s\S]*?\*\/|[()'"]|\/\*/g)) {
    const [text] = match;
    const at = { start: match.index, end: match.index + 1 };
    if (text === "(") open.push(match.index);
    else if (text === ")" && open.pop() === undefined) return { message: "this ) has no (", ...at };
    else if (text === "'" || text === '"') return { message: "this quote is not closed", ...at };
    else if (text === "/*") return { message: "this comment is not closed", ...at };
    if (open.length > DEEPEST) return { message: `parentheses are nested deeper than ${DEEPEST}`, ...at };
  }
  const [first] = open;
  return first === undefined ? undefined : { message: "this ( has no )", start: first, end: first + 1 };
}

/** The parser's own message lists tens of tokens; the place is what helps. */
function problemOf(error: unknown, sql: string): SqlProblem {
  const location =
    typeof error === "object" && error !== null && "location" in error
      ? (error.location as { start?: { offset?: number } })
      : undefined;
  const start = location?.start?.offset ?? 0;
  const found = /\S+/.exec(sql.slice(start, start + 200))?.[0] ?? "the end";
  return {
    message: `the SQL cannot be read from "${found.slice(0, 40)}" on`,
    start,
    end: start + Math.max(1, found.length),
  };
}
