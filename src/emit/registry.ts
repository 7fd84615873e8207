import { dbt } from "./dbt/index.ts";
import type { ConfiguredEmitter } from "./emitter.ts";
import { greatExpectations } from "./great-expectations/index.ts";
import { jsonSchema } from "./json-schema/index.ts";
import { typescript } from "./typescript/index.ts";

export { dbt, greatExpectations, jsonSchema, typescript };

/** The emitters that come with dex, with their default options: what runs in a project without a config. */
export function builtInEmitters(): readonly ConfiguredEmitter[] {
  return [dbt(), greatExpectations(), jsonSchema(), typescript()];
}
