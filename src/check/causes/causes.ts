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
  /** The place in the written file of a place in a document, which may have corrected keys. */
  readonly written: (place: Place) => Place;
}

/**
 * Replaces reports that follow from one mistake by a report about the mistake. When several places name a column, and a misspelled definition
 * is the reason that none exists, the report is about the definition.
 */
export function causesOf(given: readonly Report[], project: Project): readonly Report[] {
  const reports = withoutConsequences(given);
  if (!reports.some(({ unknown }) => unknown !== undefined)) return reports;
  const groups = new Map<string, Report[]>();
  for (const report of reports) {
    const key = keyOf(report, project);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [report]);
    else group.push(report);
  }
  if (groups.size === 1 && groups.has("")) return reports;
  const words = countWords(project.files);
  const own = groups.get("") ?? [];
  return [...groups].flatMap(([key, group]) => (key === "" ? group : cause(group, { own, words, project })));
}

/** The reports without those about the meaning of a name that is not a valid name. */
function withoutConsequences(reports: readonly Report[]): readonly Report[] {
  const invalid = new Set(reports.filter(({ code }) => BAD_NAMES.includes(code)).map(({ at }) => placeKey(at)));
  if (invalid.size === 0) return reports;
  return reports.filter(({ code, at }) => BAD_NAMES.includes(code) || !invalid.has(placeKey(at)));
}

const BAD_NAMES = ["validate/bad-name", "validate/names-without-comma"];

function placeKey(at: Place): string {
  return isTextPlace(at) ? `${at.path}:${at.start}` : `${at.path}#${at.pointer}`;
}

interface Known {
  /** The reports that do not follow from a definition. */
  readonly own: readonly Report[];
  readonly words: Words;
  readonly project: Project;
}

/** The report of a group of reports that miss one name, where a similar name is defined. */
function cause(group: readonly Report[], { own, words, project }: Known): readonly Report[] {
  const places = withoutMirror(group);
  const [first] = places;
  const unknown = first && unknownOf(first);
  const definition = unknown && definitionOf(first, unknown, project);
  if (unknown === undefined || definition === undefined) return places;
  // The definition has a fault of its own, and the others follow from it.
  if (own.some(({ at, severity }) => severity === "error" && isSame(at, definition))) return [];
  if (!isMisspelled(unknown, places.length, words)) return places;
  const parameters = { defined: unknown.near, named: unknown.name, count: places.length };
  return [
    {
      ...diagnostics.report("misspelled-definition", definition, parameters),
      replacement: { from: unknown.near, to: unknown.name },
      related: places.slice(0, 3).map(({ at }) => ({ at, message: "named here" })),
    },
  ];
}

/** The unknown name of a report, seen from the place that names it. */
function unknownOf({ unknown, code }: Report): UnknownName | undefined {
  return unknown && code === MISSING ? { ...unknown, name: unknown.near, near: unknown.name } : unknown;
}

/** The group without reports that say the same from the other side: a query lacks a column, and has another one too many. */
function withoutMirror(group: readonly Report[]): readonly Report[] {
  const rest = group.filter(({ code }) => code !== MISSING);
  return rest.length === 0 ? group : rest;
}

const MISSING = "check/model-column-missing";

/** The name and its definition as a key for groups; empty for a report about anything else. */
function keyOf(report: Report, project: Project): string {
  const unknown = unknownOf(report);
  const definition = unknown && definitionOf(report, unknown, project);
  return definition === undefined ? "" : JSON.stringify([unknown?.name, definition]);
}

/** The place where the similar name is defined: a column, a contract or a model. */
function definitionOf({ code, at }: Report, unknown: UnknownName, { documents, written }: Project): Place | undefined {
  const { near, contract, definition } = unknown;
  if (definition !== undefined) return definition;
  const contracts = documents.filter((one): one is ContractDocument => one.kind === "contract");
  if (code === "link/unknown-contract" || code === "link/unknown-model") {
    const found = contracts.find(({ name }) => name.value === near);
    const place = found === undefined ? modelNamed(near, documents) : { path: found.path, pointer: found.name.pointer };
    return place && written(place);
  }
  const owner = contracts.find(({ name, path }) =>
    contract === undefined ? path === at.path : name.value === contract,
  );
  const field = owner && allFields(owner.fields).find(({ name }) => name === near);
  return owner && field && written({ path: owner.path, pointer: field.pointer, part: "key" });
}

function modelNamed(name: string, documents: readonly Document[]): NodePlace | undefined {
  for (const one of documents) {
    if (one.kind !== "pipeline" || one.type !== "batch") continue;
    const model = one.models.find((candidate) => candidate.name?.value === name);
    if (model?.name !== undefined) return { path: one.path, pointer: model.name.pointer };
  }
  return undefined;
}

/**
 * True when the definition is misspelled: many places agree on another spelling, or the project has the spelling of the definition only once. When
 * both spellings occur once, the definition is wrong if it has a word that occurs nowhere else, and the other spelling has none.
 */
function isMisspelled({ name, near }: UnknownName, count: number, words: Words): boolean {
  if (count >= MANY) return true;
  if (words.whole(near) > 1) return false;
  return words.whole(name) > 1 || (words.rarest(near) === 1 && words.rarest(name) > 1);
}

const MANY = 3;

function isSame(one: Place, other: Place): boolean {
  if (one.path !== other.path) return false;
  if (isTextPlace(one) || isTextPlace(other))
    return isTextPlace(one) && isTextPlace(other) && one.start === other.start;
  return one.pointer === other.pointer;
}
