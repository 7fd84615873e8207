import { checkActors } from "./check/actors/actors.ts";
import { causesOf } from "./check/causes/causes.ts";
import { check } from "./check/check.ts";
import type { ResolvedConfig } from "./config/config.ts";
import { loadConfig } from "./config/load.ts";
import type { Diagnostic, Report } from "./diagnostics/diagnostic.ts";
import { withoutIgnored } from "./diagnostics/ignored.ts";
import { hasErrors, type Outcome } from "./diagnostics/outcome.ts";
import { collect } from "./emit/collect.ts";
import { withTargets } from "./emit/dbt-targets.ts";
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
import type { LinkedProject } from "./link/linked-project.ts";
import { lower } from "./lower/lower.ts";
import { guardCharacters } from "./parse/guard.ts";
import { locate } from "./parse/locate.ts";
import type { ParseMemory } from "./parse/parse.ts";
import { suppress } from "./parse/suppress.ts";
import { read } from "./read/read.ts";
import type { Sources } from "./read/sources.ts";
import { copiedSecrets, withoutSecrets } from "./validate/copied-secrets.ts";
import { type Ignores, readDocuments } from "./validate/read-documents.ts";
import { atWrittenPlaces, writtenPlace } from "./validate/written-places.ts";
import { verify } from "./verify/verify.ts";

/** Options of `compile`. */
export interface CompileOptions {
  /** Receives a line about the current work. The compile does not await it. */
  readonly progress?: (text: string) => void;
  /** Names of the emitters to run; defaults to all of the config. */
  readonly targets?: readonly string[];
  /** Finds the diagnostics of a compile without making its output. */
  readonly checkOnly?: boolean;
  /** Makes the Ir, and runs no emitter. `alone` also accepts references to contracts that are not among the sources. */
  readonly irOnly?: boolean | "alone";
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

  if (options.irOnly) return { ...input, ...nothing, ir, diagnostics: finish(reports, input, ignores) };
  const collector = collect();
  // A check has no use for the output.
  const receive = options.checkOnly ? () => {} : (options.receive ?? collector.receive);
  const found = await generate(ir, input, { ...options, receive });
  const diagnostics = finish([...reports, ...found], input, ignores);
  if (options.checkOnly || options.receive !== undefined) return { ...input, ...nothing, diagnostics };
  const { files, coverage } = collector.made();
  return { ...input, diagnostics, ir, coverage, files: hasErrors(diagnostics) ? [] : files };
}

const nothing = { files: [], coverage: [] } as const;

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
function understand(input: Input, options: CompileOptions, earlier: readonly Report[]): Understood {
  const { config, sources } = input;
  const { documents, ignores, reports: faults } = readDocuments(sources.files, options);
  options.progress?.(`checking ${documents.length} documents`);
  const linked = link(documents, sources.sql.map(withoutSecrets), sources.macros.map(withoutSecrets));
  const unused = findUnused(linked.value, config, ignores);
  const meaning = atWrittenPlaces([...linked.diagnostics, ...check(linked.value), ...unused], documents);
  const project = { documents, files: [...sources.files, ...sources.sql], written: writtenPlace(documents) };
  const copied = copiedFiles(input).flatMap((file) => [guardCharacters(file) ?? [], copiedSecrets(file)].flat());
  const found = causesOf([...faults, ...meaning], project);
  const known = options.irOnly === "alone" ? found.filter(({ code }) => code !== "link/unknown-contract") : found;
  const reports = [...earlier, ...copied, ...known];
  if (hasErrors(reports)) return { ignores, reports };
  const ir = lower(linked.value, config.name, config.macros);
  const lowered = atWrittenPlaces(ir.diagnostics, documents);
  return { ir: withTargets(ir.value, config.emitters), ignores, reports: [...reports, ...lowered] };
}

/** Reports the pipelines and keys that none of the project's emitters uses. */
function findUnused(project: LinkedProject, { emitters }: ResolvedConfig, ignores: Ignores): readonly Report[] {
  const ignoring = ignores.filter((file) => file.ignores.some(({ code }) => code === "check/unused-key"));
  const actors = emitters.map(({ emitter }) => emitter);
  return checkActors(project, actors, new Set(ignoring.map(({ path }) => path)));
}

const ownEmitters = new Set(builtInEmitters().map(({ emitter }) => emitter));

/** The time limit of an emitter that is not built in, or that has a template of the project. */
const foreignLimit: TimeLimit = {
  seconds: 30,
  isOwn: (emitter) => ownEmitters.has(emitter),
  run: withinTime,
  isExceeded: (error) => error instanceof TimeLimitExceeded,
};

function builtInTemplate(name: string): string | undefined {
  return readPackageFile(`templates/${name}`);
}

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
  const render = createRender(templateLookup(sources.templates, builtInTemplate));
  const overrides = overridesOf(sources.templates, config.templates, builtInTemplate);
  const faults: Report[] = [];
  const emitted = await (checkOnly ? findReports : runEmitters)({
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
function finish(reports: readonly Report[], input: Input, ignores: Ignores): readonly Diagnostic[] {
  const { config, sources } = input;
  const files = [...sources.files, ...copiedFiles(input), ...(config.source ? [config.source] : [])];
  return withoutIgnored(suppress(locate(reports, files), ignores, files), config.ignore);
}

/** The sources that dex copies into outputs unchanged: SQL files, macros and templates. */
function copiedFiles({ config, sources }: Input): Sources["sql"] {
  const templates = sources.templates.map((file) => ({ ...file, path: `${config.templates}/${file.path}` }));
  return [...sources.sql, ...sources.macros, ...templates];
}
