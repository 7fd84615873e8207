/** A misspelled key that was read as another one: its pointer as written, and its pointer in the document that was read. */
export interface Respelling {
  readonly written: string;
  readonly meant: string;
}

/**
 * A part of a document in which something could not be read, so nothing follows from what is absent there. `columns`: some may be unknown;
 * `dataset`: keys, times, topic; `rules`, `sla`: the constraints of the contract; `spec`: what a pipeline reads, builds and runs.
 */
export type Part = "columns" | "dataset" | "rules" | "sla" | "spec";

/** The faults of a document that could be read in spite of them. */
export interface Faults {
  readonly unread: ReadonlySet<Part>;
  /** In the order in which they were applied. */
  readonly respelled: readonly Respelling[];
}

/** True when something in that part of a document could not be read. */
export function unread(document: { readonly faults?: Faults } | undefined, part: Part): boolean {
  return document?.faults?.unread.has(part) === true;
}
