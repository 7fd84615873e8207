import fc from "fast-check";
import type { Contract } from "../../../src/ir/contract.ts";
import type { Field, Type } from "../../../src/ir/field.ts";

/** Values of each type, at its borders and about them, as JSON has them. What is wrong here is so for every validator. */
const POOLS: Readonly<Record<Type["kind"], readonly unknown[]>> = {
  string: [
    "",
    "a",
    "AB-12",
    "AB-12/",
    "ab",
    "abcd",
    "😀",
    "😀😀",
    "ada@example.com",
    "53111",
    "6f1c9f7e-1c1c-4c1c-8c1c-1c1c1c1c1c1c",
  ],
  enum: ["pending", "shipped", 'it\'s "odd"', "cancelled", "click", "Bonn", "low", "", "Low"],
  int: [0, 1, -1, 2, 3, 4, 1.5, 32767, 32768, -32768, -32769, 2147483647, 2147483648, 9007199254740991],
  float: [0, 0.1, 0.3, 0.35, 1, 1.0000001, -1, 1e21, 1e-7],
  decimal: [
    "0",
    "-0",
    "0.05",
    "0.0001",
    "1.00",
    "12.5",
    "12.51",
    "999999.95",
    "1000000",
    "12345678.00",
    "123456789",
    "01",
    "1.",
    "1e3",
    "+1",
  ],
  bool: [true, false],
  date: ["2024-02-29", "2023-02-29", "2019-12-31", "2020-01-01", "2099-12-31", "2100-01-01", "24-01-01", "2024-13-01"],
  time: ["00:00:00", "23:59:59.999999999", "24:00:00", "10:00", "10:00:00Z"],
  timestamp: [
    "2024-01-01T00:00:00Z",
    "2024-01-01T00:00:00",
    "2019-01-01T00:00:00Z",
    "2020-01-01T00:59:59+01:00",
    "2024-02-29T23:59:59.5-11:30",
    "2029-12-31T00:00:00.1",
    "2031-01-01T00:00:00",
    "2024-01-01 00:00:00Z",
    "2024-01-01T00:00:60Z",
    "2024-01-01",
  ],
  duration: ["P1D", "PT1H30M", "P2W", "P", "PT", "P1Y2D", "PT0.5S", "1D", "P1M2W"],
  uuid: [
    "6f1c9f7e-1c1c-4c1c-8c1c-1c1c1c1c1c1c",
    "6F1C9F7E-1C1C-4C1C-8C1C-1C1C1C1C1C1C",
    "6f1c9f7e",
    "urn:uuid:6f1c9f7e-1c1c-4c1c-8c1c-1c1c1c1c1c1c",
  ],
  bytes: ["", "aGVsbG8=", "aGVsbG8", "aGVs", "=", "a-_b"],
  json: [1, "x", [], {}, true, { a: null }],
  array: [],
  map: [],
  struct: [],
  vector: [[0, 0.5, -1], [1, 2], [1, 2, 3, 4], ["1", 2, 3], []],
};

const WRONG = [null, 0, "text", true, [], {}, 1.5];

function anyValue(type: Type): fc.Arbitrary<unknown> {
  switch (type.kind) {
    case "array":
      return fc.array(loose(anyValue(type.items)), { maxLength: 4 });
    case "map":
      return fc.dictionary(fc.constantFrom("a", "b/c", "toString"), loose(anyValue(type.values)), { maxKeys: 2 });
    case "struct":
      return rowOf(type.fields);
    case "enum":
      return fc.constantFrom(...type.values, ...POOLS.enum);
    default:
      return fc.constantFrom(...POOLS[type.kind]);
  }
}

/** Now and then something else. */
function loose(value: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
  return fc.oneof({ weight: 30, arbitrary: value }, { weight: 1, arbitrary: fc.constantFrom(...WRONG) });
}

function rowOf(fields: readonly Field[]): fc.Arbitrary<Record<string, unknown>> {
  const members = Object.fromEntries(fields.map((field) => [field.name, loose(anyValue(field.type))]));
  // Each member is there, mostly.
  return fc
    .tuple(fc.record(members), fc.array(fc.constantFrom(...fields.map(({ name }) => name)), { maxLength: 1 }))
    .map(([row, gone]) => Object.fromEntries(Object.entries(row).filter(([name]) => !gone.includes(name))));
}

/** A good row with some members of random rows in it, and now and then a member that no one knows. */
export function rowsOf(contract: Contract, good: object): fc.Arbitrary<Record<string, unknown>> {
  const names = contract.dataset.fields.map(({ name }) => name);
  return fc
    .tuple(rowOf(contract.dataset.fields), fc.subarray(names, { maxLength: 3 }), fc.integer({ min: 0, max: 19 }))
    .map(([row, chosen, extra]) => {
      const kept = Object.entries(good).filter(([name]) => !chosen.includes(name));
      const changed = Object.entries(row).filter(([name]) => chosen.includes(name));
      return { ...Object.fromEntries([...kept, ...changed]), ...(extra === 0 && { unknown: 1 }) };
    });
}
