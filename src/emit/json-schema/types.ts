/** The JSON Schema keywords of each type. Message schemas use the same keywords. */
export { jsonType, type Schema } from "../../wire/json-type.ts";
