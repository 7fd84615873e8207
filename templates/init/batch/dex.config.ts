import { defineConfig } from "dex-compiler";
import { airflow, dbt, extract, jsonSchema, typescript } from "dex-compiler/emitters";

export default defineConfig({
  // What is written from the contracts and the pipeline; without this line, all that dex can write.
  emitters: [airflow(), dbt({ adapters: ["duckdb"] }), extract(), jsonSchema(), typescript()],
});
