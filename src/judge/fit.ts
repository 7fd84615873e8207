import type { Type, TypeOf } from "../ir/field.ts";
import { isDecimal } from "../text/decimal.ts";
import { type FormatName, hasFormat, WIRE } from "../text/grammars.ts";
import { withoutEnd } from "../text/trim.ts";
import { isMembers, memberOf, type Value } from "./value.ts";

type Fits = { readonly [K in Type["kind"]]: (value: Value, type: TypeOf<K>) => boolean };

const LARGEST_FLOAT = 3.4028235677973366e38;
const wire = Object.fromEntries(Object.entries(WIRE).map(([name, pattern]) => [name, new RegExp(pattern, "u")]));

const FITS: Fits = {
  string: isString,
  enum: isString,
  int: (value, { bits }) => typeof value === "bigint" && BigInt.asIntN(bits, value) === value,
  float: (value, { bits }) => typeof value === "number" && (bits === 64 || !(Math.abs(value) >= LARGEST_FLOAT)),
  decimal: (value, { precision, scale }) => {
    if (typeof value !== "string" || !isDecimal(value)) return false;
    const [whole = "", fraction = ""] = value.replace(/^-/, "").split(".");
    return withoutEnd(fraction, /0/).length <= scale && whole.replace(/^0+/, "").length <= precision - scale;
  },
  bool: (value) => typeof value === "boolean",
  date: (value) => isOfFormat(value, "date"),
  time: (value) => isOfWire(value, "time"),
  timestamp: (value, { zone }) => (zone === "instant" ? isOfFormat(value, "date-time") : isOfWire(value, "local")),
  duration: (value) => isOfWire(value, "duration"),
  uuid: (value) => isOfFormat(value, "uuid"),
  bytes: (value) => isOfWire(value, "bytes"),
  json: () => true,
  array: (value, { items }) => isList(value) && value.every((item) => fitsType(item, items)),
  map: (value, { values }) => isMembers(value) && Object.values(value).every((item) => fitsType(item, values)),
  struct: (value, { fields, closed }) =>
    isMembers(value) &&
    fields.every(({ name, type }) => fitsType(memberOf(value, name), type)) &&
    (closed !== true || Object.keys(value).every((name) => fields.some((field) => field.name === name))),
  vector: (value, { dimensions }) =>
    isList(value) && value.length === dimensions && value.every((item) => typeof item === "number"),
};

/** True if a value fits its declared type. NULL fits every type: that it may not be NULL is an assertion of its own. */
export function fitsType(value: Value, type: Type): boolean {
  // The entry of a kind takes the type of that kind, as `Fits` declares.
  return value === null || (FITS[type.kind] as (value: Value, type: Type) => boolean)(value, type);
}

function isString(value: Value): boolean {
  return typeof value === "string";
}

function isList(value: Value): value is readonly Value[] {
  return Array.isArray(value);
}

function isOfFormat(value: Value, format: FormatName): boolean {
  return typeof value === "string" && hasFormat(value, format);
}

function isOfWire(value: Value, name: keyof typeof WIRE): boolean {
  return typeof value === "string" && (wire[name]?.test(value) ?? false);
}
