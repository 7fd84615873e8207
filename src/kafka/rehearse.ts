import { type Broker, BrokerRefusal } from "./broker.ts";
import type { Change } from "./change.ts";

type Alter = Extract<Change["action"], { kind: "alter" }>;
type Step = Change["action"];

/** Changes that are made by one request: those of the settings of one topic, since a setting may be wrong without the next one. */
export interface Batch {
  readonly changes: readonly Change[];
  readonly action: Step;
}

/** The changes by the requests that make them, in their order. */
export function batchesOf(changes: readonly Change[]): readonly Batch[] {
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

function joinedActions(first: Step, second: Step): Alter | undefined {
  if (first.kind !== "alter" || second.kind !== "alter" || first.topic !== second.topic) return undefined;
  return { ...first, edits: [...first.edits, ...second.edits] };
}

/** What the broker says of the changes before anything has changed. */
export interface Rehearsal {
  readonly refused: readonly { readonly batch: Batch; readonly refusal: BrokerRefusal }[];
  /** Those that this user may not make, and so may not ask about. */
  readonly unheard: readonly { readonly batch: Batch; readonly refusal: BrokerRefusal }[];
}

/** Asks the broker whether it would take each change of a topic, without effect: a policy, a number of replicas or a value may not suit it. */
export async function rehearse(changes: readonly Change[], broker: Broker | undefined): Promise<Rehearsal> {
  const refused: Rehearsal["refused"][number][] = [];
  const unheard: Rehearsal["unheard"][number][] = [];
  if (broker === undefined) return { refused, unheard };
  for (const batch of batchesOf(changes)) {
    try {
      await ask(batch.action, broker);
    } catch (refusal) {
      if (!(refusal instanceof BrokerRefusal)) throw refusal;
      (refusal.kind === "invalid" ? refused : unheard).push({ batch, refusal });
    }
  }
  return { refused, unheard };
}

async function ask(action: Step, broker: Broker): Promise<void> {
  const how = { validateOnly: true };
  if (action.kind === "create") await broker.create(action.topic, how);
  else if (action.kind === "alter") await broker.alter(action.topic, action.edits, how);
  else if (action.kind === "partitions") await broker.addPartitions(action.topic, action.count, how);
}
