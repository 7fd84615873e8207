import { duckdb } from "../../dialect/duckdb.ts";
import type { StoredFamily } from "../../dialect/stored.ts";
import { typeName } from "../../dialect/type-names.ts";
import type { Type, TypeOf } from "../../ir/field.ts";
import { typeText } from "../../ir/type-text.ts";

/** The names that DuckDB prints in another way than dex writes them. */
const SPELLINGS: Readonly<Record<string, string>> = {
  timestamptz: "timestamp with time zone",
  float: "float",
};

/** True if a column has exactly a declared type. */
export function isDeclared(stored: string, type: Type): boolean {
  const declared = typeName(type, duckdb.types).text;
  return plain(stored) === plain(SPELLINGS[declared] ?? declared);
}

function plain(name: string): string {
  return name.toLowerCase().replaceAll(", ", ",");
}

/** The family of a type as DuckDB prints it. Undefined for a type that contracts do not have. */
export function familyOf(stored: string): StoredFamily | undefined {
  const name = stored.toLowerCase();
  if (name.startsWith("enum")) return "text";
  if (/\[\d*\]$|^(struct|map|union)\b/.test(name)) return "nested";
  return duckdb.stored[name.split("(")[0] ?? name];
}

/** Why a column has another type than its contract, as a sentence that begins with "it". */
export function otherType(stored: string, type: Type): string {
  return `it has the type ${stored.toLowerCase()}, and the contract has ${typeText(type)}`;
}

/** The digits of each integer of DuckDB, and its bits with the sign. */
const INTEGERS: Readonly<Record<string, { readonly bits: number; readonly digits: number }>> = {
  tinyint: { bits: 8, digits: 3 },
  utinyint: { bits: 9, digits: 3 },
  smallint: { bits: 16, digits: 5 },
  usmallint: { bits: 17, digits: 5 },
  integer: { bits: 32, digits: 10 },
  uinteger: { bits: 33, digits: 10 },
  bigint: { bits: 64, digits: 19 },
};

/** True if every value of a stored type is a value of the declared type too, so that a cast changes none. */
export function isWidened(stored: string, type: Type): boolean {
  const name = stored.toLowerCase();
  const integer = INTEGERS[name];
  switch (type.kind) {
    case "int":
      return integer !== undefined && integer.bits <= type.bits;
    case "decimal":
      return isWiderDecimal(name, type);
    case "float":
      return type.bits === 64 && name === "float";
    case "string":
    case "enum":
      return familyOf(stored) === "text";
    case "timestamp":
      return type.zone === "local" && (name === "timestamp_s" || name === "timestamp_ms");
    default:
      return false;
  }
}

function isWiderDecimal(stored: string, { precision, scale }: TypeOf<"decimal">): boolean {
  const whole = precision - scale;
  const integer = INTEGERS[stored];
  if (integer !== undefined) return integer.digits <= whole;
  const [, digits, places] = /^decimal\((\d+),(\d+)\)$/.exec(stored) ?? [];
  return digits !== undefined && Number(places) <= scale && Number(digits) - Number(places) <= whole;
}
