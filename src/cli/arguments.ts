import { type ParseArgsConfig, parseArgs } from "node:util";
import { didYouMean } from "../diagnostics/suggest.ts";
import { nearest } from "../text/nearest.ts";
import { visible } from "../text/visible.ts";
import { globalOptions, type OptionSpec, type OptionTable, type OptionValues } from "./command.ts";

/** The arguments of a command, or what is wrong with them. */
export type ParsedArguments<Table extends OptionTable> =
  | {
      readonly options: OptionValues<Table>;
      readonly globals: OptionValues<typeof globalOptions>;
      readonly operands: readonly string[];
    }
  | { readonly problem: string };

/** Reads a command's arguments. For an unknown option or value the problem names the nearest one. */
export function readArguments<Table extends OptionTable>(
  command: { readonly options: Table; readonly operands: string },
  given: readonly string[],
): ParsedArguments<Table> {
  const specs: OptionTable = { ...command.options, ...globalOptions };
  const options = Object.fromEntries(Object.entries(specs).map(([name, spec]) => [name, parserOption(spec)]));
  const { values, positionals, tokens } = parseArgs({
    args: [...given],
    options,
    allowPositionals: true,
    strict: false,
    tokens: true,
  });
  for (const token of tokens) {
    const problem = token.kind === "option" ? optionProblem(token, specs) : undefined;
    if (problem !== undefined) return { problem };
  }
  const [first] = positionals;
  if (command.operands === "" && first !== undefined)
    return { problem: `"${visible(first)}" is not expected here.${quotesHint(tokens)}` };
  if (values["color"] === true && values["no-color"] === true)
    return { problem: "--color and --no-color exclude each other." };
  return {
    options: valuesOf(command.options, values),
    globals: valuesOf(globalOptions, values),
    operands: positionals,
  };
}

type Token = NonNullable<ReturnType<typeof parseArgs<{ tokens: true; strict: false }>>["tokens"]>[number];

function optionProblem({ name, rawName, value }: Token & { kind: "option" }, specs: OptionTable): string | undefined {
  const spec = Object.hasOwn(specs, name) ? specs[name] : undefined;
  if (spec === undefined) return `There is no option ${visible(rawName)}.${suggestion(name, specs)}`;
  if (spec.type === "boolean") return value === undefined ? undefined : `${rawName} takes no value.`;
  if (value === undefined) return `${rawName} needs a value: ${rawName} ${spec.value ?? "VALUE"}.`;
  if (spec.choices === undefined || spec.choices.includes(value)) return undefined;
  return `${rawName} must be ${orList(spec.choices)}, not "${visible(value)}".${didYouMean(value, spec.choices)}`;
}

/** A value with blanks but without quotes falls apart: its first word is the option's value, and the next one is an operand. */
function quotesHint(tokens: readonly Token[]): string {
  const first = tokens.findIndex(({ kind }) => kind === "positional");
  const before = tokens[first - 1];
  if (before?.kind !== "option" || before.value === undefined) return "";
  return ` Put a value with blanks in quotes: ${before.rawName} "...".`;
}

function parserOption({ type, multiple, short }: OptionSpec): NonNullable<ParseArgsConfig["options"]>[string] {
  return { type, ...(multiple && { multiple }), ...(short !== undefined && { short }) };
}

function valuesOf<Table extends OptionTable>(
  table: Table,
  values: Readonly<Record<string, unknown>>,
): OptionValues<Table> {
  const entries = Object.entries(table).map(([name, { type, multiple }]) => {
    const absent = type === "boolean" ? false : multiple === true ? [] : undefined;
    return [name, values[name] ?? absent];
  });
  // parseArgs returned each value in the form that the table asks for, and the choices have been checked.
  return Object.fromEntries(entries) as OptionValues<Table>;
}

/** `a, b or c`. */
function orList(words: readonly string[]): string {
  return words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} or ${words.at(-1)}`;
}

function suggestion(name: string, specs: OptionTable): string {
  const near = nearest(name, Object.keys(specs));
  return near === undefined ? "" : ` Did you mean --${near}?`;
}
