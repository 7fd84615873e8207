import type { Relation } from "../../link/linked-project.ts";
import type { NodePlace, Place } from "../../source/origin.ts";
import type { SqlSpan } from "../../sql/model.ts";

/** The place of the SQL: in its file, or in the spec. */
export function placeOf(relation: Relation, { start, end }: SqlSpan): Place {
  const span = { start, end: Math.max(end, start + 1) };
  const { sql } = relation;
  return sql?.file === undefined ? { ...wholeQuery(relation), within: span } : { path: sql.file, ...span };
}

/** The node of the spec that has the SQL or names its file. */
export function wholeQuery({ at, document }: Relation): NodePlace {
  return document?.kind === "sql" ? { path: at.path, pointer: document.sql.pointer } : at;
}

/** The last place where the SQL has a name: that of the column in its result, which has it as an alias or reads it. */
export function placeOfName(relation: Relation, name: string): Place {
  const last = [...(relation.sql?.text ?? "").matchAll(/\w+/g)].findLast(([word]) => word === name);
  return last === undefined
    ? wholeQuery(relation)
    : placeOf(relation, { start: last.index, end: last.index + name.length });
}
