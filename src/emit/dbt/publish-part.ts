import type { Ir } from "../../ir/ir.ts";
import type { BatchPipeline, Step } from "../../ir/pipeline.ts";
import { isSwapped, judgedSuffix, quarantineSuffix, relationsOf } from "../../running/dbt.ts";
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
  /** Those that only exist until the others are published: all rows of a model, with those that violate its contract. */
  readonly judged: readonly string[];
  /** Those that the steps before the models build. */
  readonly before: readonly string[];
}

interface PublishFacts {
  readonly adapter: Adapter;
  readonly project: string;
  readonly published: readonly Published[];
}

/** The macros that build models beside the published ones and replace them together. Undefined if no pipeline publishes so. */
export function publishPart(adapter: Adapter, { project, pipelines }: Ir): Part<DbtOptions> | undefined {
  const swapped = pipelines.filter((pipeline) => pipeline.kind === "batch").filter(isSwapped);
  if (swapped.length === 0) return undefined;
  const published = swapped.map(publishedBy);
  const facts: PublishFacts = { adapter, project, published };
  const templates = PUBLISH_TEMPLATES.map(templateOf);
  return part(`${adapter}/publish`, { ...noInputs, templates, facts }, filesOnly(publishFiles));
}

function publishedBy(pipeline: BatchPipeline): Published {
  const built = pipeline.steps.filter(({ kind }) => kind === "model");
  const before = stagingQuarantines(pipeline);
  const judged = pipeline.models.filter(
    (model) =>
      model.quarantine !== undefined &&
      model.kind !== "staging" &&
      !(model.kind === "sql" && model.materialized === "view"),
  );
  return {
    pipeline: pipeline.name,
    models: [...before, ...relationsOf(built, pipeline)],
    judged: judged.map(({ name }) => name + judgedSuffix),
    before,
  };
}

/** The quarantines of the staging models that a pipeline builds and owns. */
function stagingQuarantines({ steps, models }: Pick<BatchPipeline, "steps" | "models">): readonly string[] {
  const own = new Set(models.map(({ name }) => name));
  const isOwn = (step: Step) => step.kind === "staging" && step.hasQuarantine === true && own.has(step.model);
  return steps.flatMap((step) => (step.kind === "staging" && isOwn(step) ? [step.model + quarantineSuffix] : []));
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
    judged: published.flatMap(({ judged }) => judged.map(jinja.string)),
    before: published.flatMap(({ before }) => before.map(jinja.string)),
  };
  return PUBLISH_TEMPLATES.map((name) => ({
    path: pathIn(adapter, `macros/dex/${name}.sql`),
    ...render(templateOf(name), view),
    language: "sql",
    sources: [],
  }));
}
