import { describe, expect, it } from "vitest";
import { irOf } from "../ir-of.ts";

describe("sla.completeness", () => {
  it("gives every not-null but the key's a tolerance", () => {
    expect(notNulls("{min_percentage: 99}")).toEqual({ id: undefined, name: "0.01", city: "0.01" });
  });

  it("is about the columns it names, and about no other", () => {
    expect(notNulls("{min_percentage: 99, fields: [city]}")).toEqual({ id: undefined, name: undefined, city: "0.01" });
  });

  it("promises a column that may be NULL to be complete but for the tolerance", () => {
    expect(notNulls("{min_percentage: 75, fields: phone}")).toEqual({
      id: undefined,
      name: undefined,
      city: undefined,
      phone: "0.25",
    });
    expect(notNulls("{min_percentage: 100, fields: phone}")).toHaveProperty("phone", undefined);
  });

  it("names columns that are there", () => {
    expect(() => notNulls("{min_percentage: 99, fields: [town]}")).toThrow(/no column "town"/);
  });
});

function notNulls(completeness: string): Record<string, string | undefined> {
  const text = `contract: {name: people, version: "1.0.0", owner: a@b.c}
dataset: {primary_key: id}
schema:
  properties:
    id: {type: string}
    name: {type: string, not_null: true}
    city: {type: string, not_null: true}
    phone: {type: string}
sla: {completeness: ${completeness}}
`;
  const assertions = irOf({ "people.contract.yaml": text }).contracts[0]?.dataset.assertions ?? [];
  return Object.fromEntries(
    assertions.flatMap(({ rule, tolerance }) =>
      rule.kind === "not_null" ? [[rule.field.join("."), tolerance?.max] as const] : [],
    ),
  );
}
