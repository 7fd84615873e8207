import { describe, expect, it } from "vitest";
import { types as dbtTypes } from "../../src/emit/dbt/emit.ts";
import { dbtAdapters } from "../../src/emit/dbt/options.ts";
import { typeLimitsOf } from "../../src/emit/type-limits.ts";
import { contractIr } from "./dbt/project.ts";

/** The messages about a field in dbt, for each adapter that has one. */
function messages(field: string): Readonly<Record<string, string>> {
  const ir = contractIr(`schema: {properties: {x: ${field}}}`);
  return Object.fromEntries(
    dbtAdapters.flatMap((adapter) => {
      const limits = typeLimitsOf(ir);
      limits.add(dbtTypes({ adapters: [adapter], tests: "native", vars: {}, targets: [] }, ir));
      return limits.reports().map(({ code, message }) => [adapter, `${code}: ${message.split(". ")[1]}`]);
    }),
  );
}

const decimal = (precision: number, scale: number) => `{type: decimal, precision: ${precision}, scale: ${scale}}`;

describe("a type that an adapter cannot store", () => {
  it.each([
    [
      decimal(38, 38),
      {
        snowflake: "emit/type-limit: Write precision: 38, scale: 37",
        redshift: "emit/type-limit: Write precision: 38, scale: 37",
      },
    ],
    [decimal(38, 37), {}],
    ["{type: decimal}", {}],
    // Redshift and Snowflake have no form for the parts of these types.
    [`{type: array, items: {type: object, properties: {y: ${decimal(38, 38)}}}}`, {}],
    ["{type: vector, dimensions: 4097}", { snowflake: "emit/type-limit: Write dimensions: 4096" }],
    ["{type: vector, dimensions: 4096}", {}],
    ["{type: string, max_length: 65535}", {}],
    ["{type: string, max_length: 65536}", { redshift: "emit/length-limit: Write max_length: 65535" }],
    [
      "{type: string, max_length: 16777217}",
      {
        snowflake: "emit/length-limit: Write max_length: 16777216",
        redshift: "emit/length-limit: Write max_length: 65535",
      },
    ],
  ])("%s", (field, expected) => {
    expect(messages(field)).toEqual(expected);
  });
});
