import type { Report } from "../../diagnostics/diagnostic.ts";
import type { ContractDocument } from "../../language/contract/contract-document.ts";
import type { Mention } from "../../language/node.ts";
import type { PipelineDocument } from "../../language/pipeline/pipeline-document.ts";
import type { LinkedProject } from "../../link/linked-project.ts";
import { append } from "../../text/append.ts";
import { diagnostics } from "./diagnostics.ts";

/** The kinds of documents that an emitter can write files for. */
type Subject = "table" | "view" | "file" | "topic" | "batch" | "stream";

/** An emitter, and the kinds of documents that it writes files for. Without `takes`, it acts on every document and key. */
export interface Actor {
  readonly name: string;
  readonly takes?: readonly Subject[];
}

/**
 * Reports the pipelines and keys that no emitter acts on, each key once for the project. Reports the keys of the documents in `ignoring` one by
 * one, so that their `dex-ignore` comments apply.
 */
export function checkActors(
  { contracts, pipelines }: LinkedProject,
  actors: readonly Actor[],
  ignoring: ReadonlySet<string>,
): readonly Report[] {
  if (actors.length === 0) return [];
  const grouped = new Map<string, Found[]>();
  const own: Found[] = [];
  for (const document of [...contracts, ...pipelines]) {
    for (const mention of unused(document, actors)) {
      const found = { path: document.path, mention };
      if (ignoring.has(document.path)) own.push(found);
      else append(grouped, mention.key, found);
    }
  }
  return [
    ...pipelines.flatMap((pipeline) => pipelineReports(pipeline, actors)),
    ...own.flatMap((found) => keyReports([found])),
    ...[...grouped.values()].flatMap(keyReports),
  ];
}

interface Found {
  readonly path: string;
  readonly mention: Mention;
}

function keyReports(found: readonly Found[]): readonly Report[] {
  const [first] = found;
  if (first === undefined) return [];
  const { path, mention } = first;
  const more = new Set(found.map((one) => one.path)).size - 1;
  const place = { path, pointer: mention.pointer, part: "key" as const };
  return [diagnostics.report("unused-key", place, { key: mention.key, actors: mention.actors, more })];
}

/** The keys of a document that no emitter acts on, each place once. */
function unused(document: ContractDocument | PipelineDocument, actors: readonly Actor[]): readonly Mention[] {
  const subject = subjectOf(document);
  const takers = actors.filter((actor) => isTaken(subject, actor));
  const seen = new Set<string>();
  return (document.mentions ?? []).filter(({ pointer, actors: wanted }) => {
    if (seen.has(pointer)) return false;
    seen.add(pointer);
    return !takers.some(({ name, takes }) => takes === undefined || wanted.includes(name));
  });
}

function pipelineReports(pipeline: PipelineDocument, actors: readonly Actor[]): readonly Report[] {
  if (actors.some((actor) => isTaken(subjectOf(pipeline), actor))) return [];
  const { path, name, type: kind } = pipeline;
  return [diagnostics.report("unused-pipeline", { path, pointer: name.pointer }, { pipeline: name.value, kind })];
}

function isTaken(subject: Subject, { takes }: Actor): boolean {
  return takes === undefined || takes.includes(subject);
}

function subjectOf(document: ContractDocument | PipelineDocument): Subject {
  if (document.kind === "contract") return document.dataset.kind.value;
  return document.type === "batch" ? "batch" : "stream";
}
