import { Bug } from "../text/bug.ts";
import { batchesOf } from "./batches.ts";
import type { Broker } from "./broker.ts";
import type { Action, BrokerChange } from "./change.ts";
import type { Connections } from "./plan-changes.ts";
import type { Registry } from "./registry.ts";

/** Makes the changes, one request after another. `done` is called with each change after it is made. */
export async function applyChanges(
  changes: readonly BrokerChange[],
  connections: Connections,
  done: (change: BrokerChange) => void,
): Promise<void> {
  for (const batch of batchesOf(changes)) {
    await make(batch.action, connections);
    batch.changes.forEach(done);
  }
}

const APPLY = { validateOnly: false };

async function make(action: Action, connections: Connections): Promise<void> {
  switch (action.kind) {
    case "create":
      return await brokerOf(connections).create(action.topic, APPLY);
    case "alter":
      return await brokerOf(connections).alter(action.topic, action.edits, APPLY);
    case "partitions":
      return await brokerOf(connections).addPartitions(action.topic, action.count, APPLY);
    case "delete":
      return await brokerOf(connections).remove(action.topic);
    case "grant":
      return await brokerOf(connections).grant(action.rights);
    case "revoke":
      return await brokerOf(connections).revoke(action.rights);
    case "level":
      return await registryOf(connections).setLevel(action.subject, action.level);
    case "register": {
      const registry = registryOf(connections);
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
  if (broker === undefined) throw new Bug("a change of a topic needs a broker");
  return broker;
}

function registryOf({ registry }: Connections): Registry {
  if (registry === undefined) throw new Bug("a change of a schema needs a registry");
  return registry;
}
