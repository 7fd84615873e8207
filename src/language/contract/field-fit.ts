import { diagnostics } from "../diagnostics.ts";
import type { Located } from "../located.ts";
import { at, misplaced, missingKey, type ObjectNode } from "../node.ts";
import type { TypeName } from "./field-types.ts";

/** Keys that belong to one type: the type, and how a message names a value of it. */
const OWN = [
  { key: "properties", owner: "object", wanted: "an object" },
  { key: "items", owner: "array", wanted: "an array" },
  { key: "values", owner: "map", wanted: "a map" },
  { key: "bits", owner: "integer", wanted: "an integer" },
  { key: "dimensions", owner: "vector", wanted: "a vector" },
] as const;

/** Keys that some types require. */
const NEEDED: { readonly [Type in TypeName]?: { readonly key: string; readonly about: string } } = {
  object: {
    key: "properties",
    about: "the members by name, each with its type; for members of any kind, use type json",
  },
  array: { key: "items", about: "a mapping with the type of the items" },
  map: { key: "values", about: "a mapping with the type of the values" },
  vector: { key: "dimensions", about: "the length of the vector" },
};

/** Reports keys of a field that do not apply to its type, and keys that its type requires. */
export function keysFit(type: TypeName, timezone: Located<string> | undefined, node: ObjectNode): void {
  const of = `a value of type ${type}`;
  for (const { key, owner, wanted } of OWN)
    if (node.value[key] !== undefined && type !== owner) misplaced(node, key, { of, wanted });
  if (Array.isArray(node.value["required"]) && type !== "object")
    misplaced(node, "required", { of, wanted: "an object, or write true or false" });
  const needed = NEEDED[type];
  if (needed !== undefined && node.value[needed.key] === undefined) missingKey(node, [needed.key], needed.about);
  if (timezone !== undefined) timezoneFits(type, timezone, node);
}

function timezoneFits(type: TypeName, timezone: Located<string>, node: ObjectNode): void {
  if (type === "timestamp_local" && timezone.value !== "local") {
    const parameters = { one: "type: timestamp_local", other: `timezone: ${timezone.value}` };
    node.reports.push(diagnostics.report("contradiction", at(node, timezone.pointer), parameters));
  } else if (type !== "timestamp" && type !== "timestamp_local")
    misplaced(node, "timezone", { of: `a value of type ${type}`, wanted: "a timestamp" });
}
