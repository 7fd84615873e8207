import type { Compilation } from "../compile.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { type FormatName, formatNames } from "../diagnostics/format/names.ts";
import { version } from "../host/build.ts";
import type { BaseContext, OptionTable } from "./command.ts";

/** The option that chooses how findings are printed. */
const findingsFormat = {
  format: {
    type: "string",
    value: "FORMAT",
    choices: formatNames,
    help: `how to print findings: ${formatNames.join(", ")}`,
  },
} as const satisfies OptionTable;

/** The options of a command that fails on findings. */
export const findingsOptions = {
  ...findingsFormat,
  "deny-warnings": { type: "boolean", help: "fail on warnings too, not only on errors" },
} as const satisfies OptionTable;

/** The option of a command that prints a result: how to print it. */
export const resultFormat = {
  format: {
    type: "string",
    value: "FORMAT",
    choices: ["pretty", "json"],
    help: "how to print the result: pretty (default) or json",
  },
} as const satisfies OptionTable;

/** The format when `--format` is absent. */
export function defaultFormat({ terminal }: Pick<BaseContext, "terminal">): FormatName {
  return terminal.github ? "github" : "pretty";
}

/** True for the formats that people read, on stderr; the others are for programs, on stdout. */
export function isForPeople(format: FormatName): boolean {
  return format === "pretty" || format === "concise";
}

/** What is printed: diagnostics, and the texts that they are about. */
export interface Findings {
  readonly diagnostics: readonly Diagnostic[];
  readonly textOf: (path: string) => string | undefined;
}

/** Prints diagnostics: for people to stderr, for programs to stdout. */
export async function printDiagnostics(
  findings: Findings,
  format: FormatName,
  { terminal }: Pick<BaseContext, "terminal">,
): Promise<void> {
  const forPeople = isForPeople(format);
  if (forPeople && findings.diagnostics.length === 0) return;
  // The printers load only now: a run without findings does not need them.
  const { formats } = await import("../diagnostics/format/index.ts");
  const colour = forPeople ? terminal.colour.err : terminal.colour.out;
  const text = formats[format]({ ...findings, colour, version: version() });
  if (forPeople) terminal.err(text);
  else terminal.out(text);
}

/**
 * Prints the findings of a compile. For people who read whole findings, it prints only the number of notes, because they are the same after
 * each compile.
 */
export async function printCompileFindings(
  findings: Findings,
  format: FormatName,
  { terminal }: Pick<BaseContext, "terminal">,
): Promise<void> {
  const important = findings.diagnostics.filter(({ severity }) => severity !== "info");
  const notes = findings.diagnostics.length - important.length;
  if (format !== "pretty" || notes === 0) return await printDiagnostics(findings, format, { terminal });
  await printDiagnostics({ ...findings, diagnostics: important }, format, { terminal });
  terminal.note(`${notes} ${notes === 1 ? "note; dex check shows it" : "notes; dex check lists them"}\n`);
}

/** The findings of a compile. */
export function findingsOf(compilation: Pick<Compilation, "sources" | "config" | "diagnostics">): Findings {
  return { diagnostics: compilation.diagnostics, textOf: textOf(compilation) };
}

/** Finds the text of a source by its path, for code frames. */
function textOf({ sources, config }: Pick<Compilation, "sources" | "config">): (path: string) => string | undefined {
  const texts = new Map([...sources.files, ...sources.sql].map((file) => [file.path, file.text]));
  for (const file of sources.templates) texts.set(`${config.templates}/${file.path}`, file.text);
  if (config.source) texts.set(config.source.path, config.source.text);
  return (path) => texts.get(path);
}
