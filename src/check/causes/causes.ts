import type { Report, UnknownName } from "../../diagnostics/diagnostic.ts";
import type { ContractDocument } from "../../language/contract/contract-document.ts";
import type { Document } from "../../language/document.ts";
import { allFields } from "../../link/references.ts";
import { isTextPlace, type NodePlace, type Place } from "../../source/origin.ts";
import type { SourceFile } from "../../source/source-file.ts";
import { diagnostics } from "./diagnostics.ts";
import { countWords, type Words } from "./words.ts";

/** The documents of a project and its files. */
export interface Project {
  readonly documents: readonly Document[];
  readonly files: readonly SourceFile[];
}

/**
 * Replaces reports that follow from one mistake by a report about the mistake. When several places name a column, and a misspelled definition
 * is the reason that none exists, the report is about the definition.
 */
export function causesOf(reports: readonly Report[], project: Project): readonly Report[] {
  if (!reports.some(({ unknown }) => unknown !== undefined)) return reports;
  const groups = new Map<string, Report[]>();
  for (const report of reports) {
    const key = keyOf(report, project.documents);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [report]);
    else group.push(report);
  }
  if (groups.size === 1 && groups.has("")) return reports;
  const words = countWords(project.files);
  const own = groups.get("") ?? [];
  return [...groups].flatMap(([key, group]) => (key === "" ? group : cause(group, { own, words, project })));
}

interface Known {
  /** The reports that do not follow from a definition. */
  readonly own: readonly Report[];
  readonly words: Words;
  readonly project: Project;
}

/** The report of a group of reports that miss one name, where another name is defined. */
function cause(group: readonly Report[], { own, words, project }: Known): readonly Report[] {
  const [first] = group;
  const unknown = first?.unknown;
  const definition = unknown && first && definitionOf(first, unknown, project.documents);
  if (unknown === undefined || definition === undefined) return group;
  // The definition has a fault of its own, and the others follow from it.
  if (own.some(({ at, severity }) => severity === "error" && isAt(at, definition))) return [];
  if (!isMisspelled(unknown, words)) return withoutMirror(group);
  const places = withoutMirror(group);
  const parameters = { defined: unknown.near, named: unknown.name, count: places.length };
  return [
    {
      ...diagnostics.report("misspelled-definition", definition, parameters),
      related: places.slice(0, 3).map(({ at }) => ({ at, message: "named here" })),
    },
  ];
}

/** The group without reports that say the same from the other side: a query lacks a column, and has another one too many. */
function withoutMirror(group: readonly Report[]): readonly Report[] {
  const rest = group.filter(({ code }) => code !== MISSING);
  return rest.length === 0 ? group : rest;
}

const MISSING = "check/model-column-missing";

/** The name and its definition as a key for groups; empty for a report about anything else. */
function keyOf(report: Report, documents: readonly Document[]): string {
  const { unknown, code } = report;
  if (unknown === undefined) return "";
  const mirrored = code === MISSING ? { ...unknown, name: unknown.near, near: unknown.name } : unknown;
  const definition = definitionOf(report, mirrored, documents);
  return definition === undefined ? "" : JSON.stringify([mirrored.name, definition.path, definition.pointer]);
}

/** The place where the similar name is defined: a column, a contract or a model. */
function definitionOf(
  report: Report,
  { near, contract }: UnknownName,
  documents: readonly Document[],
): NodePlace | undefined {
  const { code, at } = report;
  const contracts = documents.filter((one): one is ContractDocument => one.kind === "contract");
  if (code === "link/unknown-contract" || code === "link/unknown-model") {
    const found = contracts.find(({ name }) => name.value === near);
    return found === undefined ? modelNamed(near, documents) : { path: found.path, pointer: found.name.pointer };
  }
  const owner = contracts.find(({ name, path }) =>
    contract === undefined ? path === at.path : name.value === contract,
  );
  const field = owner && allFields(owner.fields).find(({ name }) => name === near);
  return owner && field && { path: owner.path, pointer: field.pointer, part: "key" };
}

function modelNamed(name: string, documents: readonly Document[]): NodePlace | undefined {
  for (const one of documents) {
    if (one.kind !== "pipeline" || one.type !== "batch") continue;
    const model = one.models.find((candidate) => candidate.name?.value === name);
    if (model?.name !== undefined) return { path: one.path, pointer: model.name.pointer };
  }
  return undefined;
}

/** True when the project uses the unknown name more than the defined one; when both are rare, when a word of the defined one is unknown. */
function isMisspelled({ name, near }: UnknownName, words: Words): boolean {
  const [uses, definitions] = [words.whole(name), words.whole(near)];
  return uses === definitions ? words.rarest(near) < words.rarest(name) : uses > definitions;
}

function isAt(at: Place, { path, pointer }: NodePlace): boolean {
  return at.path === path && !isTextPlace(at) && at.pointer === pointer;
}
