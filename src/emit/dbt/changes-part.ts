import { alterations } from "../../dialect/alteration.ts";
import { alterUnderViews } from "../../dialect/postgres-views.ts";
import type { Ir } from "../../ir/ir.ts";
import type { Model } from "../../ir/pipeline.ts";
import { Code } from "../../text/quote/code.ts";
import type { EmitInput, EmittedFile, Part } from "../emitter.ts";
import { header } from "../header.ts";
import { filesOnly, noInputs, part } from "../parts.ts";
import { pathIn } from "./files.ts";
import type { Adapter, DbtOptions } from "./options.ts";
import { CHANGE_TEMPLATES, type ChangeTemplate } from "./template-names.ts";

interface ChangeFacts {
  readonly adapter: Adapter;
  readonly names: readonly ChangeTemplate[];
}

/** True if a run adds rows to the table of a model. */
function growsInPlace(model: Model): boolean {
  if (model.kind === "dimension") return model.scd !== 1;
  return model.kind === "sql" && model.materialized === "incremental";
}

/** The macros by which tables that have rows follow a change of their columns. Undefined if a run builds every table as a whole. */
export function changesPart(adapter: Adapter, { pipelines, macros = [] }: Ir): Part<DbtOptions> | undefined {
  const models = pipelines.flatMap((pipeline) => (pipeline.kind === "batch" ? pipeline.models : []));
  if (!models.some(growsInPlace)) return undefined;
  const names = CHANGE_TEMPLATES.filter((name) => !macros.some(({ text }) => definition(name).test(text)));
  return part(
    `${adapter}/changes`,
    { ...noInputs, templates: names.map(templateOf), facts: { adapter, names } },
    filesOnly(changeFiles),
  );
}

/** A project may have its own form of a macro of dbt. */
function definition(name: ChangeTemplate): RegExp {
  return new RegExp(`\\{%-?\\s*macro\\s+(?:[a-z]+__)?${name}\\b`);
}

function templateOf(name: ChangeTemplate): string {
  return `dbt/changes/${name}.sql.njk`;
}

function changeFiles({ render }: EmitInput<DbtOptions>, { adapter, names }: ChangeFacts): readonly EmittedFile[] {
  const view = {
    header: header([]),
    retype: Code.trusted(alterations[adapter].retype),
    alterUnderViews: Code.trusted(alterUnderViews),
  };
  return names.map((name) => ({
    path: pathIn(adapter, `macros/dex/${name}.sql`),
    ...render(templateOf(name), view),
    language: "sql",
    sources: [],
  }));
}
