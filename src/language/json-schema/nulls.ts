import { isList, isObject, type Json } from "../../source/json.ts";
import { DESCRIPTIONS, type Keywords, targetOf } from "./scope.ts";

/** The maximum depth of references and combinations. Other checks report deeper ones. */
const DEEPEST = 200;

/** True if a schema accepts null. Only the keywords below can reject null. */
export function acceptsNull(schema: Json | undefined, root: Keywords, depth = 0): boolean {
  if (!isObject(schema) || depth > DEEPEST) return schema !== false;
  const accepts = (one: Json) => acceptsNull(one, root, depth + 1);
  const { type, const: constant, enum: values, $ref: reference, allOf, anyOf, oneOf } = schema;
  return (
    (type === undefined || type === "null" || (isList(type) && type.includes("null"))) &&
    (constant === undefined || constant === null) &&
    (!isList(values) || values.includes(null)) &&
    (typeof reference !== "string" || acceptsNull(targetOf(reference, root), root, depth + 1)) &&
    (!isList(allOf) || allOf.every(accepts)) &&
    (!isList(anyOf) || anyOf.some(accepts)) &&
    (!isList(oneOf) || oneOf.filter(accepts).length === 1)
  );
}

/** True for a schema that accepts null and nothing else. */
export function isOnlyNull(schema: Json): boolean {
  if (!isObject(schema)) return false;
  const keywords = Object.keys(schema).filter((keyword) => !DESCRIPTIONS.has(keyword));
  return keywords.length === 1 && isNullOnly(schema);
}

/** True if the type or the listed values of a schema allow only null. */
export function isNullOnly({ type, const: constant, enum: values }: Keywords): boolean {
  const types = isList(type) ? type : [type];
  return (
    constant === null ||
    types.every((one) => one === "null") ||
    (constant === undefined && isList(values) && values.every((one) => one === null))
  );
}
