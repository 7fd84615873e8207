import { describe, expect, it } from "vitest";
import { irOf } from "../ir-of.ts";

const STRICT = { id: undefined, name: undefined, age: undefined, city: undefined };

describe("sla.completeness", () => {
  it("applies to the columns without a rule about NULL, and never weakens another one", () => {
    expect(notNulls("{min_percentage: 99}")).toEqual({ ...STRICT, phone: "0.01" });
  });

  it("applies only to the columns that it names", () => {
    expect(notNulls("{min_percentage: 75, fields: fax}")).toEqual({ ...STRICT, fax: "0.25" });
    expect(notNulls("{required_fields_null_rate: 0.25, fields: fax}")).toEqual({ ...STRICT, fax: "0.25" });
    expect(notNulls("{min_percentage: 100, fields: [fax, city]}")).toHaveProperty("fax", undefined);
  });

  it.each(["id", "name", "age", "city"])("allows no NULL in %s, which must not be NULL", (column) => {
    expect(notNulls(`{min_percentage: 99, fields: [${column}, fax]}`)).toEqual({ ...STRICT, fax: "0.01" });
  });

  it("limits the NULLs of every column that may be NULL", () => {
    expect(notNulls("{optional_fields_null_rate: 0.25}")).toEqual({ ...STRICT, phone: "0.25", fax: "0.25" });
    expect(notNulls("{required_fields_null_rate: 0, optional_fields_null_rate: 0}")).toHaveProperty("fax", undefined);
  });

  it("names columns that are there", () => {
    expect(() => notNulls("{min_percentage: 99, fields: [town]}")).toThrow(/no column "town"/);
  });

  it("does not change the type of any column", () => {
    const types = (sla: string) => people(sla).fields.map(({ name, nullable, presence }) => [name, nullable, presence]);
    expect(types("sla: {completeness: {min_percentage: 99}}")).toEqual(types(""));
  });
});

function people(sla: string) {
  const text = `contract: {name: people, version: "1.0.0", owner: a@b.c}
dataset: {primary_key: id}
schema:
  required: [city]
  properties:
    id: {type: string}
    name: {type: string, not_null: true}
    age: {type: bigint, nullable: false}
    city: {type: string}
    phone: {type: string}
    fax: {type: string, nullable: true}
${sla}
`;
  const dataset = irOf({ "people.contract.yaml": text }).contracts[0]?.dataset;
  if (dataset === undefined) throw new Error("there is no contract");
  return dataset;
}

function notNulls(completeness: string): Record<string, string | undefined> {
  return Object.fromEntries(
    people(`sla: {completeness: ${completeness}}`).assertions.flatMap(({ rule, tolerance }) =>
      rule.kind === "not_null" ? [[rule.field.join("."), tolerance?.max] as const] : [],
    ),
  );
}
