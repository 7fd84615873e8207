import type { ValueRule } from "../assertion/registry.ts";
import type { TypeOf } from "../ir/field.ts";
import { lengthOf } from "../judge/string.ts";
import type { Value } from "../judge/value.ts";
import { type Examples, examplesOf } from "../text/pattern/example.ts";
import { type Random, randomOf } from "./random.ts";
import { firstAccepted, type RowPlace, type Source } from "./source.ts";
import { FORMAT_MAKERS, makerByName, type StringMaker } from "./string-hints.ts";

/** A string to make: its type, the rules about it, and the name of its column. */
export interface StringPlace {
  readonly name: string;
  readonly type: TypeOf<"string">;
  readonly rules: readonly ValueRule[];
  readonly accepts: (value: Value) => boolean;
}

interface Lengths {
  readonly least: number;
  readonly most: number;
}

/** The longest string that dex makes, unless a rule asks for more. */
const USUAL_LENGTH = 200;

/** Makes strings: realistic ones if the rules accept them, else examples of the patterns. */
export function stringSource(given: StringPlace): Source {
  const { accepts } = given;
  const lengths = lengthsOf(given);
  const makers = makersOf(given, lengths).filter((make) => isUseful(make, accepts));
  const varied = makers.filter((make) => isVaried(make, accepts));
  return {
    accepts,
    size: varied.length > 0 ? Number.POSITIVE_INFINITY : sizeOfPool(makers, accepts),
    make: (random, place) => {
      for (const make of place.isKey === true ? [...varied, ...makers] : makers) {
        const made = firstAccepted(accepts, () => make(random, place), 20);
        if (made !== undefined) return made;
      }
      return undefined;
    },
  };
}

function lengthsOf({ type, rules }: StringPlace): Lengths {
  const limits = rules.filter((rule) => rule.kind === "length");
  const least = Math.max(0, ...limits.map(({ minimum = 0 }) => minimum));
  const most = Math.min(
    type.maxLength ?? Number.POSITIVE_INFINITY,
    ...limits.map(({ maximum = Number.POSITIVE_INFINITY }) => maximum),
  );
  return { least, most };
}

/** Ways to make a string, the most realistic first. */
function makersOf(given: StringPlace, lengths: Lengths): readonly StringMaker[] {
  const { name, type, rules } = given;
  const formats = rules.flatMap((rule) => (rule.kind === "format" ? [rule] : []));
  const patterns = [
    ...rules.flatMap((rule) => (rule.kind === "matches" ? [rule.pattern] : [])),
    ...formats.map(({ pattern }) => pattern),
  ];
  const format = formats[0]?.format ?? type.format;
  const realistic = format === undefined ? makerByName(name) : FORMAT_MAKERS[format];
  const examples = patterns.map((pattern) => exampleMaker(pattern, lengths));
  const free: readonly StringMaker[] =
    patterns.length === 0 ? [fitted(realistic, lengths), fitted(numbered(realistic), lengths), letters(lengths)] : [];
  return [realistic, ...examples, ...free];
}

/** Tries a maker before the first row, so that no row tries one in vain. */
function isUseful(make: StringMaker, accepts: (value: Value) => boolean): boolean {
  const random = randomOf(0, "trial");
  return firstAccepted(accepts, () => make(random, TRIAL), 40) !== undefined;
}

const TRIAL: RowPlace = { index: 0, at: 0n, now: 0n };
/** A pattern with fewer different strings than this counts as a short list. */
const VARIED = 60;

function isVaried(make: StringMaker, accepts: (value: Value) => boolean): boolean {
  return distinct(make, accepts) >= VARIED;
}

function distinct(make: StringMaker, accepts: (value: Value) => boolean): number {
  const random = randomOf(0, "variety");
  const found = new Set<string>();
  for (let index = 0; index < 4 * VARIED && found.size < VARIED; index++) {
    const made = make(random, { ...TRIAL, index, isKey: true });
    if (accepts(made)) found.add(made);
  }
  return found.size;
}

function sizeOfPool(makers: readonly StringMaker[], accepts: (value: Value) => boolean): number {
  return makers.reduce((sum, make) => sum + distinct(make, accepts), 0);
}

function exampleMaker(pattern: string, { least, most }: Lengths): StringMaker {
  const examples = examplesOf(pattern);
  const low = Math.max(least, examples.least);
  const high = Math.min(most, examples.most, low + spread(examples, least));
  return (random) => {
    const length = high <= low ? low : low + random.below(high - low + 1);
    const made = examples.make(length, random.below);
    // A pattern matches anywhere, so a string may go on after the match.
    const missing = least - lengthOf(made);
    return missing > 0 ? made + made.slice(-1).repeat(missing) : made;
  };
}

function spread(examples: Examples, least: number): number {
  return Number.isFinite(examples.most) && examples.most < 64 ? examples.most : least === 0 ? 8 : 4;
}

/** Shortens or lengthens a realistic string. */
function fitted(make: StringMaker, { least, most }: Lengths): StringMaker {
  return (random, place) => {
    let text = make(random, place);
    while (lengthOf(text) < least) text += ` ${make(random, place)}`;
    return [...text]
      .slice(0, Math.min(most, Math.max(least, USUAL_LENGTH)))
      .join("")
      .trim();
  };
}

/** A realistic string with the number of the row. */
function numbered(make: StringMaker): StringMaker {
  return (random, place) => `${make(random, place)} ${place.index + 1}`;
}

const ALPHABET = "abcdefghijklmnopqrstuvwxyz0123456789";

/** Letters and digits: for short strings that must differ. */
function letters({ least, most }: Lengths): StringMaker {
  return (random: Random) => {
    const length = Math.min(most, Math.max(least, 6));
    return Array.from({ length }, () => ALPHABET[random.below(ALPHABET.length)]).join("");
  };
}
