import type { Report, UnknownName } from "../../diagnostics/diagnostic.ts";
import type { ContractDocument } from "../../language/contract/contract-document.ts";
import type { Document } from "../../language/document.ts";
import { allFields } from "../../link/references.ts";
import { isTextPlace, type NodePlace, type Place } from "../../source/origin.ts";
import type { SourceFile } from "../../source/source-file.ts";
import { append } from "../../text/append.ts";
import { diagnostics } from "./diagnostics.ts";
import { countWords, type Words } from "./words.ts";

/** The documents of a project and its files. */
export interface Project {
  readonly documents: readonly Document[];
  readonly files: readonly SourceFile[];
  /** Moves a place in a document, whose keys may be corrected, to the file as written. */
  readonly written: (place: Place) => Place;
}

/**
 * Replaces reports that follow from one mistake by one report about the mistake. If several places name a column that does not exist because
 * its definition is misspelled, that report is about the definition.
 */
export function causesOf(given: readonly Report[], project: Project): readonly Report[] {
  const reports = withoutConsequences(given);
  if (!reports.some(({ unknown }) => unknown !== undefined)) return reports;
  const groups = new Map<string, Report[]>();
  for (const report of reports) append(groups, keyOf(report, project), report);
  if (groups.size === 1 && groups.has("")) return reports;
  const words = countWords(project.files);
  const own = groups.get("") ?? [];
  return [...groups].flatMap(([key, group]) => (key === "" ? group : cause(group, { own, words, project })));
}

/** Drops the other reports about an invalid name: they follow from it. */
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

/** Returns one report about the definition of a similar name, or the reports of the group if the definition is correct. */
function cause(group: readonly Report[], { own, words, project }: Known): readonly Report[] {
  const places = withoutMirror(group);
  const [first] = places;
  const unknown = first && unknownOf(first);
  const definition = unknown && definitionOf(first, unknown, project);
  if (unknown === undefined || definition === undefined) return places;
  // The definition already has an error, and the group follows from it.
  if (own.some(({ at, severity }) => severity === "error" && placeKey(at) === placeKey(definition))) return [];
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

/** The unknown name of a report, from the point of view of the place that uses it. */
function unknownOf({ unknown, code }: Report): UnknownName | undefined {
  return unknown && code === MISSING ? { ...unknown, name: unknown.near, near: unknown.name } : unknown;
}

/** Drops reports about missing columns if the group has others: a misspelled column is both missing and extra. */
function withoutMirror(group: readonly Report[]): readonly Report[] {
  const rest = group.filter(({ code }) => code !== MISSING);
  return rest.length === 0 ? group : rest;
}

const MISSING = "check/model-column-missing";

/** The key of a report's group: the unknown name and its definition. Empty for other reports. */
function keyOf(report: Report, project: Project): string {
  const unknown = unknownOf(report);
  const definition = unknown && definitionOf(report, unknown, project);
  return definition === undefined ? "" : JSON.stringify([unknown?.name, definition]);
}

/** The place where the similar name is defined: a column, a contract or a model. Formats are not defined in a project. */
function definitionOf({ code, at }: Report, unknown: UnknownName, { documents, written }: Project): Place | undefined {
  const { near, contract, definition } = unknown;
  if (code === "check/unknown-format") return undefined;
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
 * True if the definition is misspelled: many places use the other spelling, or the definition's spelling is the rarer one. If both spellings
 * occur once, the definition is misspelled if it has a word that occurs nowhere else, and the other spelling does not. If both have one, the
 * spelling with the more unusual letters is the misspelled one.
 */
function isMisspelled({ name, near }: UnknownName, count: number, words: Words): boolean {
  if (count >= MANY) return true;
  if (words.whole(near) > 1) return false;
  if (words.whole(name) > 1) return true;
  return words.rarest(near) === 1 && (words.rarest(name) > 1 || words.isOdder(near, name));
}

const MANY = 3;
