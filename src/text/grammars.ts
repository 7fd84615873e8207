const OCTET = "(25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])";
const IPV4 = `${OCTET}\\.${OCTET}\\.${OCTET}\\.${OCTET}`;
const GROUP = "[0-9A-Fa-f]{1,4}";
/** The last 32 bits of an IPv6 address. */
const LAST = `(${GROUP}:${GROUP}|${IPV4})`;
const IPV6 = `((${GROUP}:){7}:|${[0, 1, 2, 3, 4, 5, 6].map(ipv6Form).join("|")})`;

/** The IPv6 addresses with a number of groups before `::`, or with six groups before the last 32 bits and no `::`. */
function ipv6Form(before: number): string {
  if (before === 6) return `(${GROUP}:){6}(:${GROUP}|${LAST}|:)`;
  const start = before === 0 ? ":" : `(${GROUP}:){${before}}`;
  const most = 5 - before;
  const tail = most === 0 ? LAST : `(${GROUP}:){0,${most}}${LAST}`;
  return `${start}:(${tail}|${GROUP})?`;
}

const LABEL = "[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?";
const ATOM = "[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]";

const ESCAPE = "%[0-9A-Fa-f]{2}";
const NAME = `([A-Za-z0-9._~!$&'()*+,;=-]|${ESCAPE})*`;
const USER = `([A-Za-z0-9._~!$&'()*+,;=:-]|${ESCAPE})*@`;
const SEGMENT = `[A-Za-z0-9._~!$&'()*+,;=:@-]|${ESCAPE}`;
const PATH = `([A-Za-z0-9._~!$&'()*+,;=:@/-]|${ESCAPE})*`;
const QUERY = `([A-Za-z0-9._~!$&'()*+,;=:@/?-]|${ESCAPE})*`;
const AUTHORITY = `//(${USER})?(\\[${IPV6}\\]|${NAME})(:[0-9]*)?(/${PATH})?`;

/** The days of the Gregorian calendar. A year that 100 divides is a leap year only if 400 divides it. The year 0000 is not valid. */
const YEAR = "([1-9][0-9]{3}|0[1-9][0-9]{2}|00[1-9][0-9]|000[1-9])";
const LEAP_YEAR = "([0-9]{2}(0[48]|[2468][048]|[13579][26])|(0[48]|[2468][048]|[13579][26])00)";
const DAY = "((0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|(0[469]|11)-(0[1-9]|[12][0-9]|30)|02-(0[1-9]|1[0-9]|2[0-8]))";
const DATE = `(${YEAR}-${DAY}|${LEAP_YEAR}-02-29)`;
const TIME = "([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\\.[0-9]{1,9})?";
const OFFSET = "([Zz]|[+-]([01][0-9]|2[0-3]):[0-5][0-9])";

const DAYS = "([0-9]+Y([0-9]+M)?([0-9]+D)?|[0-9]+M([0-9]+D)?|[0-9]+D)";
const HOURS = "T([0-9]+H([0-9]+M)?([0-9]+S)?|[0-9]+M([0-9]+S)?|[0-9]+S)";

/**
 * The grammar of each string format, anchored and in the portable subset of regular expressions, so that all targets agree. JSON
 * Schema validators that check formats accept every string of these grammars, so they agree with validators that ignore formats.
 * Sources: uuid RFC 9562 (any version, upper or lower case); email: a dot-atom of RFC 5322, and the name of a host with at least one dot; uri RFC
 * 3986, without an empty path and without future IP versions; hostname RFC 1123; ipv4 RFC 3986 dotted decimal; ipv6 RFC 4291 without zone; date,
 * time and date-time RFC 3339, without leap seconds and with at most nine digits of a second.
 */
export const FORMATS = {
  uuid: "^[0-9A-Fa-f]{8}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{12}$",
  email: `^${ATOM}(\\.?${ATOM})*@${LABEL}(\\.${LABEL})+$`,
  uri: `^[A-Za-z][A-Za-z0-9+.-]*:(${AUTHORITY}|/((${SEGMENT})${PATH})?|(${SEGMENT})${PATH})(\\?${QUERY})?(#${QUERY})?$`,
  hostname: `^${LABEL}(\\.${LABEL})*$`,
  ipv4: `^${IPV4}$`,
  ipv6: `^${IPV6}$`,
  date: `^${DATE}$`,
  time: `^${TIME}${OFFSET}$`,
  "date-time": `^${DATE}[Tt ]${TIME}${OFFSET}$`,
} as const;

/** The maximum length of the formats whose grammar does not limit it. */
export const FORMAT_LENGTHS: { readonly [Format in FormatName]?: number } = { hostname: 253 };

/** The names of the string formats that a contract may use. */
export const FORMAT_NAMES: readonly string[] = Object.keys(FORMATS);

/** The name of a string format. */
export type FormatName = keyof typeof FORMATS;

/** True for the name of a format. */
export function isFormatName(name: string): name is FormatName {
  return Object.hasOwn(FORMATS, name);
}

/** True for a string of the format. */
export function hasFormat(text: string, format: FormatName): boolean {
  return text.length <= (FORMAT_LENGTHS[format] ?? text.length) && new RegExp(FORMATS[format], "u").test(text);
}

/** Anchored grammars of types that are strings in JSON, but not a format of the language. */
export const WIRE = {
  /** A time of day without an offset. */
  time: `^${TIME}$`,
  /** A date and time without an offset. */
  local: `^${DATE}T${TIME}$`,
  /** ISO 8601 in whole numbers, like JSON Schema's format `duration`. */
  duration: `^P([0-9]+W|${DAYS}(${HOURS})?|${HOURS})$`,
  /** Base64 with padding. */
  bytes: "^([A-Za-z0-9+/]{4})*([A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$",
} as const;

/** A pattern for all spellings of some decimals: 1.5 is 1.50, 1 is 1.0, and 0 is -0. */
export function decimalSpellings(decimals: readonly string[]): string {
  const spellings = decimals.map((text) => {
    const [whole = "", fraction = ""] = text.split(".");
    const start = whole === "0" && fraction === "" ? "-?0" : whole;
    return fraction === "" ? `${start}(\\.0+)?` : `${start}\\.${fraction}0*`;
  });
  return `^(${spellings.join("|")})$`;
}

/** A pattern for UUIDs in upper and lower case. Skips strings that are not UUIDs. */
export function uuidSpellings(uuids: readonly string[]): string {
  const known = uuids.filter((text) => hasFormat(text, "uuid"));
  const spellings = known.map((text) =>
    text.replace(/[a-f]/gi, (letter) => `[${letter.toLowerCase()}${letter.toUpperCase()}]`),
  );
  return `^(${spellings.join("|")})$`;
}
