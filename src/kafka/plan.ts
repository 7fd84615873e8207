import { schemasOf } from "../emit/kafka/schemas.ts";
import { retiredTopics, topicsOf } from "../emit/kafka/topics.ts";
import type { Ir } from "../ir/ir.ts";
import type { Broker, BrokerTopic } from "./broker.ts";
import type { Change } from "./change.ts";
import { planSchemas, type SchemaState } from "./plan-schemas.ts";
import { planTopics } from "./plan-topics.ts";
import type { Registry } from "./registry.ts";

/** What dex talks to; either may be left out. */
export interface Outside {
  readonly broker?: Broker;
  readonly registry?: Registry;
}

/** What was found there. */
export interface Found {
  readonly topics?: readonly BrokerTopic[];
  readonly schemas?: readonly SchemaState[];
}

/** Reads everything that the contracts are about from the broker and the registry. */
export async function look(ir: Ir, { broker, registry }: Outside): Promise<Found> {
  const names = [...topicsOf(ir).map(({ name }) => name), ...retiredTopics(ir).map(({ spec }) => spec.name)];
  const topics = await broker?.topics(names);
  const schemas = registry === undefined ? undefined : await lookUpSchemas(ir, registry);
  return { ...(topics && { topics }), ...(schemas && { schemas }) };
}

async function lookUpSchemas(ir: Ir, registry: Registry): Promise<readonly SchemaState[]> {
  const states: SchemaState[] = [];
  for (const schema of schemasOf(ir)) {
    const registered = await registry.subject(schema.subject);
    const compatible = registered.versions.length === 0 || (await registry.isCompatible(schema.subject, schema));
    states.push({ schema, registered, compatible });
  }
  return states;
}

/** Every change from what is there to what the contracts say: topics first, then schemas. */
export function plan(ir: Ir, found: Found, { prune }: { readonly prune: boolean }): readonly Change[] {
  const input = { topics: topicsOf(ir), retired: retiredTopics(ir), prune };
  return [
    ...(found.topics ? planTopics({ ...input, actual: found.topics }) : []),
    ...(found.schemas ? planSchemas(found.schemas) : []),
  ];
}

/** The changes that may not be made: what no broker does, and what nobody has consented to. */
export function refused(changes: readonly Change[], { caution }: { readonly caution: boolean }): readonly Change[] {
  return changes.filter((change) => !change.allowed && !(caution && change.class === "CAUTION"));
}
