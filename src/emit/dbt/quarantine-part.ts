import type { Ir } from "../../ir/ir.ts";
import { isSwapped } from "../../running/dbt.ts";
import * as jinja from "../../text/quote/jinja.ts";
import type { EmitInput, EmittedFile, Part } from "../emitter.ts";
import { header } from "../header.ts";
import { filesOnly, noInputs, part } from "../parts.ts";
import { pathIn } from "./files.ts";
import type { Adapter, DbtOptions } from "./options.ts";
import type { ProjectPlan } from "./plan.ts";
import { isJudged } from "./quarantine.ts";
import { QUARANTINE_TEMPLATE } from "./template-names.ts";

interface QuarantineFacts {
  readonly adapter: Adapter;
  readonly project: string;
  readonly templates: readonly string[];
}

/** The macros of quarantines. Undefined if no model has one. */
export function quarantinePart(
  adapter: Adapter,
  { project, pipelines }: Ir,
  { models }: ProjectPlan,
): Part<DbtOptions> | undefined {
  if (!models.some(isJudged)) return undefined;
  // The macros that publish have it, too.
  const publishes = pipelines.some((pipeline) => pipeline.kind === "batch" && isSwapped(pipeline));
  const templates = [QUARANTINE_TEMPLATE, ...(publishes ? [] : ["publish/dex_transaction"])];
  const facts: QuarantineFacts = { adapter, project, templates };
  const inputs = { ...noInputs, templates: templates.map((name) => `dbt/${name}.sql.njk`), facts };
  return part(`${adapter}/quarantine`, inputs, filesOnly(quarantineFiles));
}

function quarantineFiles(
  { render }: EmitInput<DbtOptions>,
  { adapter, project, templates }: QuarantineFacts,
): readonly EmittedFile[] {
  const view = { header: header([]), project: jinja.string(project) };
  return templates.map((name) => ({
    path: pathIn(adapter, `macros/dex/${name.split("/")[1]}.sql`),
    ...render(`dbt/${name}.sql.njk`, view),
    language: "sql",
    sources: [],
  }));
}
