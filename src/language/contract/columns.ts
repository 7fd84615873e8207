import { pointerTokens } from "../../source/pointer.ts";
import { diagnostics } from "../diagnostics.ts";
import { type Entry, type Kind, list } from "../kind.ts";
import type { Located } from "../located.ts";
import { mapping } from "../mapping.ts";
import { member, type ReadOf } from "../member.ts";
import { at, missingKey, type ObjectNode, object, saidTwice } from "../node.ts";
import { columns, constant, description, flag, label, name } from "../scalar-kinds.ts";
import { ROW_TARGETS } from "../used-by.ts";
import { CLOSED } from "./dataset.ts";
import { type FieldDocument, fieldsByName, keysOf, listedColumn, withExactValues, withRequired } from "./field.ts";

const columnList: Kind<readonly Located<FieldDocument>[]> = list(listedColumn, { min: 1 });

/** Columns as a list, under `schema` or at the top. */
export const columnListMembers = {
  columns: member(columnList, { about: "the columns, as a list", usedBy: "compiler" }),
  fields: member(columnList, { about: "another spelling of columns", usedBy: "compiler" }),
};

/** The keys under `schema`. */
export const schema = mapping(
  { id: "schema", about: "the columns", usedBy: "compiler" },
  {
    type: member(constant("object"), { about: "object; you can leave it out", usedBy: "documentation" }),
    title: member(label, { about: "a name for people", usedBy: "documentation", unread: true }),
    description: member(description, { usedBy: "documentation", unread: true }),
    required: member(list(name), {
      about: "the columns that are always present and not NULL",
      usedBy: ROW_TARGETS,
      otherwise: () => [],
    }),
    properties: member(fieldsByName(), { about: "the columns, by name" }),
    ...columnListMembers,
    primary_key: member(columns, { about: "the same as dataset.primary_key", otherwise: () => [] }),
    additionalProperties: member(flag, { about: "false: a column that is not listed is a violation", usedBy: CLOSED }),
  },
);

/** The columns of a document. */
export interface WrittenColumns {
  readonly schema?: Partial<ReadOf<typeof schema.members>>;
  readonly columns?: readonly Located<FieldDocument>[];
  readonly fields?: readonly Located<FieldDocument>[];
}

const ABOUT = "the columns by name, each with its type";

/** The columns of a contract: a mapping, or a list under `schema` or at the top. */
export function columnsOf(
  node: ObjectNode,
  { schema: said, columns, fields }: WrittenColumns,
): readonly FieldDocument[] {
  const schemaNode = object(node, "schema");
  const places = [
    ...["properties", "columns", "fields"].map((key) => ({ owner: schemaNode, key })),
    ...["columns", "fields"].map((key) => ({ owner: node, key })),
  ].flatMap(({ owner, key }) => (owner?.value[key] === undefined ? [] : [{ owner, key }]));
  const [place, rival] = places;
  if (place === undefined) {
    if (schemaNode === undefined) missingKey(node, ["schema"], `a mapping with "properties:", ${ABOUT}`);
    else missingKey(schemaNode, ["properties"], ABOUT);
    return [];
  }
  if (rival !== undefined) {
    if (rival.owner === place.owner) saidTwice(place.owner, place.key, rival.key);
    else contradict(rival, place.key);
  }
  const required = said?.required ?? [];
  if (place.key === "properties") {
    const declared = keysOf(place.owner, "properties");
    return said?.properties === undefined ? [] : withRequired(said.properties, required, { node, declared });
  }
  const source = place.owner === node ? { columns, fields } : { columns: said?.columns, fields: said?.fields };
  const listed = (place.key === "columns" ? source.columns : source.fields) ?? [];
  duplicates(listed, node);
  const named = listed.map(({ value }) => value);
  return withRequired(named, required, { node, declared: named.map(({ name }) => name) });
}

function contradict({ owner, key }: { owner: ObjectNode; key: string }, first: string): void {
  const place = { path: owner.path, pointer: `${owner.pointer}/${key}`, part: "key" as const };
  owner.reports.push(diagnostics.report("said-twice", place, { one: `schema.${first}`, other: key }));
}

/** Reports columns of a list with the name of an earlier one. */
function duplicates(listed: readonly Located<FieldDocument>[], node: ObjectNode): void {
  const seen = new Map<string, string>();
  for (const { value, pointer } of listed) {
    const first = seen.get(value.name);
    if (first === undefined) {
      seen.set(value.name, pointer);
      continue;
    }
    const report = diagnostics.report("duplicate-column", at(node, pointer), { name: value.name });
    node.reports.push({ ...report, related: [{ at: at(node, first), message: "first here" }] });
  }
}

/** The names of all columns, also of those that cannot be read. */
function declaredNames(node: ObjectNode, fields: readonly FieldDocument[]): readonly string[] {
  const schema = object(node, "schema");
  return schema?.value["properties"] === undefined ? fields.map(({ name }) => name) : keysOf(schema, "properties");
}

/** Constraints of columns by name, as `quality: {validity}` has them. */
export type Validity = readonly Entry<Partial<FieldDocument>>[];

/** Adds the constraints of `quality: {validity}` to the fields they name. The constraints of the field itself take precedence. */
export function withValidity(
  node: ObjectNode,
  fields: readonly FieldDocument[],
  validity: Validity,
): readonly FieldDocument[] {
  if (validity.length === 0) return fields;
  const names = declaredNames(node, fields);
  for (const { key: name, pointer } of validity) {
    const place = { ...at(node, pointer), part: "key" as const };
    // A document without columns has another fault.
    if (names.length > 0 && !names.includes(name))
      node.reports.push(diagnostics.report("unknown-column", place, { name, names }));
  }
  const more = new Map(validity.map((entry) => [entry.key, entry]));
  return fields.map((field) => {
    const entry = more.get(field.name);
    if (entry === undefined) return withExactValues(field);
    contradictions(node, field, entry);
    return withExactValues({ ...entry.value, ...field });
  });
}

/** Reports constraints that a field and its `validity` both have, with different values. */
function contradictions(node: ObjectNode, field: FieldDocument, { key, value, pointer }: Validity[number]): void {
  const own: Readonly<Record<string, unknown>> = { ...field };
  for (const [name, said] of Object.entries(value)) {
    if (name === "pointer" || own[name] === undefined || comparable(own[name]) === comparable(said)) continue;
    const place = typeof said === "object" && "pointer" in said ? said.pointer : pointer;
    const word = pointerTokens(place).at(-1) ?? name;
    const parameters = { one: `${key}.${word}`, other: `quality.validity.${key}.${word}` };
    node.reports.push(diagnostics.report("said-twice", at(node, place), parameters));
  }
}

/** A value without its places, to compare. */
function comparable(said: unknown): string {
  return JSON.stringify(said, (key, value: unknown) => (key === "pointer" ? undefined : value));
}
