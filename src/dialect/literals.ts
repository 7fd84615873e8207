import type { Type } from "../ir/field.ts";
import type { Literal } from "../ir/literal.ts";
import { Bug, never } from "../text/bug.ts";
import { Code, code } from "../text/quote/code.ts";
import type { Dialect } from "./dialect.ts";
import { typeName } from "./type-names.ts";

/** A number from its canonical decimal text. */
export function number(text: string): Code {
  if (!/^-?(?:0|[1-9]\d*)(?:\.\d+)?$/.test(text)) throw new Bug(`"${text}" is not canonical decimal text`);
  return Code.trusted(text);
}

/**
 * A number that is compared with a floating-point column. Engines parse a literal with many digits as a decimal, or reject it, so a longer number is a
 * cast of the shortest spelling of the 64-bit float.
 */
export function floatNumber(text: string, dialect: Dialect): Code {
  if (/^-?\d{1,15}$/.test(text) || /^-?\d{1,9}\.\d{1,6}$/.test(text)) return number(text);
  return castText(String(Number(text)).replace("+", ""), { kind: "float", bits: 64 }, dialect);
}

/** A literal of a contract. */
export function printLiteral(literal: Literal, dialect: Dialect): Code {
  switch (literal.kind) {
    case "string":
      return dialect.exact(dialect.string(literal.value));
    case "number":
      return number(literal.value);
    case "boolean":
      return Code.trusted(String(literal.value));
    case "null":
      return Code.trusted("null");
    default:
      return never(literal);
  }
}

/** A date as a literal. */
export function printDate(value: string, dialect: Dialect): Code {
  return castText(value, { kind: "date" }, dialect);
}

/** A timestamp as a literal. Without an offset, it is local time. */
export function printTimestamp(value: string, dialect: Dialect): Code {
  const zone = hasOffset(value) ? "instant" : "local";
  return castText(dialect.timestampText(value), { kind: "timestamp", zone }, dialect);
}

function castText(text: string, type: Type, dialect: Dialect): Code {
  return code`cast(${dialect.string(text)} as ${typeName(type, dialect.castTypes)})`;
}

/** True for a timestamp with an offset from UTC. */
function hasOffset(value: string): boolean {
  return /(?:z|[+-]\d{2}(?::?\d{2})?)$/i.test(value.slice(11));
}

/** The text of a timestamp with a space between date and time, and +00:00 in place of Z: the form that most engines accept. */
export function isoTimestampText(value: string): string {
  return value.replace(/^(\d{4}-\d{2}-\d{2})[Tt]/, "$1 ").replace(/[zZ]$/, "+00:00");
}

/**
 * A value that is compared with a column of a type, such as an end of a range. If the column stores instants, a timestamp without an offset is
 * UTC.
 */
export function printComparable(value: string, type: Type | undefined, dialect: Dialect): Code {
  switch (type?.kind) {
    case "date":
      return printDate(value, dialect);
    case "time": {
      const { castTypes } = dialect;
      // An engine without a time type stores strings.
      const isString = typeName(type, castTypes).text === typeName({ kind: "string" }, castTypes).text;
      return isString ? dialect.string(value) : castText(value, type, dialect);
    }
    case "timestamp": {
      const moment = /^\d{4}-\d{2}-\d{2}$/.test(value) ? `${value}T00:00:00` : value;
      return printTimestamp(type.zone === "instant" && !hasOffset(moment) ? `${moment}Z` : moment, dialect);
    }
    case "float":
      return floatNumber(value, dialect);
    default:
      return number(value);
  }
}
