import { hashText } from "./hash.ts";
import type { Journal } from "./journal.ts";
import type { WritePlan } from "./plan.ts";
import { MANIFEST } from "./reserved-paths.ts";
import type { PlannedText } from "./text-store.ts";

/** One file's change: from a text with the hash `before` to the text `after`, which has the hash `hash`. Null means no file. */
export interface FileChange {
  readonly path: string;
  readonly before: string | null;
  readonly after: PlannedText | null;
  readonly hash: string | null;
}

/** Every change of a plan; the manifest's is the last. */
export function fileChangesOf({ create, update, remove, manifest }: WritePlan): readonly FileChange[] {
  return [
    ...remove.map(({ path, before }) => ({ path, before: before.hash, after: null, hash: null })),
    ...create.map(({ path, text, entry: { hash } }) => ({ path, before: null, after: text, hash })),
    ...update.map(({ path, before, text, entry: { hash } }) => ({ path, before: before.hash, after: text, hash })),
    ...(manifest.changed ? [manifestChange(manifest)] : []),
  ];
}

function manifestChange({ text, before }: WritePlan["manifest"]): FileChange {
  return { path: MANIFEST, before: before === undefined ? null : hashText(before), after: text, hash: hashText(text) };
}

/** The changes as a journal. The number of a staged file is its index in the list. */
export function journalOf(changes: readonly FileChange[]): Journal {
  const steps = changes.map(({ path, before, hash }, stage) => ({ path, stage, before, hash }));
  return {
    journalVersion: 1,
    removes: steps.flatMap(({ path, before, hash }) => (hash === null && before !== null ? [{ path, before }] : [])),
    writes: steps.flatMap(({ path, stage, before, hash }) => (hash === null ? [] : [{ path, stage, before, hash }])),
  };
}
