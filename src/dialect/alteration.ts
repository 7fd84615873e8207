import type { SqlDialect } from "./registry.ts";

/** A change of a column that keeps every value: `digits` is a longer decimal, `integer_to_decimal` a decimal with room for every integer. */
type SafeChange = "rename" | "nullable" | "integer" | "digits" | "integer_to_decimal" | "length";

/** How a warehouse changes a table that has rows. */
export interface Alteration {
  /** The changes that one statement makes in place. Any other needs the rows again. */
  readonly inPlace: readonly SafeChange[];
  /** The words between the name of a column and its new type. */
  readonly retype: "type" | "set data type";
  /** True if the catalogue has the exact type of a column: bits, digits and scale. Otherwise only the loader's record of it is compared. */
  readonly exactCatalogue: boolean;
  /** The statements that put the rows of the table `{rows}`, and its columns, in the place of those of `{table}`. */
  readonly replace: readonly string[];
}

const EVERY: readonly SafeChange[] = ["rename", "nullable", "integer", "digits", "integer_to_decimal", "length"];

/** The warehouses that rows are loaded into. */
export const alterations = {
  // DuckDB moves no table to another schema.
  duckdb: {
    inPlace: EVERY,
    retype: "type",
    exactCatalogue: true,
    replace: ["drop table if exists {table}", "create table {table} as select * from {rows}"],
  },
  // The runner empties the table and changes its columns, so that grants and indexes stay.
  postgres: {
    inPlace: EVERY,
    retype: "type",
    exactCatalogue: true,
    replace: ["create table {table} (like {rows} including all)", "insert into {table} select * from {rows}"],
  },
  // Redshift changes no type inside a transaction.
  redshift: {
    inPlace: ["rename"],
    retype: "type",
    exactCatalogue: false,
    replace: [
      "drop table if exists {table} cascade",
      "create table {table} (like {rows})",
      "insert into {table} select * from {rows}",
    ],
  },
  // The scale of a number stays.
  snowflake: {
    inPlace: ["rename", "nullable", "length"],
    retype: "set data type",
    exactCatalogue: false,
    replace: ["create or replace table {table} clone {rows} copy grants"],
  },
  bigquery: {
    inPlace: ["rename", "nullable", "integer", "digits", "integer_to_decimal", "length"],
    retype: "set data type",
    exactCatalogue: false,
    replace: ["create or replace table {table} clone {rows}"],
  },
  // Delta renames and widens columns only in tables that have been prepared for it.
  databricks: {
    inPlace: ["nullable", "length"],
    retype: "type",
    exactCatalogue: false,
    replace: ["create or replace table {table} deep clone {rows}"],
  },
} as const satisfies Partial<Record<SqlDialect, Alteration>>;
