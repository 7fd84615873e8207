import { diagnostics } from "../diagnostics.ts";
import { at, misplaced, missingKey, type ObjectNode, plain, text } from "../node.ts";

/** Keys that belong to one type: the type, and how a message names a value of it. */
const OWN = {
  properties: ["object", "an object"],
  items: ["array", "an array"],
  values: ["map", "a map"],
  bits: ["integer", "an integer"],
  dimensions: ["vector", "a vector"],
} as const;

/** What a value of some types cannot do without. */
const NEEDED: ReadonlyMap<string, { readonly key: string; readonly about: string }> = new Map([
  [
    "object",
    { key: "properties", about: "the members by name, each with its type; any members at all are of type json" },
  ],
  ["array", { key: "items", about: "a mapping with the type of the items" }],
  ["map", { key: "values", about: "a mapping with the type of the values" }],
  ["vector", { key: "dimensions", about: "how many numbers it has" }],
]);

/** Reports keys of a field that its type has no use for, and keys that its type needs. */
export function membersFit(node: ObjectNode): void {
  const type = plain(node, "type", "data_type");
  if (type === undefined) {
    missingKey(node, ["type"], "the type of the values, such as string, bigint or timestamp");
    return;
  }
  const of = `a value of type ${type}`;
  for (const [key, [owner, wanted]] of Object.entries(OWN))
    if (node.value[key] !== undefined && type !== owner) misplaced(node, key, { of, wanted });
  if (Array.isArray(node.value["required"]) && type !== "object")
    misplaced(node, "required", { of, wanted: "an object, or write true or false" });
  const needed = NEEDED.get(type);
  if (needed !== undefined && node.value[needed.key] === undefined) missingKey(node, [needed.key], needed.about);
  timezoneFits(node, type);
}

function timezoneFits(node: ObjectNode, type: string): void {
  const timezone = text(node, "timezone");
  if (timezone === undefined) return;
  if (type === "timestamp_local" && timezone.value !== "local") {
    const parameters = { one: "type: timestamp_local", other: `timezone: ${timezone.value}` };
    node.reports.push(diagnostics.report("contradiction", at(node, timezone.pointer), parameters));
  } else if (type !== "timestamp" && type !== "timestamp_local")
    misplaced(node, "timezone", { of: `a value of type ${type}`, wanted: "a timestamp" });
}

/** True for the types of dates and times. */
export function isTemporal(type: string): boolean {
  return ["timestamp", "timestamp_local", "date", "time"].includes(type);
}
