import type { Compilation } from "../compile.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { type FormatName, formats } from "../diagnostics/format/index.ts";
import { didYouMean } from "../diagnostics/suggest.ts";
import { version } from "../host/build.ts";
import type { CommandContext, OptionSpec } from "./command.ts";

/** The option that chooses how diagnostics are printed. */
export const formatOption = {
  format: { type: "string", value: "FORMAT", help: `how to print findings: ${Object.keys(formats).join(", ")}` },
} as const satisfies Record<string, OptionSpec>;

/** The format asked for; github inside GitHub Actions, else pretty. A wrong name is a sentence for the user. */
export function chooseFormat({ options, terminal }: CommandContext): FormatName | { readonly problem: string } {
  const wanted = options["format"];
  if (wanted === undefined) return terminal.github ? "github" : "pretty";
  if (typeof wanted === "string" && Object.hasOwn(formats, wanted)) return wanted as FormatName;
  const names = Object.keys(formats);
  return {
    problem: `There is no format "${String(wanted)}".${didYouMean(String(wanted), names)} The formats are ${names.join(", ")}.`,
  };
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
export function printDiagnostics(findings: Findings, format: FormatName, { terminal }: CommandContext): void {
  const text = formats[format]({ ...findings, colour: terminal.colour, version: version() });
  if (isForPeople(format)) terminal.err(text);
  else terminal.out(text);
}

/** What a compile found. */
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
