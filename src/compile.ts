import { checkActors } from "./check/actors/actors.ts";
import { causesOf } from "./check/causes/causes.ts";
import { check } from "./check/check.ts";
import type { ResolvedConfig } from "./config/config.ts";
import { loadConfig } from "./config/load.ts";
import type { Diagnostic, Report } from "./diagnostics/diagnostic.ts";
import { withoutIgnored } from "./diagnostics/ignored.ts";
import { hasErrors, type Outcome } from "./diagnostics/outcome.ts";
import { collect } from "./emit/collect.ts";
import { builtInEmitters } from "./emit/registry.ts";
import { createRender } from "./emit/render.ts";
import { findReports, type OwnedFile, type Receive, runEmitters } from "./emit/run.ts";
import { chooseTargets } from "./emit/targets.ts";
import { overridesOf, reportUnknownTemplates, templateLookup } from "./emit/templates.ts";
import type { TimeLimit } from "./emit/time-limit.ts";
import type { Host } from "./host/host.ts";
import { readPackageFile } from "./host/package-files.ts";
import { TimeLimitExceeded, withinTime } from "./host/time-limit.ts";
import type { Coverage } from "./ir/coverage.ts";
import type { Ir } from "./ir/ir.ts";
import { link } from "./link/link.ts";
import { lower } from "./lower/lower.ts";
import { guardCharacters } from "./parse/guard.ts";
import { locate } from "./parse/locate.ts";
import type { ParseMemory } from "./parse/parse.ts";
import { suppress } from "./parse/suppress.ts";
import { read } from "./read/read.ts";
import type { Sources } from "./read/sources.ts";
import { type Ignores, readDocuments } from "./validate/read-documents.ts";
import { atWrittenPlaces, writtenPlace } from "./validate/written-places.ts";
import { verify } from "./verify/verify.ts";

/** Options of `compile`. */
export interface CompileOptions {
  /** Called with what the compile does now. It must return at once. */
  readonly progress?: (text: string) => void;
  /** Names of the emitters to run; defaults to all of the config. */
  readonly targets?: readonly string[];
  /** Only finds diagnostics, and makes no files. */
  readonly checkOnly?: boolean;
  /** The parse cache of earlier runs. */
  readonly memory?: ParseMemory;
  /** The config, when the caller has already loaded it. */
  readonly config?: Outcome<ResolvedConfig>;
  /** The sources of this config, when the caller has already read them. */
  readonly sources?: Outcome<Sources>;
  /**
   * Receives each output as it is made, instead of `ir`, `files` and `coverage` in the result, so that a large project need not fit in
   * memory. Discard the outputs when the compile ends with an error.
   */
  readonly receive?: Receive;
}

/**
 * The result of a compile: diagnostics, files sorted by path, and coverage in the order of assertions. After an error, `files` is
 * empty.
 */
export interface Compilation {
  readonly config: ResolvedConfig;
  readonly sources: Sources;
  readonly diagnostics: readonly Diagnostic[];
  readonly ir?: Ir;
  readonly files: readonly OwnedFile[];
  readonly coverage: readonly Coverage[];
}

/** Compiles a project in memory: config, read, the front end (parse to lower) and, without errors, the back end (emit to verify). */
export async function compile(host: Host, options: CompileOptions = {}): Promise<Compilation> {
  const config = options.config ?? (await loadConfig(host, builtInEmitters()));
  const sources = options.sources ?? (await read(host, config.value));
  const input = { config: config.value, sources: sources.value };
  const earlier = [...config.diagnostics, ...sources.diagnostics];
  const { ir, ignores, reports } = understand(input, options, earlier);
  if (ir === undefined) return { ...input, ...nothing, diagnostics: finish(reports, input, ignores) };

  const collector = collect();
  const receive = options.checkOnly ? discard : (options.receive ?? collector.receive);
  const found = await generate(ir, input, { ...options, receive });
  const diagnostics = finish([...reports, ...found], input, ignores);
  if (options.checkOnly || options.receive !== undefined) return { ...input, ...nothing, diagnostics };
  const { files, coverage } = collector.made();
  return { ...input, diagnostics, ir, coverage, files: hasErrors(diagnostics) ? [] : files };
}

const nothing = { files: [], coverage: [] } as const;

function discard(): void {
  // A check has no use for the output.
}

/** The input of both halves of a compile. */
interface Input {
  readonly config: ResolvedConfig;
  readonly sources: Sources;
}

/** The result of the front end. It has no Ir after an error. */
interface Understood {
  readonly ir?: Ir;
  readonly ignores: Ignores;
  readonly reports: readonly Report[];
}

/** The front end: from sources to the Ir. The linked project is dropped at the end, to free memory for the emitters. */
function understand({ config, sources }: Input, options: CompileOptions, earlier: readonly Report[]): Understood {
  const { documents, ignores, reports: faults } = readDocuments(sources.files, options);
  options.progress?.(`checking ${documents.length} documents`);
  const linked = link(documents, sources.sql, sources.macros);
  const ignoring = new Set(ignores.flatMap(({ path, ignores: own }) => (own.some(isUnusedKey) ? [path] : [])));
  const acting = checkActors(
    linked.value,
    config.emitters.map(({ emitter }) => emitter),
    ignoring,
  );
  const meaning = atWrittenPlaces([...linked.diagnostics, ...check(linked.value), ...acting], documents);
  const unseen = copied({ config, sources }).flatMap((file) => guardCharacters(file) ?? []);
  const files = [...sources.files, ...sources.sql];
  const reports = [
    ...earlier,
    ...unseen,
    ...causesOf([...faults, ...meaning], { documents, files, written: writtenPlace(documents) }),
  ];
  if (hasErrors(reports)) return { ignores, reports };
  const ir = lower(linked.value, config.name, config.macros);
  return { ir: ir.value, ignores, reports: [...reports, ...ir.diagnostics] };
}

function isUnusedKey({ code }: { readonly code: string }): boolean {
  return code === "check/unused-key";
}

const ownEmitters = new Set(builtInEmitters().map(({ emitter }) => emitter));

/** The time that an emitter may take that is not dex's own, or has a template of the project. */
const foreignLimit: TimeLimit = {
  seconds: 30,
  isOwn: (emitter) => ownEmitters.has(emitter),
  run: withinTime,
  isExceeded: (error) => error instanceof TimeLimitExceeded,
};

interface Back extends Pick<CompileOptions, "targets" | "checkOnly"> {
  readonly receive: Receive;
}

/** The back end: from the Ir to files, each verified before `receive` gets it. Returns the reports. */
async function generate(
  ir: Ir,
  { config, sources }: Input,
  { targets, checkOnly, receive }: Back,
): Promise<readonly Report[]> {
  const chosen = chooseTargets(config.emitters, targets, ir);
  const render = createRender(templateLookup(sources.templates, (name) => readPackageFile(`templates/${name}`)));
  const overrides = overridesOf(sources.templates, config.templates);
  const faults: Report[] = [];
  const run = checkOnly ? findReports : runEmitters;
  const emitted = await run({
    ir,
    emitters: chosen.value,
    render,
    overrides,
    limit: foreignLimit,
    receive: async (made) => {
      for (const report of verify(made.files)) faults.push(report);
      await receive(made);
    },
  });
  return [...chosen.diagnostics, ...reportUnknownTemplates(sources.templates, config), ...emitted, ...faults];
}

/** Adds line and column to every report, and drops the warnings that `dex-ignore` comments or the config suppress. */
function finish(reports: readonly Report[], { config, sources }: Input, ignores: Ignores): readonly Diagnostic[] {
  const files = [...sources.files, ...copied({ config, sources }), ...(config.source ? [config.source] : [])];
  return withoutIgnored(suppress(locate(reports, files), ignores, files), config.ignore);
}

/** The sources whose text goes into outputs as it is: SQL files, macros and templates. */
function copied({ config, sources }: Input): Sources["sql"] {
  const templates = sources.templates.map((file) => ({ ...file, path: `${config.templates}/${file.path}` }));
  return [...sources.sql, ...sources.macros, ...templates];
}
