import type { Report } from "../../diagnostics/diagnostic.ts";
import type { FormatName } from "../../diagnostics/format/index.ts";
import { plural } from "../../diagnostics/format/summary.ts";
import { hasErrors } from "../../diagnostics/outcome.ts";
import { version } from "../../host/build.ts";
import { locate } from "../../parse/locate.ts";
import { diffPlan } from "../../write/diff.ts";
import { drift } from "../../write/drift.ts";
import { manifestHash } from "../../write/holds.ts";
import { readOutput } from "../../write/output.ts";
import type { WritePlan } from "../../write/plan.ts";
import { planWrite } from "../../write/plan-write.ts";
import { write } from "../../write/write.ts";
import { type Command, type CommandContext, exit } from "../command.ts";
import { compileProject, type ProjectCompilation } from "../compile-project.ts";
import { complain } from "../complain.ts";
import { exitCodeFor } from "../exit-code.ts";
import { type CompileStamp, outputSignature, remember, unchangedSince } from "../freshness.ts";
import { driftListing, planListing } from "../listings.ts";
import { chooseFormat, findingsOf, formatOption, isForPeople, printDiagnostics } from "../print-diagnostics.ts";

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

const MODES = ["check", "dry-run", "diff"] as const;

type Mode = (typeof MODES)[number];

/** What was asked for. */
interface Request {
  readonly context: CommandContext;
  readonly format: FormatName;
  readonly targets: readonly string[];
}

async function run(context: CommandContext): Promise<number> {
  const { options, host } = context;
  const format = chooseFormat(context);
  const [mode, other] = MODES.filter((name) => options[name] === true);
  if (typeof format !== "string") return complain(context, format.problem);
  if (other !== undefined) return complain(context, `--${mode} and --${other} exclude each other.`);
  if (mode === "diff" && options["format"] !== undefined && !isForPeople(format))
    return complain(context, `--diff prints a diff, so --format can only be pretty or concise with it.`);
  const targets = (options["target"] ?? []) as readonly string[];
  // A diff has stdout for itself, so findings go to people even where the default is another format.
  const request = { context, format: mode === "diff" && !isForPeople(format) ? "pretty" : format, targets };
  if (mode === "check" && targets.length === 0) {
    const known = await unchangedSince(host);
    if (known !== undefined) return await repeat(request, known);
  }
  const compilation = await compileProject(host, { targets });
  if (hasErrors(compilation.diagnostics)) return report(request, compilation);
  return mode === undefined ? await bring(request, compilation) : await look(request, compilation, mode);
}

/** Says again what was said when nothing was different. */
async function repeat({ context, format }: Request, { findings, message }: CompileStamp): Promise<number> {
  const paths = [...new Set(findings.flatMap(({ at, related }) => [at.path, ...related.map((one) => one.at.path)]))];
  const texts = new Map<string, string>();
  for (const path of paths) texts.set(path, new TextDecoder().decode(await context.host.read(path)));
  printDiagnostics({ diagnostics: findings, textOf: (path) => texts.get(path) }, format, context);
  context.terminal.err(message);
  return exit.done;
}

/** Writes. */
async function bring(request: Request, compilation: ProjectCompilation): Promise<number> {
  const { host, terminal } = request.context;
  const { out } = compilation.config;
  const { plan, result, reports } = await write({ host, out }, writeRequest(request, compilation));
  const code = report(request, compilation, reports);
  if (plan === undefined || result?.status !== "done") return code;
  const same = plan.unchanged.length;
  const changes = [
    result.written > 0 ? `${plural(result.written, "file")} written` : "",
    result.removed > 0 ? `${result.removed} removed` : "",
    same > 0 ? `${same} unchanged` : "",
  ].filter((part) => part !== "");
  terminal.err(`${changes.join(", ") || "nothing to write"} in ${out}/\n`);
  await leaveStamp({ request, compilation, plan });
  return exit.done;
}

/** Compares with the disk, and shows what the mode asks for. */
async function look(request: Request, compilation: ProjectCompilation, mode: Mode): Promise<number> {
  const { host, terminal } = request.context;
  const { out } = compilation.config;
  const state = outputSignature(host, out);
  const paths = compilation.files.map(({ path }) => path);
  const output = await readOutput(host, out, paths);
  const code = report(request, compilation, output.diagnostics);
  if (hasErrors(output.diagnostics)) return code;
  const { value: plan } = planWrite({ ...writeRequest(request, compilation), output: output.value });
  if (mode === "diff") terminal.out(diffPlan(plan, out));
  if (mode === "dry-run") terminal.err(planListing(plan, out));
  if (mode !== "check") return exit.done;
  const found = drift(plan);
  terminal.err(found.length > 0 ? driftListing(found, out) : upToDate(plan));
  if (found.length > 0) return exit.drift;
  await leaveStamp({ request, compilation, plan, outputSignature: state });
  return exit.done;
}

function writeRequest({ context, targets }: Request, { config, files }: ProjectCompilation) {
  const names = config.emitters.map(({ emitter }) => emitter.name);
  const skipped = targets.length === 0 ? [] : names.filter((name) => !targets.includes(name));
  return { files, dexVersion: version(), force: context.options["force"] === true, skipped };
}

interface Done {
  readonly request: Request;
  readonly compilation: ProjectCompilation;
  readonly plan: WritePlan;
  readonly outputSignature?: string;
}

/** A run after which all is up to date is remembered, so that the next check can answer at once. */
async function leaveStamp({ request, compilation, plan, ...seen }: Done): Promise<void> {
  const { state, config, diagnostics } = compilation;
  if (state === undefined || request.targets.length > 0) return;
  const manifest = manifestHash(plan.manifest.text);
  const stamp = { ...state, ...seen, out: config.out, manifest, message: upToDate(plan), findings: diagnostics };
  await remember(request.context.host, stamp);
}

function upToDate({ unchanged, create, update }: WritePlan): string {
  return `${plural(unchanged.length + create.length + update.length, "file")} up to date\n`;
}

/** Prints what the compile, and then the writer, have to say; the writer's places are files, not lines. */
function report(
  { context, format }: Request,
  compilation: ProjectCompilation,
  reports: readonly Report[] = [],
): number {
  const diagnostics = [...compilation.diagnostics, ...locate(reports, [])];
  printDiagnostics({ ...findingsOf(compilation), diagnostics }, format, context);
  return exitCodeFor(diagnostics);
}
