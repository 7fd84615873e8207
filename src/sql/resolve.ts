import { didYouMean } from "../diagnostics/suggest.ts";
import { nearest } from "../text/nearest.ts";
import { unexpectedWord } from "./misplaced.ts";
import type { SqlProblem } from "./problem.ts";
import type { ColumnUse } from "./query.ts";
import { mayHold, type Relation, type Scope } from "./scope.ts";

/** Resolves a column's name from the innermost scope outwards. Returns a problem only when no dialect can resolve it. */
export function resolve(use: ColumnUse, scope: Scope, aliasesEverywhere: boolean): SqlProblem | undefined {
  const problem = unresolved(use, scope, aliasesEverywhere);
  return problem && use.isJuxtaposed ? unexpectedWord(use) : problem;
}

function unresolved(use: ColumnUse, scope: Scope, aliasesEverywhere: boolean): SqlProblem | undefined {
  if (use.weak) return undefined;
  const [first = "", second] = use.parts;
  for (let level: Scope | undefined = scope; level !== undefined; level = level.parent) {
    const found = second === undefined ? plain(first, level) : qualified(first, second, level);
    if (found === "found" || namedHere(use, level, aliasesEverywhere)) return undefined;
    if (found !== undefined)
      return level.open && second === undefined
        ? undefined
        : { ...problemAt(use, found), ...similarColumn(use, level) };
    if (level.open || isSchemaQualified(use, level)) return undefined;
  }
  // Without a FROM, a bare name is more likely a function.
  if (!hasRelations(scope)) return undefined;
  if (use.parts.length > 2) return undefined;
  return { ...problemAt(use, unknown(use, scope, use.late || aliasesEverywhere)), ...similarColumn(use, scope) };
}

/** The column that is most similar to an unknown one, and its relation. Empty if the relation is not certain. */
function similarColumn({ parts: [first = "", second] }: ColumnUse, level: Scope): Pick<SqlProblem, "unknown"> {
  const [only, more] = level.relations;
  const relation =
    second === undefined ? (more === undefined ? only : undefined) : level.byAlias.get(first.toLowerCase());
  const name = second ?? first;
  const near = nearest(
    name,
    (relation?.columns ?? []).filter((column) => column !== undefined),
  );
  return relation === undefined || near === undefined ? {} : { unknown: { name, near, relation: relation.label } };
}

/** `schema.table.column`, where the table is an alias of the level. */
function isSchemaQualified({ parts: [, second, third] }: ColumnUse, level: Scope): boolean {
  return second !== undefined && third !== undefined && level.byAlias.has(second.toLowerCase());
}

/** True for a name that the select list defines, or may define. Only late clauses can use names that a dialect generates. */
function namedHere({ parts: [first = ""], late }: ColumnUse, level: Scope, aliasesEverywhere: boolean): boolean {
  if (late && mayHold(level.outputs, first)) return true;
  return aliasesEverywhere && (level.given?.has(first.toLowerCase()) ?? true);
}

function problemAt({ start, end }: ColumnUse, message: string): SqlProblem {
  return { message, start, end };
}

function hasRelations(scope: Scope | undefined): boolean {
  return scope !== undefined && (scope.relations.length > 0 || hasRelations(scope.parent));
}

/** Resolves a plain name: a column, or a whole row. */
function plain(name: string, level: Scope): string | undefined {
  const key = name.toLowerCase();
  const holding = level.byColumn.get(key) ?? [];
  const [one, other] = holding;
  if (one === undefined) return level.byAlias.has(key) ? "found" : undefined;
  const ambiguous = other !== undefined && !level.natural && !level.merged.has(key);
  if (!ambiguous) return "found";
  return `"${name}" is ambiguous: ${callOf(one)} and ${callOf(other)} both have it; write ${one.alias ?? "…"}.${name}`;
}

function callOf({ alias, label }: Relation): string {
  return alias ?? label;
}

/** Resolves a name with a dot: a column of a relation, or a member of a struct column. */
function qualified(first: string, second: string, level: Scope): string | undefined {
  const relation = level.byAlias.get(first.toLowerCase());
  if (level.byColumn.has(first.toLowerCase())) return "found";
  if (relation === undefined) return undefined;
  if (mayHold(relation.columns, second)) return "found";
  const columns = (relation.columns ?? []).filter((name) => name !== undefined);
  return `"${relation.label}" has no column "${second}".${didYouMean(second, columns)}`;
}

function unknown({ parts }: ColumnUse, scope: Scope, withAliases: boolean): string {
  const [first = "", second] = parts;
  if (second === undefined) {
    const columns = scope.relations.flatMap((relation) => relation.columns ?? []).filter((name) => name !== undefined);
    const [only, more] = scope.relations;
    const where = only?.label && more === undefined ? `"${only.label}" has no` : "no relation here has a";
    return `${where} column "${first}".${didYouMean(first, [...columns, ...((withAliases && scope.given) || [])])}`;
  }
  const aliases = scope.relations.flatMap(({ alias }) => alias ?? []);
  const known = aliases.length === 0 ? "" : ` It has ${aliases.slice(0, 8).join(", ")}.`;
  return `there is no "${first}" in FROM.${didYouMean(first, aliases) || known}`;
}
