import { kindsWithoutRows } from "../../assertion/registry.ts";
import type { Report } from "../../diagnostics/diagnostic.ts";
import type { Contract } from "../../ir/contract.ts";
import type { Ir } from "../../ir/ir.ts";
import { runnerScript, suiteReach, suitesFolder } from "../../running/great-expectations.ts";
import { pointerTo } from "../../source/pointer.ts";
import * as json from "../../text/quote/json.ts";
import * as python from "../../text/quote/python.ts";
import type { Emission, EmitInput, EmittedFile } from "../emitter.ts";
import { fixedHeader } from "../header.ts";
import { mergeCoverage, type PartialCoverage } from "../merge-coverage.ts";
import { contextOf } from "./context.ts";
import { diagnostics } from "./diagnostics.ts";
import { type Location, locationsOf } from "./location.ts";
import type { GreatExpectationsOptions, Source } from "./options.ts";
import { type ProjectParts, projectFiles } from "./project.ts";
import { suiteOf } from "./views.ts";

const FOLDER = suitesFolder;

/** The record of an assertion that no suite is about. */
const WITHOUT_ROWS = { target: FOLDER, why: "its rows are in no table that a suite can run on" };

/** Writes the suites of every source, contract by contract, and the runner. */
export function* emit({ ir, options, render }: EmitInput<GreatExpectationsOptions>): Iterable<Emission> {
  const locations = locationsOf(ir, options);
  const written = options.sources.map((source) => ({ source, written: [] as Written[] }));
  for (const contract of ir.contracts) {
    const files: EmittedFile[] = [];
    const coverage: PartialCoverage[] = [];
    for (const { source, written: suites } of written) {
      const location = locations.get(contract.id);
      if (location === undefined || (contract.dataset.physical === "file" && source !== "pandas")) continue;
      const made = suiteFile(contract, { ir, source, options, locations });
      files.push(made.file);
      coverage.push({ name: source, coverage: made.coverage });
      suites.push({ suite: made.suite, contract, location });
    }
    yield { files, coverage: mergeCoverage(contract.dataset.assertions, coverage, WITHOUT_ROWS), diagnostics: [] };
  }
  yield {
    files: [...projectsOf(ir, options, written), ...(written.some(isUsed) ? runnerFiles(options, render) : [])],
    coverage: [],
    diagnostics: ir.pipelines.flatMap((pipeline) => gateReports(pipeline, options)),
  };
}

type Written = ProjectParts["written"][number];

/** What was written for one source. */
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

/** The suite of a contract on one source; of the suite itself only its name is kept. */
function suiteFile(contract: Contract, { ir, source, options, locations }: Made) {
  const folder = `${FOLDER}/${source}/${options.layout === "project" ? "gx/expectations" : "suites"}`;
  const suite = suiteOf(contract, ir.project, contextOf(contract, { source, locations }));
  const path = `${folder}/${contract.name}.json`;
  const file: EmittedFile = { path, text: json.write(suite.json), language: "json", sources: [contract.origin] };
  const coverage = suite.coverage.map((record) => ({ ...record, target: FOLDER, file: path }));
  return { file, coverage, suite: { id: suite.id, name: suite.name } };
}

/** What stands around the suites of each source, where a project was asked for. */
function projectsOf(
  { project }: Ir,
  { layout }: GreatExpectationsOptions,
  written: readonly PerSource[],
): readonly EmittedFile[] {
  if (layout !== "project") return [];
  return written.filter(isUsed).flatMap((parts) => projectFiles(`${FOLDER}/${parts.source}/gx`, { project, ...parts }));
}

function runnerFiles(
  { sources, layout }: GreatExpectationsOptions,
  render: EmitInput<unknown>["render"],
): EmittedFile[] {
  const view = { header: fixedHeader, about_tables: kindsWithoutRows().map(python.string) };
  const file = (name: string, language: "python" | "text"): EmittedFile => ({
    path: `${FOLDER}/${name}`,
    ...render(`${FOLDER}/${name}.njk`, view),
    language,
    sources: [],
  });
  return [
    file(runnerScript, "python"),
    file("dex_rows.py", "python"),
    ...(sources.includes("pandas") ? [file("dex_pandas.py", "python")] : []),
    file("requirements.txt", "text"),
    ...(layout === "project" ? [{ ...file("gitignore", "text"), path: `${FOLDER}/.gitignore` }] : []),
  ];
}

/** A pipeline that wants to be checked where no suites are written for. */
function gateReports(pipeline: Ir["pipelines"][number], options: GreatExpectationsOptions): readonly Report[] {
  if (pipeline.kind !== "batch" || !pipeline.quality?.engines.includes("great_expectations")) return [];
  const { type } = pipeline.destination;
  const source = suiteReach[type]?.source;
  if (source !== undefined && options.sources.includes(source)) return [];
  const at = { path: pipeline.origin.path, pointer: pointerTo("", "quality", "engines") };
  return [diagnostics.report("gate-without-suites", at, { pipeline: pipeline.name, type, source })];
}
