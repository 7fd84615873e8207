import { defineEmitter } from "../emitter.ts";
import { diagnostics } from "./diagnostics.ts";
import { type JsonSchemaOptions, readOptions } from "./options.ts";

/** The JSON Schema emitter: one schema (2020-12) per contract, for one row or message as JSON. */
export const jsonSchema = defineEmitter<JsonSchemaOptions>({
  name: "json-schema",
  diagnostics,
  readOptions,
  takes: ["table", "view", "file", "topic"],
  load: () => import("./emit.ts"),
});
