import { type Batch, batchesOf } from "./batches.ts";
import { type Broker, BrokerRefusal } from "./broker.ts";
import type { Action, BrokerChange } from "./change.ts";

/** A request that the broker refused, and its reason. */
interface RefusedBatch {
  readonly batch: Batch;
  readonly refusal: BrokerRefusal;
}

/** The requests that the broker refused in a dry run. */
export interface DryRun {
  /** Invalid requests. */
  readonly refused: readonly RefusedBatch[];
  /** Requests that this user may not send. The broker has not validated them. */
  readonly unauthorised: readonly RefusedBatch[];
}

/** Asks the broker to validate each change of a topic without making it. A policy, the number of brokers or a limit may forbid a change. */
export async function dryRun(changes: readonly BrokerChange[], broker: Broker | undefined): Promise<DryRun> {
  const refused: RefusedBatch[] = [];
  const unauthorised: RefusedBatch[] = [];
  if (broker === undefined) return { refused, unauthorised };
  for (const batch of batchesOf(changes)) {
    try {
      await validate(batch.action, broker);
    } catch (refusal) {
      if (!(refusal instanceof BrokerRefusal)) throw refusal;
      (refusal.kind === "invalid" ? refused : unauthorised).push({ batch, refusal });
    }
  }
  return { refused, unauthorised };
}

async function validate(action: Action, broker: Broker): Promise<void> {
  const mode = { validateOnly: true };
  if (action.kind === "create") await broker.create(action.topic, mode);
  else if (action.kind === "alter") await broker.alter(action.topic, action.edits, mode);
  else if (action.kind === "partitions") await broker.addPartitions(action.topic, action.count, mode);
}
