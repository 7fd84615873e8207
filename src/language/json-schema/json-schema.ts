import { isObject, type Json } from "../../source/json.ts";
import { pointerTo } from "../../source/pointer.ts";
import type { ContractDocument, FieldDocument, TypeName } from "../contract/contract-document.ts";
import { header } from "../contract/contract-forms.ts";
import { plainFieldOf } from "../contract/field.ts";
import { diagnostics } from "../diagnostics.ts";
import type { Located } from "../located.ts";
import { at, defined, emptyNode, missingKey, type ObjectNode, object, plain, text, texts } from "../node.ts";
import { isDevice, NAME } from "../scalars.ts";
import { recordDifferences, reportDifferences } from "./differences.ts";
import { draftOf } from "./drafts.ts";
import { keywordsFit, resourcesFit, rowsFit, valuesFit } from "./fit.ts";
import { followed } from "./follow.ts";
import { acceptsNull } from "./nulls.ts";
import type { Scope } from "./scope.ts";
import { FORMAT_TYPES, typeOf } from "./type-of.ts";

/** A JSON Schema (draft-07 to 2020-12) of an object, as a contract with the name of its title. */
export function jsonSchemaContractOf(node: ObjectNode): ContractDocument {
  const draft = text(node, "$schema");
  if (draft !== undefined && draftOf(draft.value) === undefined)
    node.reports.push(diagnostics.report("unknown-draft", at(node, draft.pointer), { draft: draft.value }));
  const read = draftOf(draft?.value) ?? "2020-12";
  const scope: Scope = { root: node, draft: read, seen: [], count: { fields: 0 }, path: "", differences: [] };
  resourcesFit(node, scope);
  const { node: target, seen } = followed(node, scope);
  keywordsFit(target);
  rowsFit(target, scope);
  if (target.value["properties"] === undefined)
    missingKey(target, ["properties"], "the columns by name, each with its type");
  const description = plain(node, "description") ?? plain(target, "description");
  const fields = propertiesOf(target, { ...scope, seen });
  reportDifferences(node, scope.differences);
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
    fields,
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
function schemaField(name: string, given: ObjectNode, parent: Scope): FieldDocument {
  const scope = { ...parent, path: pathOf(parent.path, name) };
  scope.count.fields++;
  const { node, seen } = followed(given, scope);
  if (scope.count.fields > MOST_FIELDS) return tooLarge(name, given, scope);
  keywordsFit(node);
  const type = typeOf(node);
  valuesFit(node, type);
  const read = plainFieldOf(name, { ...node, value: fieldKeywords(node, type) });
  const format = text(node, "format");
  const field = defined<FieldDocument>({
    ...read,
    format: FORMAT_TYPES.get(format?.value ?? "") === type ? undefined : read.format && format,
    nullable: { value: acceptsNull(given.value, scope.root.value), pointer: node.pointer },
  });
  recordDifferences(field, node, scope);
  return { ...field, ...inside(node, type, { ...scope, seen }) };
}

type Inside = Pick<FieldDocument, "fields" | "items" | "values" | "closed">;

/** The fields inside a field. Items and values without a schema are any JSON. */
function inside(node: ObjectNode, type: TypeName, scope: Scope): Inside {
  const anyJson = emptyNode(node);
  const below = (step: string, schema = anyJson) => schemaField("", schema, { ...scope, path: scope.path + step });
  if (type === "object") {
    const isClosed = node.value["additionalProperties"] === false;
    return { fields: propertiesOf(node, scope), ...(isClosed && { closed: true }) };
  }
  if (type === "array") return { items: below("[]", object(node, "items")) };
  return type === "map" ? { values: below("{}", object(node, "additionalProperties")) } : {};
}

function pathOf(parent: string, name: string): string {
  return name === "" || parent === "" ? parent + name : `${parent}.${name}`;
}

const MOST_FIELDS = 2000;

/** Limits the number of fields, because references to references grow exponentially. Reported once. */
function tooLarge(name: string, node: ObjectNode, { root, count }: Scope): FieldDocument {
  if (count.fields === MOST_FIELDS + 1)
    root.reports.push(diagnostics.report("schema-too-large", at(root, root.pointer), { limit: MOST_FIELDS }));
  return { name, pointer: node.pointer, type: { value: "json", pointer: node.pointer } };
}

/** The keywords that are also keys of a field. A `null` among the values only makes the field nullable, which `typeOf` reads. */
function fieldKeywords(node: ObjectNode, type: TypeName): Readonly<Record<string, Json>> {
  const { properties: _p, items: _i, required: _r, additionalProperties: _a, const: constant, ...rest } = node.value;
  const values = constant === undefined ? rest["enum"] : [constant];
  if (!Array.isArray(values)) return { ...rest, type };
  const said = values.filter((value: Json) => value !== null);
  return said.length === 0 ? { ...rest, type } : { ...rest, type, enum: said };
}
