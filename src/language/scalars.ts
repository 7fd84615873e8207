import parseVersion from "semver/functions/parse.js";
import { subtractDecimals } from "../text/decimal.ts";
import { withoutEnd } from "../text/trim.ts";

/** Names of contracts, columns, pipelines, models and tasks: every target accepts them without an escape. */
export const NAME = /^[A-Za-z_][A-Za-z0-9_]{0,62}$/;

const NUMBER = "(0|[1-9]\\d*)";
const PRERELEASE = "(0|[1-9]\\d*|\\d*[A-Za-z-][0-9A-Za-z-]*)";

/** The grammar of semantic versions (semver.org 2.0.0), for editors; `isVersion` decides. */
export const VERSION = new RegExp(
  `^${NUMBER}\\.${NUMBER}\\.${NUMBER}(-${PRERELEASE}(\\.${PRERELEASE})*)?(\\+[0-9A-Za-z-]+(\\.[0-9A-Za-z-]+)*)?$`,
);

/** True for a semantic version, written exactly: no "v" in front, no spaces. */
export function isVersion(text: string): boolean {
  const parsed = parseVersion(text);
  if (parsed === null) return false;
  return text === (parsed.build.length > 0 ? `${parsed.version}+${parsed.build.join(".")}` : parsed.version);
}

/** A Kafka topic's name: letters, digits, dot, underscore, hyphen; at most 249 (Kafka's own rule). */
export const TOPIC = /^[A-Za-z0-9._-]{1,249}$/;

/** The name of a connection: valid in Airflow, in dlt and in the names of environment variables. */
export const CONNECTION = /^[A-Za-z0-9_][A-Za-z0-9_.-]{0,199}$/;

/** Names that are properties of every JavaScript object. */
export const RESERVED_NAMES: readonly string[] = [
  "__proto__",
  "constructor",
  "prototype",
  "toString",
  "hasOwnProperty",
  "valueOf",
];

/** True for a name that Windows reserves for a device, in upper or lower case, so no file can have it. */
export function isDevice(name: string): boolean {
  return /^(con|prn|aux|nul|com[0-9]|lpt[0-9])$/i.test(name);
}

const UNITS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86400, w: 604800 };
const SIZES: Readonly<Record<string, number>> = {
  B: 1,
  KiB: 2 ** 10,
  MiB: 2 ** 20,
  GiB: 2 ** 30,
  TiB: 2 ** 40,
  KB: 1e3,
  MB: 1e6,
  GB: 1e9,
  TB: 1e12,
};

/** Seconds of `15m`, `1h`, `7d`, `30s`, `2w`, or of an ISO 8601 duration in weeks, days, hours, minutes and seconds; undefined for other text. */
export function durationSeconds(text: string): number | undefined {
  const short = /^(\d{1,9})(s|m|h|d|w)$/.exec(text);
  if (short) return Number(short[1]) * (UNITS[short[2] ?? ""] ?? 0);
  const iso =
    /^P(?=[\dT])(?:(\d{1,6})W)?(?:(\d{1,6})D)?(?:T(?=\d)(?:(\d{1,6})H)?(?:(\d{1,6})M)?(?:(\d{1,9})S)?)?$/.exec(text);
  if (iso === null) return undefined;
  return [604800, 86400, 3600, 60, 1].reduce((sum, unit, index) => sum + unit * Number(iso[index + 1] ?? 0), 0);
}

/** Bytes of `10MiB`, `512KB`, `100B`; undefined for other text. */
export function sizeBytes(text: string): number | undefined {
  const match = /^(\d{1,12})\s?([KMGT]i?B|B)$/.exec(text);
  const bytes = match ? Number(match[1]) * (SIZES[match[2] ?? ""] ?? Number.NaN) : Number.NaN;
  return Number.isSafeInteger(bytes) ? bytes : undefined;
}

/** Canonical decimal text of a number, or of a number written as text: `-1.5`, `1000000`, `0`. Undefined when it is not a plain number of at most 1,000 digits. */
export function decimalText(value: number | string): string | undefined {
  const match = /^([+-]?)(\d{1,1000})(?:\.(\d{0,1000}))?(?:[eE]([+-]?\d{1,3}))?$/.exec(String(value).trim());
  if (match === null) return undefined;
  const [, sign, whole = "", fraction = "", exponent = "0"] = match;
  const digits = whole + fraction;
  const point = whole.length + Number(exponent);
  const before = digits.slice(0, Math.max(0, point)).padEnd(point, "0").replace(/^0+/, "");
  const after = withoutEnd(digits.slice(Math.max(0, point)).padStart(digits.length - point, "0"), /0/);
  const text = `${before || "0"}${point < digits.length && after !== "" ? `.${after}` : ""}`;
  return sign === "-" && text !== "0" ? `-${text}` : text;
}

/** `1 - percent/100` in exact decimal text: 99.9 gives `0.001`. Undefined outside 0 to 100. */
export function complementOfPercent(percent: number): string | undefined {
  const text = decimalText(percent);
  if (text === undefined || percent < 0 || percent > 100) return undefined;
  return decimalText(`${subtractDecimals("100", text)}e-2`);
}

/** `value * factor` in whole numbers, rounded up: the seconds of 1.5 hours. */
export function wholeProduct(value: number, factor: number): number {
  return Math.ceil(Number((value * factor).toPrecision(12)));
}
