import { Bug } from "../text/bug.ts";
import { batchesOf } from "./batches.ts";
import type { Broker } from "./broker.ts";
import type { BrokerChange } from "./change.ts";
import type { Connections } from "./plan-changes.ts";
import type { Registry } from "./registry.ts";

/** Makes the changes, one request after the other. `done` hears of each change when it has been made. */
export async function applyChanges(
  changes: readonly BrokerChange[],
  outside: Connections,
  done: (change: BrokerChange) => void,
): Promise<void> {
  for (const batch of batchesOf(changes)) {
    await make(batch.action, outside);
    batch.changes.forEach(done);
  }
}

const REALLY = { validateOnly: false };

async function make(action: BrokerChange["action"], outside: Connections): Promise<void> {
  switch (action.kind) {
    case "create":
      return await brokerOf(outside).create(action.topic, REALLY);
    case "alter":
      return await brokerOf(outside).alter(action.topic, action.edits, REALLY);
    case "partitions":
      return await brokerOf(outside).addPartitions(action.topic, action.count, REALLY);
    case "delete":
      return await brokerOf(outside).remove(action.topic);
    case "grant":
      return await brokerOf(outside).grant(action.rights);
    case "revoke":
      return await brokerOf(outside).revoke(action.rights);
    case "level":
      return await registryOf(outside).setLevel(action.subject, action.level);
    case "register": {
      const registry = registryOf(outside);
      if (action.force === undefined) return void (await registry.register(action.subject, action.schema));
      await registry.setLevel(action.subject, "NONE");
      try {
        await registry.register(action.subject, action.schema);
      } finally {
        await registry.setLevel(action.subject, action.force);
      }
      return;
    }
    case "none":
      return;
  }
}

function brokerOf({ broker }: Connections): Broker {
  if (broker === undefined) throw new Bug("a change of a topic without a broker");
  return broker;
}

function registryOf({ registry }: Connections): Registry {
  if (registry === undefined) throw new Bug("a change of a schema without a registry");
  return registry;
}
