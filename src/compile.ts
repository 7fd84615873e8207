import { check } from "./check/check.ts";
import type { ResolvedConfig } from "./config/config.ts";
import { loadConfig } from "./config/load.ts";
import type { Diagnostic, Report } from "./diagnostics/diagnostic.ts";
import { hasErrors, type Outcome } from "./diagnostics/outcome.ts";
import { collect } from "./emit/collect.ts";
import { builtInEmitters } from "./emit/registry.ts";
import { createRender } from "./emit/render.ts";
import { type OwnedFile, type Receive, runEmitters } from "./emit/run.ts";
import { chooseTargets } from "./emit/targets.ts";
import { overridesOf, reportUnknownTemplates, templateLookup } from "./emit/templates.ts";
import type { Host } from "./host/host.ts";
import { readPackageFile } from "./host/package-files.ts";
import type { Coverage } from "./ir/coverage.ts";
import type { Ir } from "./ir/ir.ts";
import { link } from "./link/link.ts";
import { lower } from "./lower/lower.ts";
import { locate } from "./parse/locate.ts";
import type { ParseMemory } from "./parse/parse.ts";
import { suppress } from "./parse/suppress.ts";
import { read } from "./read/read.ts";
import type { Sources } from "./read/sources.ts";
import { asWritten } from "./validate/as-written.ts";
import { type Ignores, readDocuments } from "./validate/read-documents.ts";
import { verify } from "./verify/verify.ts";

/** How to compile. */
export interface CompileOptions {
  /** Emitters to run, by name; default: all of the config. */
  readonly targets?: readonly string[];
  /** Stops after `check`: diagnostics only. */
  readonly checkOnly?: boolean;
  /** What earlier runs remembered of unchanged files. */
  readonly memory?: ParseMemory;
  /** The config, where the caller has loaded it already. */
  readonly config?: Outcome<ResolvedConfig>;
  /** The sources that this config names, where the caller has read them already. */
  readonly sources?: Outcome<Sources>;
  /**
   * Takes what is made as it is made, in place of `ir`, `files` and `coverage` of the result: for who cannot hold a large project whole. It
   * counts for nothing when the compile ends with an error.
   */
  readonly receive?: Receive;
}

/**
 * What a compile found and made: files sorted by path, coverage in the order of assertions. `files` is empty when there was an error: nothing
 * half-done is ever handed on.
 */
export interface Compilation {
  readonly config: ResolvedConfig;
  readonly sources: Sources;
  readonly diagnostics: readonly Diagnostic[];
  readonly ir?: Ir;
  readonly files: readonly OwnedFile[];
  readonly coverage: readonly Coverage[];
}

/** Compiles a project in memory: config, read, the front (parse to check), and, when that found no error, the back (lower to verify). */
export async function compile(host: Host, options: CompileOptions = {}): Promise<Compilation> {
  const config = options.config ?? (await loadConfig(host, builtInEmitters()));
  const sources = options.sources ?? (await read(host, config.value));
  const input = { config: config.value, sources: sources.value };
  const earlier = [...config.diagnostics, ...sources.diagnostics];
  const { ir, ignores, reports } = understand(input, options, earlier);
  if (ir === undefined) return { ...input, ...nothing, diagnostics: finish(reports, input, ignores) };

  const collector = collect();
  const found = await generate(ir, input, { ...options, receive: options.receive ?? collector.receive });
  const diagnostics = finish([...reports, ...found], input, ignores);
  if (options.receive !== undefined) return { ...input, ...nothing, diagnostics };
  const { files, coverage } = collector.made();
  return { ...input, diagnostics, ir, coverage, files: hasErrors(diagnostics) ? [] : files };
}

const nothing = { files: [], coverage: [] } as const;

/** What both halves of a compile work on. */
interface Input {
  readonly config: ResolvedConfig;
  readonly sources: Sources;
}

/** What the front made of the sources; without an Ir where something is wrong, or only `check` was asked for. */
interface Understood {
  readonly ir?: Ir;
  readonly ignores: Ignores;
  readonly reports: readonly Report[];
}

/** The front: what the sources say, and everything that is wrong with it. The model ends here, so that the emitters have its memory. */
function understand({ config, sources }: Input, options: CompileOptions, earlier: readonly Report[]): Understood {
  const { documents, ignores, reports: faults } = readDocuments(sources.files, options.memory);
  const model = link(documents, sources.sql);
  const meaning = asWritten([...model.diagnostics, ...check(model.value)], documents);
  const reports = [...earlier, ...faults, ...meaning];
  if (options.checkOnly || hasErrors(reports)) return { ignores, reports };
  const ir = lower(model.value, config.name);
  return { ir: ir.value, ignores, reports: [...reports, ...ir.diagnostics] };
}

interface Back extends Pick<CompileOptions, "targets"> {
  readonly receive: Receive;
}

/** The back: from the Ir to finished files, each read back before it is handed on; returns what there is to say about them. */
async function generate(ir: Ir, { config, sources }: Input, { targets, receive }: Back): Promise<readonly Report[]> {
  const chosen = chooseTargets(config.emitters, targets, ir);
  const render = createRender(templateLookup(sources.templates, (name) => readPackageFile(`templates/${name}`)));
  const overrides = overridesOf(sources.templates, config.templates);
  const faults: Report[] = [];
  const emitted = await runEmitters({
    ir,
    emitters: chosen.value,
    render,
    overrides,
    receive: async (made) => {
      for (const report of verify(made.files)) faults.push(report);
      await receive(made);
    },
  });
  return [...chosen.diagnostics, ...reportUnknownTemplates(sources.templates, config), ...emitted, ...faults];
}

/** Gives every report its line and column, and drops the warnings that the sources ask to ignore. */
function finish(reports: readonly Report[], { config, sources }: Input, ignores: Ignores): readonly Diagnostic[] {
  const templates = sources.templates.map((file) => ({ ...file, path: `${config.templates}/${file.path}` }));
  const files = [...sources.files, ...sources.sql, ...templates, ...(config.source ? [config.source] : [])];
  return suppress(locate(reports, files), ignores, files);
}
