import type { Report } from "../diagnostics/diagnostic.ts";
import type { FormatName } from "../diagnostics/format/names.ts";
import { plural } from "../diagnostics/format/summary.ts";
import { hasErrors } from "../diagnostics/outcome.ts";
import { version } from "../host/build.ts";
import { locate } from "../parse/locate.ts";
import { manifestHash } from "../write/matches-manifest.ts";
import { readOutput } from "../write/output.ts";
import { outputDrift } from "../write/output-drift.ts";
import type { PlannedFile, WritePlan } from "../write/plan.ts";
import { planWrite } from "../write/plan-write.ts";
import { write } from "../write/write.ts";
import { collectOutput } from "./collect-output.ts";
import type { BaseContext } from "./command.ts";
import { compileProject, type ProjectCompilation } from "./compile-project.ts";
import { outputSignature, rememberRun } from "./compile-stamp.ts";
import { exit, exitCodeFor } from "./exit-code.ts";
import { driftListing, planListing } from "./listings.ts";
import { nextStep } from "./next-step.ts";
import { findingsOf, printCompileFindings } from "./print-diagnostics.ts";

/** What `dex compile` is to do; without a mode it writes. */
export interface CompileRequest {
  readonly context: BaseContext;
  readonly format: FormatName;
  readonly targets: readonly string[];
  readonly force: boolean;
  /** A warning fails the compile, as an error does. */
  readonly denyWarnings: boolean;
  readonly mode: "check" | "dry-run" | "diff" | undefined;
}

/** Compiles, and then writes or shows what would be written; returns the exit code. */
export async function runCompile(request: CompileRequest): Promise<number> {
  const { context, targets, mode } = request;
  const { receive, files, close } = collectOutput(context.host, { texts: mode === undefined || mode === "diff" });
  try {
    const compilation = await compileProject(context, { targets, receive });
    if (exitCodeFor(compilation.diagnostics, request) !== exit.done) return await report(request, compilation);
    const made = { ...compilation, files };
    return mode === undefined ? await writeOutput(request, made) : await showChanges(request, made);
  } finally {
    await close();
  }
}

/** A compile whose files can be written. */
type Finished = Omit<ProjectCompilation, "files"> & { readonly files: readonly PlannedFile[] };

/** Writes the files, and prints how many changed. */
async function writeOutput(request: CompileRequest, compilation: Finished): Promise<number> {
  const { host, terminal } = request.context;
  const { out } = compilation.config;
  const { plan, result, reports } = await write({ host, out }, writeRequest(request, compilation));
  const code = await report(request, compilation, reports);
  if (plan === undefined || result?.status !== "done") return code;
  const same = plan.unchanged.length;
  const changes = [
    result.written > 0 ? `${plural(result.written, "file")} written` : "",
    result.removed > 0 ? `${result.removed} removed` : "",
    same > 0 ? `${same} unchanged` : "",
  ].filter((part) => part !== "");
  terminal.note(`${changes.join(", ") || "nothing to write"} in ${out}/\n`);
  await rememberUpToDate({ request, compilation, plan });
  return exit.done;
}

/** Compares the files with the disk, and shows the difference in the form that the mode asks for. */
async function showChanges(request: CompileRequest, compilation: Finished): Promise<number> {
  const { host, terminal } = request.context;
  const { out } = compilation.config;
  const state = outputSignature(host, out);
  const paths = compilation.files.map(({ path }) => path);
  const output = await readOutput({ host, out }, paths);
  const code = await report(request, compilation, output.diagnostics);
  if (hasErrors(output.diagnostics)) return code;
  const { value: plan } = planWrite({ ...writeRequest(request, compilation), output: output.value });
  if (request.mode === "dry-run") terminal.err(planListing(plan, out));
  if (request.mode === "diff") {
    const { diffPlan } = await import("../write/diff.ts");
    for await (const patch of diffPlan(plan, { host, out })) terminal.out(patch);
  }
  if (request.mode !== "check") return exit.done;
  const found = outputDrift(plan);
  if (found.length > 0) {
    terminal.err(driftListing(found, out));
    return exit.drift;
  }
  terminal.note(upToDate(plan));
  await rememberUpToDate({ request, compilation, plan, outputSignature: state });
  return exit.done;
}

function writeRequest({ force, targets }: CompileRequest, { config, files }: Finished) {
  const names = config.emitters.map(({ emitter }) => emitter.name);
  const skipped = targets.length === 0 ? [] : names.filter((name) => !targets.includes(name));
  return { files, dexVersion: version(), force, skipped };
}

interface Done {
  readonly request: CompileRequest;
  readonly compilation: Finished;
  readonly plan: WritePlan;
  readonly outputSignature?: string;
}

/** Remembers a run after which everything is up to date: the next check answers from it. */
async function rememberUpToDate({ request, compilation, plan, ...seen }: Done): Promise<void> {
  const { state, config, diagnostics } = compilation;
  if (state === undefined || request.targets.length > 0) return;
  const manifest = manifestHash(plan.manifest.text);
  const stamp = { ...state, ...seen, out: config.out, manifest, message: upToDate(plan), findings: diagnostics };
  await rememberRun(request.context.host, stamp);
}

function upToDate({ unchanged, create, update }: WritePlan): string {
  return `${plural(unchanged.length + create.length + update.length, "file")} up to date\n`;
}

/** Prints the findings of the compile and of the writer; returns the exit code. The writer reports about whole files, not lines. */
async function report(
  request: CompileRequest,
  compilation: Omit<ProjectCompilation, "files">,
  reports: readonly Report[] = [],
): Promise<number> {
  const { context, format } = request;
  const diagnostics = [...compilation.diagnostics, ...locate(reports, [])];
  await printCompileFindings({ ...findingsOf(compilation), diagnostics }, format, context);
  const code = exitCodeFor(diagnostics, request);
  if (format === "pretty" && code !== exit.done) context.terminal.note(nextStep(diagnostics));
  return code;
}
