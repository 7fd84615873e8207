import { describe, expect, it } from "vitest";
import { rowAliases, singularOf } from "../../../src/emit/typescript/singular.ts";
import { irOf } from "../../ir-of.ts";

describe("the singular of a word", () => {
  it.each([
    ["orders", "order"],
    ["categories", "category"],
    ["keys", "key"],
    ["boxes", "box"],
    ["addresses", "address"],
    ["branches", "branch"],
    ["warehouses", "warehouse"],
    ["purchases", "purchase"],
    ["statuses", "status"],
    ["people", "person"],
    ["movies", "movie"],
  ])("%s is %s", (word, singular) => {
    expect(singularOf(word)).toBe(singular);
  });

  it.each(["order", "status", "address", "news", "series", "revenue", "analysis", "basis", "bus", "s", "as", ""])(
    "does not exist for %j",
    (word) => {
      expect(singularOf(word)).toBeUndefined();
    },
  );
});

describe("the second name of a row's type", () => {
  const aliases = (...names: readonly string[]) => {
    const contracts = names.map((name, index) => [
      `contracts/${index}.yaml`,
      `contract: {name: ${name}, version: "1.0.0", owner: a@b.example}\nschema: {properties: {id: {type: string}}}\n`,
    ]);
    return Object.fromEntries(rowAliases(irOf(Object.fromEntries(contracts)).contracts));
  };

  it("is the singular of the last word", () => {
    expect(aliases("orders", "order_items", "daily_revenue")).toEqual({ orders: "Order", order_items: "OrderItem" });
  });

  it("does not exist if another contract, the language or the package uses it", () => {
    expect(aliases("orders", "order")).toEqual({});
    expect(aliases("dates", "errors", "instants", "maps")).toEqual({});
    expect(aliases("box", "boxes")).toEqual({});
  });
});
