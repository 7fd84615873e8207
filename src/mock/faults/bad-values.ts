import type { ValueRule } from "../../assertion/registry.ts";
import type { Bound } from "../../ir/assertion.ts";
import type { StringFormat, Type } from "../../ir/field.ts";
import { exact } from "../../judge/exact.ts";
import { nanosOf } from "../../judge/moment.ts";
import type { Value } from "../../judge/value.ts";
import { lineOf } from "../line.ts";
import { isMomentType } from "../moment-hints.ts";
import { literalValue } from "../value-source.ts";

/** The longest string, and the longest list, that dex makes to violate a maximum. */
const LONGEST = 100_000;

/** Values that may violate a rule, made from a good value. Those nearest to the edge come first. */
export function badValues(rule: ValueRule, type: Type, good: Value): readonly Value[] {
  switch (rule.kind) {
    case "not_null":
      return [null];
    case "in_set":
      return outsideOf(
        rule.values.flatMap((literal) => literalValue(literal, type) ?? []),
        type,
      );
    case "range":
      return [...beside(rule.minimum, -1n, type), ...beside(rule.maximum, 1n, type)];
    case "length":
      return rule.of === "items" ? listsOf(good, rule) : stringsOf(String(good), rule);
    case "matches":
      return typeof good === "string" ? [...changedStrings(good), ...cases(good), "", " "] : [];
    case "format":
      return typeof good === "string" ? [...wrongFormats(rule.format, good), ...changedStrings(good)] : [];
    case "multiple_of":
      return besideValue(good, type, [rule.divisor]);
  }
}

/** The values of a type just outside of a bound, and the bound itself if it is exclusive. */
function beside(bound: Bound | undefined, sign: 1n | -1n, type: Type): readonly Value[] {
  if (bound === undefined) return [];
  const line = lineOf(type, type.kind === "float" ? [bound.value] : []);
  const found = line?.find(isMomentType(type) ? nanosOf(bound.value) : exact(bound.value));
  if (line === undefined || found === undefined) return [];
  const from = found.isThere || sign < 0n ? found.position : found.position + 1n;
  const positions =
    bound.exclusive && found.isThere ? [from, from + sign] : [from + (found.isThere ? sign : 0n), from + sign];
  return positions.filter((position) => position >= line.least && position <= line.most).map(line.valueAt);
}

function besideValue(good: Value, type: Type, texts: readonly string[]): readonly Value[] {
  const line = lineOf(type, texts);
  const number =
    typeof good === "bigint" || typeof good === "number" || typeof good === "string" ? exact(good) : undefined;
  const found = number && line?.find(number);
  if (line === undefined || found === undefined) return [];
  return [1n, -1n, 2n, 3n]
    .map((step) => found.position + step)
    .filter((position) => position <= line.most && position >= line.least)
    .map(line.valueAt);
}

/** Values that are not in a set: another case, a value beside the largest one. */
function outsideOf(values: readonly Value[], type: Type): readonly Value[] {
  const strings = values.filter((value) => typeof value === "string");
  const changed = strings.flatMap((text) => [...cases(text), ...changedStrings(text), `${text}_`]);
  const line = type.kind === "string" || type.kind === "enum" ? undefined : lineOf(type);
  if (line === undefined) return type.kind === "bool" ? [true, false] : [...changed, "unknown"];
  const scalars = values.map((value) =>
    isMomentType(type) ? nanosOf(String(value)) : type.kind === "time" ? undefined : exact(String(value)),
  );
  return scalars.flatMap((scalar) => {
    const found = scalar === undefined ? undefined : line.find(scalar);
    return found === undefined ? [] : [found.position + 1n, found.position - 1n].map(line.valueAt);
  });
}

interface Lengths {
  readonly minimum?: number;
  readonly maximum?: number;
}

function stringsOf(good: string, { minimum, maximum }: Lengths): readonly Value[] {
  const characters = [...good];
  const last = characters.at(-1) ?? "x";
  const short = minimum !== undefined && minimum > 0 ? [characters.slice(0, minimum - 1).join("")] : [];
  const missing = maximum === undefined ? 0 : maximum + 1 - characters.length;
  const long =
    maximum !== undefined && maximum < LONGEST
      ? [good + last.repeat(missing), good + "x".repeat(missing), "x".repeat(missing) + good]
      : [];
  return [...long, ...short];
}

function listsOf(good: Value, { minimum, maximum }: Lengths): readonly Value[] {
  if (!Array.isArray(good)) return [];
  // The cast is safe: Array.isArray does not narrow a readonly list.
  const items = good as readonly Value[];
  const [first] = items;
  const long =
    maximum !== undefined && maximum < LONGEST && first !== undefined
      ? [[...items, ...new Array<Value>(maximum + 1 - items.length).fill(first)]]
      : [];
  return [...long, ...(minimum !== undefined && minimum > 0 ? [items.slice(0, minimum - 1)] : [])];
}

/** A string in another case. */
function cases(text: string): readonly string[] {
  const [first = ""] = text;
  return [text.toUpperCase(), text.toLowerCase(), first.toUpperCase() + text.slice(first.length)].filter(
    (other) => other !== text,
  );
}

/** Strings that differ in one character, near the end first. */
function changedStrings(text: string): readonly string[] {
  const characters = [...text];
  const others = ["0", "z", "_", "-", " ", "!"];
  const at = (index: number) => others.map((other) => characters.with(index, other).join(""));
  const changed = characters.length === 0 ? [] : [...at(characters.length - 1), ...at(0)];
  return [...changed, text.slice(0, -1), `${text}!`, `!${text}`, `${text} `, text.replaceAll(/[A-Za-z0-9]/g, "!")];
}

/** Strings that almost have a format. */
function wrongFormats(format: StringFormat, good: string): readonly string[] {
  const wrong: Readonly<Record<StringFormat, readonly string[]>> = {
    uuid: [`${good.slice(0, -1)}g`, good.slice(0, -1)],
    email: [good.replace("@", ""), good.replace("@", "@@")],
    uri: [good.replace(":", ""), `${good} `],
    hostname: [`${good}-`, `-${good}`],
    ipv4: ["192.0.2.256", "192.0.2"],
    ipv6: ["2001:db8::g", "2001:db8"],
    date: ["2026-02-30", "2026-2-3"],
    time: ["24:00:00Z", "12:00"],
    "date-time": [good.replace(/T.*/, "T24:00:00Z"), good.slice(0, 10)],
  };
  return wrong[format];
}
