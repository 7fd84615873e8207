import type { Report } from "../diagnostics/diagnostic.ts";
import type { Document } from "../language/document.ts";
import type { Respelling } from "../language/faults.ts";
import { isTextPlace, type Place } from "../source/origin.ts";

/** Moves reports from the corrected documents to the places in the written files. */
export function atWrittenPlaces(reports: readonly Report[], documents: readonly Document[]): readonly Report[] {
  const respelled = respellingsOf(documents);
  if (respelled.size === 0) return reports;
  return reports.map((report) => atWrittenPlace(report, (path) => respelled.get(path) ?? []));
}

/** Returns the function that moves a place in a corrected document to the written file. */
export function writtenPlace(documents: readonly Document[]): (place: Place) => Place {
  const respelled = respellingsOf(documents);
  return (place) => moved(place, respelled.get(place.path) ?? []);
}

function respellingsOf(documents: readonly Document[]): ReadonlyMap<string, readonly Respelling[]> {
  return new Map(
    documents.flatMap((one): [string, readonly Respelling[]][] =>
      one.kind !== "broken" && one.faults ? [[one.path, one.faults.respelled]] : [],
    ),
  );
}

/** A report at its places in the written file, given the corrections of keys in the order in which they were made. */
export function atWrittenPlace(report: Report, respelledIn: (path: string) => readonly Respelling[]): Report {
  const place = (at: Place) => moved(at, respelledIn(at.path));
  return { ...report, at: place(report.at), related: report.related.map((one) => ({ ...one, at: place(one.at) })) };
}

function moved(place: Place, respelled: readonly Respelling[]): Place {
  return isTextPlace(place) ? place : { ...place, pointer: writtenPointer(place.pointer, respelled) };
}

function writtenPointer(pointer: string, respelled: readonly Respelling[]): string {
  return respelled.reduceRight(
    (found, one) => (isWithin(found, one.meant) ? one.written + found.slice(one.meant.length) : found),
    pointer,
  );
}

/** True for a pointer to a node, or to one below it. */
export function isWithin(pointer: string, node: string): boolean {
  return pointer === node || pointer.startsWith(`${node}/`);
}
