/** Each type as JSON Schema: the keywords that the schemas of messages have too. */
export { jsonType, type Schema } from "../../wire/json-type.ts";
