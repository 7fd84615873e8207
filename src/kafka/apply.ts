import { Bug } from "../text/bug.ts";
import type { Broker } from "./broker.ts";
import type { Change } from "./change.ts";
import type { Outside } from "./plan.ts";
import type { Registry } from "./registry.ts";

/**
 * Makes the changes, one after the other. The broker is first asked whether it would take every change of settings, so that most of what it refuses is
 * refused before anything has changed. `done` hears of each change when it has been made.
 */
export async function apply(
  changes: readonly Change[],
  outside: Outside,
  done: (change: Change) => void,
): Promise<void> {
  for (const { action } of changes) {
    if (action.kind === "alter") await brokerOf(outside).alter(action.topic, action.edits, { validateOnly: true });
  }
  for (const change of changes) {
    await make(change, outside);
    done(change);
  }
}

async function make({ action }: Change, outside: Outside): Promise<void> {
  switch (action.kind) {
    case "create":
      return await brokerOf(outside).create(action.topic);
    case "alter":
      return await brokerOf(outside).alter(action.topic, action.edits, { validateOnly: false });
    case "partitions":
      return await brokerOf(outside).addPartitions(action.topic, action.count);
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
