import { nearest } from "../text/nearest.ts";
import type { SqlProblem } from "./problem.ts";
import type { ColumnUse, Select } from "./query.ts";
import type { Scope } from "./scope.ts";

/** An alias whose definition is misspelled. */
export interface MisspelledAlias {
  /** The spelling that the query uses, in lower case. */
  readonly name: string;
  readonly problem: SqlProblem;
}

/** Finds unused aliases that are similar to an undefined one with several uses: the definition is more likely the mistake. */
export function misspelledAliases({ from, uses }: Select, scope: Scope): readonly MisspelledAlias[] {
  const counts = new Map<string, number>();
  for (const use of uses) {
    const qualifier = qualifierOf(use);
    if (qualifier !== "") counts.set(qualifier, (counts.get(qualifier) ?? 0) + 1);
  }
  return from.flatMap(({ alias, aliasAt }) => {
    if (alias === undefined || aliasAt === undefined || counts.has(alias.toLowerCase())) return [];
    const unknown = [...counts].filter(([name, count]) => count >= MANY && !isKnown(name, scope)).map(([name]) => name);
    const name = nearest(alias.toLowerCase(), unknown);
    if (name === undefined) return [];
    const message = `"${alias}" is an alias that nothing uses, and ${counts.get(name)} places name "${name}". Did you mean "${name}"?`;
    return [{ name, problem: { message, ...aliasAt, replacement: { from: alias, to: name } } }];
  });
}

const MANY = 2;

/** The qualifier of a column in lower case, or an empty string. */
export function qualifierOf({ parts: [first = "", second] }: ColumnUse): string {
  return second === undefined ? "" : first.toLowerCase();
}

function isKnown(name: string, scope: Scope): boolean {
  for (let level: Scope | undefined = scope; level !== undefined; level = level.parent)
    if (level.byAlias.has(name) || level.byColumn.has(name)) return true;
  return false;
}
