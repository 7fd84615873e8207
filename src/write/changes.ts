import { hashText } from "./hash.ts";
import type { Journal } from "./journal.ts";
import { MANIFEST } from "./layout.ts";
import type { WritePlan } from "./plan.ts";

/** One file's step: from the text `before` to the text `after`; null is no file. */
export interface Change {
  readonly path: string;
  readonly before: string | null;
  readonly after: string | null;
}

/** Every step of a plan; the manifest's is the last. */
export function changesOf({ create, update, remove, manifest }: WritePlan): readonly Change[] {
  return [
    ...remove.map(({ path, before }) => ({ path, before, after: null })),
    ...create.map(({ path, text }) => ({ path, before: null, after: text })),
    ...update.map(({ path, before, text }) => ({ path, before, after: text })),
    ...(manifest.changed ? [{ path: MANIFEST, before: manifest.before ?? null, after: manifest.text }] : []),
  ];
}

/** The steps as a journal; a step's number is its place in the list. */
export function journalOf(changes: readonly Change[]): Journal {
  const steps = changes.map(({ path, before, after }, stage) => ({
    path,
    stage,
    before: before === null ? null : hashText(before),
    hash: after === null ? null : hashText(after),
  }));
  return {
    journalVersion: 1,
    removes: steps.flatMap(({ path, before, hash }) => (hash === null && before !== null ? [{ path, before }] : [])),
    writes: steps.flatMap(({ path, stage, before, hash }) => (hash === null ? [] : [{ path, stage, before, hash }])),
  };
}
