import type { Report } from "../../diagnostics/diagnostic.ts";
import type { Contract } from "../../ir/contract.ts";
import type { Coverage } from "../../ir/coverage.ts";
import type { Ir } from "../../ir/ir.ts";
import type { Endpoint } from "../../ir/pipeline.ts";
import { pointerTo } from "../../source/pointer.ts";
import * as json from "../../text/quote/json.ts";
import type { Emission, EmitInput, EmittedFile } from "../emitter.ts";
import { mergeCoverage } from "./coverage.ts";
import { diagnostics } from "./diagnostics.ts";
import { type Location, locationsOf } from "./location.ts";
import { dialectOf, type GreatExpectationsOptions, type Source } from "./options.ts";
import { projectFiles } from "./project.ts";
import { header } from "./provenance.ts";
import { type Suite, suiteOf } from "./views.ts";

const FOLDER = "great-expectations";

/** Writes the suites of every source, and the runner. */
export function emit({ ir, options, render }: EmitInput<GreatExpectationsOptions>): Emission {
  const locations = locationsOf(ir, options);
  const perSource = options.sources.map((source) => suitesOf(ir, { source, options, locations }));
  const files = perSource.flatMap((made) => made.files);
  return {
    files: files.length === 0 ? [] : [...runnerFiles(options, render), ...files],
    coverage: mergeCoverage(
      ir,
      perSource.map(({ source, coverage }) => ({ source, coverage })),
    ),
    diagnostics: ir.pipelines.flatMap((pipeline) => gateReports(pipeline, options)),
  };
}

interface Made {
  readonly source: Source;
  readonly options: GreatExpectationsOptions;
  readonly locations: ReadonlyMap<string, Location>;
}

function suitesOf(ir: Ir, { source, options, locations }: Made) {
  const files: EmittedFile[] = [];
  const coverage: Coverage[] = [];
  const written: { readonly suite: Suite; readonly contract: Contract; readonly location: Location }[] = [];
  const folder = `${FOLDER}/${source}/${options.layout === "project" ? "gx/expectations" : "suites"}`;
  for (const contract of ir.contracts) {
    const location = locations.get(contract.id);
    if (location === undefined || (contract.dataset.physical === "file" && source !== "pandas")) continue;
    const suite = suiteOf(contract, ir.project, { contract, source, locations, dialect: dialectOf(source) });
    const path = `${folder}/${contract.name}.json`;
    files.push({ path, text: json.write(suite.json), language: "json", sources: [contract.origin] });
    coverage.push(...suite.coverage.map((record) => ({ ...record, target: FOLDER, file: path })));
    written.push({ suite, contract, location });
  }
  if (options.layout === "project" && written.length > 0)
    files.push(...projectFiles(`${FOLDER}/${source}/gx`, { project: ir.project, source, written }));
  return { source, files, coverage };
}

function runnerFiles(
  { sources, layout }: GreatExpectationsOptions,
  render: EmitInput<unknown>["render"],
): EmittedFile[] {
  const view = { header };
  const file = (name: string, language: "python" | "text"): EmittedFile => ({
    path: `${FOLDER}/${name}`,
    text: render(`${FOLDER}/${name}.njk`, view),
    language,
    sources: [],
  });
  return [
    file("run_suites.py", "python"),
    file("dex_rows.py", "python"),
    ...(sources.includes("pandas") ? [file("dex_pandas.py", "python")] : []),
    file("requirements.txt", "text"),
    ...(layout === "project" ? [{ ...file("gitignore", "text"), path: `${FOLDER}/.gitignore` }] : []),
  ];
}

/** The source whose suites reach an endpoint. */
const SOURCES: Readonly<Record<Endpoint["type"], Source | undefined>> = {
  postgres: "postgres",
  duckdb: "pandas",
  filesystem: "pandas",
  snowflake: "snowflake",
  bigquery: "bigquery",
  redshift: "redshift",
  databricks: "databricks",
  mysql: undefined,
};

/** A pipeline that wants to be checked where no suites are written for. */
function gateReports(pipeline: Ir["pipelines"][number], options: GreatExpectationsOptions): readonly Report[] {
  if (pipeline.kind !== "batch" || !pipeline.quality?.engines.includes("great_expectations")) return [];
  const { type } = pipeline.destination;
  const source = SOURCES[type];
  if (source !== undefined && options.sources.includes(source)) return [];
  const at = { path: pipeline.origin.path, pointer: pointerTo("", "quality", "engines") };
  return [diagnostics.report("gate-without-suites", at, { pipeline: pipeline.name, type, source })];
}
