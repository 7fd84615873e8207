import type { Action, BrokerChange } from "./change.ts";

type Alter = Extract<Action, { kind: "alter" }>;

/** The changes of one request. It contains all settings of a topic, because one setting may be invalid without another. */
export interface Batch {
  readonly changes: readonly BrokerChange[];
  readonly action: Action;
}

/** Groups changes by request, in their order. */
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
