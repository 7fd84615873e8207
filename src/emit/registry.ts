import { airflow } from "./airflow/index.ts";
import { dbt } from "./dbt/index.ts";
import { extract } from "./dlt/index.ts";
import type { ConfiguredEmitter } from "./emitter.ts";
import { greatExpectations } from "./great-expectations/index.ts";
import { jsonSchema } from "./json-schema/index.ts";
import { kafka } from "./kafka/index.ts";
import { typescript } from "./typescript/index.ts";

export { airflow, dbt, extract, greatExpectations, jsonSchema, kafka, typescript };

/** The built-in emitters with their default options. They run in a project without an `emitters` list. */
export function builtInEmitters(): readonly ConfiguredEmitter[] {
  return [airflow(), dbt(), extract(), greatExpectations(), jsonSchema(), kafka(), typescript()];
}
