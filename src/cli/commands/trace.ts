import type { Compilation } from "../../compile.ts";
import { codeFrame } from "../../diagnostics/format/code-frame.ts";
import { painter } from "../../diagnostics/format/colour.ts";
import { didYouMean } from "../../diagnostics/suggest.ts";
import type { OwnedFile } from "../../emit/run.ts";
import { locateOrigins } from "../../parse/locate.ts";
import type { Origin } from "../../source/origin.ts";
import { type Command, type CommandContext, exit } from "../command.ts";
import { compileProject } from "../compile-project.ts";
import { isError, printDiagnostics } from "../print-diagnostics.ts";

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
    return usage(context, "trace takes one generated file, with a line if you like: generated/dbt/x.yml:12.");
  const compilation = await compileProject(context.host, {});
  if (compilation.diagnostics.some(isError)) {
    printDiagnostics(compilation, "pretty", context);
    return exit.findings;
  }
  const { path, line } = target(operand, compilation.config.out);
  const file = compilation.files.find((candidate) => candidate.path === path);
  if (file === undefined) {
    const near = didYouMean(
      path,
      compilation.files.map((candidate) => candidate.path),
    );
    return usage(context, `dex writes no file "${path}" into ${compilation.config.out}/.${near}`);
  }
  print(context, compilation, origins(file, line));
  return exit.done;
}

/** The path below the output folder, and the line. The folder's name in front is optional. */
function target(operand: string, out: string): { path: string; line?: number } {
  const match = /^(.*?)(?::(\d+))?$/.exec(operand.replace(/^\.\//, ""));
  const path = match?.[1] ?? operand;
  return {
    path: path.startsWith(`${out}/`) ? path.slice(out.length + 1) : path,
    ...(match?.[2] !== undefined && { line: Number(match[2]) }),
  };
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

function usage({ terminal }: CommandContext, problem: string): number {
  terminal.err(`dex: ${problem}\n`);
  return exit.usage;
}
