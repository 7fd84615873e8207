import { z } from "zod";
import type { Json } from "../source/json.ts";
import { FORMATS, hasFormat } from "../text/grammars.ts";
import { diagnostics } from "./diagnostics.ts";
import { bare, called, type Kind, list, once, oneOrMore } from "./kind.ts";
import type { Located } from "./located.ts";
import { at, type Within } from "./node.ts";
import {
  CONNECTION,
  decimalText,
  durationSeconds,
  isDevice,
  isVersion,
  NAME,
  RESERVED_NAMES,
  TOPIC,
  VERSION,
} from "./scalars.ts";

// The kinds of single values. A custom issue of a shape carries in `params` the diagnostic that it becomes; see validate/issues.ts.

/** A scalar as written. Numbers are strings, so that no digit is lost. */
export type ScalarDocument =
  | { readonly kind: "string"; readonly value: string }
  | { readonly kind: "number"; readonly value: string }
  | { readonly kind: "boolean"; readonly value: boolean }
  | { readonly kind: "null" };

interface Described {
  readonly takes: string;
  readonly about?: string;
}

function scalarKind<V>(
  described: Described,
  shape: () => z.ZodType,
  parse: (value: Json) => V | undefined,
): Kind<Located<V>> {
  return {
    ...described,
    shape: once(shape),
    read: (value, pointer) => {
      const said = parse(value);
      return said === undefined ? undefined : { value: said, pointer };
    },
  };
}

function stringKind(described: Described, shape: () => z.ZodType): Kind<Located<string>> {
  return scalarKind(described, shape, (value) => (typeof value === "string" ? value : undefined));
}

function numberKind(described: Described, shape: () => z.ZodType): Kind<Located<number>> {
  return scalarKind(described, shape, (value) => (typeof value === "number" ? value : undefined));
}

interface Grammar extends Described {
  readonly fits: (value: string) => boolean;
  /** The pattern that is published for editors. */
  readonly pattern: RegExp;
  /** The diagnostic of a string that does not fit, and the name of the parameter that takes the string. */
  readonly diagnostic: readonly [code: string, parameter: string];
}

/** A string of one grammar. */
function grammar({ fits, pattern, diagnostic: [diagnostic, parameter], ...described }: Grammar) {
  return stringKind(described, () => {
    const { about } = described;
    return z
      .string()
      .superRefine((value, context) => {
        if (!fits(value)) context.addIssue({ code: "custom", params: { diagnostic, [parameter]: value } });
      })
      .meta({ pattern: pattern.source, ...(about !== undefined && { description: about }) });
  });
}

/** A name of the language. */
export const name = grammar({
  takes: "a name",
  fits: (value) => NAME.test(value) && !RESERVED_NAMES.includes(value),
  pattern: NAME,
  diagnostic: ["bad-name", "name"],
});

/** A name that becomes the name of a file: of a contract, a pipeline, a model. */
export const fileName = grammar({
  takes: "a name",
  fits: (value) => NAME.test(value) && !RESERVED_NAMES.includes(value) && !isDevice(value),
  pattern: NAME,
  diagnostic: ["bad-name", "name"],
});

/** A semantic version. */
export const version = grammar({
  takes: "a semantic version",
  about: 'a semantic version in quotes, such as "1.2.0"',
  fits: isVersion,
  pattern: VERSION,
  diagnostic: ["bad-version", "version"],
});

/** A Kafka topic's name. */
export const topicName = grammar({
  takes: "a topic's name",
  fits: (value) => TOPIC.test(value) && value !== "." && value !== "..",
  pattern: TOPIC,
  diagnostic: ["bad-topic", "topic"],
});

/** The name of a connection. */
export const connectionName = grammar({
  takes: "a connection's name",
  fits: (value) => CONNECTION.test(value),
  pattern: CONNECTION,
  diagnostic: ["bad-connection", "connection"],
});

/** The limit of RFC 5321. */
const LONGEST_ADDRESS = 254;

/** An email address. */
export const address = grammar({
  takes: "an address",
  fits: (value) => value.length <= LONGEST_ADDRESS && hasFormat(value, "email"),
  pattern: new RegExp(FORMATS.email),
  diagnostic: ["bad-address", "address"],
});

/** A physical name. Every target quotes it, so it may have any visible characters. */
export const physicalName = stringKind({ takes: "a string" }, () =>
  z
    .string()
    .min(1)
    .max(255)
    .superRefine((value, context) => {
      if (!/\p{Cc}/u.test(value)) return;
      const what = "A physical name is one line of visible characters. Remove line breaks and tabs.";
      context.addIssue({ code: "custom", params: { diagnostic: "out-of-range", what } });
    }),
);

/** A string of any length up to a limit. */
export function text(max: number, min = 0, about?: string): Kind<Located<string>> {
  return stringKind({ takes: "a string", ...(about !== undefined && { about }) }, () => {
    const string = min === 0 ? z.string().max(max) : z.string().min(min).max(max);
    return about === undefined ? string : string.describe(about);
  });
}

/** A short free text: an owner, an address, a title. Targets show it and never run it. */
export const label = text(255, 1);

/** The name of a column, or the path of a member: `a.b`. */
export const column = called("a column", label);

/** Columns: one, or a list. */
export const columns = oneOrMore(column);

/** The text of a message. */
export const messageText = text(4000, 1);

/** A description. */
export const description = text(16384, 0, "a description in a sentence or two");

/** An SQL expression or query. */
export const sql = called("SQL", text(262144, 1));

/** The key with which an editor finds the published schema. */
export const editorSchema = text(2048, 0, "the schema with which editors check this file; dex ignores it");

/** Tags. */
export const tags: Kind<readonly Located<string>[]> = list(label, { max: 100 });

/** A duration as written, read as seconds. Its grammar is checked when it is read. */
export const duration: Kind<Located<number>> = {
  takes: "a duration",
  about: 'a duration: "15m", "1h", "7d", or ISO 8601',
  shape: once(() =>
    z.string().min(1).max(32).meta({
      pattern: "^(\\d+[smhdw]|P.+)$",
      description: 'a duration: "15m", "1h", "7d", or ISO 8601',
    }),
  ),
  read: (value, pointer, within) =>
    typeof value === "string" ? { value: secondsOf(value, pointer, within), pointer } : undefined,
};

/** A number of whole days, written as a duration of days or weeks. */
export const wholeDays: Kind<Located<number>> = {
  takes: "a duration of whole days",
  about: 'a duration of whole days: "7d", "2w"',
  shape: once(() =>
    z
      .string()
      .max(32)
      .superRefine((value, context) => {
        if (daysOf(value) !== undefined) return;
        const what = `"${value}" is not a number of whole days. Write a duration such as "7d".`;
        context.addIssue({ code: "custom", params: { diagnostic: "out-of-range", what } });
      })
      .meta({ pattern: "^(\\d+[smhdw]|P.+)$", description: 'a duration of whole days: "7d", "2w"' }),
  ),
  read: (value, pointer) => {
    const days = typeof value === "string" ? daysOf(value) : undefined;
    return days === undefined ? undefined : { value: days, pointer };
  },
};

function daysOf(text: string): number | undefined {
  const days = (durationSeconds(text) ?? 0) / 86_400;
  return days >= 1 && Number.isInteger(days) ? days : undefined;
}

/** The seconds of a duration; 0, and a report, when the text is not a duration. */
export function secondsOf(text: string, pointer: string, within: Within): number {
  const seconds = durationSeconds(text);
  if (seconds === undefined) within.reports.push(diagnostics.report("bad-duration", at(within, pointer), { text }));
  return seconds ?? 0;
}

/** A whole number between two limits. */
export function whole(min: number, max?: number): Kind<Located<number>> {
  const range = max === undefined ? `a whole number from ${min}` : `a whole number from ${min} to ${max}`;
  return numberKind({ takes: range }, () => {
    const number = z.int().min(min);
    return max === undefined ? number : number.max(max);
  });
}

/** A count of something. */
export const count = called("a whole number", whole(0));

/** A number between two limits. */
export function number(min: number, max?: number): Kind<Located<number>> {
  const range = max === undefined ? `a number from ${min}` : `a number from ${min} to ${max}`;
  return numberKind({ takes: range }, () => {
    const any = z.number().min(min);
    return max === undefined ? any : any.max(max);
  });
}

/** True or false. */
export const flag: Kind<Located<boolean>> = scalarKind({ takes: "`true` or `false`" }, z.boolean, (value) =>
  typeof value === "boolean" ? value : undefined,
);

/** One of several words. */
export function oneOf<const Words extends readonly [string, ...string[]]>(
  ...words: Words
): Kind<Located<Words[number]>> {
  const takes = words.map((word) => `\`${word}\``).join(", ");
  return scalarKind(
    { takes },
    () => z.enum(words),
    (value) => words.find((word) => word === value),
  );
}

/** One of several words, or of several numbers, that is always the same. */
export function constant<const Value extends string | number | boolean>(
  ...values: readonly [Value, ...Value[]]
): Kind<Located<Value>> {
  const takes = values.map((value) => `\`${value}\``).join(", ");
  const shape = () => {
    const [first, second, ...others] = values.map((value) => z.literal(value));
    return first === undefined || second === undefined ? (first ?? z.never()) : z.union([first, second, ...others]);
  };
  return scalarKind({ takes }, shape, (value) => values.find((one) => one === value));
}

/** A number, a number in quotes so that no digit is lost, or a date; read as canonical decimal text, or as written. */
export const bound: Kind<Located<string>> = scalarKind(
  { takes: "a number, a date or a timestamp" },
  () => z.union([z.number(), z.string().min(1).max(64)]),
  (value) =>
    typeof value === "number" || typeof value === "string" ? (decimalText(value) ?? String(value)) : undefined,
);

/** A scalar value. */
export const scalar: Kind<Located<ScalarDocument>> = scalarKind(
  { takes: "a scalar" },
  () => z.union([z.string(), z.number(), z.boolean(), z.null()]),
  scalarOf,
);

function scalarOf(value: Json): ScalarDocument | undefined {
  if (value === null) return { kind: "null" };
  if (typeof value === "boolean") return { kind: "boolean", value };
  if (typeof value === "number") return { kind: "number", value: decimalText(value) ?? String(value) };
  return typeof value === "string" ? { kind: "string", value } : undefined;
}

/** Any string, as the key of a mapping. */
export const anyKey: Kind<Located<string>> = stringKind({ takes: "a string" }, z.string);

/** A percentage. */
export const percentage: Kind<Located<number>> = numberKind({ takes: "a number from 0 to 100" }, () =>
  exactly(z.number().min(0).max(100)),
);

const MOST_DECIMALS = 9;

/** Limits the decimals of a number, so that engines can compare fractions exactly: they multiply the rows by a power of ten. */
function exactly(number: z.ZodNumber): z.ZodNumber {
  return number.superRefine((value, context) => {
    const decimals = decimalText(value)?.split(".")[1]?.length ?? 0;
    if (decimals <= MOST_DECIMALS) return;
    const what = `The number has ${decimals} decimals. Write at most ${MOST_DECIMALS}.`;
    context.addIssue({ code: "custom", params: { diagnostic: "out-of-range", what } });
  });
}

/** A fraction from 0 to 1, read as canonical decimal text. */
export const fraction: Kind<Located<string>> = scalarKind(
  { takes: "a number from 0 to 1" },
  () => exactly(z.number().min(0).max(1)),
  (value) => (typeof value === "number" ? (decimalText(value) ?? "0") : undefined),
);

/** How bad a violation is. */
export const severity = bare(oneOf("error", "warn", "info"));

/** What happens when rows violate an assertion: see docs/language.md, "What happens to violations". */
export type OnViolation = "block" | "quarantine" | "warn";

/** The words of `on_violation`. */
export const onViolation = oneOf("block", "quarantine", "warn");
