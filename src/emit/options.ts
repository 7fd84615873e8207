import { Bug } from "../text/bug.ts";
import { nearest } from "../text/nearest.ts";
import type { OptionsProblem, OptionsReader } from "./emitter.ts";

/** One option of an emitter: its default, its valid values, and the function that reads a value. */
export interface Option<T> {
  readonly default: T;
  /** A value as it is written in a config, for messages. */
  readonly example: string;
  /** The valid values, for the documentation. */
  readonly values: string;
  readonly read: (given: unknown) => Reading<T>;
  /** The nested options. */
  readonly table?: OptionTable;
  /** The options of each member, if the names of the members are free. */
  readonly each?: OptionTable;
}

type Reading<T> = { readonly value: T } | { readonly problems: readonly OptionsProblem[] };

/** The options of an emitter by name. The comment above an option is its documentation, in editors and in docs/emitters.md. */
export type OptionTable = Readonly<Record<string, Option<unknown>>>;

/** The values that a table of options describes. */
export type OptionsOf<Table extends OptionTable> = {
  readonly [Name in keyof Table]: Table[Name] extends Option<infer T> ? T : never;
};

/** True or false. */
export function flag(otherwise: boolean): Option<boolean> {
  return {
    default: otherwise,
    example: String(!otherwise),
    values: "`true`, `false`",
    read: (given) => (typeof given === "boolean" ? { value: given } : refuse("write true or false")),
  };
}

/** One of several words. */
export function choice<const T extends string>(words: readonly T[], otherwise: NoInfer<T>): Option<T> {
  return {
    default: otherwise,
    example: JSON.stringify(words[0]),
    values: words.map((word) => `\`"${word}"\``).join(", "),
    read: (given) => {
      if (isOneOf(given, words)) return { value: given };
      return refuse(`write ${words.map((word) => `"${word}"`).join(" or ")}${hint(given, words)}`);
    },
  };
}

/** An optional word of several. */
export function optionalChoice<const T extends string>(words: readonly T[]): Option<T | undefined> {
  const [first] = words;
  if (first === undefined) throw new Bug("a choice of no words");
  return { ...choice<T>(words, first), default: undefined };
}

/** A list of words, each at most once. `noun` is the name of an item in messages. Only `mayBeEmpty` permits an empty list. */
export function choices<const T extends string>(
  words: readonly T[],
  given: { readonly noun: string; readonly default: readonly NoInfer<T>[]; readonly mayBeEmpty?: boolean },
): Option<readonly T[]> {
  return { ...choicesOf(words, given), default: given.default };
}

/** An optional list of words, as in `choices`. */
export function optionalChoices<const T extends string>(
  words: readonly T[],
  given: { readonly noun: string },
): Option<readonly T[] | undefined> {
  return { ...choicesOf(words, given), default: undefined };
}

function choicesOf<const T extends string>(
  words: readonly T[],
  { noun, mayBeEmpty = false }: { readonly noun: string; readonly mayBeEmpty?: boolean },
): Omit<Option<readonly T[]>, "default"> {
  const known = words.join(", ");
  const readItem = (item: unknown, index: number, all: readonly unknown[]): readonly OptionsProblem[] => {
    if (!isOneOf(item, words)) {
      const message = `${JSON.stringify(item)} is not a known ${noun}${hint(item, words) || `; the ${noun}s are ${known}`}`;
      return [{ path: [index], message }];
    }
    return all.indexOf(item) === index ? [] : [{ path: [index], message: `"${item}" is listed twice; remove one` }];
  };
  return {
    example: JSON.stringify([words[0]]),
    values: `a list of ${words.map((word) => `\`"${word}"\``).join(", ")}`,
    read: (list) => {
      if (!Array.isArray(list) || (list.length === 0 && !mayBeEmpty))
        return refuse(`write a list of ${noun}s: ${known}`);
      const problems = list.flatMap(readItem);
      return problems.length > 0 ? { problems } : { value: list.filter((item) => isOneOf(item, words)) };
    },
  };
}

/** A whole number from 1. */
export function count(otherwise: number, most: number): Option<number> {
  const isCount = (given: unknown): given is number =>
    typeof given === "number" && Number.isInteger(given) && given >= 1 && given <= most;
  return {
    default: otherwise,
    example: String(otherwise),
    values: `a whole number from 1 to ${most}`,
    read: (given) => (isCount(given) ? { value: given } : refuse(`write a whole number from 1 to ${most}`)),
  };
}

/** The form of a valid string. */
interface TextForm {
  readonly matches: (text: string) => boolean;
  /** What to write, after the word "write" in the message. */
  readonly write: string;
  readonly example: string;
}

/** A string of some form. */
export function text(form: TextForm, otherwise: string): Option<string> {
  return { default: otherwise, ...textOf(form) };
}

/** A string of some form that may be left out. */
export function optionalText(form: TextForm): Option<string | undefined> {
  return { default: undefined, ...textOf(form) };
}

function textOf({ matches, write, example }: TextForm): Omit<Option<string>, "default"> {
  return {
    example: JSON.stringify(example),
    values: `a string, such as \`${JSON.stringify(example)}\``,
    read: (given) => (typeof given === "string" && matches(given) ? { value: given } : refuse(`write ${write}`)),
  };
}

/** An object whose keys and values are strings of the given forms. Empty by default. */
export function texts(name: TextForm, form: TextForm): Option<Readonly<Record<string, string>>> {
  const { example, read } = textOf(form);
  return {
    default: {},
    example: `{ ${name.example}: ${example} }`,
    values: `an object, such as \`{ ${name.example}: ${example} }\``,
    read: (given) => {
      if (typeof given !== "object" || given === null || Array.isArray(given))
        return refuse(`write an object, such as { ${name.example}: ${example} }`);
      const problems = Object.entries(given).flatMap(([key, value]): readonly OptionsProblem[] => {
        if (!name.matches(key)) return [{ path: [key], message: `write ${name.write}` }];
        const one = read(value);
        return "problems" in one ? one.problems.map(({ path, message }) => ({ path: [key, ...path], message })) : [];
      });
      // Every value was read as a string.
      return problems.length > 0 ? { problems } : { value: given as Readonly<Record<string, string>> };
    },
  };
}

/** An option with nested options. */
export function group<Table extends OptionTable>(table: Table): Option<OptionsOf<Table>> {
  return {
    default: defaultsOf(table),
    example: exampleOf(table),
    values: "an object",
    table,
    read: (given) => readTable(table, given),
  };
}

/** Creates the reader of an emitter's options. `check` validates the options together, after each of them was read. */
export function optionsReader<Table extends OptionTable>(
  table: Table,
  check: (options: OptionsOf<Table>) => readonly OptionsProblem[] = () => [],
): OptionsReader<OptionsOf<Table>> {
  return (given) => {
    const read = readTable(table, given);
    if ("problems" in read) return read;
    const problems = check(read.value);
    return problems.length > 0 ? { problems } : read;
  };
}

function readTable<Table extends OptionTable>(table: Table, given: unknown): Reading<OptionsOf<Table>> {
  if (!isRecord(given)) return refuse(`write an object, such as ${exampleOf(table)}`);
  const names = Object.keys(table);
  const problems: OptionsProblem[] = Object.keys(given)
    .filter((name) => !names.includes(name))
    .map((name) => ({ path: [name], message: unknownOption(name, names) }));
  const values: Record<string, unknown> = {};
  for (const [name, option] of Object.entries(table)) {
    const read = given[name] === undefined ? { value: option.default } : option.read(given[name]);
    if ("value" in read) values[name] = read.value;
    else for (const { path, message } of read.problems) problems.push({ path: [name, ...path], message });
  }
  // Each option of the table read the value of its name.
  return problems.length > 0 ? { problems } : { value: values as OptionsOf<Table> };
}

function defaultsOf<Table extends OptionTable>(table: Table): OptionsOf<Table> {
  const defaults = Object.entries(table).map(([name, option]) => [name, option.default]);
  // Each option of the table has the default of its name.
  return Object.fromEntries(defaults) as OptionsOf<Table>;
}

function exampleOf(table: OptionTable): string {
  const [first] = Object.entries(table);
  return first === undefined ? "{}" : `{ ${first[0]}: ${first[1].example} }`;
}

function unknownOption(name: string, names: readonly string[]): string {
  if (names.length === 0) return "there is no such option: this emitter has none";
  return `there is no such option${hint(name, names) || `; the options are ${names.join(", ")}`}`;
}

function hint(given: unknown, names: readonly string[]): string {
  const near = typeof given === "string" ? nearest(given, names) : undefined;
  return near === undefined ? "" : `; did you mean "${near}"?`;
}

function refuse(message: string): { readonly problems: readonly OptionsProblem[] } {
  return { problems: [{ path: [], message }] };
}

function isOneOf<T extends string>(value: unknown, words: readonly T[]): value is T {
  return (words as readonly unknown[]).includes(value);
}

function isRecord(given: unknown): given is Readonly<Record<string, unknown>> {
  return typeof given === "object" && given !== null && !Array.isArray(given);
}
