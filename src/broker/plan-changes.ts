import type { Ir } from "../ir/ir.ts";
import { aclsOf } from "../topic/acls.ts";
import { schemasOf } from "../topic/schemas.ts";
import { retiredTopics, topicsOf } from "../topic/topics.ts";
import type { Broker, BrokerRights, BrokerTopic } from "./broker.ts";
import type { BrokerChange } from "./change.ts";
import type { Registry } from "./registry.ts";
import { type RightsInput, revokeChanges, rightsChanges } from "./rights-changes.ts";
import { type SchemaState, schemaChanges } from "./schema-changes.ts";
import { topicChanges } from "./topic-changes.ts";

/** The live systems. Both are optional. */
export interface Connections {
  readonly broker?: Broker;
  readonly registry?: Registry;
}

/** The state of the live systems. */
export interface LiveState {
  readonly topics?: readonly BrokerTopic[];
  readonly rights?: BrokerRights | "no-authorizer";
  readonly schemas?: readonly SchemaState[];
}

/** What to read besides topics and schemas. */
export interface Scope {
  /** Access rights. */
  readonly rights: boolean;
}

/** Reads the topics, rights and schemas of the contracts from the broker and the registry. */
export async function readState(ir: Ir, { broker, registry }: Connections, scope: Scope): Promise<LiveState> {
  const names = [...topicsOf(ir).map(({ name }) => name), ...retiredTopics(ir).map(({ spec }) => spec.name)];
  const topics = await broker?.topics(names);
  const rights = scope.rights && names.length > 0 ? await broker?.rights() : undefined;
  const schemas = registry === undefined ? undefined : await lookUpSchemas(ir, registry);
  return { ...(topics && { topics }), ...(rights && { rights }), ...(schemas && { schemas }) };
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

/** The access rights of the contracts and of the broker. Undefined if they were not read, or the broker has no authorizer. */
export function rightsInput(ir: Ir, { topics, rights }: LiveState): RightsInput | undefined {
  if (rights === undefined || rights === "no-authorizer") return undefined;
  const existing = new Set((topics ?? []).map(({ name }) => name));
  return { acls: aclsOf(ir), topics: topicsOf(ir), retired: retiredTopics(ir), actual: rights, existing };
}

/** All changes that make the live systems match the contracts: topics first, then access rights, then schemas. */
export function planChanges(ir: Ir, found: LiveState, { prune }: { readonly prune: boolean }): readonly BrokerChange[] {
  const rights = rightsInput(ir, found);
  const input = { topics: topicsOf(ir), retired: retiredTopics(ir), prune };
  return [
    ...(found.topics ? topicChanges({ ...input, actual: found.topics }) : []),
    ...(rights ? rightsChanges(rights) : []),
    ...(rights && prune ? revokeChanges(rights) : []),
    ...(found.schemas ? schemaChanges(found.schemas) : []),
  ];
}

/** The changes that dex must not make: impossible ones, and those that lack consent. */
export function blockedChanges(
  changes: readonly BrokerChange[],
  { caution }: { readonly caution: boolean },
): readonly BrokerChange[] {
  return changes.filter((change) => !change.allowed && !(caution && change.class === "CAUTION"));
}
