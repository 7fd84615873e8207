import { describe, expect, it } from "vitest";
import { parse } from "../../src/parse/parse.ts";
import { validate } from "../../src/validate/validate.ts";

const CONTRACT = (validity: string) => `contract: {name: a, version: "1.0.0"}
schema: {properties: {n: {type: integer, minimum: 1}}}
quality: {validity: {n: ${validity}}}
`;

/** The codes and messages of a contract's faults. */
function faults(validity: string): readonly string[] {
  const { value } = parse([{ path: "contracts/a.yaml", text: CONTRACT(validity), hash: "" }]);
  return validate(value).diagnostics.map(({ code, message }) => `${code}: ${message}`);
}

describe("a constraint under quality: validity", () => {
  it("may repeat the constraint of its field, or add another", () => {
    expect(faults("{minimum: 1}")).toEqual([]);
    expect(faults("{max: 9}")).toEqual([]);
  });

  it("is an error if the field has another value for it, which used to win without a word", () => {
    const [first, ...others] = faults("{min: 0}");
    expect(first).toContain('"n.min" and "quality.validity.n.min"');
    expect(others).toEqual([]);
  });

  it("has no dimensions, because every vector has its own", () => {
    expect(faults("{dimensions: 3}").join()).toContain("validate/unknown-key");
  });
});
