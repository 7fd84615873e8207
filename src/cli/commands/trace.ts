import type { Compilation } from "../../compile.ts";
import { codeFrame } from "../../diagnostics/format/code-frame.ts";
import { painter } from "../../diagnostics/format/colour.ts";
import { hasErrors } from "../../diagnostics/outcome.ts";
import { didYouMean } from "../../diagnostics/suggest.ts";
import type { OwnedFile } from "../../emit/run.ts";
import { locateOrigins } from "../../parse/locate.ts";
import type { Origin } from "../../source/origin.ts";
import { type Command, type CommandContext, exit } from "../command.ts";
import { compileProject } from "../compile-project.ts";
import { complain } from "../complain.ts";
import { exitCodeFor } from "../exit-code.ts";
import { findingsOf, printDiagnostics } from "../print-diagnostics.ts";

/** `dex trace FILE[:LINE]`. */
export const command: Command = {
  options: {},
  operands: "FILE[:LINE]",
  help: "Prints the lines of contracts and specs that a generated file, or the block around one of its lines, came from.",
  run,
};

async function run(context: CommandContext): Promise<number> {
  const [operand, ...more] = context.operands;
  if (operand === undefined || more.length > 0)
    return complain(context, "trace takes one generated file, with a line if you like: generated/dbt/x.yml:12.");
  const compilation = await compileProject(context.host, {});
  if (hasErrors(compilation.diagnostics)) {
    printDiagnostics(findingsOf(compilation), "pretty", context);
    return exitCodeFor(compilation.diagnostics);
  }
  const { out } = compilation.config;
  const { path, line } = target(operand, [`${context.host.root}/`, "./", `${out}/`]);
  const file = compilation.files.find((candidate) => candidate.path === path);
  if (file === undefined) {
    const paths = compilation.files.map((candidate) => candidate.path);
    return complain(context, `dex writes no file "${path}" into ${out}/.${nearFile(path, paths)}`);
  }
  const lines = file.text.split("\n").length - 1;
  if (line !== undefined && (line < 1 || line > lines))
    return complain(context, `${out}/${path} has no line ${line}: it has ${lines}.`);
  const from = origins(file, line);
  if (from.length === 0)
    context.terminal.err(
      `${out}/${path} comes from no contract: the emitter "${file.emitter}" writes it for every project.\n`,
    );
  print(context, compilation, from);
  return exit.done;
}

/** A file that was most likely meant: one of nearly that path, or of that name elsewhere. */
function nearFile(path: string, paths: readonly string[]): string {
  const name = path.slice(path.lastIndexOf("/") + 1);
  const elsewhere = paths.find((candidate) => candidate.endsWith(`/${name}`));
  return didYouMean(path, paths) || (elsewhere === undefined ? "" : ` Did you mean "${elsewhere}"?`);
}

/** The path below the output folder, and the line. What leads to that folder may stand in front, or be left out. */
function target(operand: string, optional: readonly string[]): { path: string; line?: number } {
  const match = /^(.*?)(?::(\d+))?$/.exec(operand);
  let path = match?.[1] ?? operand;
  for (const prefix of optional) if (path.startsWith(prefix)) path = path.slice(prefix.length);
  return { path, ...(match?.[2] !== undefined && { line: Number(match[2]) }) };
}

/** The innermost block around the line; where none is known, and without a line, the documents of the whole file. */
function origins(file: OwnedFile, line: number | undefined): readonly Origin[] {
  if (line === undefined) return file.sources;
  const around = (file.blocks ?? []).filter((block) => block.start <= line && line <= block.end);
  const smallest = around.sort((a, b) => a.end - a.start - (b.end - b.start))[0];
  return smallest === undefined ? file.sources : [smallest.origin];
}

function print({ terminal }: CommandContext, { sources }: Compilation, from: readonly Origin[]): void {
  const paint = painter(terminal.colour);
  for (const span of locateOrigins(from, [...sources.files, ...sources.sql])) {
    const text = [...sources.files, ...sources.sql].find((file) => file.path === span.path)?.text ?? "";
    const frame = codeFrame({ span, text, paint, style: "blue" });
    terminal.out(`${span.path}:${span.start.line}:${span.start.column}\n${frame.join("\n")}\n`);
  }
}
