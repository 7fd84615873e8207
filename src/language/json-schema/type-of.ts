import type { Json } from "../../source/json.ts";
import { pointerTo } from "../../source/pointer.ts";
import type { TypeName } from "../contract/contract-document.ts";
import { diagnostics } from "../diagnostics.ts";
import { at, isObject, type ObjectNode, plain } from "../node.ts";

const TYPES: ReadonlyMap<string, TypeName> = new Map([
  ["string", "string"],
  ["integer", "bigint"],
  ["number", "double"],
  ["boolean", "boolean"],
  ["object", "object"],
  ["array", "array"],
]);

/** String formats that are types of their own in dex. */
export const FORMAT_TYPES: ReadonlyMap<string, TypeName> = new Map([
  ["date-time", "timestamp"],
  ["date", "date"],
  ["time", "time"],
  ["uuid", "uuid"],
  ["duration", "duration"],
]);

/** The dex type, and whether null is allowed. A schema without a type is any JSON. */
export function typeOf(node: ObjectNode): { type: TypeName; nullable: boolean } {
  const given = node.value["type"];
  const names = (Array.isArray(given) ? given : given === undefined ? [] : [given]).filter(
    (item: Json) => item !== "null",
  ) as string[];
  const values = node.value["const"] === undefined ? node.value["enum"] : [node.value["const"]];
  const nullValue = Array.isArray(values) && values.includes(null);
  const nullable = Array.isArray(given)
    ? given.includes("null")
    : given === "null" || (given === undefined && nullValue);
  const [only = "", ...others] = names;
  if (others.length > 0) severalTypes(node, names);
  const inferred = only === "" && Array.isArray(values) ? typeOfValues(values) : only;
  if (others.length > 0 || inferred === "") return { type: "json", nullable };
  if (inferred === "object" && node.value["properties"] === undefined)
    return { type: isObject(node.value["additionalProperties"]) ? "map" : "json", nullable };
  if (inferred !== "string") return { type: TYPES.get(inferred) ?? "json", nullable };
  if (node.value["contentEncoding"] === "base64") return { type: "bytes", nullable };
  return { type: FORMAT_TYPES.get(plain(node, "format") ?? "") ?? "string", nullable };
}

function severalTypes(node: ObjectNode, names: readonly string[]): void {
  const parameters = {
    keyword: `"type" with ${names.join(" and ")}`,
    instead: 'Name one type (and "null" beside it, if it may be NULL), or none for any JSON value.',
  };
  node.reports.push(diagnostics.report("unsupported-keyword", at(node, pointerTo(node.pointer, "type")), parameters));
}

/** The type that all values of `const` or `enum` have, for a schema that names none. */
function typeOfValues(values: readonly Json[]): string {
  const said = values.filter((value) => value !== null);
  const types = new Set(said.map((value) => (Number.isInteger(value) ? "integer" : typeof value)));
  const [only = ""] = types;
  if (types.size === 2 && types.has("integer") && types.has("number")) return "number";
  return types.size === 1 && ["string", "integer", "number", "boolean"].includes(only) ? only : "";
}
