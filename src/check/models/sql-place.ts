import type { Relation } from "../../link/linked-project.ts";
import type { NodePlace, Place } from "../../source/origin.ts";
import type { SqlSpan } from "../../sql/problem.ts";

/** The place of the SQL: in its file, or in the spec. */
export function placeOf(relation: Relation, { start, end }: SqlSpan): Place {
  const span = { start, end: Math.max(end, start + 1) };
  const { sql } = relation;
  return sql?.file === undefined ? { ...wholeQuery(relation), within: span } : { path: sql.file, ...span };
}

/** The node of the spec with the SQL or the path of its file. */
export function wholeQuery({ at, document }: Relation): NodePlace {
  return document?.kind === "sql" ? { path: at.path, pointer: document.sql.pointer } : at;
}

/** The last use of a name in the SQL. For a column of the result, that is usually its alias or the column itself. */
export function placeOfName(relation: Relation, name: string): Place {
  const last = [...(relation.sql?.text ?? "").matchAll(/\w+/g)].findLast(([word]) => word === name);
  return last === undefined
    ? wholeQuery(relation)
    : placeOf(relation, { start: last.index, end: last.index + name.length });
}
