import { hashText } from "./hash.ts";
import type { Journal } from "./journal.ts";
import { MANIFEST } from "./layout.ts";
import type { WritePlan } from "./plan.ts";

/** One file's step: from the text `before` to the text `after`, whose hash goes with it; null is no file. */
export interface Change {
  readonly path: string;
  readonly before: string | null;
  readonly after: string | null;
  readonly hash: string | null;
}

/** Every step of a plan; the manifest's is the last. */
export function changesOf({ create, update, remove, manifest }: WritePlan): readonly Change[] {
  return [
    ...remove.map(({ path, before }) => ({ path, before, after: null, hash: null })),
    ...create.map(({ path, text, entry: { hash } }) => ({ path, before: null, after: text, hash })),
    ...update.map(({ path, before, text, entry: { hash } }) => ({ path, before, after: text, hash })),
    ...(manifest.changed ? [manifestChange(manifest)] : []),
  ];
}

function manifestChange({ text, before }: WritePlan["manifest"]): Change {
  return { path: MANIFEST, before: before ?? null, after: text, hash: hashText(text) };
}

/** The steps as a journal; a step's number is its place in the list. */
export function journalOf(changes: readonly Change[]): Journal {
  const steps = changes.map(({ path, before, hash }, stage) => ({
    path,
    stage,
    before: before === null ? null : hashText(before),
    hash,
  }));
  return {
    journalVersion: 1,
    removes: steps.flatMap(({ path, before, hash }) => (hash === null && before !== null ? [{ path, before }] : [])),
    writes: steps.flatMap(({ path, stage, before, hash }) => (hash === null ? [] : [{ path, stage, before, hash }])),
  };
}
