import { defineConfig } from "dex-compiler";
import { airflow, dbt, greatExpectations, jsonSchema, kafka, typescript } from "dex-compiler/emitters";

export default defineConfig({
  name: "shop",
  emitters: [
    airflow(),
    dbt({ adapters: ["duckdb", "postgres", "snowflake"] }),
    greatExpectations(),
    jsonSchema(),
    kafka(),
    typescript({ kafka: true }),
  ],
});
