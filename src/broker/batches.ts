import type { BrokerChange } from "./change.ts";

/** What a change does to the broker or the registry. */
export type Action = BrokerChange["action"];

type Alter = Extract<Action, { kind: "alter" }>;

/** Changes that one request makes: those of one topic's settings go together, because one setting may be invalid without the next. */
export interface Batch {
  readonly changes: readonly BrokerChange[];
  readonly action: Action;
}

/** Groups changes by the request that makes them, in their order. */
export function batchesOf(changes: readonly BrokerChange[]): readonly Batch[] {
  const batches: Batch[] = [];
  for (const change of changes) {
    const { action } = change;
    const last = batches.at(-1);
    const joined = last && joinedActions(last.action, action);
    if (last === undefined || joined === undefined) batches.push({ changes: [change], action });
    else batches.splice(-1, 1, { changes: [...last.changes, change], action: joined });
  }
  return batches;
}

function joinedActions(first: Action, second: Action): Alter | undefined {
  if (first.kind !== "alter" || second.kind !== "alter" || first.topic !== second.topic) return undefined;
  return { ...first, edits: [...first.edits, ...second.edits] };
}
