import type { Json } from "../../source/json.ts";
import { pointerTo } from "../../source/pointer.ts";
import type { ContractDocument, FieldDocument, TypeName } from "../contract/contract-document.ts";
import { header } from "../contract/contract-forms.ts";
import { plainFieldOf } from "../contract/field.ts";
import { diagnostics } from "../diagnostics.ts";
import type { Located } from "../located.ts";
import { at, defined, emptyNode, isObject, missingKey, type ObjectNode, object, plain, text, texts } from "../node.ts";
import { isDevice, NAME } from "../scalars.ts";
import { draftOf } from "./drafts.ts";
import { followed, type Scope } from "./follow.ts";
import { keywordNames } from "./json-schema-shape.ts";
import { FORMAT_TYPES, typeOf } from "./type-of.ts";

/** A JSON Schema (draft-07 to 2020-12) of an object, as a contract with the name of its title. */
export function jsonSchemaContractOf(node: ObjectNode): ContractDocument {
  const draft = text(node, "$schema");
  if (draft !== undefined && draftOf(draft.value) === undefined)
    node.reports.push(diagnostics.report("unknown-draft", at(node, draft.pointer), { draft: draft.value }));
  const scope: Scope = { root: node, seen: [], count: { fields: 0 } };
  const { node: target, seen } = followed(node, scope);
  keywordsFit(target);
  objectsFit(target);
  if (target.value["properties"] === undefined)
    missingKey(target, ["properties"], "the columns by name, each with its type");
  const description = plain(node, "description") ?? plain(target, "description");
  const { pointer } = node;
  return {
    ...header.parts(emptyNode(node)),
    kind: "contract",
    form: "json-schema",
    path: node.path,
    name: titleOf(node.value["title"] === undefined ? target : node),
    ...(description !== undefined && { description }),
    dataset: {
      pointer,
      kind: { value: "table", pointer },
      primaryKey: [],
      clusterBy: [],
      closed: target.value["additionalProperties"] === false,
    },
    fields: propertiesOf(target, { ...scope, seen }),
    quality: [],
    sla: {},
    consumers: [],
    compatibility: "full",
    approvalRequiredFrom: [],
  };
}

/** The title in snake_case: `Page View` and `PageView` name the contract page_view. */
function titleOf(node: ObjectNode): Located<string> {
  const title = text(node, "title");
  if (title === undefined) {
    missingKey(node, ["title"], "the title of a JSON Schema names its contract");
    return { value: "", pointer: node.pointer };
  }
  const name = title.value
    .trim()
    .replace(/[^A-Za-z0-9_]+/g, "_")
    .replace(/([a-z0-9])([A-Z])/g, "$1_$2")
    .toLowerCase();
  if (!NAME.test(name) || isDevice(name))
    node.reports.push(diagnostics.report("bad-name", at(node, title.pointer), { name: title.value }));
  return { value: name, pointer: title.pointer };
}

function propertiesOf(node: ObjectNode, scope: Scope): readonly FieldDocument[] {
  const properties = object(node, "properties");
  if (properties === undefined) return [];
  const names = Object.keys(properties.value);
  const required = new Map(texts(node, "required").map((item) => [item.value, item.pointer]));
  for (const [name, pointer] of required)
    if (!names.includes(name))
      node.reports.push(diagnostics.report("unknown-column", at(node, pointer), { name, names }));
  return names.flatMap((name) => {
    const pointer = pointerTo(properties.pointer, name);
    const value = properties.value[name];
    const place = { ...at(properties, pointer), part: "key" as const };
    if (!NAME.test(name)) properties.reports.push(diagnostics.report("bad-name", place, { name }));
    const listed = required.get(name);
    // `true` is the schema of any value.
    const schema = { ...properties, value: isObject(value) ? value : {}, pointer };
    const field = schemaField(name, schema, scope);
    return [{ ...field, required: { value: listed !== undefined, pointer: listed ?? pointer } }];
  });
}

/** One property, read by the keys of a contract's field. */
function schemaField(name: string, given: ObjectNode, scope: Scope): FieldDocument {
  scope.count.fields++;
  const { node, seen, nullable: nullBeside } = followed(given, scope);
  if (scope.count.fields > MOST_FIELDS) return tooLarge(name, given, scope);
  keywordsFit(node);
  const typed = typeOf(node);
  membersFit(node, typed.type);
  const { type } = typed;
  const nullable = typed.nullable || nullBeside;
  const field = plainFieldOf(name, { ...node, value: fieldKeywords(node, type) });
  const below = { ...scope, seen };
  const items = object(node, "items");
  const values = type === "map" ? object(node, "additionalProperties") : undefined;
  return defined<FieldDocument>({
    ...field,
    format: FORMAT_TYPES.has(field.format?.value ?? "") ? undefined : field.format,
    nullable: { value: nullable, pointer: node.pointer },
    fields: type === "object" ? propertiesOf(node, below) : undefined,
    items: type === "array" ? schemaField("", items ?? emptyNode(node), below) : undefined,
    values: values && schemaField("", values, below),
  });
}

const MOST_FIELDS = 2000;

/** Limits the number of fields, because references to references grow exponentially. Reported once. */
function tooLarge(name: string, node: ObjectNode, { root, count }: Scope): FieldDocument {
  if (count.fields === MOST_FIELDS + 1)
    root.reports.push(diagnostics.report("schema-too-large", at(root, root.pointer), { limit: MOST_FIELDS }));
  return { name, pointer: node.pointer, type: { value: "json", pointer: node.pointer } };
}

/** Reports keywords that dex does not support. Those of other tools begin with `x-`. */
function keywordsFit(node: ObjectNode): void {
  for (const keyword of Object.keys(node.value)) {
    if (keywordNames().includes(keyword) || keyword.startsWith("x-")) continue;
    const report = OTHERS.has(keyword)
      ? diagnostics.report("unsupported-keyword", keyAt(node, keyword), { keyword: `"${keyword}"` })
      : diagnostics.report("unknown-key", keyAt(node, keyword), { key: keyword, keys: keywordNames() });
    node.reports.push(report);
  }
  const { properties, additionalProperties } = node.value;
  if (properties === undefined || !isObject(additionalProperties)) return;
  const instead = 'Describe these members under "properties", or remove one of the two keywords.';
  const parameters = { keyword: '"additionalProperties" with a schema beside "properties"', instead };
  node.reports.push(diagnostics.report("unsupported-keyword", keyAt(node, "additionalProperties"), parameters));
}

/** Reports a schema that also accepts values which are not objects: a row is an object. */
function objectsFit(node: ObjectNode): void {
  const { type, properties } = node.value;
  if (type === "object" || properties === undefined) return;
  const parameters = {
    keyword: 'a schema without "type": "object"',
    instead: 'A row is an object. Write "type": "object".',
  };
  node.reports.push(diagnostics.report("unsupported-keyword", at(node, node.pointer), parameters));
}

/** Reports keywords about members that the field's type would lose. */
function membersFit(node: ObjectNode, type: TypeName): void {
  const { properties, additionalProperties, required } = node.value;
  if (properties !== undefined && type !== "object") {
    const instead = 'Write "type": "object" beside it.';
    const parameters = { keyword: '"properties" without "type": "object"', instead };
    node.reports.push(diagnostics.report("unsupported-keyword", keyAt(node, "properties"), parameters));
  }
  if (required !== undefined && properties === undefined) {
    const instead = 'Describe the members under "properties".';
    const parameters = { keyword: '"required" without "properties"', instead };
    node.reports.push(diagnostics.report("unsupported-keyword", keyAt(node, "required"), parameters));
  }
  if (additionalProperties !== false) return;
  const instead = "Only the columns of a row can be closed. Remove it.";
  const parameters = { keyword: '"additionalProperties: false" inside a column', instead };
  node.reports.push(diagnostics.report("unsupported-keyword", keyAt(node, "additionalProperties"), parameters));
}

/** Keywords of JSON Schema that no column can satisfy. */
const OTHERS: ReadonlySet<string> = new Set(
  (
    "allOf anyOf oneOf not if then else contains minContains maxContains uniqueItems additionalItems prefixItems unevaluatedItems " +
    "minProperties maxProperties patternProperties propertyNames dependencies dependentRequired dependentSchemas " +
    "unevaluatedProperties contentSchema nullable discriminator $anchor $dynamicRef $dynamicAnchor $recursiveRef $recursiveAnchor $vocabulary"
  ).split(" "),
);

function keyAt(node: ObjectNode, key: string) {
  return { path: node.path, pointer: pointerTo(node.pointer, key), part: "key" as const };
}

/** The keywords that are also keys of a field. A `null` among the values only makes the field nullable, which `typeOf` reads. */
function fieldKeywords(node: ObjectNode, type: TypeName): Readonly<Record<string, Json>> {
  const { properties: _p, items: _i, required: _r, additionalProperties: _a, const: constant, ...rest } = node.value;
  const values = constant === undefined ? rest["enum"] : [constant];
  if (!Array.isArray(values)) return { ...rest, type };
  const said = values.filter((value: Json) => value !== null);
  return said.length === 0 ? { ...rest, type } : { ...rest, type, enum: said };
}
