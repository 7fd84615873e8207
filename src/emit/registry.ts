import { dbt } from "./dbt/index.ts";
import type { ConfiguredEmitter } from "./emitter.ts";
import { jsonSchema } from "./json-schema/index.ts";
<<<<<<< HEAD
import { kafka } from "./kafka/index.ts";

export { dbt, jsonSchema, kafka };

/** The emitters that come with dex, with their default options: what runs in a project without a config. */
export function builtInEmitters(): readonly ConfiguredEmitter[] {
  return [dbt(), jsonSchema(), kafka()];
=======
import { typescript } from "./typescript/index.ts";

export { dbt, jsonSchema, typescript };

/** The emitters that come with dex, with their default options: what runs in a project without a config. */
export function builtInEmitters(): readonly ConfiguredEmitter[] {
  return [dbt(), jsonSchema(), typescript()];
>>>>>>> main
}
