import { describe, expect, it } from "vitest";
import { contractIr } from "../emit/dbt/project.ts";

const NINES = "9".repeat(28);

/** The bounds in the Ir of a field with these constraints. */
function boundsOf(field: string): unknown {
  const [contract] = contractIr(`schema: {properties: {x: {${field}}}}`).contracts;
  const range = contract?.dataset.assertions.find(({ rule }) => rule.kind === "range")?.rule;
  if (range?.kind !== "range") return undefined;
  const text = (bound: typeof range.minimum) => bound && `${bound.exclusive ? "exclusive " : ""}${bound.value}`;
  return [text(range.minimum), text(range.maximum)];
}

describe("bounds that an engine cannot read exactly", () => {
  it.each([
    ["type: integer, maximum: 10.5", [undefined, "10.5"]],
    ["type: smallint, maximum: 40000", [undefined, "40000"]],
    ['type: integer, maximum: "9223372036854775808"', [undefined, "9223372036854775807"]],
    ['type: integer, exclusive_maximum: "9223372036854775808"', [undefined, "9223372036854775807"]],
    ['type: integer, exclusive_maximum: "9223372036854775807"', [undefined, "exclusive 9223372036854775807"]],
    [`type: smallint, minimum: "-${"9".repeat(46)}"`, ["-32768", undefined]],
    [`type: decimal, precision: 5, scale: 2, maximum: "1${"0".repeat(46)}"`, [undefined, "999.99"]],
    [
      `type: decimal, precision: 38, scale: 10, minimum: "-${NINES}.123456789012", maximum: "${NINES}.123456789012"`,
      [`-${NINES}.123456789`, `${NINES}.123456789`],
    ],
    [
      `type: decimal, precision: 38, scale: 10, exclusive_minimum: "${NINES}.12345678909", maximum: "-${NINES}.12345678909"`,
      undefined,
    ],
    [
      `type: decimal, precision: 38, scale: 10, exclusive_minimum: "-${NINES}.12345678909", exclusive_maximum: "${NINES}.12345678900"`,
      [`-${NINES}.123456789`, `exclusive ${NINES}.123456789`],
    ],
  ])("%s", (field, expected) => {
    if (expected === undefined) expect(() => boundsOf(field)).toThrow("check/empty-range");
    else expect(boundsOf(field)).toEqual(expected);
  });
});
