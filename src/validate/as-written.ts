import type { Report } from "../diagnostics/diagnostic.ts";
import type { Document } from "../language/document.ts";
import type { Respelling } from "../language/faults.ts";
import { isTextPlace, type Place } from "../source/origin.ts";

/** Reports with their places as written, for documents that were read with corrected keys. */
export function asWritten(reports: readonly Report[], documents: readonly Document[]): readonly Report[] {
  const faulty = documents.flatMap((one): [string, readonly Respelling[]][] =>
    one.kind !== "broken" && one.faults ? [[one.path, one.faults.respelled]] : [],
  );
  if (faulty.length === 0) return reports;
  const respelled = new Map(faulty);
  return reports.map((report) => written(report, (path) => respelled.get(path) ?? []));
}

/** A report with its places as written, given the corrected keys of each file in the order of correction. */
export function written(report: Report, respelledIn: (path: string) => readonly Respelling[]): Report {
  const place = (at: Place): Place =>
    isTextPlace(at) ? at : { ...at, pointer: writtenPointer(at.pointer, respelledIn(at.path)) };
  return { ...report, at: place(report.at), related: report.related.map((one) => ({ ...one, at: place(one.at) })) };
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
