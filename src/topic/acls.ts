import type { Consumer, TopicSpec } from "../ir/contract.ts";
import type { Ir } from "../ir/ir.ts";
import type { Origin } from "../source/origin.ts";
import { by } from "../text/compare.ts";
import { withoutEdges } from "../text/trim.ts";
import { topicContracts } from "./topics.ts";

/** An access right: the operations that a principal may use on a topic or a consumer group. */
export interface Acl {
  /** The user name, without `User:`. */
  readonly principal: string;
  readonly resource: "topic" | "group";
  readonly name: string;
  readonly pattern: "literal" | "prefixed";
  /** Kafka's names of the operations, sorted. */
  readonly operations: readonly ("Describe" | "Read" | "Write")[];
  /** The topic or the consumer in the contract that implies the right; the first of several. */
  readonly origin: Origin;
}

/** The user name of a person or team: lower-case letters, digits and hyphens, because Kubernetes allows no others. Undefined if the name has no such character. */
export function principalOf(name: string): string | undefined {
  const words = name.toLowerCase().replace(/[^a-z0-9]+/g, "-");
  const slug = withoutEdges(words.slice(0, 60), /-/);
  return slug === "" ? undefined : slug;
}

/**
 * The rights that the contracts imply. Producers write to the topic and read and write its dead letters. Consumers read the topic, in groups
 * named after them, and write dead letters.
 */
export function aclsOf(ir: Ir): readonly Acl[] {
  const wanted = topicContracts(ir)
    .filter(({ contract }) => contract.status !== "retired")
    .flatMap(({ contract, spec }) => [
      ...spec.producers.flatMap((name) => producerAcls(name, spec)),
      ...contract.consumers.flatMap((consumer) => consumerAcls(consumer, spec)),
    ]);
  return merged(wanted);
}

function producerAcls(name: string, { name: topic, deadLetter, origin }: TopicSpec): Acl[] {
  const principal = principalOf(name);
  if (principal === undefined) return [];
  return [
    topicAcl(topic, { principal, operations: ["Describe", "Write"], origin }),
    ...(deadLetter
      ? [
          topicAcl(deadLetter.topic, { principal, operations: ["Describe", "Read", "Write"], origin }),
          ...groupAcls(principal, origin),
        ]
      : []),
  ];
}

function consumerAcls({ name, origin }: Consumer, { name: topic, deadLetter }: TopicSpec): Acl[] {
  const principal = principalOf(name);
  if (principal === undefined) return [];
  return [
    topicAcl(topic, { principal, operations: ["Describe", "Read"], origin }),
    ...(deadLetter ? [topicAcl(deadLetter.topic, { principal, operations: ["Describe", "Write"], origin })] : []),
    ...groupAcls(principal, origin),
  ];
}

/** The consumer groups of a principal: the one with its name, and those whose name starts with it and a dot. */
function groupAcls(principal: string, origin: Origin): Acl[] {
  const group = { principal, resource: "group", operations: ["Read"], origin } as const;
  return [
    { ...group, name: principal, pattern: "literal" },
    { ...group, name: `${principal}.`, pattern: "prefixed" },
  ];
}

function topicAcl(name: string, given: Pick<Acl, "principal" | "operations" | "origin">): Acl {
  return { ...given, resource: "topic", name, pattern: "literal" };
}

/** One right per principal and resource, with the operations of all; sorted. */
function merged(acls: readonly Acl[]): readonly Acl[] {
  const found = new Map<string, Acl>();
  for (const acl of acls) {
    const key = keyOf(acl);
    const first = found.get(key) ?? acl;
    found.set(key, { ...first, operations: [...new Set([...first.operations, ...acl.operations])].sort() });
  }
  return [...found.values()].sort(by(keyOf));
}

function keyOf({ principal, resource, name, pattern }: Acl): string {
  return [principal, resource === "topic" ? 0 : 1, name, pattern].join(" ");
}
