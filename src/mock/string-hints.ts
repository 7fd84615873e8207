import type { StringFormat } from "../ir/field.ts";
import { clockText, DAY, floorDivide, momentText, SECOND } from "../judge/moment.ts";
import type { Random } from "./random.ts";
import type { RowPlace } from "./source.ts";
import { WORDS } from "./words.ts";

/** Makes realistic strings. They may violate the rules about the column. */
export type StringMaker = (random: Random, place: RowPlace) => string;

function pick(list: keyof typeof WORDS): StringMaker {
  return (random) => random.pick<string>(WORDS[list]) ?? "";
}

/** Parts with a separator between them. */
function parts(separator: string, ...makers: readonly StringMaker[]): StringMaker {
  return (random, place) => makers.map((make) => make(random, place)).join(separator);
}

const digits =
  (count: number): StringMaker =>
  (random) =>
    random
      .between(0n, 10n ** BigInt(count) - 1n)
      .toString()
      .padStart(count, "0");

/** The number of the row, if each row needs another string. */
const rowNumber = ({ index, isKey }: RowPlace) => (isKey === true ? String(index + 1) : "");

function ascii(text: string): string {
  return text
    .replace(/ö/g, "oe")
    .replace(/[^A-Za-z]/g, "")
    .toLowerCase();
}

const email: StringMaker = (random, place) => {
  const [first, last] = [pick("firstNames")(random, place), pick("lastNames")(random, place)].map(ascii);
  const number = rowNumber(place);
  return `${first}.${last}${number === "" ? "" : `.${number}`}@${pick("domains")(random, place)}`;
};

const host: StringMaker = (random, place) =>
  `${pick("plain")(random, place)}${rowNumber(place)}.${pick("domains")(random, place)}`;

const hex = (random: Random, count: number) =>
  Array.from({ length: count }, () => random.below(16).toString(16)).join("");

/** A random UUID of version 4. */
export const uuid: StringMaker = (random) =>
  `${hex(random, 8)}-${hex(random, 4)}-4${hex(random, 3)}-${"89ab"[random.below(4)]}${hex(random, 3)}-${hex(random, 12)}`;

const uri: StringMaker = (random, place) =>
  `https://www.${pick("domains")(random, place)}/${pick("plain")(random, place)}/${random.below(9000) + 1000}${rowNumber(place)}`;

const instant = ({ at }: RowPlace) => `${momentText(floorDivide(at, SECOND) * SECOND)}Z`;

/** Realistic strings of each format. */
export const FORMAT_MAKERS: Readonly<Record<StringFormat, StringMaker>> = {
  uuid,
  email,
  uri,
  hostname: host,
  // The blocks for documentation, RFC 5737 and RFC 3849.
  ipv4: (random) => `192.0.2.${random.below(256)}`,
  ipv6: (random) => `2001:db8::${hex(random, 4).replace(/^0+(?=.)/, "")}`,
  date: (_random, place) => instant(place).slice(0, 10),
  time: (random) => `${clockText(random.between(0n, 86_399n) * SECOND)}Z`,
  "date-time": (_random, place) => instant(place),
};

const code: StringMaker = (random, place) =>
  `${pick("plain")(random, place).slice(0, 3).toUpperCase()}-${place.isKey === true ? String(place.index + 1).padStart(5, "0") : digits(5)(random, place)}`;

const person = parts(" ", pick("firstNames"), pick("lastNames"));

/** Realistic strings by the words in the name of a column. The first that matches is taken. */
const BY_NAME: readonly (readonly [RegExp, StringMaker])[] = [
  [/e_?mail/, email],
  [/(first|given)_?name/, pick("firstNames")],
  [/(last|family|sur)_?name/, pick("lastNames")],
  [/(company|organi[sz]ation|supplier|vendor|brand|merchant)/, parts(" ", pick("companies"), pick("endings"))],
  [
    /(file)_?name/,
    (random, place) => `${pick("plain")(random, place)}-${random.below(900) + 100}${rowNumber(place)}.csv`,
  ],
  [
    /(user|login)_?name|^login$/,
    (random, place) => `${pick("plain")(random, place)}${random.below(900) + 100}${rowNumber(place)}`,
  ],
  [/(product|item|article)(_?name|_?title)?$/, parts(" ", pick("colors"), pick("things"))],
  [/country_?(code|iso)|^country$|nationality/, pick("countryCodes")],
  [/countr/, pick("countries")],
  [/city|town|municipality/, pick("cities")],
  [/currency|^ccy$/, pick("currencies")],
  [/lang|locale/, pick("languages")],
  [/time_?zone|^tz$/, pick("zones")],
  [/street|address/, (random, place) => `${random.below(200) + 1} ${pick("streets")(random, place)}`],
  [/zip|postal|postcode|^plz$/, digits(5)],
  [/phone|mobile|fax/, (random, place) => `+49${random.below(8) + 1}${digits(9)(random, place)}`],
  [/(^|_)ip(_|$|v4)/, FORMAT_MAKERS.ipv4],
  [/url|uri|link|website|homepage/, uri],
  [/host|domain/, host],
  [/user_?agent/, pick("agents")],
  [/colou?r/, pick("colors")],
  [/categor|segment|department/, pick("categories")],
  [/status|state$|stage/, pick("statuses")],
  [/(comment|note|description|message|remark|reason|text|summary|subject)s?$/, pick("sentences")],
  [/(sku|code|number|reference|(^|_)id|(^|_)key|token|hash)$/, code],
  [
    /^(full_?)?name$|full_?name|(customer|user|person|employee|contact|author|owner|member|student|patient)(_name)?$/,
    person,
  ],
  [/name$|title$/, parts(" ", pick("colors"), pick("plain"))],
];

/** Realistic strings for a column by its name. */
export function makerByName(name: string): StringMaker {
  const words = name.replace(/([a-z0-9])([A-Z])/g, "$1_$2").toLowerCase();
  const found = BY_NAME.find(([pattern]) => pattern.test(words))?.[1];
  return (
    found ?? ((random, place) => `${pick("plain")(random, place)}${place.isKey === true ? `-${place.index + 1}` : ""}`)
  );
}

/** The start of a day, in nanoseconds. */
export function dayStart(at: bigint): bigint {
  return floorDivide(at, DAY) * DAY;
}
