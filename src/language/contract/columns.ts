import { diagnostics } from "../diagnostics.ts";
import type { Located } from "../located.ts";
import { at, entries, missingKey, type ObjectNode, object, objects, saidTwice, text, texts } from "../node.ts";
import type { ContractForm, FieldDocument } from "./contract-document.ts";
import { constraintsOf, fieldsOf, listedFields, requiredExist } from "./field.ts";

const ABOUT = "the columns by name, each with its type";

/** The columns of a contract: a mapping, or a list under `schema` or at the top. */
export function columnsOf(node: ObjectNode, form: ContractForm): readonly FieldDocument[] {
  const schema = object(node, "schema");
  if (form === "flat") return schema === undefined ? [] : fieldsOf(schema, []);
  const places = [
    ...["properties", "columns", "fields"].map((key) => ({ owner: schema, key })),
    ...["columns", "fields"].map((key) => ({ owner: node, key })),
  ].flatMap(({ owner, key }) => (owner?.value[key] === undefined ? [] : [{ owner, key }]));
  const [place, rival] = places;
  if (place === undefined) {
    if (schema === undefined) missingKey(node, ["schema"], `a mapping with "properties:", ${ABOUT}`);
    else missingKey(schema, ["properties"], ABOUT);
    return [];
  }
  if (rival !== undefined) {
    if (rival.owner === place.owner) saidTwice(place.owner, place.key, rival.key);
    else contradict(rival, place.key);
  }
  const required = schema === undefined ? [] : texts(schema, "required");
  const properties = object(place.owner, "properties");
  if (place.key === "properties") return properties === undefined ? [] : fieldsOf(properties, required);
  const named = namedColumns(objects(place.owner, place.key));
  requiredExist(
    named.map(([name]) => name),
    required,
    node,
  );
  return listedFields(named, required);
}

function contradict({ owner, key }: { owner: ObjectNode; key: string }, first: string): void {
  const place = { path: owner.path, pointer: `${owner.pointer}/${key}`, part: "key" as const };
  owner.reports.push(diagnostics.report("said-twice", place, { one: `schema.${first}`, other: key }));
}

/** The columns of a list by their names; a name that stands twice is reported. */
function namedColumns(columns: readonly ObjectNode[]): readonly (readonly [string, ObjectNode])[] {
  const seen = new Map<string, Located<string>>();
  return columns.flatMap((column) => {
    const name = text(column, "name", "column");
    if (name === undefined) {
      missingKey(column, ["name"], "what the column is called");
      return [];
    }
    const first = seen.get(name.value);
    seen.set(name.value, first ?? name);
    if (first !== undefined) {
      const report = diagnostics.report("duplicate-column", at(column, name.pointer), { name: name.value });
      column.reports.push({ ...report, related: [{ at: at(column, first.pointer), message: "first here" }] });
    }
    return [[name.value, column] as const];
  });
}

/** The names of all columns, also of those whose description is faulty. */
function declaredNames(node: ObjectNode, fields: readonly FieldDocument[]): readonly string[] {
  const schema = object(node, "schema");
  const properties = schema && object(schema, "properties");
  return properties === undefined ? fields.map(({ name }) => name) : Object.keys(properties.value);
}

/** Adds the constraints of a long form's `quality.validity` to the fields they name; what the field says itself comes first. */
export function withValidity(node: ObjectNode, fields: readonly FieldDocument[]): readonly FieldDocument[] {
  const quality = object(node, "quality");
  const validity = quality && object(quality, "validity");
  if (validity === undefined) return fields;
  const names = declaredNames(node, fields);
  const more = new Map(entries(validity));
  for (const [name, entry] of more) {
    const place = { ...at(entry, entry.pointer), part: "key" as const };
    // Where no column is known, that is what is wrong.
    if (names.length > 0 && !names.includes(name))
      node.reports.push(diagnostics.report("unknown-column", place, { name, names }));
  }
  return fields.map((field) => {
    const entry = more.get(field.name);
    return entry === undefined ? field : { ...constraintsOf(entry), ...field };
  });
}
