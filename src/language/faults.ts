/** A key that was read as another one: where it was written, and where it stands in the document that was read. */
export interface Respelling {
  readonly written: string;
  readonly meant: string;
}

/**
 * A part of a document of which something could not be read, so that nothing follows from what is absent there. `columns`: some may not be
 * known; `dataset`: keys, times, topic; `rules`, `sla`: what the contract promises; `spec`: what a pipeline reads, builds and runs.
 */
export type Part = "columns" | "dataset" | "rules" | "sla" | "spec";

/** What is known of the faults of a document that could be read nevertheless. */
export interface Faults {
  readonly unread: ReadonlySet<Part>;
  /** In the order in which they were made. */
  readonly respelled: readonly Respelling[];
}

/** True when something in that part of a document could not be read. */
export function unread(document: { readonly faults?: Faults } | undefined, part: Part): boolean {
  return document?.faults?.unread.has(part) === true;
}
