import { diagnostics } from "../diagnostics.ts";
import { changed, type Kind, later, mapOf } from "../kind.ts";
import type { Located } from "../located.ts";
import { mapping, reading } from "../mapping.ts";
import { located, member, needed, type ReadOf } from "../member.ts";
import { at, missingKey, type ObjectNode, object } from "../node.ts";
import { name, type ScalarDocument } from "../scalar-kinds.ts";
import { ROW_TARGETS } from "../used-by.ts";
import { exactValue } from "./exact-value.ts";
import { keysFit } from "./field-fit.ts";
import { BOUND_RIVALS, constraintMembers, factMembers, requiredNames, TYPE_ABOUT, typeName } from "./field-members.ts";
import { isTemporal, type TypeName } from "./field-types.ts";

const plainMembers = {
  // A field whose type cannot be read is still a column; `faulty` marks it.
  type: needed(typeName, { about: TYPE_ABOUT, usedBy: "compiler", otherwise: located("string") }),
  ...constraintMembers,
  ...factMembers,
};

/** A column, a member of an object, or the items of an array or map (then its name is empty). */
export interface FieldDocument extends ReadOf<typeof plainMembers> {
  readonly name: string;
  readonly fields?: readonly FieldDocument[];
  readonly items?: FieldDocument;
  readonly values?: FieldDocument;
  /** Set for an object of a JSON Schema that has no members besides its fields. */
  readonly closed?: true;
  /** Something in it could not be read, so its type and its constraints are not certain. */
  readonly faulty?: true;
}

/** Fields by name. Each use has a shape of its own: zod would publish a shape that contains itself under a made-up name. */
export function fieldsByName(): Kind<readonly FieldDocument[]> {
  const one = later("a field", () => field);
  return changed(mapOf(name, one), (entries) => entries.map(({ key, value }) => ({ ...value, name: key })));
}

const nestedMembers = {
  properties: member(fieldsByName(), { about: "the members of an object, by name", as: "fields", usedBy: "compiler" }),
  items: member(
    later("a field", () => field),
    { about: "the items of an array", usedBy: "compiler" },
  ),
  values: member(
    later("a field", () => field),
    { about: "the values of a map", usedBy: "compiler" },
  ),
};

/** The keys of a field. */
export const fieldMapping = mapping(
  {
    id: "field",
    title: "field",
    usedBy: ROW_TARGETS,
    about: "a field: its type, the constraints of its values, and what is known about it",
    rivals: BOUND_RIVALS,
  },
  { ...plainMembers, ...nestedMembers },
);

/** A field of a contract; its name is the key above it. */
const field: Kind<FieldDocument> = reading(fieldMapping, (said, node) => fieldFrom(said, "", node));

/** The keys of a column in a list: a field with its own name, in the spellings of such lists. */
export const columnMapping = mapping(
  {
    id: "column",
    title: "column",
    usedBy: ROW_TARGETS,
    about: "a column of a list: its name and type, the constraints of its values, and what is known about it",
    rivals: BOUND_RIVALS,
    spellings: { minimum: ["min_value"], maximum: ["max_value"], enum: ["allowed_values"] },
    needs: [{ oneOf: ["type"], about: "the type of the values, such as string, bigint or timestamp" }],
  },
  {
    name: member(name, { about: "the column's name", also: ["column"], usedBy: "compiler" }),
    ...plainMembers,
    type: needed(typeName, {
      about: TYPE_ABOUT,
      also: ["data_type"],
      usedBy: "compiler",
      otherwise: located("string"),
    }),
    ...nestedMembers,
  },
);

/** A column of a list with its name; a column without one is reported. */
export const listedColumn: Kind<Located<FieldDocument>> = reading(columnMapping, (said, node) => {
  if (said.name === undefined) {
    missingKey(node, ["name"], "the name of the column");
    return undefined;
  }
  return { value: fieldFrom(said, said.name.value, node), pointer: said.name.pointer };
});

type FieldSaid = Omit<FieldDocument, "name">;

/** A field with the fields inside it, from its keys. */
function fieldFrom(said: FieldSaid, name: string, node: ObjectNode): FieldDocument {
  keysFit(said.type.value, said.timezone, node);
  const { required } = node.value;
  const names = Array.isArray(required) ? requiredNames.read(required, `${node.pointer}/required`, node) : undefined;
  const field = withExactValues(plainFieldFrom(said, name, node));
  if (names === undefined || field.fields === undefined) return field;
  return { ...field, fields: withRequired(field.fields, names, { node, declared: keysOf(node, "properties") }) };
}

const plainField = mapping({ rivals: BOUND_RIVALS, usedBy: ROW_TARGETS }, plainMembers);

/** A field without the fields inside it, whose keys are those of a contract's field. */
export function plainFieldOf(name: string, node: ObjectNode): FieldDocument {
  return plainFieldFrom(plainField.parts(node), name, node);
}

function plainFieldFrom(said: FieldSaid, name: string, node: ObjectNode): FieldDocument {
  contradictions(node);
  const own = said.format && ownFormat(said.format, said.type.value);
  if (own === said.format) return { ...said, name };
  const { format: _written, ...others } = said;
  return { ...others, name, ...(own && { format: own }) };
}

/** A field of type vector has its own `dimensions`. */
const { dimensions: _dimensions, ...validityMembers } = constraintMembers;

/** The constraints of a field's values, under `quality: {validity}`. */
export const constraints = reading(
  mapping(
    {
      usedBy: ROW_TARGETS,
      rivals: BOUND_RIVALS,
      spellings: { minimum: ["min_value", "min"], maximum: ["max_value", "max"], enum: ["allowed_values"] },
    },
    validityMembers,
  ),
  (said, node) => {
    contradictions(node);
    const { format, ...others } = said;
    const own = format && ownFormat(format, "string");
    return { ...others, ...(own && { format: own }) };
  },
);

/** Reports `nullable` and `not_null` that contradict each other. */
function contradictions(node: ObjectNode): void {
  const { nullable } = node.value;
  if (typeof nullable !== "boolean") return;
  const notNull = node.value["not_null"] === undefined ? "notNull" : "not_null";
  if (node.value[notNull] !== nullable) return;
  const [one, other] = [`nullable: ${nullable}`, `not_null: ${nullable}`];
  node.reports.push(diagnostics.report("contradiction", at(node, `${node.pointer}/${notNull}`), { one, other }));
}

/** Reads numbers in quotes, which are too long for a double. */
export function withExactValues(field: FieldDocument): FieldDocument {
  const { type, enum: values, default: given, examples } = field;
  if (values === undefined && given === undefined && examples === undefined) return field;
  const exact = ({ value, pointer }: Located<ScalarDocument>) => ({ value: exactValue(value, type.value), pointer });
  return {
    ...field,
    ...(values && { enum: { ...values, value: values.value.map(exact) } }),
    ...(given && { default: exact(given) }),
    ...(examples && { examples: examples.map(exact) }),
  };
}

/** The format of a string. `ISO8601`, and a format that the type implies, constrain nothing. */
function ownFormat(format: Located<string>, type: TypeName): Located<string> | undefined {
  const isIso = /^iso[-_ ]?8601$/i.test(format.value);
  if (isTemporal(type) && (isIso || format.value === "date-time" || format.value === type)) return undefined;
  if (format.value === type) return undefined;
  return isIso ? { value: "date-time", pointer: format.pointer } : format;
}

/** The document with a `required` list, and the names that the document declares. */
interface Declared {
  readonly node: ObjectNode;
  readonly declared: readonly string[];
}

/** Fields with those in a `required` list marked; a name that is not declared is reported. */
export function withRequired(
  fields: readonly FieldDocument[],
  required: readonly Located<string>[],
  { node, declared }: Declared,
): readonly FieldDocument[] {
  if (required.length === 0) return fields;
  for (const { value, pointer } of required)
    if (!declared.includes(value))
      node.reports.push(diagnostics.report("unknown-column", at(node, pointer), { name: value, names: declared }));
  const pointers = new Map(required.map((item) => [item.value, item.pointer]));
  return fields.map((field) => {
    const pointer = pointers.get(field.name);
    if (pointer === undefined) return field;
    if (field.required?.value === false) {
      const parameters = { one: "required: false", other: "the list of required fields" };
      node.reports.push(diagnostics.report("contradiction", at(node, field.required.pointer), parameters));
    }
    return { ...field, required: { value: true, pointer } };
  });
}

/** The keys of a mapping below a node, also of entries that cannot be read. */
export function keysOf(node: ObjectNode, key: string): readonly string[] {
  return Object.keys(object(node, key)?.value ?? {});
}
