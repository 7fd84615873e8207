import { Bug } from "../text/bug.ts";
import type { Broker } from "./broker.ts";
import type { Change } from "./change.ts";
import type { Outside } from "./plan.ts";
import type { Registry } from "./registry.ts";
import { batchesOf } from "./rehearse.ts";

/** Makes the changes, one request after the other. `done` hears of each change when it has been made. */
export async function apply(
  changes: readonly Change[],
  outside: Outside,
  done: (change: Change) => void,
): Promise<void> {
  for (const batch of batchesOf(changes)) {
    await make(batch.action, outside);
    batch.changes.forEach(done);
  }
}

const REALLY = { validateOnly: false };

async function make(action: Change["action"], outside: Outside): Promise<void> {
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

function brokerOf({ broker }: Outside): Broker {
  if (broker === undefined) throw new Bug("a change of a topic without a broker");
  return broker;
}

function registryOf({ registry }: Outside): Registry {
  if (registry === undefined) throw new Bug("a change of a schema without a registry");
  return registry;
}
