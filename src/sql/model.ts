import type { Lexis } from "../dialect/lexis.ts";
import { dialects, type SqlDialect } from "../dialect/registry.ts";
import { misspelledAliases, qualifierOf } from "./misspelled-aliases.ts";
import type { SqlProblem, SqlSpan } from "./problem.ts";
import type { OutputItem, Query, QuerySource, Select } from "./query.ts";
import { parseQuery } from "./read-query.ts";
import { resolve } from "./resolve.ts";
import {
  addRelation,
  type Columns,
  findNamed,
  isAlias,
  isKnown,
  type Relation,
  type Scope,
  scopeUnder,
} from "./scope.ts";

/** A query to analyze: its text, and the columns of each relation that it may name (undefined when they are not known). */
export interface QueryToAnalyze {
  readonly sql: string;
  readonly dialect: SqlDialect;
  readonly relations: Readonly<Record<string, { readonly label: string; readonly columns: Columns }>>;
}

/** The columns of a query's result, when they are known, and the problems with the columns that it reads. */
export interface QueryAnalysis {
  readonly columns: Columns;
  readonly problems: readonly SqlProblem[];
  /** The items of the first select list, with their column names if known. */
  readonly outputs: readonly (SqlSpan & { readonly name?: string })[];
  /** Columns of the result without a usable name in any dialect. */
  readonly nameless: readonly SqlSpan[];
  /** Relations that are neither in the project nor defined in the query. */
  readonly foreign: readonly (SqlSpan & { readonly name: string; readonly near: readonly string[] })[];
}

interface Analysis {
  readonly query: QueryToAnalyze;
  readonly lexis: Lexis;
  readonly problems: SqlProblem[];
  readonly foreign: QueryAnalysis["foreign"][number][];
}

const MOST_PROBLEMS = 50;
/** Nested stars multiply columns. With more than this many, the columns of a query count as not known. */
const MOST_COLUMNS = 5_000;

/** Finds the columns of a query's result, and every column that it reads and that does not exist. When unsure, reports nothing. */
export function analyzeModel(query: QueryToAnalyze): QueryAnalysis {
  const parsed = parseQuery(query.sql, query.dialect, query.relations);
  if ("problem" in parsed) {
    const problems = [{ ...parsed.problem, message: shown(parsed.problem.message, query) }];
    return { columns: undefined, problems, outputs: [], nameless: [], foreign: [] };
  }
  const analysis: Analysis = { query, lexis: dialects[query.dialect].lexis, problems: [], foreign: [] };
  const columns = queryColumns(parsed, undefined, { analysis });
  const first = firstSelect(parsed);
  if (first && !analysis.lexis.renamesDuplicates) reportDuplicates(columns, first, analysis);
  const nameless = (first?.outputs ?? []).filter((item) => item.kind === "column" && item.nameless);
  const cause = analysis.problems.find(({ isCause }) => isCause);
  return {
    columns,
    problems: cause === undefined ? analysis.problems : [cause],
    outputs: (first?.outputs ?? []).map((item) => ({
      ...spanOf(item),
      ...(item.kind === "column" && item.name !== undefined && { name: item.name }),
    })),
    nameless: nameless.map(spanOf),
    foreign: analysis.foreign,
  };
}

/** A message with the names of relations instead of the identifiers that replace references in masked SQL. */
function shown(text: string, { relations }: QueryToAnalyze): string {
  return text.replace(/\b_r\d+_+/g, (mask) =>
    Object.hasOwn(relations, mask) ? (relations[mask]?.label ?? mask) : mask,
  );
}

function spanOf({ start, end }: SqlSpan): SqlSpan {
  return { start, end };
}

function report(analysis: Analysis, problem: SqlProblem | undefined): void {
  if (problem === undefined || analysis.problems.length >= MOST_PROBLEMS) return;
  const message = shown(problem.message, analysis.query);
  // A misspelled name is one problem, even when the query uses it several times.
  if (analysis.problems.every((other) => other.message !== message)) analysis.problems.push({ ...problem, message });
}

function firstSelect({ arms: [first] }: Query): Select | undefined {
  return first?.kind === "query" ? firstSelect(first) : first;
}

interface Job {
  readonly analysis: Analysis;
  /** Receives the columns of the first SELECT before the others are analyzed, because a recursive query reads them there. */
  readonly onFirst?: (first: Columns) => void;
}

function queryColumns(query: Query, outer: Scope | undefined, { analysis, onFirst }: Job): Columns {
  const scope = scopeUnder(outer);
  for (const { name, columns, open, query: body } of query.with) {
    const define = (found: Columns) => scope.named.set(name.toLowerCase(), open ? undefined : renamed(found, columns));
    // The columns of a recursive query are not known before its first SELECT is analyzed.
    scope.named.set(name.toLowerCase(), undefined);
    define(queryColumns(body, scope, { analysis, onFirst: define }));
  }
  const arms = query.arms.map((arm, index) => {
    const found = arm.kind === "query" ? queryColumns(arm, scope, { analysis }) : selectColumns(arm, scope, analysis);
    if (index === 0) onFirst?.(found);
    return found;
  });
  return combined(query, arms, analysis);
}

/** The columns of a set operation: those of the first SELECT, or all of them when it matches by name. */
function combined({ match, arms: selects }: Query, arms: readonly Columns[], analysis: Analysis): Columns {
  const [first] = arms;
  if (match === "unknown" && arms.length > 1) return undefined;
  if (match === "name") {
    if (!arms.every(isKnown)) return undefined;
    return [...new Map(arms.flat().map((name) => [name.toLowerCase(), name])).values()];
  }
  arms.forEach((arm, index) => {
    if (arm === undefined || first === undefined || arm.length === first.length) return;
    const { start, end } = selects[index] ?? { start: 0, end: 1 };
    const message = `this SELECT has ${arm.length} columns, and the one before the set operator has ${first.length}`;
    report(analysis, { message, start, end });
  });
  return first;
}

/** The columns, the first ones renamed by a list. */
function renamed(columns: Columns, names: readonly string[] | undefined): Columns {
  if (names === undefined || columns === undefined) return columns;
  return [...names, ...columns.slice(names.length)];
}

function selectColumns(select: Select, outer: Scope, analysis: Analysis): Columns {
  const scope = scopeUnder(outer);
  for (const source of select.from) addRelation(scope, relationOf(source, scope, analysis));
  scope.outputs = outputsOf(select, scope, analysis);
  scope.given = aliasesOf(select);
  const aliases = misspelledAliases(select, scope);
  for (const { problem } of aliases) report(analysis, problem);
  const named = new Set(aliases.map(({ name }) => name));
  for (const use of select.uses)
    if (!named.has(qualifierOf(use))) report(analysis, resolve(use, scope, analysis.lexis.aliasesEverywhere));
  for (const query of select.queries) queryColumns(query, scope, { analysis });
  return scope.outputs;
}

function aliasesOf({ outputs }: Select): ReadonlySet<string> | undefined {
  if (outputs.some((item) => (item.kind === "star" ? item.changed : item.given && item.name === undefined)))
    return undefined;
  return new Set(outputs.flatMap((item) => (item.kind === "column" && item.given && item.name?.toLowerCase()) || []));
}

function relationOf(source: QuerySource, scope: Scope, analysis: Analysis): Relation {
  const { alias, of, using, natural, hidden } = source;
  const base = { using, natural, hidden, ...(alias !== undefined && { alias }) };
  if (of === "open") return { ...base, label: alias ?? "", columns: undefined };
  if ("query" in of)
    return {
      ...base,
      label: alias ?? "",
      columns: renamed(queryColumns(of.query, scope, { analysis }), source.columns),
    };
  const [name = "", more] = of.table;
  const known = more === undefined ? knownTable(name, source, { scope, analysis }) : undefined;
  if (known !== undefined) return { ...base, ...known };
  // BigQuery joins a row with the items of its array: from orders, orders.items.
  const isForeign = !isAlias(scope, name) && name.toLowerCase() !== "dual" && analysis.foreign.length < MOST_PROBLEMS;
  if (isForeign) analysis.foreign.push({ ...spanOf(source), name: of.table.join("."), near: namesIn(scope) });
  return { ...base, label: of.table.join("."), columns: undefined };
}

/** The relation of the project or the common table expression with a name. */
function knownTable(
  name: string,
  { alias, columns }: QuerySource,
  { scope, analysis }: { readonly scope: Scope; readonly analysis: Analysis },
): Pick<Relation, "alias" | "label" | "columns"> | undefined {
  const { relations } = analysis.query;
  const given = Object.hasOwn(relations, name) ? relations[name] : undefined;
  if (given !== undefined) {
    const called = alias === name ? given.label : alias;
    return {
      label: given.label,
      columns: renamed(given.columns, columns),
      ...(called !== undefined && { alias: called }),
    };
  }
  const named = findNamed(scope, name);
  return named && { label: name, columns: renamed(named.columns, columns) };
}

function namesIn(scope: Scope | undefined): readonly string[] {
  return scope === undefined ? [] : [...scope.named.keys(), ...namesIn(scope.parent)];
}

/** The columns of a select list, in order, or undefined when those of a star are not known. */
function outputsOf(select: Select, scope: Scope, analysis: Analysis): Columns {
  const names: (string | undefined)[] = [];
  for (const item of select.outputs) {
    if (item.kind === "column") names.push(item.name);
    else {
      const starred = starColumns(item, scope, analysis);
      if (starred === undefined) return undefined;
      names.push(...starred);
    }
    if (names.length > MOST_COLUMNS) return undefined;
  }
  return names;
}

function starColumns(item: Extract<OutputItem, { kind: "star" }>, scope: Scope, analysis: Analysis): Columns {
  const qualifier = item.qualifier?.toLowerCase();
  const qualified = qualifier === undefined ? undefined : scope.byAlias.get(qualifier);
  const sources =
    qualifier === undefined ? scope.relations.filter(({ hidden }) => !hidden) : qualified ? [qualified] : [];
  if (item.changed || sources.length === 0 || sources.some(({ columns }) => columns === undefined)) return undefined;
  const seen = new Set<string>();
  const joined = sources.flatMap(({ columns, natural }) =>
    (columns ?? []).filter((name) => {
      if (name === undefined) return true;
      const key = name.toLowerCase();
      const again = seen.has(key) && (natural || scope.merged.has(key));
      seen.add(key);
      return !again;
    }),
  );
  const without = new Set(item.without.map((name) => name.toLowerCase()));
  const missing = joined.every((name) => name !== undefined)
    ? item.without.filter((name) => !seen.has(name.toLowerCase()))
    : [];
  for (const name of missing) {
    const message = `this star excludes "${name}", which is not one of its columns`;
    report(analysis, { message, ...spanOf(item) });
  }
  return joined.filter((name) => name === undefined || !without.has(name.toLowerCase()));
}

/** Reports duplicate columns: a table cannot have two columns with the same name. */
function reportDuplicates(columns: Columns, first: Select, analysis: Analysis): void {
  // In Snowflake, foo and "foo" are different names.
  if (first.outputs.some(({ end }) => /["`]/.test(analysis.query.sql.charAt(end - 1)))) return;
  const seen = new Set<string>();
  const twice = new Set<string>();
  for (const name of columns ?? []) {
    if (name !== undefined && seen.has(name)) twice.add(name);
    if (name !== undefined) seen.add(name);
  }
  for (const name of twice) {
    const item = first.outputs.findLast((output) => output.kind === "star" || output.name === name) ?? first;
    report(analysis, { message: `the result has two columns "${name}"; rename one`, ...spanOf(item) });
  }
}
