import { defineConfig } from "dex-compiler";
import { airflow, dbt, extract, greatExpectations, jsonSchema, kafka, typescript } from "dex-compiler/emitters";

export default defineConfig({
  name: "shop",
  emitters: [
    airflow(),
    dbt({ adapters: ["duckdb", "postgres", "snowflake"] }),
    extract(),
    greatExpectations(),
    jsonSchema(),
    kafka(),
    typescript({ kafka: true }),
  ],
});
