import { airflow } from "./airflow/index.ts";
import { dbt } from "./dbt/index.ts";
import { extract } from "./dlt/index.ts";
import type { ConfiguredEmitter } from "./emitter.ts";
import { greatExpectations } from "./great-expectations/index.ts";
import { jsonSchema } from "./json-schema/index.ts";
import { kafka } from "./kafka/index.ts";
import { typescript } from "./typescript/index.ts";

export { airflow, dbt, extract, greatExpectations, jsonSchema, kafka, typescript };

/** The emitters that come with dex, with their default options: what runs in a project without a config. */
export function builtInEmitters(): readonly ConfiguredEmitter[] {
  return [airflow(), dbt(), extract(), greatExpectations(), jsonSchema(), kafka(), typescript()];
}
