import { describe, expect, it } from "vitest";
import { nearest } from "../../src/text/nearest.ts";

describe("nearest", () => {
  it.each([
    ["custmers", ["orders", "customers"], "customers"],
    ["ordesr", ["orders", "order_items"], "orders"],
    ["reqired", ["required", "retired"], "required"],
    ["Orders", ["orders"], "orders"],
    ["x", ["completely_different"], undefined],
    ["orders", [], undefined],
    ["ab", ["ba"], "ba"],
  ])("%s among %j is %s", (wanted, names, want) => {
    expect(nearest(wanted, names)).toBe(want);
  });

  it("takes the first in order among equals", () => {
    expect(nearest("tabla", ["tablb", "tabla2"])).toBe("tabla2");
    expect(nearest("aaa", ["aac", "aab"])).toBe("aab");
  });
});
