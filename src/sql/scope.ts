/** The names of columns in their order; one is undefined where the dialect makes it up, and all are where they cannot be told. */
export type Columns = readonly (string | undefined)[] | undefined;

/** A relation that a FROM clause brings in. */
export interface Relation {
  readonly alias?: string;
  /** What messages call it. */
  readonly label: string;
  readonly columns: Columns;
  readonly using: readonly string[];
  readonly natural: boolean;
  readonly hidden: boolean;
}

/** What names stand for in one SELECT, or in the queries under one WITH; names are compared without regard to case, which no dialect minds more than we do. */
export interface Scope {
  readonly relations: Relation[];
  readonly byAlias: Map<string, Relation>;
  /** The relations that have a column, hidden ones left out. */
  readonly byColumn: Map<string, Relation[]>;
  /** Columns that joins have made one, so that naming them is never ambiguous. */
  readonly merged: Set<string>;
  /** Common table expressions. */
  readonly named: Map<string, Columns>;
  /** What the select list yields, as soon as it has been looked at. */
  outputs: Columns;
  /** The aliases among these; undefined when there may be others. */
  given: ReadonlySet<string> | undefined;
  /** True when some relation's columns are not known. */
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

/** Adds a relation to what a SELECT can name. */
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

/** The columns of a common table expression; undefined when there is none of that name. */
export function findNamed(scope: Scope, name: string): { readonly columns: Columns } | undefined {
  const key = name.toLowerCase();
  for (let level: Scope | undefined = scope; level !== undefined; level = level.parent)
    if (level.named.has(key)) return { columns: level.named.get(key) };
  return undefined;
}

/** True when a name is the alias of a relation that can be seen from here. */
export function isAlias(scope: Scope, name: string): boolean {
  const key = name.toLowerCase();
  for (let level: Scope | undefined = scope; level !== undefined; level = level.parent)
    if (level.byAlias.has(key)) return true;
  return false;
}

/** True when the columns hold a name, or one that is not known and may be it. */
export function mayHold(columns: Columns, name: string): boolean {
  if (!isKnown(columns)) return true;
  const key = name.toLowerCase();
  return columns.some((column) => column.toLowerCase() === key);
}
