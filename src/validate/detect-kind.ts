import type { Json } from "../source/json.ts";
import { isObject } from "../source/json.ts";

/** The kind of a document, detected from its content. */
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

type Mapping = Readonly<Record<string, Json>>;

/** Detects the kind of a document from its keys, not from the name of the file. */
export function detectKind(value: Json): DetectedKind {
  if (!isObject(value)) return "unknown";
  if (has(value, "apiVersion") && value["kind"] === "DataContract") return "odcs";
  if (has(value, "dataContractSpecification")) return "data-contract-specification";
  if (has(value, "pipeline")) return isStream(value) ? "streaming" : "batch";
  if (has(value, "contract")) return "house";
  if (isJsonSchema(value)) return "json-schema";
  const { schema } = value;
  if (has(value, "columns") || has(value, "fields") || (isObject(schema) && hasColumns(schema))) return "column-list";
  return has(value, "schema") && HEADER.some((key) => has(value, key)) ? "flat" : "unknown";
}

const HEADER = ["name", "version", "owner", "team", "domain", "description"];

function has(value: Mapping, key: string): boolean {
  return value[key] !== undefined;
}

/** True for a streaming pipeline. When its type is not valid, its source decides. */
function isStream({ pipeline, source }: Mapping): boolean {
  const type = isObject(pipeline) ? pipeline["type"] : undefined;
  return type === "streaming" || (type !== "batch" && isObject(source) && has(source, "topic"));
}

/** True for a JSON Schema: it names a dialect, or has properties and a type or title. Other values of `$schema` may be for an editor. */
function isJsonSchema(value: Mapping): boolean {
  const { $schema: dialect, schema } = value;
  if (schema !== undefined) return false;
  if (typeof dialect === "string" && /^https?:\/\/json-schema\.org\//.test(dialect)) return true;
  return has(value, "properties") && (value["type"] === "object" || has(value, "title") || dialect !== undefined);
}

/** True for a `schema` with a key for its columns; in the flat form the columns are its own keys. */
export function hasColumns(schema: Mapping): boolean {
  if (Array.isArray(schema["columns"]) || Array.isArray(schema["fields"])) return true;
  const { properties } = schema;
  if (!isObject(properties)) return false;
  // A column named "properties" has a type in a string; a column named "type" among properties is a mapping.
  return properties["type"] === undefined || isObject(properties["type"]);
}
