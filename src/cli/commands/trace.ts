import { codeFrame } from "../../diagnostics/format/code-frame.ts";
import { painter } from "../../diagnostics/format/colour.ts";
import { didYouMean } from "../../diagnostics/suggest.ts";
import type { OwnedFile } from "../../emit/run.ts";
import { locateOrigins } from "../../parse/locate.ts";
import type { Origin } from "../../source/origin.ts";
import type { Span } from "../../source/span.ts";
import type { BaseContext, CommandContext } from "../command.ts";
import { defineCommand } from "../define-command.ts";
import { exit } from "../exit-code.ts";
import { resultFormat } from "../print-diagnostics.ts";
import { projectPath } from "../project-path.ts";
import { usageError } from "../usage-error.ts";
import { type CompiledProject, withIr } from "../with-ir.ts";

/** `dex trace FILE[:LINE]`. */
export const command = defineCommand({
  help: "Prints the lines of contracts and specs that a generated file, or the block around one of its lines, came from.",
  options: resultFormat,
  operands: "FILE[:LINE]",
  run: async (context) => {
    const [operand, ...more] = context.operands;
    if (operand === undefined || more.length > 0)
      return usageError(context, "Give one generated file, with or without a line: dex trace generated/dbt/x.yml:12.");
    return await withIr(context, (project) => trace(context, project, operand));
  },
});

function trace(context: CommandContext<typeof resultFormat>, project: CompiledProject, operand: string): number {
  const { out } = project.config;
  const { path, line } = parseOperand(operand, (typed) => outputPath(typed, out, context));
  const file = project.files.find((candidate) => candidate.path === path);
  if (file === undefined) {
    const paths = project.files.map((candidate) => candidate.path);
    return usageError(context, `dex writes no file "${path}" into ${out}/.${nearFile(path, paths)}`);
  }
  const lines = file.text.split("\n").length - 1;
  if (line !== undefined && (line < 1 || line > lines))
    return usageError(context, `${out}/${path} has no line ${line}: it has ${lines}.`);
  const origins = originsAt(file, line);
  if (origins.length === 0)
    context.terminal.note(
      `${out}/${path} comes from no contract: the emitter "${file.emitter}" writes it for every project.\n`,
    );
  const texts = [...project.sources.files, ...project.sources.sql];
  const spans = locateOrigins(origins, texts);
  if (context.options.format === "json")
    context.terminal.out(`${JSON.stringify({ schemaVersion: 1, origins: spans }, undefined, 2)}\n`);
  else printFrames(context, spans, new Map(texts.map((source) => [source.path, source.text])));
  return exit.done;
}

/** Suggests the file with the nearest path, or one of the same name in another folder. */
function nearFile(path: string, paths: readonly string[]): string {
  const name = path.slice(path.lastIndexOf("/") + 1);
  const elsewhere = paths.find((candidate) => candidate.endsWith(`/${name}`));
  return didYouMean(path, paths) || (elsewhere === undefined ? "" : ` Did you mean "${elsewhere}"?`);
}

/** The path below the output folder, and the line. */
function parseOperand(operand: string, pathOf: (typed: string) => string): { path: string; line?: number } {
  const match = /^(.*?)(?::(\d+))?$/.exec(operand);
  return { path: pathOf(match?.[1] ?? operand), ...(match?.[2] !== undefined && { line: Number(match[2]) }) };
}

/** The path below the output folder. A typed path may start at the current folder, at the project's folder, or at the output folder. */
function outputPath(typed: string, out: string, context: BaseContext): string {
  const below = (path: string) => (path.startsWith(`${out}/`) ? path.slice(out.length + 1) : undefined);
  return below(projectPath(typed, context)) ?? below(typed) ?? typed;
}

/** The origin of the innermost block around the line; without a block or a line, the documents of the whole file. */
function originsAt(file: OwnedFile, line: number | undefined): readonly Origin[] {
  if (line === undefined) return file.sources;
  const around = (file.blocks ?? []).filter((block) => block.start <= line && line <= block.end);
  const smallest = around.sort((a, b) => a.end - a.start - (b.end - b.start))[0];
  return smallest === undefined ? file.sources : [smallest.origin];
}

function printFrames({ terminal }: BaseContext, spans: readonly Span[], texts: ReadonlyMap<string, string>): void {
  const paint = painter(terminal.colour.out);
  for (const span of spans) {
    const frame = codeFrame({ span, text: texts.get(span.path) ?? "", paint, style: "blue" });
    terminal.out(`${span.path}:${span.start.line}:${span.start.column}\n${frame.join("\n")}\n`);
  }
}
