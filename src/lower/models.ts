import type { Type } from "../ir/field.ts";
import type { Model as IrModel, SqlPart } from "../ir/pipeline.ts";
import type { FieldDocument } from "../language/contract/contract-document.ts";
import type { BatchPipelineDocument } from "../language/pipeline/pipeline-document.ts";
import type { LinkedProject, Relation } from "../link/linked-project.ts";
import { isKnown } from "../sql/scope.ts";
import { defaultLookback } from "./lookback.ts";
import { lowerSettings } from "./model-settings.ts";

/** The models of a pipeline, each after those that it reads. */
export function lowerModels(pipeline: BatchPipelineDocument, linked: LinkedProject): readonly IrModel[] {
  return linked.relations
    .filter((relation) => relation.pipeline === pipeline.name.value)
    .flatMap((relation) => lowerRelation(relation, pipeline, linked) ?? []);
}

function lowerRelation(
  relation: Relation,
  pipeline: BatchPipelineDocument,
  linked: LinkedProject,
): IrModel | undefined {
  const { name, reads, document, contract } = relation;
  const base = {
    name,
    reads,
    origin: { path: relation.at.path, pointer: document?.pointer ?? relation.at.pointer },
    ...(document?.settings && { settings: lowerSettings(document.settings, relation.at.path) }),
    ...(document?.settings?.columns?.some(({ dataTests }) => dataTests !== undefined) && {
      hasOwnTests: true as const,
    }),
  };
  if (relation.kind === "staging") return { kind: "staging", contract: contract ?? "", ...base };
  if (document?.kind === "dimension") {
    return {
      kind: "dimension",
      of: document.of.value,
      scd: document.scd.value,
      tracked: document.tracked.map(({ value }) => value),
      ...(document.scd.value === 2 && { snapshot: `${name}_snapshot` }),
      ...(document.contract && { contract: document.contract.value }),
      hasOwnTests: true,
      ...base,
    };
  }
  const columns = relation.query?.columns;
  if (document?.kind !== "sql" || relation.sql === undefined) return undefined;
  return {
    kind: "sql",
    role: document.role,
    ...(document.contract && { contract: document.contract.value }),
    materialized: document.materialized.value,
    uniqueKey: document.uniqueKey.map(({ value }) => value),
    clusterBy: document.clusterBy.map(({ value }) => value),
    lookbackSeconds: document.lookbackSeconds?.value ?? defaultLookback(pipeline),
    ...(document.eventTime && { eventTime: eventTime(document.eventTime.value, relation, linked) }),
    sql: relation.sql.jinja ? [jinjaText(relation.sql.parts)] : relation.sql.parts.map(sqlPart),
    ...(relation.sql.jinja && { jinja: { dependsOn: relation.sql.jinja.dependsOn } }),
    sqlOrigin:
      relation.sql.file === undefined
        ? { path: relation.at.path, pointer: document.sql.pointer }
        : { path: relation.sql.file, pointer: "" },
    ...(columns && isKnown(columns) && { columns }),
    ...base,
  };
}

/**
 * The time column of a model with its type: the type in the model's contract, or else in the nearest model that it reads with a column of this name.
 * A column that only the SQL defines is a timestamp.
 */
function eventTime(name: string, relation: Relation, linked: LinkedProject): { name: string; type: Type } {
  const seen = new Set([relation.name]);
  for (let near = [relation]; near.length > 0; ) {
    for (const { contract } of near) {
      const fields = contract === undefined ? undefined : linked.contractsByName[contract]?.fields;
      const field = fields?.find((one) => one.name === name);
      if (field !== undefined) return { name, type: timeType(field) };
    }
    const names = new Set(near.flatMap(({ reads }) => reads));
    near = linked.relations.filter((one) => names.has(one.name) && !seen.has(one.name));
    for (const one of near) seen.add(one.name);
  }
  return { name, type: { kind: "timestamp", zone: "instant" } };
}

function timeType({ type, timezone }: FieldDocument): Type {
  if (type.value === "date") return { kind: "date" };
  const isLocal = type.value === "timestamp_local" || timezone?.value === "local";
  return { kind: "timestamp", zone: isLocal ? "local" : "instant" };
}

/** A part of SQL. A reference always names a model: dbt's style guide reads a source table through its staging model. */
function sqlPart(part: NonNullable<Relation["sql"]>["parts"][number]): SqlPart {
  if (part.kind === "text") return { kind: "text", text: part.text };
  return { kind: "ref", model: part.relation ?? "" };
}

/** The Jinja of a file, unchanged except for the names of models in its `ref` calls. */
function jinjaText(parts: NonNullable<Relation["sql"]>["parts"]): SqlPart {
  return {
    kind: "text",
    text: parts.map((part) => (part.kind === "text" ? part.text : (part.relation ?? ""))).join(""),
  };
}
