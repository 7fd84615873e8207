import type { Dialect } from "../dialect/dialect.ts";
import { enginePattern } from "../dialect/pattern.ts";
import type { StoredFamily } from "../dialect/stored.ts";
import { typeName } from "../dialect/type-names.ts";
import type { Type, TypeKind, TypeOf } from "../ir/field.ts";
import { FORMATS, WIRE } from "../text/grammars.ts";
import { Code, code } from "../text/quote/code.ts";
import { documentMisfit, type Fit } from "./document-fit.ts";

/** The limits of an integer: the smallest and the largest value, and the first value above. Numbers, or slots of a macro. */
export interface IntegerLimits {
  readonly minimum: string;
  readonly maximum: string;
  readonly above: string;
}

/** The digits of a decimal before and after the point, the position of the next digit, and its type. Numbers, or slots of a macro. */
export interface DecimalDigits {
  readonly whole: string;
  readonly scale: string;
  readonly next: string;
  readonly type: Code;
}

type Misfits = { readonly [K in TypeKind]: ((type: TypeOf<K>, fit: Fit) => Code | undefined) | undefined };

const TIME = "[0-9]{2}:[0-9]{2}(:[0-9]{2}([.][0-9]+)?)?";
const DAY = "[0-9]{4}-[0-9]{2}-[0-9]{2}";
const DATES = `^${DAY}([ Tt]00:00(:00([.]0*)?)?)?$`;
const LOCAL_TIMES = `^${DAY}[ Tt]${TIME}$`;
const INSTANTS = `^${DAY}[ Tt]${TIME} ?([Zz]|[+-][0-9]{2}(:?[0-9]{2}(:[0-9]{2})?)?)$`;
const UNITS = "-?[0-9]+ (years?|months?|mons?|days?)";
const CLOCK = "-?[0-9]+:[0-9]{2}:[0-9]{2}([.][0-9]+)?";
/** An interval as engines print it: 1 day 02:00:00. */
const INTERVALS = `^((${UNITS} )*${UNITS}|(${UNITS} )*${CLOCK})$`;
const WITH_EXPONENT = "^-?[0-9]+([.][0-9]+)?[eE][+-]?[0-9]+$";
/** Half a step above the largest float of 32 bits: greater numbers become infinite. */
const LARGEST_FLOAT = Code.trusted("3.4028235677973366e38");

/** The SQL condition that is true if a value does not fit the type of a column. Undefined if all values of the stored types fit. */
const MISFITS: Misfits = {
  int: ({ bits }, fit) => integerMisfit(integerLimits(bits), fit),
  decimal: (type, fit) => decimalMisfit(decimalDigits(type, fit.dialect), fit),
  float: ({ bits }, fit) => (bits === 32 ? floatMisfit(fit) : undefined),
  bool: (_, fit) => textMisfit("^([Tt]rue|[Ff]alse|TRUE|FALSE)$", fit),
  date: (_, fit) => dateMisfit(fit),
  time: (_, fit) => textMisfit(`^${TIME}$`, fit),
  timestamp: ({ zone }, fit) => textMisfit(zone === "instant" ? INSTANTS : LOCAL_TIMES, fit),
  uuid: (_, fit) => uuidMisfit(fit),
  duration: (_, fit) => code`${durationMisfit(fit)} and ${intervalMisfit(fit)}`,
  string: undefined,
  enum: undefined,
  bytes: undefined,
  json: nestedMisfit,
  array: nestedMisfit,
  map: nestedMisfit,
  struct: nestedMisfit,
  vector: nestedMisfit,
};

/** The condition that a stored value does not fit a type. Undefined if every value of the stored types fits. NULL fits every type. */
export function misfitOf(type: Type, fit: Fit): Code | undefined {
  // The table has an entry for every kind, and `Misfits` declares that each entry takes the type of its kind.
  const misfit = MISFITS[type.kind] as ((type: Type, fit: Fit) => Code | undefined) | undefined;
  return misfit?.(type, fit);
}

function nestedMisfit(type: Type, fit: Fit): Code | undefined {
  return documentMisfit(type, fit, misfitOf);
}

/** The families of stored types that a declared type accepts, if each value fits. Numbers may be stored as any kind of number. */
export function storedFamilies(type: Type, { castTypes }: Pick<Dialect, "castTypes">): readonly StoredFamily[] {
  if (type.kind === "timestamp") return [type.zone];
  const families = FAMILIES[type.kind];
  return castTypes[type.kind] === castTypes.string && !families.includes("text") ? [...families, "text"] : families;
}

const NUMBERS: readonly StoredFamily[] = ["integer", "decimal", "float"];
const TEXTS: readonly StoredFamily[] = ["text", "uuid", "custom"];
const DOCUMENTS: readonly StoredFamily[] = ["json", "nested"];

const FAMILIES: Readonly<Record<Exclude<TypeKind, "timestamp">, readonly StoredFamily[]>> = {
  int: NUMBERS,
  float: NUMBERS,
  decimal: NUMBERS,
  string: TEXTS,
  enum: TEXTS,
  uuid: ["uuid", "text"],
  duration: ["text", "interval"],
  bool: ["boolean"],
  date: ["date", "local"],
  time: ["time"],
  bytes: ["binary"],
  json: DOCUMENTS,
  array: DOCUMENTS,
  map: DOCUMENTS,
  struct: DOCUMENTS,
  vector: [...DOCUMENTS, "custom"],
};

/** The condition that a number is not an integer within limits. */
export function integerMisfit({ minimum, maximum, above }: IntegerLimits, fit: Fit): Code {
  const { column, dialect } = fit;
  const text = textOf(fit);
  const whole = code`cast(${text} as ${typeName({ kind: "decimal", precision: 19, scale: 0 }, dialect.castTypes)})`;
  const double = doubleOf(text, dialect);
  const [low, high, beyond] = [Code.trusted(minimum), Code.trusted(maximum), Code.trusted(`${above}.0`)];
  return code`case
    when ${column} is null then false
    when ${matching("^-?[0-9]{1,19}([.]0*)?$", fit)} then (${whole} < ${low} or ${whole} > ${high})
    when ${matching(WITH_EXPONENT, fit)} then (${double} <> floor(${double}) or ${double} < ${low} or ${double} >= ${beyond})
    else true
end`;
}

/** The condition that a number has more digits than a decimal. */
export function decimalMisfit({ whole, scale, next, type }: DecimalDigits, fit: Fit): Code {
  const { column, dialect } = fit;
  const double = doubleOf(textOf(fit), dialect);
  const limit = Code.trusted(`1e${whole} - 5e-${next}`);
  // The cast would fail for a number that is rounded to one digit more.
  return code`case
    when ${column} is null or ${matching(`^-?0*[0-9]{0,${whole}}([.][0-9]{0,${scale}}0*)?$`, fit)} then false
    when not (${matching(WITH_EXPONENT, fit)}) or abs(${double}) >= ${limit} then true
    else (cast(cast(${double} as ${type}) as ${doubleName(dialect)}) <> ${double})
end`;
}

/** The condition that a number is too large for a float of 32 bits. */
export function floatMisfit(fit: Fit): Code {
  const double = doubleOf(textOf(fit), fit.dialect);
  return code`case when ${matching("^-?[0-9]", fit)} then (abs(${double}) > ${LARGEST_FLOAT}) else false end`;
}

/** The condition that a date has a time of day. */
export function dateMisfit(fit: Fit): Code {
  return textMisfit(DATES, fit);
}

/** The condition that a string is not a UUID. */
export function uuidMisfit(fit: Fit): Code {
  return textMisfit(FORMATS.uuid, fit);
}

/** The condition that a string is not a duration. */
export function durationMisfit(fit: Fit): Code {
  return textMisfit(WIRE.duration, fit);
}

/** The condition that a value is not an interval. Without its type, only its text shows that. */
function intervalMisfit(fit: Fit): Code {
  const { isInterval } = fit.dialect;
  return isInterval === undefined ? textMisfit(INTERVALS, fit) : code`not (${isInterval(fit.column)})`;
}

/** The condition that a string is not a time of day. */
export function timeMisfit(fit: Fit): Code {
  return textMisfit(WIRE.time, fit);
}

function textMisfit(pattern: string, fit: Fit): Code {
  return code`not (${matching(pattern, fit)})`;
}

function matching(pattern: string, fit: Fit): Code {
  return fit.dialect.matches(textOf(fit), fit.dialect.string(enginePattern(pattern, fit.dialect)));
}

function textOf({ column, dialect }: Fit): Code {
  return code`cast(${column} as ${typeName({ kind: "string" }, dialect.castTypes)})`;
}

function doubleOf(text: Code, dialect: Dialect): Code {
  return code`cast(${text} as ${doubleName(dialect)})`;
}

function doubleName({ castTypes }: Dialect): Code {
  return typeName({ kind: "float", bits: 64 }, castTypes);
}

function integerLimits(bits: 16 | 32 | 64): IntegerLimits {
  const above = 2n ** BigInt(bits - 1);
  return { minimum: String(-above), maximum: String(above - 1n), above: String(above) };
}

function decimalDigits(type: TypeOf<"decimal">, { castTypes }: Dialect): DecimalDigits {
  const { precision, scale } = type;
  return {
    whole: String(precision - scale),
    scale: String(scale),
    next: String(scale + 1),
    type: typeName(type, castTypes),
  };
}
