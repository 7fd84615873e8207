/** Column names in order. One is undefined when it depends on the dialect; the list is undefined when the columns are not known. */
export type Columns = readonly (string | undefined)[] | undefined;

/** A relation of a FROM clause. */
export interface Relation {
  readonly alias?: string;
  /** Its name in messages. */
  readonly label: string;
  readonly columns: Columns;
  readonly using: readonly string[];
  readonly natural: boolean;
  readonly hidden: boolean;
}

/** The names in one SELECT, or in the queries under one WITH. Comparison ignores case, so that dex is never stricter than a dialect. */
export interface Scope {
  readonly relations: Relation[];
  readonly byAlias: Map<string, Relation>;
  /** The relations with each column, without hidden ones. */
  readonly byColumn: Map<string, Relation[]>;
  /** Columns that a join has merged, so that they are never ambiguous. */
  readonly merged: Set<string>;
  /** Common table expressions. */
  readonly named: Map<string, Columns>;
  /** The columns of the select list, after it is analyzed. */
  outputs: Columns;
  /** The aliases in `outputs`; undefined when there may be others. */
  given: ReadonlySet<string> | undefined;
  /** True when the columns of a relation are not known. */
  open: boolean;
  natural: boolean;
  readonly parent: Scope | undefined;
}

/** A scope without relations. */
export function scopeUnder(parent: Scope | undefined): Scope {
  return {
    relations: [],
    byAlias: new Map(),
    byColumn: new Map(),
    merged: new Set(),
    named: new Map(),
    outputs: [],
    given: new Set(),
    open: false,
    natural: false,
    parent,
  };
}

/** True when every column of a relation is known by name. */
export function isKnown(columns: Columns): columns is readonly string[] {
  return columns?.every((name) => name !== undefined) ?? false;
}

/** Adds a relation to a scope. */
export function addRelation(scope: Scope, relation: Relation): void {
  scope.relations.push(relation);
  const alias = relation.alias?.toLowerCase();
  if (alias !== undefined && !scope.byAlias.has(alias)) scope.byAlias.set(alias, relation);
  for (const name of relation.using) scope.merged.add(name.toLowerCase());
  if (relation.natural) scope.natural = true;
  if (!isKnown(relation.columns)) scope.open = true;
  if (relation.hidden) return;
  for (const column of relation.columns ?? []) {
    if (column === undefined) continue;
    const key = column.toLowerCase();
    const holding = scope.byColumn.get(key);
    if (holding) holding.push(relation);
    else scope.byColumn.set(key, [relation]);
  }
}

/** The columns of the common table expression with a name, or undefined. */
export function findNamed(scope: Scope, name: string): { readonly columns: Columns } | undefined {
  const key = name.toLowerCase();
  for (let level: Scope | undefined = scope; level !== undefined; level = level.parent)
    if (level.named.has(key)) return { columns: level.named.get(key) };
  return undefined;
}

/** True when a name is the alias of a relation in this scope or an outer one. */
export function isAlias(scope: Scope, name: string): boolean {
  const key = name.toLowerCase();
  for (let level: Scope | undefined = scope; level !== undefined; level = level.parent)
    if (level.byAlias.has(key)) return true;
  return false;
}

/** True when the columns include a name, or may include it. */
export function mayHold(columns: Columns, name: string): boolean {
  if (!isKnown(columns)) return true;
  const key = name.toLowerCase();
  return columns.some((column) => column.toLowerCase() === key);
}
