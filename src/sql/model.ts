import { didYouMean } from "../diagnostics/suggest.ts";
import { parseSql } from "./parser.ts";
import type { SqlProblem } from "./problem.ts";

/** A query to look into: its text, and the columns of each relation it may name (undefined where they are not known). */
export interface QueryToAnalyze {
  readonly sql: string;
  readonly relations: Readonly<
    Record<string, { readonly label: string; readonly columns: readonly string[] | undefined }>
  >;
}

/** What a query yields, where it can be told, and what is wrong with the columns it reads. */
export interface QueryAnalysis {
  readonly columns: readonly string[] | undefined;
  readonly problems: readonly SqlProblem[];
}

type Node = Readonly<Record<string, unknown>>;

/** A relation in a FROM clause under the name it goes by. */
interface Relation {
  readonly alias: string;
  readonly label: string;
  readonly columns: readonly string[] | undefined;
}

interface Scope {
  readonly relations: readonly Relation[];
  readonly ctes: ReadonlyMap<string, readonly string[] | undefined>;
  readonly parent?: Scope;
}

interface Analysis {
  readonly query: QueryToAnalyze;
  readonly problems: SqlProblem[];
  /** False inside a subquery of an expression, whose result columns nobody names. */
  readonly named: boolean;
}

/** Aliases that the parser makes of join words it does not know; such a tree says something else than the text. */
const MISREAD = new Set(["cross", "natural", "semi", "anti", "asof", "positional"]);

/** Finds what one SELECT yields, and every column it reads that is not there. Never guesses: what cannot be resolved for sure is left alone. */
export function analyzeModel(query: QueryToAnalyze): QueryAnalysis {
  const parsed = parseSql(query.sql, "postgres");
  if ("problem" in parsed) return { columns: undefined, problems: [parsed.problem] };
  const [statement, second] = parsed.statements;
  if (!isNode(statement) || statement["type"] !== "select" || second !== undefined) {
    return {
      columns: undefined,
      problems: [{ message: "a model is one SELECT", start: 0, end: Math.max(1, query.sql.length) }],
    };
  }
  const analysis: Analysis = { query, problems: [], named: true };
  const columns = select(statement, { relations: [], ctes: new Map() }, analysis);
  return { columns, problems: analysis.problems };
}

function select(node: Node, outer: Scope, analysis: Analysis): readonly string[] | undefined {
  const ctes = new Map(outer.ctes);
  for (const cte of list(node["with"])) {
    const name = textOf(cte["name"]);
    const body = isNode(cte["stmt"]) && isNode(cte["stmt"]["ast"]) ? cte["stmt"]["ast"] : cte["stmt"];
    if (name !== undefined && isNode(body)) ctes.set(name, select(body, { ...outer, ctes }, analysis));
  }
  const joined = list(node["from"]).map((source) =>
    relationOf(source, { relations: [], ctes, parent: outer }, analysis),
  );
  const scope: Scope = { relations: joined.flatMap((relation) => relation ?? []), ctes, parent: outer };
  const trusted = joined.every((relation) => relation !== undefined && !MISREAD.has(relation.alias));
  const columns = outputs(node, trusted ? scope : { ...scope, relations: [] }, analysis);
  if (trusted)
    for (const part of ["columns", "from", "where", "groupby", "having", "orderby"])
      checkReads(node[part], scope, { analysis, outputs: aliasesAllowed(part) ? columns : [] });
  if (isNode(node["_next"])) select(node["_next"], { ...outer, ctes }, analysis);
  return columns;
}

function aliasesAllowed(part: string): boolean {
  return part === "orderby" || part === "groupby" || part === "having";
}

function relationOf(source: Node, scope: Scope, analysis: Analysis): Relation | undefined {
  const alias = typeof source["as"] === "string" ? source["as"] : undefined;
  if (typeof source["table"] === "string") {
    const name = source["table"];
    const known = Object.hasOwn(analysis.query.relations, name) ? analysis.query.relations[name] : undefined;
    if (scope.ctes.has(name)) return { alias: alias ?? name, label: name, columns: scope.ctes.get(name) };
    if (known === undefined)
      analysis.problems.push({
        message: `"${name}" is no relation of this project; name a model with {{ ref('…') }}`,
        ...find(analysis.query.sql, name),
      });
    return { alias: alias ?? name, label: known?.label ?? name, columns: known?.columns };
  }
  const body = isNode(source["expr"])
    ? isNode(source["expr"]["ast"])
      ? source["expr"]["ast"]
      : source["expr"]
    : undefined;
  if (body === undefined || body["type"] !== "select" || alias === undefined) return undefined;
  return { alias, label: alias, columns: select(body, scope, analysis) };
}

/** The output columns in order; undefined as soon as one of them cannot be told. */
function outputs(node: Node, scope: Scope, analysis: Analysis): readonly string[] | undefined {
  const items = node["columns"] === "*" ? [{ expr: { type: "column_ref", column: "*" } }] : list(node["columns"]);
  const names: string[] = [];
  for (const item of items) {
    const expression = isNode(item["expr"]) ? item["expr"] : {};
    const column = columnName(expression);
    if (column === "*") {
      const from = tableName(expression);
      const starred = scope.relations.filter((relation) => from === undefined || relation.alias === from);
      if (starred.length === 0 || starred.some((relation) => relation.columns === undefined)) return undefined;
      names.push(...starred.flatMap((relation) => relation.columns ?? []));
    } else {
      const name = (typeof item["as"] === "string" ? item["as"] : undefined) ?? column;
      if (name === undefined) {
        if (analysis.named)
          analysis.problems.push({
            message: 'a column of the result has no name; add "as …"',
            ...placeOf(expression, analysis.query.sql),
          });
        return undefined;
      }
      names.push(name);
    }
  }
  return names;
}

interface Reading {
  readonly analysis: Analysis;
  /** Names of the query's own result that this part may use. */
  readonly outputs: readonly string[] | undefined;
}

/** Walks a part of a query and resolves every column it reads; subqueries are queries of their own. */
function checkReads(part: unknown, scope: Scope, reading: Reading): void {
  if (Array.isArray(part)) {
    for (const item of part) checkReads(item, scope, reading);
    return;
  }
  if (!isNode(part)) return;
  if (isNode(part["ast"]) && part["ast"]["type"] === "select") {
    select(part["ast"], scope, { ...reading.analysis, named: false });
    return;
  }
  if (part["type"] === "column_ref") resolve(part, scope, reading);
  for (const [key, value] of Object.entries(part)) {
    if (key === "expr" && isNode(value) && isNode(value["ast"]) && typeof part["as"] === "string" && "join" in part)
      continue;
    if (key !== "loc" && key !== "_next" && key !== "with") checkReads(value, scope, reading);
  }
}

function resolve(node: Node, scope: Scope, { analysis, outputs: own }: Reading): void {
  const column = columnName(node);
  if (column === undefined || column === "*") return;
  const table = tableName(node);
  const at = placeOf(node, analysis.query.sql);
  for (let level: Scope | undefined = scope; level !== undefined; level = level.parent) {
    const candidates = level.relations.filter((relation) => table === undefined || relation.alias === table);
    const holding = candidates.filter((relation) => relation.columns?.includes(column));
    if (holding.length > 1)
      analysis.problems.push({
        message: `"${column}" is ambiguous: ${holding.map(({ alias }) => alias).join(" and ")} have it; write ${holding[0]?.alias}.${column}`,
        ...at,
      });
    if (holding.length > 0 || candidates.some((relation) => relation.columns === undefined)) return;
    if (table === undefined && own?.includes(column)) return;
    const [only] = candidates;
    if (table !== undefined && only !== undefined) {
      analysis.problems.push({
        message: `"${only.label}" has no column "${column}".${didYouMean(column, only.columns ?? [])}`,
        ...at,
      });
      return;
    }
  }
  if (own === undefined) return;
  const known = scope.relations.flatMap((relation) => relation.columns ?? []);
  const aliases = scope.relations.map(({ alias }) => alias);
  const message =
    table === undefined
      ? `no relation here has a column "${column}".${didYouMean(column, known)}`
      : `there is no "${table}" in FROM.${didYouMean(table, aliases)}`;
  analysis.problems.push({ message, ...at });
}

function isNode(value: unknown): value is Node {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function list(value: unknown): readonly Node[] {
  return Array.isArray(value) ? value.filter(isNode) : [];
}

/** A name as the builds have it: text, or an object around its value. */
function textOf(value: unknown): string | undefined {
  if (typeof value === "string") return value;
  if (!isNode(value)) return undefined;
  return isNode(value["expr"]) ? textOf(value["expr"]["value"]) : textOf(value["value"]);
}

function columnName(node: Node): string | undefined {
  return node["type"] === "column_ref" ? textOf(node["column"]) : undefined;
}

function tableName(node: Node): string | undefined {
  return node["table"] === null ? undefined : textOf(node["table"]);
}

/** Where a column is named: the parser's trees carry no place for columns in every build, so the text is searched for the first such word. */
function placeOf(node: Node, sql: string): { start: number; end: number } {
  const [table, column] = [tableName(node), columnName(node)];
  if (column === undefined) return { start: 0, end: 1 };
  return find(sql, table === undefined ? column : `${table}.${column}`);
}

function find(sql: string, word: string): { start: number; end: number } {
  const escaped = word.replace(/[^A-Za-z0-9_]/g, (character) => `\\${character}`);
  const match = new RegExp(`(?<![A-Za-z0-9_.])${escaped}(?![A-Za-z0-9_])`, "i").exec(sql);
  return match === null ? { start: 0, end: 1 } : { start: match.index, end: match.index + match[0].length };
}
