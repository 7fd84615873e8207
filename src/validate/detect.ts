import { isObject } from "../language/node.ts";
import type { Json } from "../source/json.ts";

/** What kind of document a file holds, told by its content. */
export type DetectedKind =
  | "house"
  | "flat"
  | "column-list"
  | "json-schema"
  | "batch"
  | "streaming"
  | "odcs"
  | "data-contract-specification"
  | "unknown";

/** Tells the forms of the language apart by their keys; never by the file's name. */
export function detect(value: Json): DetectedKind {
  if (!isObject(value)) return "unknown";
  const has = (key: string) => value[key] !== undefined;
  if (has("apiVersion") && value["kind"] === "DataContract") return "odcs";
  if (has("dataContractSpecification")) return "data-contract-specification";
  if (has("pipeline"))
    return isObject(value["pipeline"]) && value["pipeline"]["type"] === "streaming" ? "streaming" : "batch";
  if (has("contract")) return "house";
  if (has("$schema") || (has("properties") && (value["type"] === "object" || has("title")))) return "json-schema";
  const schema = value["schema"];
  if (
    has("columns") ||
    has("fields") ||
    (isObject(schema) && (Array.isArray(schema["columns"]) || Array.isArray(schema["fields"])))
  )
    return "column-list";
  return has("name") && has("schema") ? "flat" : "unknown";
}
