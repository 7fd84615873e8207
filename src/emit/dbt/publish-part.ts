import type { Ir } from "../../ir/ir.ts";
import type { BatchPipeline } from "../../ir/pipeline.ts";
import { relationsOf } from "../../running/dbt.ts";
import * as jinja from "../../text/quote/jinja.ts";
import type { EmitInput, EmittedFile, Part } from "../emitter.ts";
import { header } from "../header.ts";
import { filesOnly, noInputs, part } from "../parts.ts";
import { pathIn } from "./files.ts";
import type { Adapter, DbtOptions } from "./options.ts";
import { PUBLISH_TEMPLATES, type PublishTemplate } from "./template-names.ts";

/** The relations that a pipeline publishes together, each after those that it reads. */
interface Published {
  readonly pipeline: string;
  readonly models: readonly string[];
}

interface PublishFacts {
  readonly adapter: Adapter;
  readonly project: string;
  readonly published: readonly Published[];
}

/** True if a run builds the models of a pipeline beside the published ones. */
function isSwapped({ steps }: Pick<BatchPipeline, "steps">): boolean {
  return steps.some((step) => step.kind === "publish" && step.isSwap);
}

/** The macros that build models beside the published ones and replace them together. Undefined if no pipeline publishes so. */
export function publishPart(adapter: Adapter, { project, pipelines }: Ir): Part<DbtOptions> | undefined {
  const swapped = pipelines.filter((pipeline) => pipeline.kind === "batch").filter(isSwapped);
  if (swapped.length === 0) return undefined;
  const published = swapped.map((pipeline) => ({
    pipeline: pipeline.name,
    models: relationsOf(
      pipeline.steps.filter(({ kind }) => kind === "model"),
      pipeline,
    ),
  }));
  const facts: PublishFacts = { adapter, project, published };
  const templates = PUBLISH_TEMPLATES.map(templateOf);
  return part(`${adapter}/publish`, { ...noInputs, templates, facts }, filesOnly(publishFiles));
}

function templateOf(name: PublishTemplate): string {
  return `dbt/publish/${name}.sql.njk`;
}

function publishFiles({ render }: EmitInput<DbtOptions>, facts: PublishFacts): readonly EmittedFile[] {
  const { adapter, project, published } = facts;
  const view = {
    header: header([]),
    project: jinja.string(project),
    pipelines: published.map(({ pipeline, models }) => ({
      pipeline: jinja.string(pipeline),
      models: models.map(jinja.string),
    })),
  };
  return PUBLISH_TEMPLATES.map((name) => ({
    path: pathIn(adapter, `macros/dex/${name}.sql`),
    ...render(templateOf(name), view),
    language: "sql",
    sources: [],
  }));
}
