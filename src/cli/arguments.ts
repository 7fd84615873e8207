import { type ParseArgsConfig, parseArgs } from "node:util";
import { didYouMean } from "../diagnostics/suggest.ts";
import type { Command, OptionSpec, OptionValues } from "./command.ts";

/** Options that every command takes. */
export const globalOptions = {
  cwd: { type: "string", value: "FOLDER", help: "the project's folder (default: the current one)" },
  color: { type: "string", value: "WHEN", help: "auto, always or never" },
  help: { type: "boolean", short: "h", help: "show this help" },
} as const satisfies Record<string, OptionSpec>;

/** What was given on the command line, or what is wrong with it. */
export type ParsedArguments =
  | { readonly options: OptionValues; readonly operands: readonly string[] }
  | { readonly problem: string };

/** Reads a command's arguments. An unknown option is a problem that names the nearest one. */
export function readArguments(command: Command, given: readonly string[]): ParsedArguments {
  const specs: Readonly<Record<string, OptionSpec>> = { ...command.options, ...globalOptions };
  const options = Object.fromEntries(Object.entries(specs).map(([name, spec]) => [name, parserOption(spec)]));
  const { values, positionals, tokens } = parseArgs({
    args: [...given],
    options,
    allowPositionals: true,
    strict: false,
    tokens: true,
  });
  for (const token of tokens ?? []) {
    if (token.kind !== "option") continue;
    const spec = Object.hasOwn(specs, token.name) ? specs[token.name] : undefined;
    if (spec === undefined)
      return { problem: `There is no option ${token.rawName}.${suggestion(token.name, Object.keys(specs))}` };
    if (spec.type === "string" && token.value === undefined)
      return { problem: `${token.rawName} needs a value: ${token.rawName} ${spec.value ?? "VALUE"}.` };
    if (spec.type === "boolean" && token.value !== undefined) return { problem: `${token.rawName} takes no value.` };
  }
  if (command.operands === "" && positionals.length > 0)
    return { problem: `"${positionals[0]}" is not expected here.${beforeOperand(tokens ?? [])}` };
  return { options: values, operands: positionals };
}

type Token = NonNullable<ReturnType<typeof parseArgs<{ tokens: true; strict: false }>>["tokens"]>[number];

/** A value that fell apart at its blanks leaves its first word with the option, and the next one as an operand. */
function beforeOperand(tokens: readonly Token[]): string {
  const first = tokens.findIndex(({ kind }) => kind === "positional");
  const before = tokens[first - 1];
  if (before?.kind !== "option" || before.value === undefined) return "";
  return ` What belongs to ${before.rawName} stands in quotes, or without blanks.`;
}

function parserOption({ type, multiple, short }: OptionSpec): NonNullable<ParseArgsConfig["options"]>[string] {
  return { type, ...(multiple && { multiple }), ...(short !== undefined && { short }) };
}

function suggestion(name: string, names: readonly string[]): string {
  return didYouMean(name, names).replaceAll('"', "").replace("mean ", "mean --");
}
