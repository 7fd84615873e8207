import type { Json } from "../../source/json.ts";
import { pointerTo } from "../../source/pointer.ts";
import type { TypeName } from "../contract/contract-document.ts";
import { diagnostics } from "../diagnostics.ts";
import { at, type ObjectNode, plain } from "../node.ts";
import { hasMembers } from "./fit.ts";

const TYPES: ReadonlyMap<string, TypeName> = new Map([
  ["string", "string"],
  ["integer", "bigint"],
  ["number", "double"],
  ["boolean", "boolean"],
  ["object", "object"],
  ["array", "array"],
]);

/** String formats that are types in dex. `time` has an offset, which the type does not have, so it stays a format. */
export const FORMAT_TYPES: ReadonlyMap<string, TypeName> = new Map([
  ["date-time", "timestamp"],
  ["date", "date"],
  ["uuid", "uuid"],
  ["duration", "duration"],
]);

/** The dex type. A schema without a type is any JSON. */
export function typeOf(node: ObjectNode): TypeName {
  const { type: given, const: constant, enum: values } = node.value;
  const allowed = constant === undefined ? values : [constant];
  const names = namesIn(given).filter((name) => name !== "null");
  if (names.length > 1) {
    severalTypes(node, names);
    return "json";
  }
  const [name = Array.isArray(allowed) ? typeOfValues(allowed) : ""] = names;
  return fieldType(name, node);
}

function namesIn(type: Json | undefined): readonly string[] {
  const names: readonly Json[] = Array.isArray(type) ? type : [type ?? null];
  return names.filter((name) => typeof name === "string");
}

/** The dex type of a schema of one JSON type; the keywords beside it may narrow it. */
function fieldType(name: string, node: ObjectNode): TypeName {
  if (name === "object") return hasMembers(node) ? "object" : "map";
  if (name !== "string") return TYPES.get(name) ?? "json";
  if (node.value["contentEncoding"] === "base64") return "bytes";
  return FORMAT_TYPES.get(plain(node, "format") ?? "") ?? "string";
}

function severalTypes(node: ObjectNode, names: readonly string[]): void {
  const parameters = {
    keyword: `"type" with ${names.join(" and ")}`,
    instead: 'Name one type (and "null" beside it, if it may be NULL), or none for any JSON value.',
  };
  node.reports.push(diagnostics.report("unsupported-keyword", at(node, pointerTo(node.pointer, "type")), parameters));
}

/** The common type of all values of `const` or `enum`, for a schema without `type`. */
function typeOfValues(values: readonly Json[]): string {
  const said = values.filter((value) => value !== null);
  const types = new Set(said.map((value) => (Number.isInteger(value) ? "integer" : typeof value)));
  const [only = ""] = types;
  if (types.size === 2 && types.has("integer") && types.has("number")) return "number";
  return types.size === 1 && ["string", "integer", "number", "boolean"].includes(only) ? only : "";
}
