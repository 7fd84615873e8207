import { describe, expect, it } from "vitest";
import { hintLosses } from "../../src/emit/dlt/types.ts";
import { findLossyTypes, type TargetTypes } from "../../src/emit/type-losses.ts";
import { intsIn, LOSS, LOSSLESS, loses } from "../../src/ir/type-loss.ts";
import { irOf } from "../ir-of.ts";

const ir = irOf({
  "contracts/a.yaml": `contract: {name: a, version: "1.0.0", owner: a@b.example}
schema:
  properties:
    small: {type: smallint}
    other: {type: smallint}
    list: {type: array, items: {type: object, properties: {inner: {type: smallint}}}}
    facts: {type: map, values: {type: uuid}}
    day: {type: date}
    at: {type: timestamp}
`,
  "contracts/b.yaml": `contract: {name: b, version: "1.0.0", owner: a@b.example}
schema: {properties: {small: {type: smallint}, facts: {type: map, values: {type: uuid}}}}
`,
});

const wide = {
  target: "wide",
  losses: {
    ...hintLosses,
    array: LOSSLESS.array,
    struct: LOSSLESS.struct,
    int: intsIn(undefined),
    map: loses("does not limit the type of the values"),
  },
  has: ({ name }) => name === "a",
} satisfies TargetTypes;
const text: TargetTypes = {
  target: "text",
  losses: { ...wide.losses, int: LOSSLESS.int, map: LOSSLESS.map, uuid: LOSS.uuid },
  has: () => true,
};

describe("types that lose something in a target", () => {
  const { reports, noted } = findLossyTypes(ir, [wide, text]);

  it("are one note per target and loss, including members of lists, but not parts of a lossy type", () => {
    expect(reports.map(({ target, severity, message }) => [target, severity, message.split(". docs")[0]])).toEqual([
      [
        "wide",
        "info",
        "In wide, the form of smallint does not limit the range to 16 bits. Columns: a.small, a.other, a.list",
      ],
      ["wide", "info", "In wide, the form of map of uuid does not limit the type of the values. Columns: a.facts"],
      [
        "text",
        "info",
        "In text, the form of uuid is a string: it accepts strings that are not UUIDs. Columns: a.facts, b.facts",
      ],
    ]);
    expect(reports[0]?.at).toEqual({ path: "contracts/a.yaml", pointer: "/schema/properties/small" });
  });

  it("are in the coverage of the schema assertion only", () => {
    const records = ["a.schema", "b.schema", "a.other"].map((assertion) => ({
      assertion,
      target: "x",
      how: "test" as const,
    }));
    expect(noted(records).map(({ why }) => why)).toEqual([
      "wide: small (smallint) does not limit the range to 16 bits; other (smallint) does not limit the range to 16 bits; " +
        "list (smallint) does not limit the range to 16 bits; facts (map of uuid) does not limit the type of the values; at (timestamp) has microseconds: it cannot store nanoseconds; " +
        "text: facts (uuid) is a string: it accepts strings that are not UUIDs; at (timestamp) has microseconds: it cannot store nanoseconds",
      "text: facts (uuid) is a string: it accepts strings that are not UUIDs",
      undefined,
    ]);
    expect(noted(records).map(({ limits }) => limits)).toEqual([
      [
        "wide: small (smallint) does not limit the range to 16 bits; other (smallint) does not limit the range to 16 bits; " +
          "list (smallint) does not limit the range to 16 bits; facts (map of uuid) does not limit the type of the values",
        "text: facts (uuid) is a string: it accepts strings that are not UUIDs",
      ],
      ["text: facts (uuid) is a string: it accepts strings that are not UUIDs"],
      undefined,
    ]);
  });
});
