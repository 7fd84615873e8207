import type { Type } from "../ir/field.ts";
import type { Literal } from "../ir/literal.ts";
import { unscaled } from "../text/decimal.ts";
import { type JsonValue, numeral } from "../text/quote/json.ts";

const DAY = 86_400_000;

/** The default of a type in Avro for a literal. Undefined if Avro cannot express it. */
export function avroDefault(literal: Literal, type: Type): JsonValue | undefined {
  if (literal.kind === "null") return null;
  if (literal.kind === "boolean") return literal.value;
  const text = literal.value;
  switch (type.kind) {
    case "decimal":
      return decimalBytes(text, type.scale);
    case "int":
    case "float":
      return numeral(text);
    case "date":
      return days(text);
    case "timestamp":
      return micros(type.zone === "local" ? `${text}Z` : text);
    case "string":
    case "enum":
    case "uuid":
    case "duration":
      return text;
    default:
      return undefined;
  }
}

/** The bytes of the unscaled integer in two's complement. In JSON, Avro writes one character per byte. */
function decimalBytes(text: string, scale: number): string {
  const integer = unscaled(text, scale);
  let length = 1;
  while (BigInt.asIntN(length * 8, integer) !== integer) length++;
  const hex = BigInt.asUintN(length * 8, integer)
    .toString(16)
    .padStart(length * 2, "0");
  return (hex.match(/../g) ?? []).map((byte) => String.fromCharCode(Number.parseInt(byte, 16))).join("");
}

function days(text: string): number | undefined {
  const time = Date.parse(`${text}T00:00:00Z`);
  return Number.isNaN(time) ? undefined : time / DAY;
}

/** Microseconds since 1970 of an ISO timestamp. `Date` has only milliseconds, so the fraction is parsed separately. */
function micros(text: string): JsonValue | undefined {
  const match = /^(.*?)(?:\.(\d{1,9}))?(Z|[+-]\d\d:\d\d)$/i.exec(text.replace(" ", "T"));
  const time = match ? Date.parse(`${match[1]}${match[3]}`) : Number.NaN;
  if (Number.isNaN(time)) return undefined;
  const fraction = BigInt((match?.[2] ?? "").padEnd(6, "0").slice(0, 6));
  return numeral(String(BigInt(time) * 1000n + fraction));
}
