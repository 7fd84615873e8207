import type { Report } from "../../diagnostics/diagnostic.ts";
import type { ContractDocument } from "../../language/contract/contract-document.ts";
import type { Mention } from "../../language/node.ts";
import type { PipelineDocument } from "../../language/pipeline/pipeline-document.ts";
import type { LinkedProject } from "../../link/linked-project.ts";
import { pointerTokens } from "../../source/pointer.ts";
import { append } from "../../text/append.ts";
import { diagnostics } from "./diagnostics.ts";

/** The kinds of documents that an emitter can write files for. */
type Subject = "table" | "view" | "file" | "topic" | "batch" | "stream";

/** An emitter, and the kinds of documents that it writes files for. Without `takes`, it acts on every document and key. */
export interface Actor {
  readonly name: string;
  readonly takes?: readonly Subject[];
}

/** The commands that act on keys, in every project. */
const COMMANDS: readonly Actor[] = [{ name: "dex kafka", takes: ["topic"] }];

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
      else append(grouped, groupOf(mention), found);
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
  const actors = mention.actors.filter((name) => COMMANDS.every((command) => command.name !== name));
  const keys = [...new Set(found.map((one) => nameOf(one.mention)))];
  return [diagnostics.report("unused-key", place, { keys, actors, more })];
}

/** Keys of one mapping that the same targets act on are one finding. */
function groupOf(mention: Mention): string {
  const name = nameOf(mention);
  const owner = name.slice(0, -mention.key.length);
  return owner === "" ? name : `${owner} ${mention.actors.join(" ")}`;
}

/** The name of a key with the key above it, such as `sla.availability`. */
function nameOf({ key, pointer }: Mention): string {
  const [section, ...inside] = pointerTokens(pointer).slice(0, -1);
  // The user chooses the names of columns, so the keys of fields are reported without the key above them.
  const isField = section === "schema" || section === "columns" || section === "fields";
  const owner = section === undefined || isField ? [] : [section, ...inside].filter((token) => !/^\d+$/.test(token));
  return [...owner.slice(-1), key].join(".");
}

/** The keys of a document that nothing acts on, each place once. The keys inside of such a key are not reported. */
function unused(document: ContractDocument | PipelineDocument, actors: readonly Actor[]): readonly Mention[] {
  const { mentions = [] } = document;
  const subject = subjectOf(document);
  const takers = actors.filter((actor) => isTaken(subject, actor));
  // The finding about the pipeline includes its keys.
  if (document.kind === "pipeline" && takers.length === 0) return [];
  if (takers.some(({ takes }) => takes === undefined)) return [];
  const readers = new Set([...actors, ...COMMANDS].filter((actor) => isRead(subject, actor)).map(({ name }) => name));
  const seen = new Set<string>();
  let outer: string | undefined;
  return mentions.filter(({ pointer, actors: wanted }) => {
    if (wanted.some((actor) => readers.has(actor))) return false;
    if (seen.has(pointer) || (outer !== undefined && pointer.startsWith(outer))) return false;
    seen.add(pointer);
    outer = `${pointer}/`;
    return true;
  });
}

function pipelineReports(pipeline: PipelineDocument, actors: readonly Actor[]): readonly Report[] {
  if (actors.some((actor) => isTaken(subjectOf(pipeline), actor))) return [];
  const { path, name, type: kind } = pipeline;
  return [diagnostics.report("unused-pipeline", { path, pointer: name.pointer }, { pipeline: name.value, kind })];
}

/** True if an emitter reads a document. An emitter that takes batch pipelines also reads the contracts of their tables. */
function isRead(subject: Subject, actor: Actor): boolean {
  return isTaken(subject, actor) || (TABLES.has(subject) && actor.takes?.includes("batch") === true);
}

const TABLES: ReadonlySet<Subject> = new Set(["table", "view", "file"]);

function isTaken(subject: Subject, { takes }: Actor): boolean {
  return takes === undefined || takes.includes(subject);
}

function subjectOf(document: ContractDocument | PipelineDocument): Subject {
  if (document.kind === "contract") return document.dataset.kind.value;
  return document.type === "batch" ? "batch" : "stream";
}
