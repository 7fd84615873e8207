import type { OptionsReader } from "../emitter.ts";

/** It has no options: a schema says what the contract says. */
export type JsonSchemaOptions = Readonly<Record<string, never>>;

/** Reads the options: an empty object. */
export const readOptions: OptionsReader<JsonSchemaOptions> = (given) => {
  if (typeof given !== "object" || given === null || Array.isArray(given))
    return { problems: [{ path: [], message: "write an empty object, or nothing" }] };
  const keys = Object.keys(given);
  return keys.length === 0
    ? { value: {} }
    : { problems: keys.map((key) => ({ path: [key], message: "there is no such option; this emitter has none." })) };
};
