import fc from "fast-check";
import type { Field, Type } from "../../src/ir/field.ts";

/** A row as JSON carries it; a 64-bit integer is a bigint, so that none is rounded. */
export type Row = { readonly [name: string]: unknown };

/** Random rows of a contract's fields. What may be left out is NULL, now and then: to Avro and Protobuf the two are the same. */
export function rows(fields: readonly Field[]): fc.Arbitrary<Row> {
  return fc.record(Object.fromEntries(fields.map((field) => [field.name, memberOf(field)]))) as fc.Arbitrary<Row>;
}

function memberOf(field: Field): fc.Arbitrary<unknown> {
  const value = field.name === "small" ? fc.integer({ min: 1, max: 9 }) : values(field.type);
  return field.nullable || field.presence === "optional" ? fc.option(value, { freq: 4 }) : value;
}

const text = fc.string({ unit: "grapheme", maxLength: 20 });
const float = fc.float({ noNaN: true, noDefaultInfinity: true }).map((number) => number + 0);

function values(type: Type): fc.Arbitrary<unknown> {
  switch (type.kind) {
    case "string":
      return text;
    case "int":
      return type.bits === 64
        ? fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n })
        : fc.integer({ min: -(2 ** (type.bits - 1)), max: 2 ** (type.bits - 1) - 1 });
    case "float":
      return type.bits === 32 ? float : fc.double({ noNaN: true, noDefaultInfinity: true }).map((number) => number + 0);
    case "decimal":
      return decimals(type.precision, type.scale);
    case "bool":
      return fc.boolean();
    case "date":
      return fc.integer({ min: -50_000, max: 90_000 }).map(isoDay);
    case "time":
      return fc.bigInt({ min: 0n, max: 86_399_999_999n }).map((micros) => isoTime(micros).slice(11));
    case "timestamp":
      return fc
        .bigInt({ min: -(2n ** 51n), max: 2n ** 52n })
        .map((micros) => isoTime(micros) + (type.zone === "instant" ? "Z" : ""));
    case "duration":
      return fc.constantFrom("PT0S", "P1D", "P3M", "P1Y2M3DT4H5M6S", "PT36H");
    case "uuid":
      return fc.uuid();
    case "bytes":
      return fc.uint8Array({ maxLength: 12 }).map((bytes) => Buffer.from(bytes).toString("base64"));
    case "json":
      return fc.jsonValue({ maxDepth: 2 }).filter((value) => value !== null);
    case "enum":
      return fc.constantFrom(...type.values);
    case "array":
      return fc.array(type.itemsNullable ? fc.option(values(type.items)) : values(type.items), { maxLength: 4 });
    case "map":
      return maps(type.valuesNullable ? fc.option(values(type.values)) : values(type.values));
    case "struct":
      return rows(type.fields);
    case "vector":
      return fc.array(float, { minLength: type.dimensions, maxLength: type.dimensions });
  }
}

/** The libraries keep maps in plain objects, which have no own member named __proto__. */
function maps(value: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
  return fc
    .array(fc.tuple(text, value), { maxLength: 4 })
    .map((entries) => Object.fromEntries(entries.filter(([key]) => key !== "__proto__")));
}

function decimals(precision: number, scale: number): fc.Arbitrary<string> {
  const most = 10n ** BigInt(precision) - 1n;
  return fc.bigInt({ min: -most, max: most }).map((unscaled) => decimalOf(unscaled, scale));
}

/** Canonical decimal text of an unscaled number. */
export function decimalOf(unscaled: bigint, scale: number): string {
  const digits = String(unscaled < 0n ? -unscaled : unscaled).padStart(scale + 1, "0");
  const whole = digits.slice(0, digits.length - scale);
  const fraction = digits.slice(digits.length - scale).replace(/0+$/, "");
  const plain = fraction === "" ? whole : `${whole}.${fraction}`;
  return unscaled < 0n ? `-${plain}` : plain;
}

/** The ISO date of a day since 1970. */
export function isoDay(day: number): string {
  return new Date(day * 86_400_000).toISOString().slice(0, 10);
}

/** ISO text of microseconds since 1970, without a zone. */
export function isoTime(micros: bigint): string {
  const millis = micros >= 0n ? micros / 1000n : -((-micros + 999n) / 1000n);
  const rest = micros - millis * 1000n;
  return `${new Date(Number(millis)).toISOString().slice(0, -1)}${String(rest).padStart(3, "0")}`;
}

/** The text of a row as JSON. */
export function toJson(row: unknown): string {
  return JSON.stringify(row, (_, value) => (typeof value === "bigint" ? `#${value}#` : value)).replace(
    /"#(-?\d+)#"/g,
    "$1",
  );
}
