const OCTET = "(25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])";
const LABEL = "[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?";
const GROUP = "[0-9A-Fa-f]{1,4}";
const DATE = "[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])";
const TIME = "([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\\.[0-9]{1,9})?";

const DAYS = "([0-9]+Y([0-9]+M)?([0-9]+D)?|[0-9]+M([0-9]+D)?|[0-9]+D)";
const HOURS = "T([0-9]+H([0-9]+M)?([0-9]+S)?|[0-9]+M([0-9]+S)?|[0-9]+S)";

/**
 * The grammar of each string format, anchored and in the portable subset of regular expressions, so that all targets agree.
 * Sources: uuid RFC 9562 (any version, upper or lower case); email: the HTML Living Standard's "valid e-mail address" with at least one dot in the
 * domain; uri RFC 3986 with a scheme and no space; hostname RFC 1123; ipv4 RFC 3986 dotted decimal; ipv6 RFC 4291 without zone or embedded IPv4;
 * date, time and date-time RFC 3339 (months have up to 31 days here; the type `date` knows the calendar).
 */
export const FORMATS = {
  uuid: "^[0-9A-Fa-f]{8}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{12}$",
  email: `^[A-Za-z0-9.!#$%&'*+/=?^_\`{|}~-]{1,64}@${LABEL}(\\.${LABEL}){1,8}$`,
  uri: "^[A-Za-z][A-Za-z0-9+.-]*:[!-;=?-~]+$",
  hostname: `^${LABEL}(\\.${LABEL})*$`,
  ipv4: `^${OCTET}\\.${OCTET}\\.${OCTET}\\.${OCTET}$`,
  ipv6: `^((${GROUP}:){7}${GROUP}|(${GROUP}:){1,7}:|(${GROUP}:){1,6}:${GROUP}|(${GROUP}:){1,5}(:${GROUP}){1,2}|(${GROUP}:){1,4}(:${GROUP}){1,3}|(${GROUP}:){1,3}(:${GROUP}){1,4}|(${GROUP}:){1,2}(:${GROUP}){1,5}|${GROUP}:(:${GROUP}){1,6}|:((:${GROUP}){1,7}|:))$`,
  date: `^${DATE}$`,
  time: `^${TIME}(Z|[+-]([01][0-9]|2[0-3]):[0-5][0-9])$`,
  "date-time": `^${DATE}[Tt ]${TIME}([Zz]|[+-]([01][0-9]|2[0-3]):[0-5][0-9])$`,
} as const;

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
  return new RegExp(FORMATS[format], "u").test(text);
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
