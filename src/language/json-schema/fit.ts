import { isList, isObject, type Json } from "../../source/json.ts";
import { pointerTo } from "../../source/pointer.ts";
import type { TypeName } from "../contract/contract-document.ts";
import { diagnostics } from "../diagnostics.ts";
import { at, type ObjectNode } from "../node.ts";
import { draftOf } from "./drafts.ts";
import { keywordNames } from "./json-schema-shape.ts";
import { acceptsNull, isNullOnly } from "./nulls.ts";
import type { Scope } from "./scope.ts";

/** Keywords of JSON Schema that no column can satisfy. */
const OTHERS: ReadonlySet<string> = new Set(
  (
    "allOf anyOf oneOf not if then else contains minContains maxContains uniqueItems additionalItems prefixItems unevaluatedItems " +
    "minProperties maxProperties patternProperties propertyNames dependencies dependentRequired dependentSchemas " +
    "unevaluatedProperties contentSchema nullable discriminator $anchor $dynamicRef $dynamicAnchor $recursiveRef $recursiveAnchor $vocabulary"
  ).split(" "),
);

/** Reports keywords that dex does not support. Those of other tools begin with `x-`. */
export function keywordsFit(node: ObjectNode): void {
  for (const keyword of Object.keys(node.value)) {
    if (keywordNames().includes(keyword) || keyword.startsWith("x-")) continue;
    const report = OTHERS.has(keyword)
      ? diagnostics.report("unsupported-keyword", keyAt(node, keyword), { keyword: `"${keyword}"` })
      : diagnostics.report("unknown-key", keyAt(node, keyword), { key: keyword, keys: keywordNames() });
    node.reports.push(report);
  }
  const { additionalProperties } = node.value;
  if (hasMembers(node) && isObject(additionalProperties))
    refuse(node, "additionalProperties", {
      keyword: '"additionalProperties" with a schema beside "properties"',
      instead: 'Describe these members under "properties", or remove one of the two keywords.',
    });
}

/** Reports a schema that accepts values other than objects, or only some of the objects that its properties describe. */
export function rowsFit(node: ObjectNode, { root }: Scope): void {
  const { type, properties, enum: values, const: constant } = node.value;
  const listed = values === undefined ? (constant === undefined ? undefined : "const") : "enum";
  if (listed !== undefined)
    refuse(node, listed, { keyword: `"${listed}" of a row`, instead: "Describe the values of its properties." });
  const isObjects = isList(type) ? type.length === 1 && type[0] === "object" : type === "object";
  if (properties === undefined || (isObjects && !acceptsNull(root.value, root.value))) return;
  const parameters = {
    keyword: 'a schema without "type": "object"',
    instead: 'A row is an object. Write "type": "object".',
  };
  node.reports.push(diagnostics.report("unsupported-keyword", at(node, node.pointer), parameters));
}

/** Reports keywords that the type of the field cannot express. */
export function valuesFit(node: ObjectNode, type: TypeName): void {
  const { additionalProperties, required, enum: values, const: constant } = node.value;
  if (isNullOnly(node.value)) {
    const instead = "Name the type of its other values, or remove it.";
    node.reports.push(
      diagnostics.report("unsupported-keyword", at(node, node.pointer), {
        keyword: "a value that is only null",
        instead,
      }),
    );
  }
  if (values !== undefined && constant !== undefined)
    refuse(node, "enum", { keyword: '"enum" beside "const"', instead: "Remove one of the two." });
  if (type === "json") anyValueFits(node);
  if (hasMembers(node) && type !== "object")
    refuse(node, "properties", {
      keyword: '"properties" without "type": "object"',
      instead: 'Write "type": "object" beside it.',
    });
  if (isList(required) && required.length > 0 && !hasMembers(node))
    refuse(node, "required", {
      keyword: '"required" without "properties"',
      instead: 'Describe the members under "properties".',
    });
  if (additionalProperties === false && !hasMembers(node))
    refuse(node, "additionalProperties", {
      keyword: '"additionalProperties: false" without "properties"',
      instead: 'Describe the members under "properties".',
    });
}

/** Keywords that constrain the values of one type. Without a `type`, a schema also accepts the values of all other types. */
const ONE_TYPE: Readonly<Record<string, string>> = {
  items: "array",
  minItems: "array",
  maxItems: "array",
  additionalProperties: "object",
  minLength: "string",
  maxLength: "string",
  pattern: "string",
  format: "string",
  minimum: "number",
  maximum: "number",
  exclusiveMinimum: "number",
  exclusiveMaximum: "number",
  multipleOf: "number",
};

function anyValueFits(node: ObjectNode): void {
  const { enum: values, type, const: constant } = node.value;
  if (isList(values) && type === undefined && constant === undefined && !isNullOnly(node.value))
    refuse(node, "enum", {
      keyword: "values of several types",
      instead: "List values of one type, or remove the list for any JSON value.",
    });
  for (const [keyword, wanted] of Object.entries(ONE_TYPE)) {
    const value = node.value[keyword];
    // `true` accepts everything, and `valuesFit` reports `additionalProperties: false`.
    if (value === undefined || typeof value === "boolean") continue;
    const instead = `It applies only to one type of value. Write "type": "${wanted}" beside it.`;
    refuse(node, keyword, { keyword: `"${keyword}" without a type`, instead });
  }
}

/** True for a schema with at least one property. */
export function hasMembers({ value: { properties } }: Pick<ObjectNode, "value">): boolean {
  return isObject(properties) && Object.keys(properties).length > 0;
}

/** Reports embedded documents, in which references have another meaning. */
export function resourcesFit(node: ObjectNode, { draft, root }: Scope): void {
  const { $schema: _schema, $id: _id, ...rest } = root.value;
  innerResources(rest, node.pointer, (pointer, keyword, part) => {
    const named = part["$schema"];
    const isOther = keyword === "$schema" && typeof named === "string" && draftOf(named) !== draft;
    const isBase = keyword === "$id" && JSON.stringify(part).includes('"$ref":');
    if (!isOther && !isBase) return;
    const instead = isOther ? "Write all parts in one version." : "References below it have another base. Remove it.";
    const place = { path: node.path, pointer: pointerTo(pointer, keyword), part: "key" as const };
    const parameters = { keyword: `"${keyword}" inside the document`, instead };
    node.reports.push(diagnostics.report("unsupported-keyword", place, parameters));
  });
}

type Visit = (pointer: string, keyword: "$id" | "$schema", part: { readonly [keyword: string]: Json }) => void;

function innerResources(value: Json, pointer: string, visit: Visit): void {
  if (isList(value)) {
    for (const [index, item] of value.entries()) innerResources(item, pointerTo(pointer, index), visit);
    return;
  }
  if (!isObject(value)) return;
  const { $id: id, $schema: schema } = value;
  // In draft-07, an $id that is only a fragment names an anchor.
  if (typeof id === "string" && !id.startsWith("#")) visit(pointer, "$id", value);
  if (typeof schema === "string") visit(pointer, "$schema", value);
  for (const [key, member] of Object.entries(value))
    if (typeof member === "object") innerResources(member, pointerTo(pointer, key), visit);
}

function refuse(node: ObjectNode, key: string, parameters: { keyword: string; instead: string }): void {
  node.reports.push(diagnostics.report("unsupported-keyword", keyAt(node, key), parameters));
}

function keyAt(node: ObjectNode, key: string) {
  return { path: node.path, pointer: pointerTo(node.pointer, key), part: "key" as const };
}
