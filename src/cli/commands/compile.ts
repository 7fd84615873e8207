import type { Compilation } from "../../compile.ts";
import type { Report } from "../../diagnostics/diagnostic.ts";
import type { FormatName } from "../../diagnostics/format/index.ts";
import { plural } from "../../diagnostics/format/summary.ts";
import { version } from "../../host/build.ts";
import { locate } from "../../parse/locate.ts";
import { apply } from "../../write/apply.ts";
import { diffPlan } from "../../write/diff.ts";
import { type Drift, drift } from "../../write/drift.ts";
import { readOutput } from "../../write/output.ts";
import type { WritePlan } from "../../write/plan.ts";
import { planWrite } from "../../write/plan-write.ts";
import { type Command, type CommandContext, exit } from "../command.ts";
import { compileProject } from "../compile-project.ts";
import { stamp, unchangedSince } from "../freshness.ts";
import { chooseFormat, formatOption, isError, printDiagnostics } from "../print-diagnostics.ts";

/** `dex compile`. */
export const command: Command = {
  options: {
    check: { type: "boolean", help: "write nothing; fail when the output is not what the contracts say" },
    "dry-run": { type: "boolean", help: "write nothing; list what would be written" },
    diff: { type: "boolean", help: "write nothing; show what would be written, as a diff" },
    target: {
      type: "string",
      multiple: true,
      value: "NAME",
      help: "run only this emitter; may be given more than once",
    },
    force: { type: "boolean", help: "replace files that were edited by hand, and foreign ones in the way" },
    ...formatOption,
  },
  operands: "",
  help: "Compiles the contracts and pipeline specs and writes everything they imply into the output folder.",
  run,
};

async function run(context: CommandContext): Promise<number> {
  const { options, host, terminal } = context;
  const format = chooseFormat(context);
  const modes = ["check", "dry-run", "diff"].filter((mode) => options[mode] === true);
  if (typeof format !== "string") return usage(context, format.problem);
  if (modes.length > 1) return usage(context, `--${modes[0]} and --${modes[1]} exclude each other.`);
  const targets = (options["target"] ?? []) as readonly string[];
  if (modes[0] === "check" && targets.length === 0) {
    const message = await unchangedSince(host);
    if (message !== undefined) return said(terminal, message);
  }
  const compilation = await compileProject(host, { targets });
  if (compilation.diagnostics.some(isError)) {
    printDiagnostics(compilation, format, context);
    return compilation.diagnostics.some(({ code }) => code === "emit/unknown-target") ? exit.usage : exit.findings;
  }
  return await settle({ context, compilation, format, mode: modes[0], targets });
}

interface Job {
  readonly context: CommandContext;
  readonly compilation: Compilation;
  readonly format: FormatName;
  readonly mode: string | undefined;
  readonly targets: readonly string[];
}

/** Compares with the disk, and does what the mode asks for. */
async function settle(job: Job): Promise<number> {
  const { context, compilation, format, mode, targets } = job;
  const { out, emitters } = compilation.config;
  const output = await readOutput(
    context.host,
    out,
    compilation.files.map(({ path }) => path),
  );
  const skipped =
    targets.length === 0 ? [] : emitters.map(({ emitter }) => emitter.name).filter((name) => !targets.includes(name));
  const force = context.options["force"] === true;
  const plan = planWrite({ files: compilation.files, output: output.value, dexVersion: version(), force, skipped });
  const broken = output.diagnostics.some(({ severity }) => severity === "error");
  if (broken) return report(job, output.diagnostics, exit.refused);
  printDiagnostics(compilation, format, context);
  if (mode === "check") return await check(job, plan.value);
  if (mode === "dry-run") return said(context.terminal, listing(plan.value, out));
  if (mode === "diff") return shown(context, diffPlan(plan.value, out));
  if (plan.value.conflict.length > 0) return report(job, plan.diagnostics, exit.refused);
  return await write(job, plan.value);
}

async function check(job: Job, plan: WritePlan): Promise<number> {
  const { context, compilation } = job;
  const found = drift(plan);
  if (found.length === 0) return await clean(job, `${plural(plan.unchanged.length, "file")} up to date\n`);
  context.terminal.err(driftListing(found, compilation.config.out));
  return exit.drift;
}

async function write(job: Job, plan: WritePlan): Promise<number> {
  const { context, compilation } = job;
  const { out } = compilation.config;
  const result = await apply(context.host, out, plan);
  if (result.status !== "done")
    return report(job, [result.report], result.status === "locked" ? exit.locked : exit.refused);
  const same = plan.unchanged.length;
  const changes = [
    result.written > 0 ? `${plural(result.written, "file")} written` : "",
    result.removed > 0 ? `${result.removed} removed` : "",
    same > 0 ? `${same} unchanged` : "",
  ].filter((part) => part !== "");
  context.terminal.err(`${changes.join(", ") || "nothing to write"} in ${out}/\n`);
  await clean(job, `${plural(same + plan.create.length + plan.update.length, "file")} up to date\n`, true);
  return exit.done;
}

/** A run that found nothing at all is remembered, so that the next check can answer at once. */
async function clean({ context, compilation, targets }: Job, message: string, quiet = false): Promise<number> {
  if (compilation.diagnostics.length === 0 && targets.length === 0) await stamp(context.host, compilation, message);
  return quiet ? exit.done : said(context.terminal, message);
}

const MENDS: Readonly<Record<Drift["kind"], string>> = {
  missing: "run dex compile",
  stale: "run dex compile",
  orphan: "no contract asks for it any more; run dex compile",
  edited: "changed by hand; take the change to the contract or a template, or run dex compile --force",
  foreign: "not dex's; move it away, or run dex compile --force",
};

function driftListing(found: readonly Drift[], out: string): string {
  const lines = found.map(({ path, kind }) => `  ${kind.padEnd(7)}  ${out}/${path}`);
  const kinds = [...new Set(found.map(({ kind }) => kind))].sort();
  const mends = kinds.map((kind) => `${kind}: ${MENDS[kind]}`);
  return `${plural(found.length, "file")} ${found.length === 1 ? "is" : "are"} not what the contracts say:\n${lines.join("\n")}\n\n${mends.join("\n")}\n`;
}

function listing({ create, update, remove, conflict, unchanged }: WritePlan, out: string): string {
  const lines = [
    ...create.map(({ path }) => `  create   ${out}/${path}`),
    ...update.map(({ path }) => `  update   ${out}/${path}`),
    ...remove.map(({ path }) => `  remove   ${out}/${path}`),
    ...conflict.map(({ path, kind }) => `  conflict ${out}/${path} (${kind})`),
  ];
  return `${lines.map((line) => `${line}\n`).join("")}${unchanged.length} unchanged\n`;
}

/** Prints what the writer has to say; its places are files, not lines. */
function report({ context, format, compilation }: Job, reports: readonly Report[], code: number): number {
  printDiagnostics({ ...compilation, diagnostics: locate(reports, []) }, format, context);
  return code;
}

function said(terminal: CommandContext["terminal"], message: string): number {
  terminal.err(message);
  return exit.done;
}

function shown({ terminal }: CommandContext, text: string): number {
  terminal.out(text);
  return exit.done;
}

function usage({ terminal }: CommandContext, problem: string): number {
  terminal.err(`dex: ${problem}\n`);
  return exit.usage;
}
