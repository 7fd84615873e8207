import { defineConfig } from "dex-compiler";
import { dbt, extract, greatExpectations, jsonSchema, typescript } from "dex-compiler/emitters";

export default defineConfig({
  name: "shop",
  emitters: [
    dbt({ adapters: ["duckdb", "postgres", "snowflake"] }),
    extract(),
    greatExpectations(),
    jsonSchema(),
    typescript(),
  ],
});
