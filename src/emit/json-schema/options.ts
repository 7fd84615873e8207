import { type OptionsOf, optionsReader } from "../options.ts";

/** The JSON Schema emitter has no options: a schema depends only on the contract. */
export const options = {};

/** The options of the JSON Schema emitter: none. */
export type JsonSchemaOptions = OptionsOf<typeof options>;

/** Reads the options. */
export const readOptions = optionsReader(options);
