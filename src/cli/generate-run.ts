import { type Compilation, compile } from "../compile.ts";
import type { ResolvedConfig } from "../config/config.ts";
import { loadConfig } from "../config/load.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { hasErrors, type Outcome } from "../diagnostics/outcome.ts";
import type { ConfiguredEmitter, Emitter } from "../emit/emitter.ts";
import { builtInEmitters } from "../emit/registry.ts";
import type { OwnedFile } from "../emit/run.ts";
import { type Assembled, assemble } from "../generate/assemble.ts";
import type { PipelineRequest } from "../generate/request.ts";
import { nodeHost } from "../host/node.ts";
import { overlay } from "../host/overlay.ts";
import { relativePath } from "../host/relative.ts";
import { reasonOf } from "../host/system-error.ts";
import type { Ir } from "../ir/ir.ts";
import type { Step } from "../ir/pipeline.ts";
import { locate } from "../parse/locate.ts";
import { staticBases } from "../source/glob.ts";
import { exit, exitCodeFor } from "./exit-code.ts";
import type { GenerateContext } from "./generate-options.ts";
import { liveTables } from "./live-tables.ts";
import { findingsOf, printDiagnostics } from "./print-diagnostics.ts";
import { usageError } from "./usage-error.ts";
import { type FileToWrite, writeFiles } from "./write-files.ts";

/** Makes a spec from the request, compiles it, and writes the orchestrator's file. Returns the exit code. */
export async function runGenerate(context: GenerateContext, request: PipelineRequest): Promise<number> {
  const { host } = context;
  const config = await loadConfig(host, builtInEmitters());
  const project = await compile(host, { config: { ...config, value: { ...config.value, emitters: [] } } });
  const isEmpty = project.diagnostics.some(({ code }) => code === "read/no-documents");
  if (!isEmpty && hasErrors(project.diagnostics)) return await report(context, project);
  const live = await liveTables(context, request);
  if (live !== undefined && "problem" in live) return usageError(context, live.problem);
  const ir = isEmpty ? undefined : project.ir;
  const folder = staticBases(config.value.contracts)[0] ?? "";
  const taken = new Set(project.sources.files.map(({ path }) => path));
  const assembled = assemble({ request, ir, live, folder, taken });
  const clash = await existing(context, request, { assembled, ir });
  if (clash !== undefined) return clash;
  const compilation = await compileWith(context, { config, assembled, request });
  const file = compilation.files.find(
    ({ emitter, sources }) => emitter === request.type && sources.some(({ path }) => path === assembled.specPath),
  );
  const code = await report(context, compilation, assembled.files);
  if (code !== exit.done) return code;
  if (file === undefined)
    return usageError(context, `${request.type} has no file for this pipeline. The messages above give the reason.`);
  return await hand(context, { request, assembled, file });
}

/** Reports a name that another pipeline spec already uses: the generated file would not match that spec. */
async function existing(
  context: GenerateContext,
  { name }: PipelineRequest,
  { assembled, ir }: { readonly assembled: Assembled; readonly ir: Ir | undefined },
): Promise<number | undefined> {
  const { host, options } = context;
  const { specPath, files } = assembled;
  const path = ir?.pipelines.find((pipeline) => pipeline.name === name)?.origin.path ?? specPath;
  const bytes = await host.read(path);
  if (bytes === undefined) return undefined;
  if (path === specPath && (options.force || new TextDecoder().decode(bytes) === files.get(specPath))) return undefined;
  const advice = path === specPath ? ", or replace it with --force" : "";
  usageError(context, `${path} already exists, with another spec. Choose another name with --name${advice}.`);
  return exit.refused;
}

interface CompileInput {
  readonly config: Outcome<ResolvedConfig>;
  readonly assembled: Assembled;
  readonly request: PipelineRequest;
}

/** The steps of the pipelines that are generated. */
const RUN: Step["kind"] = "extract";

/** Compiles the project with the new spec, for the orchestrator and for the emitters of what it runs, whose reports matter here, too. */
async function compileWith(
  { host }: GenerateContext,
  { config, assembled, request }: CompileInput,
): Promise<Compilation> {
  const { contracts } = config.value;
  const run = config.value.emitters.filter(({ emitter }) => emitter.runs?.includes(RUN));
  const emitters = [...orchestratorOf(config.value, host.root, request), ...run];
  const compilation = await compile(overlay(host, assembled.files, contracts), {
    config: { ...config, value: { ...config.value, emitters } },
  });
  const own = locate(assembled.reports, compilation.sources.files);
  // Other warnings about a table without a contract only follow from the report that it has none.
  const isSaid = ({ at }: Diagnostic) =>
    own.some((one) => one.at.path === at.path && one.at.start.offset === at.start.offset);
  const rest = compilation.diagnostics.filter((one) => one.severity === "error" || !isSaid(one));
  return { ...compilation, diagnostics: [...own, ...rest] };
}

/** An emitter with its options as they were read. */
interface ResolvedEmitter {
  readonly emitter: Emitter;
  readonly options: unknown;
}

/** The orchestrator's emitter with the project's options, or with its defaults. A file outside of the output folder gets the path to that folder. */
function orchestratorOf(
  { emitters, out }: ResolvedConfig,
  root: string,
  { type, output }: PipelineRequest,
): readonly ResolvedEmitter[] {
  const found = [...emitters, ...withDefaults(builtInEmitters())].find(({ emitter }) => emitter.name === type);
  if (found === undefined) return [];
  const { emitter, options } = found;
  if (output === undefined || emitter.orchestrator === undefined) return [found];
  const { folder } = fileAt(root, output);
  return [{ emitter, options: emitter.orchestrator.withRoot(options, relativePath(folder, `${root}/${out}`)) }];
}

function withDefaults(known: readonly ConfiguredEmitter[]): readonly ResolvedEmitter[] {
  return known.flatMap(({ emitter, given }) => {
    const read = emitter.readOptions(given);
    return "value" in read ? [{ emitter, options: read.value }] : [];
  });
}

/** The folder and the name of the output file. */
function fileAt(root: string, output: string): { readonly folder: string; readonly name: string } {
  const slash = output.lastIndexOf("/");
  const folder = slash < 0 ? "." : output.slice(0, slash + 1);
  return {
    folder: nodeHost(folder, root).root,
    name: output.slice(slash + 1),
  };
}

/** Prints the errors, or else the warnings about the new files. `dex check` prints those about the rest of the project. */
async function report(
  context: GenerateContext,
  compilation: Compilation,
  made?: ReadonlyMap<string, string>,
): Promise<number> {
  const failed = hasErrors(compilation.diagnostics);
  const diagnostics = compilation.diagnostics.filter(({ severity, code, at }) =>
    failed ? severity === "error" : isShown({ severity, code }) && (made?.has(at.path) ?? false),
  );
  await printDiagnostics({ ...findingsOf(compilation), diagnostics }, "pretty", context);
  const code = exitCodeFor(diagnostics);
  const unseen = diagnostics.some(({ severity, at }) => severity === "error" && made?.has(at.path));
  if (unseen) context.terminal.note("The spec is made from the flags. It was not written.\n");
  return code;
}

/** `dex check` prints the other notes. */
function isShown({ severity, code }: Pick<Diagnostic, "severity" | "code">): boolean {
  return severity === "warning" || code.startsWith("generate/");
}

interface Handing {
  readonly request: PipelineRequest;
  readonly assembled: Assembled;
  readonly file: OwnedFile;
}

/** Writes the file, and with --save the spec. */
async function hand(context: GenerateContext, { request, assembled, file }: Handing): Promise<number> {
  const { host, options, terminal } = context;
  const { output } = request;
  const saved = options.save ? [...assembled.files] : [];
  const files: readonly FileToWrite[] = [
    ...(output === undefined ? [] : [outputFile(host.root, output, file.text)]),
    ...saved.map(([path, text]) => ({ host, path, shown: path, text, mayReplace: () => false })),
  ];
  try {
    const { conflicts, written, unchanged } = await writeFiles(files, options.force);
    if (conflicts.length > 0) {
      const lines = conflicts.map(({ shown, what }) => `  ${shown}${what === "file" ? "" : ` (a ${what})`}\n`);
      terminal.err(`Nothing was written. These exist already:\n${lines.join("")}\n--force replaces files.\n`);
      return exit.refused;
    }
    if (output === undefined) terminal.out(file.text);
    terminal.note(
      [...written.map((path) => `${path} written\n`), ...unchanged.map((path) => `${path} unchanged\n`)].join(""),
    );
    if (saved.length === 0)
      terminal.note(`The spec was not saved. --save writes it to ${assembled.specPath}, for dex compile.\n`);
    return exit.done;
  } catch (error) {
    return usageError(context, `Nothing was written: ${reasonOf(error)}.`);
  }
}

function outputFile(root: string, output: string, text: string): FileToWrite {
  const { folder, name } = fileAt(root, output);
  const mayReplace = (old: string) => old.startsWith("# Generated by dex ");
  return { host: nodeHost(folder), path: name, shown: output, text, mayReplace };
}
