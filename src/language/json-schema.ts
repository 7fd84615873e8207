import type { Json } from "../source/json.ts";
import { pointerTo, pointerTokens } from "../source/pointer.ts";
import type { ContractDocument, FieldDocument, TypeName } from "./contract-document.ts";
import { diagnostics } from "./diagnostics.ts";
import { fieldOf } from "./field.ts";
import { at, defined, isObject, type ObjectNode, object, plain, text, texts } from "./node.ts";
import { NAME } from "./scalars.ts";

/** Keywords that say nothing dex would have to keep, or that it does keep. */
const KEPT = new Set([
  "$schema",
  "$id",
  "$defs",
  "definitions",
  "$comment",
  "title",
  "description",
  "type",
  "properties",
  "required",
  "enum",
  "const",
  "format",
  "pattern",
  "minLength",
  "maxLength",
  "minimum",
  "maximum",
  "exclusiveMinimum",
  "exclusiveMaximum",
  "multipleOf",
  "items",
  "minItems",
  "maxItems",
  "additionalProperties",
  "default",
  "examples",
  "deprecated",
  "readOnly",
  "writeOnly",
  "$ref",
  "contentEncoding",
  "contentMediaType",
]);

const TYPES: Readonly<Record<string, TypeName>> = {
  string: "string",
  integer: "bigint",
  number: "double",
  boolean: "boolean",
  object: "object",
  array: "array",
};

/** String formats that are types of their own in dex. */
const FORMAT_TYPES: Readonly<Record<string, TypeName>> = {
  "date-time": "timestamp",
  date: "date",
  time: "time",
  uuid: "uuid",
  duration: "duration",
};

/** A JSON Schema (draft-07 to 2020-12) of an object, as the contract its title names. `number` is a double there. */
export function jsonSchemaContractOf(node: ObjectNode): ContractDocument {
  const title = text(node, "title");
  const name =
    title === undefined
      ? undefined
      : title.value
          .trim()
          .replace(/[^A-Za-z0-9_]+/g, "_")
          .replace(/([a-z0-9])([A-Z])/g, "$1_$2")
          .toLowerCase();
  if (title === undefined || name === undefined || !NAME.test(name)) {
    const missing = diagnostics.report("missing-key", at(node, node.pointer), { keys: ["title"] });
    node.reports.push(
      title === undefined ? missing : diagnostics.report("bad-name", at(node, title.pointer), { name: title.value }),
    );
  }
  return defined<ContractDocument>({
    kind: "contract",
    form: "json-schema",
    path: node.path,
    pointer: node.pointer,
    name: { value: name ?? "", pointer: title?.pointer ?? node.pointer },
    version: { value: "0.1.0", pointer: node.pointer },
    status: { value: "active", pointer: node.pointer },
    owner: undefined,
    team: undefined,
    slackChannel: undefined,
    domain: undefined,
    description: plain(node, "description"),
    tags: [],
    dataset: {
      pointer: node.pointer,
      kind: { value: "table", pointer: node.pointer },
      primaryKey: [],
      clusterBy: [],
      closed: node.value["additionalProperties"] === false,
    },
    fields: propertiesOf(node, { root: node, seen: [] }),
    quality: [],
    sla: {},
    consumers: [],
    compatibility: "full",
    notificationLeadTimeDays: undefined,
    approvalRequiredFrom: [],
  });
}

/** What local references are resolved against, and the ones that are being followed. */
interface Scope {
  readonly root: ObjectNode;
  readonly seen: readonly string[];
}

function propertiesOf(node: ObjectNode, scope: Scope): readonly FieldDocument[] {
  const properties = object(node, "properties");
  const required = new Map(texts(node, "required").map((item) => [item.value, item.pointer]));
  if (properties === undefined) return [];
  return Object.keys(properties.value).flatMap((name) => {
    const pointer = pointerTo(properties.pointer, name);
    const value = properties.value[name];
    if (!NAME.test(name)) properties.reports.push(diagnostics.report("bad-name", at(properties, pointer), { name }));
    if (value === undefined || !isObject(value)) return [];
    const listed = required.get(name);
    const field = schemaField(name, { ...properties, value, pointer }, scope);
    return [{ ...field, required: { value: listed !== undefined, pointer: listed ?? pointer } }];
  });
}

/** One property: its keywords said in the words of a contract's field. */
function schemaField(name: string, given: ObjectNode, scope: Scope): FieldDocument {
  const { node, seen } = follow(given, scope);
  for (const keyword of Object.keys(node.value)) {
    if (KEPT.has(keyword) || keyword.startsWith("x-")) continue;
    node.reports.push(
      diagnostics.report("unsupported-keyword", at(node, pointerTo(node.pointer, keyword)), { keyword }),
    );
  }
  const { type, nullable } = typeOf(node);
  const { properties: _p, items: _i, required: _r, additionalProperties, const: constant, ...rest } = node.value;
  const value = { ...rest, type, ...(constant !== undefined && { enum: [constant] }) };
  const field = fieldOf(name, { ...node, value });
  const below = { root: scope.root, seen };
  const items = object(node, "items");
  const values =
    type === "map" && additionalProperties !== undefined ? object(node, "additionalProperties") : undefined;
  return defined<FieldDocument>({
    ...field,
    format: FORMAT_TYPES[field.format?.value ?? ""] === undefined ? field.format : undefined,
    nullable: { value: nullable, pointer: node.pointer },
    fields: type === "object" ? propertiesOf(node, below) : undefined,
    items: type === "array" ? schemaField("", items ?? { ...node, value: {} }, below) : undefined,
    values: values && schemaField("", values, below),
  });
}

/** The dex type, and whether null is allowed. A schema without a type is any JSON. */
function typeOf(node: ObjectNode): { type: TypeName; nullable: boolean } {
  const given = node.value["type"];
  const names = (Array.isArray(given) ? given : given === undefined ? [] : [given]).filter(
    (item: Json) => item !== "null",
  ) as string[];
  const nullable = Array.isArray(given) && given.includes("null");
  const [only = "", ...others] = names;
  const inferred = only === "" ? typeOfValues(node) : only;
  if (others.length > 0 || inferred === "") return { type: "json", nullable };
  if (inferred === "object" && node.value["properties"] === undefined) {
    return { type: isObject(node.value["additionalProperties"]) ? "map" : "json", nullable };
  }
  const format = plain(node, "format") ?? "";
  if (inferred === "string" && FORMAT_TYPES[format] !== undefined) return { type: FORMAT_TYPES[format], nullable };
  return { type: TYPES[inferred] ?? "json", nullable };
}

/** The type that `const` or all values of `enum` have, for a schema that names none. */
function typeOfValues(node: ObjectNode): string {
  const values = node.value["const"] === undefined ? node.value["enum"] : [node.value["const"]];
  const types = new Set(Array.isArray(values) ? values.map((value: Json) => typeof value) : []);
  const [only = ""] = types;
  return types.size === 1 && ["string", "number", "boolean"].includes(only) ? only : "";
}

/** Follows `$ref` inside the document; another document, or a reference to itself, cannot become columns. */
function follow(node: ObjectNode, { root, seen }: Scope): { node: ObjectNode; seen: readonly string[] } {
  const reference = text(node, "$ref");
  if (reference === undefined) return { node, seen };
  const tokens = reference.value.startsWith("#") ? pointerTokens(reference.value.slice(1)) : undefined;
  let target: Json | undefined = root.value;
  for (const token of tokens ?? []) target = isObject(target) ? target[token] : undefined;
  if (tokens === undefined || seen.includes(reference.value) || !isObject(target)) {
    node.reports.push(
      diagnostics.report("unsupported-keyword", at(node, reference.pointer), { keyword: `$ref: ${reference.value}` }),
    );
    return { node: { ...node, value: {} }, seen };
  }
  return follow(
    { ...node, value: target, pointer: reference.value.slice(1) },
    { root, seen: [...seen, reference.value] },
  );
}
