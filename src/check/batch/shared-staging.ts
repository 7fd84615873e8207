import type { Report } from "../../diagnostics/diagnostic.ts";
import { unread } from "../../language/faults.ts";
import type { BatchPipelineDocument, EndpointDocument } from "../../language/pipeline/pipeline-document.ts";
import type { LinkedProject, Relation } from "../../link/linked-project.ts";
import { sourceName } from "../../link/names.ts";
import { diagnostics } from "./diagnostics.ts";

/**
 * Pipelines that load a contract from sources with the same name share its staging model, which reads the rows of one of them. A pipeline that
 * loads into another schema would build on the rows of the other, and test them.
 */
export function checkSharedStaging({ pipelines, relations }: LinkedProject): readonly Report[] {
  // The destination is unknown when a part of the spec could not be read.
  const batches = pipelines
    .filter((pipeline) => pipeline.type === "batch")
    .filter((pipeline) => !unread(pipeline, "spec"));
  const staged = relations.filter(({ kind }) => kind === "staging");
  return batches.filter(buildsOnStaging).flatMap((pipeline) =>
    staged.flatMap((relation) => {
      const owner = batches.find(({ name }) => name.value === relation.pipeline);
      return owner === undefined ? [] : elsewhere(pipeline, relation, owner);
    }),
  );
}

function buildsOnStaging({ models, quality }: BatchPipelineDocument): boolean {
  return models.length > 0 || (quality?.value.some(({ value: { engines } }) => engines.includes("dbt")) ?? false);
}

/** Reports a pipeline that loads the rows of a staging model into another schema than its owner does. */
function elsewhere(pipeline: BatchPipelineDocument, relation: Relation, owner: BatchPipelineDocument): Report[] {
  const table = pipeline.source?.tables.find(({ value }) => value === relation.contract);
  if (pipeline.source === undefined || table === undefined || owner === pipeline) return [];
  if (relation.source !== sourceName(pipeline.source)) return [];
  const [here, there] = [placeOf(pipeline.destination), placeOf(owner.destination)];
  if (here === there) return [];
  const { source } = relation;
  const parameters = { contract: table.value, model: relation.name, owner: owner.name.value, source, here, there };
  const report = diagnostics.report("shared-staging", { path: pipeline.path, pointer: table.pointer }, parameters);
  const related = [{ at: { path: owner.path, pointer: owner.destination.pointer }, message: "read from here" }];
  return [{ ...report, related }];
}

/** A destination as a message shows it: `raw at warehouse`. */
function placeOf({ connection, database, schema }: EndpointDocument): string {
  const names = [database?.value, schema?.value ?? "raw"].filter((name) => name !== undefined);
  return `${names.join(".")} at ${connection.value}`;
}
