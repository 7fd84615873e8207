import { type OptionsOf, optionsReader } from "../options.ts";

/** It has no options: a schema follows from the contract alone. */
export const options = {};

/** The options of the JSON Schema emitter: none. */
export type JsonSchemaOptions = OptionsOf<typeof options>;

/** Reads the options. */
export const readOptions = optionsReader(options);
