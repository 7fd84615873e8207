import type { Ir } from "../../ir/ir.ts";
import { by } from "../../text/compare.ts";
import { topicContracts } from "./topics.ts";

/** A right: what a principal may do to a topic or a group. */
export interface Acl {
  /** The name of the user, without `User:`. */
  readonly principal: string;
  readonly resource: "topic" | "group";
  readonly name: string;
  readonly pattern: "literal" | "prefixed";
  /** Kafka's names of operations, sorted. */
  readonly operations: readonly ("Describe" | "Read" | "Write")[];
}

/** The user that somebody's name makes: small letters, digits and hyphens, so that it is the same in Kubernetes. Undefined when nothing of the name is left. */
export function principalOf(name: string): string | undefined {
  const slug = name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .slice(0, 60)
    .replace(/^-+|-+$/g, "");
  return slug === "" ? undefined : slug;
}

/**
 * The rights that the contracts imply. Producers write to the topic and look after its dead letters; consumers read it, in groups that carry
 * their name, and may put a message aside.
 */
export function aclsOf(ir: Ir): readonly Acl[] {
  const wanted = topicContracts(ir)
    .filter(({ contract }) => contract.status !== "retired")
    .flatMap(({ contract, spec }) => [
      ...spec.producers.flatMap((name) => producerAcls(name, spec.name, spec.deadLetter?.topic)),
      ...contract.consumers.flatMap(({ name }) => consumerAcls(name, spec.name, spec.deadLetter?.topic)),
    ]);
  return merged(wanted);
}

function producerAcls(name: string, topic: string, dead: string | undefined): Acl[] {
  const principal = principalOf(name);
  if (principal === undefined) return [];
  return [
    topicAcl(principal, topic, ["Describe", "Write"]),
    ...(dead === undefined ? [] : [topicAcl(principal, dead, ["Describe", "Read", "Write"])]),
  ];
}

function consumerAcls(name: string, topic: string, dead: string | undefined): Acl[] {
  const principal = principalOf(name);
  if (principal === undefined) return [];
  return [
    topicAcl(principal, topic, ["Describe", "Read"]),
    ...(dead === undefined ? [] : [topicAcl(principal, dead, ["Describe", "Write"])]),
    { principal, resource: "group", name: principal, pattern: "literal", operations: ["Read"] },
    { principal, resource: "group", name: `${principal}.`, pattern: "prefixed", operations: ["Read"] },
  ];
}

function topicAcl(principal: string, name: string, operations: Acl["operations"]): Acl {
  return { principal, resource: "topic", name, pattern: "literal", operations };
}

/** One right per principal and resource, with every operation asked for; sorted. */
function merged(acls: readonly Acl[]): readonly Acl[] {
  const found = new Map<string, Acl>();
  for (const acl of acls) {
    const key = keyOf(acl);
    const operations = [...new Set([...(found.get(key)?.operations ?? []), ...acl.operations])].sort();
    found.set(key, { ...acl, operations });
  }
  return [...found.values()].sort(by(keyOf));
}

function keyOf({ principal, resource, name, pattern }: Acl): string {
  return [principal, resource === "topic" ? 0 : 1, name, pattern].join(" ");
}
