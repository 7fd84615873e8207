import { kindsWithoutRows } from "../../assertion/registry.ts";
import type { Report } from "../../diagnostics/diagnostic.ts";
import type { Assertion } from "../../ir/assertion.ts";
import type { Contract } from "../../ir/contract.ts";
import type { Coverage } from "../../ir/coverage.ts";
import type { Ir } from "../../ir/ir.ts";
import type { Gate } from "../../ir/pipeline.ts";
import { LOSSLESS } from "../../ir/type-loss.ts";
import { warehouses } from "../../running/connection.ts";
import type { ConnectionUse } from "../../running/connection-use.ts";
import { suitesUse } from "../../running/environment.ts";
import { runnerScript, suiteSources, suitesFolder, suiteTypes } from "../../running/great-expectations.ts";
import { inTargets, projectTargets } from "../../running/target.ts";
import { pointerTo } from "../../source/pointer.ts";
import { code } from "../../text/quote/code.ts";
import * as json from "../../text/quote/json.ts";
import * as python from "../../text/quote/python.ts";
import { connectionFile } from "../connection-file.ts";
import type { DivideWork, Emission, EmitInput, EmittedFile, Findings } from "../emitter.ts";
import { fixedHeader } from "../header.ts";
import { mergeCoverage, mergeMissed } from "../merge-coverage.ts";
import { allInputs, inParts, noInputs, part } from "../parts.ts";
import type { TargetTypes } from "../type-losses.ts";
import { auditedSuites, auditPart } from "./audit-part.ts";
import { contextOf } from "./context.ts";
import { diagnostics } from "./diagnostics.ts";
import { type Location, locationsOf, namedBy } from "./location.ts";
import type { GreatExpectationsOptions, Source } from "./options.ts";
import { type ProjectParts, projectFiles } from "./project.ts";
import { refusalFor } from "./refusal-for.ts";
import { suiteLosses } from "./types.ts";
import { recordOf, type Suite, suiteName, suiteOf } from "./views.ts";

const FOLDER = suitesFolder;

/** The coverage of an assertion that no suite contains. */
const WITHOUT_ROWS = { target: FOLDER, why: "its rows are not in a table that a suite can read" };

/** The location of a contract's rows, and of the rows of the contracts that its assertions refer to. */
type Locations = Readonly<Record<string, Location>>;

/** One part per contract with its suites, and one part with the files that all suites share. */
export const parts: DivideWork<GreatExpectationsOptions> = function* divide({ ir, options }) {
  const locations = locationsOf(ir, options);
  for (const contract of ir.contracts) {
    const facts = Object.fromEntries(
      [...namedBy(contract)].flatMap((id): [string, Location][] => {
        const location = locations.get(id);
        return location === undefined ? [] : [[id, location]];
      }),
    );
    yield part(
      contract.id,
      { ...noInputs, contracts: [contract.id], options: ["sources", "layout"], facts },
      { emit: emitSuites, find: findSuites },
    );
  }
  for (const audit of auditedSuites(ir, options, locations)) yield auditPart(audit);
  yield part("shared", allInputs, { emit: emitShared, find: findGates });
};

/** Writes the suites of every source, contract by contract, and the runner. */
export const emit = inParts(parts);

type Input = EmitInput<GreatExpectationsOptions>;

function emitSuites({ ir, options }: Input, facts: Locations): Emission {
  const locations = new Map(Object.entries(facts));
  const emissions = ir.contracts.map((contract) => {
    const made = options.sources
      .filter((source) => hasSuite(contract, source, locations))
      .map((source) => ({ name: source, ...suiteFile(contract, { ir, source, options, locations }) }));
    return {
      files: made.map(({ file }) => file),
      coverage: mergeCoverage(contract.dataset.assertions, made, WITHOUT_ROWS),
    };
  });
  return {
    files: emissions.flatMap(({ files }) => files),
    coverage: emissions.flatMap(({ coverage }) => coverage),
    diagnostics: [],
  };
}

function findSuites({ ir, options }: Omit<Input, "render">, facts: Locations): Findings {
  const locations = new Map(Object.entries(facts));
  const coverage = ir.contracts.flatMap((contract) => {
    const found = options.sources
      .filter((source) => hasSuite(contract, source, locations))
      .map((source) => {
        const context = contextOf(contract, { source, locations });
        return {
          name: source,
          misses: (assertion: Assertion) => refusalFor(assertion, context) !== undefined,
          record: (assertion: Assertion) => withTarget(recordOf(assertion, context)),
        };
      });
    return mergeMissed(contract.dataset.assertions, found, WITHOUT_ROWS);
  });
  return { coverage, diagnostics: [] };
}

function withTarget(record: Suite["coverage"][number]): Coverage {
  return { ...record, target: FOLDER };
}

function emitShared({ ir, options, render }: Input): Emission {
  const locations = locationsOf(ir, options);
  const perSource = options.sources.map((source) => ({
    source,
    written: ir.contracts.flatMap((contract): Written[] => {
      const location = locations.get(contract.id);
      if (location === undefined || !hasSuite(contract, source, locations)) return [];
      return [{ suite: suiteName(contract, ir.project, source), contract, location }];
    }),
  }));
  return {
    files: [...projectsOf(ir, options, perSource), ...(perSource.some(isUsed) ? runnerFiles(ir, options, render) : [])],
    ...findGates({ ir, options }),
  };
}

function findGates({ ir, options }: Omit<Input, "render">): Findings {
  const gates = ir.pipelines.flatMap((pipeline) => gateReports(pipeline, options));
  return { coverage: [], diagnostics: [...gates, ...unusedReports(ir, options)] };
}

function hasSuite({ id, dataset }: Contract, source: Source, locations: ReadonlyMap<string, Location>): boolean {
  return locations.has(id) && (dataset.physical !== "file" || source === "pandas");
}

type Written = ProjectParts["written"][number];

/** The files of one source. */
interface PerSource {
  readonly source: Source;
  readonly written: readonly Written[];
}

function isUsed({ written }: PerSource): boolean {
  return written.length > 0;
}

interface Made {
  readonly ir: Ir;
  readonly source: Source;
  readonly options: GreatExpectationsOptions;
  readonly locations: ReadonlyMap<string, Location>;
}

/** The suite of a contract on one source. */
function suiteFile(contract: Contract, { ir, source, options, locations }: Made) {
  const folder = `${FOLDER}/${source}/${options.layout === "project" ? "gx/expectations" : "suites"}`;
  const suite = suiteOf(contract, ir.project, contextOf(contract, { source, locations }));
  const path = `${folder}/${contract.name}.json`;
  const file: EmittedFile = { path, text: json.write(suite.json), language: "json", sources: [contract.origin] };
  const coverage = suite.coverage.map((record) => ({ ...withTarget(record), file: path }));
  return { file, coverage };
}

/** The other files of a GX project, for each source, if the options select `layout: "project"`. */
function projectsOf(
  { project, pipelines }: Ir,
  { layout }: GreatExpectationsOptions,
  written: readonly PerSource[],
): readonly EmittedFile[] {
  if (layout !== "project") return [];
  return written.filter(isUsed).flatMap((parts) => {
    const [connection] = warehouses(pipelines, suiteTypes[parts.source]);
    return projectFiles(`${FOLDER}/${parts.source}/gx`, { project, connection, ...parts });
  });
}

/** Whether the project has targets, and those in which the schema of a model replaces that of the target. */
function targetsView({ targets }: Pick<Ir, "targets">, { layout }: Pick<GreatExpectationsOptions, "layout">) {
  if (targets === undefined) return { hasTargets: false };
  const plain = targets.filter(({ customSchemas }) => customSchemas === "plain").map(({ name }) => name);
  const [{ name, schema }] = targets;
  const fixed = code`(${python.string(name)}, ${python.string(schema)})`;
  return { hasTargets: true, plain: python.value(plain), fixed: layout === "project" ? fixed : undefined };
}

function runnerFiles(ir: Ir, options: GreatExpectationsOptions, render: EmitInput<unknown>["render"]): EmittedFile[] {
  const { sources, layout } = options;
  const view = {
    header: fixedHeader,
    ...targetsView(ir, options),
    about_tables: kindsWithoutRows().map(python.string),
  };
  const file = (name: string, language: "python" | "text"): EmittedFile => ({
    path: `${FOLDER}/${name}`,
    ...render(`${FOLDER}/${name}.njk`, view),
    language,
    sources: [],
  });
  const uses = connections(options, ir).filter(({ connection: { type } }) => type !== "filesystem");
  return [
    file(runnerScript, "python"),
    connectionFile(FOLDER, uses, { render, targets: ir.targets }),
    file("dex_rows.py", "python"),
    ...(sources.includes("pandas") ? [file("dex_pandas.py", "python")] : []),
    file("requirements.txt", "text"),
    ...(layout === "project" ? [{ ...file("gitignore", "text"), path: `${FOLDER}/.gitignore` }] : []),
  ];
}

/** The connection settings that the runner reads: those of each source's warehouses, and the folders of loaded files. */
export function connections({ sources }: GreatExpectationsOptions, ir: Ir): readonly ConnectionUse[] {
  const { pipelines } = ir;
  const read = sources.flatMap((source) => warehouses(pipelines, suiteTypes[source]));
  const files = sources.includes("pandas") ? warehouses(pipelines, "filesystem") : [];
  const isLoaded = pipelines.some(
    (pipeline) => pipeline.kind === "batch" && pipeline.destination.type === "filesystem",
  );
  return inTargets([...read, ...(isLoaded ? files : [])].map(suitesUse), projectTargets(ir));
}

function usesSuites({ engines }: Gate): boolean {
  return engines.includes("great_expectations");
}

/** Reports pipelines that use Great Expectations on a source without suites. */
function gateReports(pipeline: Ir["pipelines"][number], options: GreatExpectationsOptions): readonly Report[] {
  const gate = pipeline.kind === "batch" ? pipeline.gates.find(usesSuites) : undefined;
  if (pipeline.kind !== "batch" || gate === undefined) return [];
  const { type } = pipeline.destination;
  const source = suiteSources[type];
  if (source !== undefined && options.sources.includes(source)) return [];
  const at = { path: gate.origin.path, pointer: pointerTo(gate.origin.pointer, "engines") };
  return [diagnostics.report("gate-without-suites", at, { pipeline: pipeline.name, type, source })];
}

/** Reports the sources whose suites no gate of a pipeline runs, if some gates run suites. */
function unusedReports({ pipelines }: Pick<Ir, "pipelines">, { sources }: GreatExpectationsOptions): readonly Report[] {
  const run = pipelines.flatMap((pipeline) => {
    const gate = pipeline.kind === "batch" ? pipeline.gates.find(usesSuites) : undefined;
    const source = pipeline.kind === "batch" ? suiteSources[pipeline.destination.type] : undefined;
    return gate === undefined || source === undefined ? [] : [{ gate, source }];
  });
  const used = sources.filter((one) => run.some(({ source }) => source === one));
  const unused = sources.filter((one) => !used.includes(one));
  const [first] = run;
  if (first === undefined || used.length === 0 || unused.length === 0) return [];
  const at = { path: first.gate.origin.path, pointer: pointerTo(first.gate.origin.pointer, "engines") };
  return [diagnostics.report("unused-suites", at, { unused, used })];
}

/** The types that suites check. */
export function types({ sources }: GreatExpectationsOptions): readonly TargetTypes[] {
  return sources.flatMap((source) => {
    const losses = suiteLosses(source);
    if (losses === LOSSLESS) return [];
    return [{ target: `great-expectations on ${source}`, losses, has: ({ dataset }) => dataset.physical !== "topic" }];
  });
}
