import type { Report } from "../../diagnostics/diagnostic.ts";
import { unread } from "../../language/faults.ts";
import type { BatchPipelineDocument } from "../../language/pipeline/pipeline-document.ts";
import type { LinkedProject, Relation } from "../../link/linked-project.ts";
import { diagnostics } from "./diagnostics.ts";

/** A pipeline needs no source if its models read only models of the project, and rows that other pipelines load. */
export function sourceReports(pipeline: BatchPipelineDocument, { relations }: LinkedProject): readonly Report[] {
  if (pipeline.source !== undefined || unread(pipeline, "spec")) return [];
  const { name, path } = pipeline;
  const byName = new Map(relations.map((relation) => [relation.name, relation]));
  const own = relations.filter((relation) => relation.pipeline === name.value);
  const staged = pipeline.models.find(({ kind }) => kind === "staging");
  if (staged?.kind === "staging")
    return [missing(path, staged.contract.pointer, { model: staged.contract.value, reads: staged.contract.value })];
  for (const relation of own) {
    const unpublished = relation.reads.find((read) => byName.get(read)?.pipeline === undefined);
    if (unpublished === undefined) continue;
    const reads = byName.get(unpublished)?.contract ?? unpublished;
    return [missing(path, pointerOf(relation), { model: relation.name, reads })];
  }
  const isFed = own.some(({ reads }) => reads.some((read) => byName.get(read)?.pipeline !== name.value));
  if (isFed || own.some(({ sql }) => sql?.jinja !== undefined)) return [];
  return [missing(path, name.pointer, { model: undefined, reads: undefined })];
}

function missing(
  path: string,
  pointer: string,
  parameters: { readonly model: string | undefined; readonly reads: string | undefined },
): Report {
  return diagnostics.report("missing-source", { path, pointer }, parameters);
}

function pointerOf({ document, at }: Relation): string {
  return document?.name?.pointer ?? at.pointer;
}
