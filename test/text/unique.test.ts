import { describe, expect, it } from "vitest";
import { underscored, uniqueNames } from "../../src/text/unique.ts";

describe("unique names", () => {
  it("numbers a name that is taken, and skips candidates that are taken too", () => {
    const name = uniqueNames(["orders", "orders_2"]);
    expect([name("orders"), name("orders"), name("customers")]).toEqual(["orders_3", "orders_4", "customers"]);
  });

  it("takes another way to make candidates", () => {
    const name = uniqueNames(["dag"], { next: underscored });
    expect([name("dag"), name("dag"), name("task")]).toEqual(["dag_", "dag__", "task"]);
  });

  it("tells names apart only as far as the target does", () => {
    const name = uniqueNames(["Orders"], { fold: (text) => text.toLowerCase() });
    expect([name("orders"), name("ORDERS")]).toEqual(["orders_2", "ORDERS_3"]);
  });
});
