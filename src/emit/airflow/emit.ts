import type { Report } from "../../diagnostics/diagnostic.ts";
import { hasErrors } from "../../diagnostics/outcome.ts";
import type { Coverage } from "../../ir/coverage.ts";
import type { Ir } from "../../ir/ir.ts";
import type { BatchPipeline } from "../../ir/pipeline.ts";
import { runningProject } from "../../running/run.ts";
import { code } from "../../text/quote/code.ts";
import type { Emission, EmitInput, EmittedFile } from "../emitter.ts";
import { header } from "../header.ts";
import { checkPipelines, isReachable } from "./check.ts";
import { coverageOf } from "./coverage.ts";
import { raw } from "./layout.ts";
import type { AirflowOptions } from "./options.ts";
import { requirements } from "./requirements.ts";
import { dagView, type Project } from "./views.ts";

/** Writes one DAG file per batch pipeline, and what they need installed. */
export function emit({ ir, options, render }: EmitInput<AirflowOptions>): Emission {
  const pipelines = ir.pipelines.filter((pipeline): pipeline is BatchPipeline => pipeline.kind === "batch");
  const diagnostics: readonly Report[] = checkPipelines(pipelines);
  const written = hasErrors(diagnostics) ? [] : pipelines.filter(isReachable);
  const project: Project = {
    name: ir.project,
    contracts: new Map(ir.contracts.map((contract) => [contract.name, contract])),
    running: runningProject(ir),
  };
  const views = written.map((pipeline) => ({ pipeline, ...dagView(project, pipeline, options) }));
  const files = views.map(
    ({ pipeline, view }): EmittedFile => ({
      path: pathOf(pipeline),
      ...render("airflow/dag.py.njk", view),
      language: "python",
      sources: [pipeline.origin],
    }),
  );
  const needed = requirements(options, new Set(views.flatMap(({ imports }) => [...imports])));
  const list: EmittedFile = {
    path: "airflow/requirements.txt",
    ...render("airflow/requirements.txt.njk", { header: code`# ${header([], "the specs")}`, lines: needed.map(raw) }),
    language: "text",
    sources: [],
  };
  return { files: files.length === 0 ? [] : [...files, list], coverage: coverage(ir, written), diagnostics };
}

function pathOf({ name }: BatchPipeline): string {
  return `airflow/dags/${name}.py`;
}

function coverage(ir: Ir, written: readonly BatchPipeline[]): readonly Coverage[] {
  return coverageOf(
    ir,
    written.map((pipeline) => ({ pipeline, file: pathOf(pipeline) })),
  );
}
