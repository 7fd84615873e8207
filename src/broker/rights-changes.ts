import type { Origin } from "../source/origin.ts";
import { append } from "../text/append.ts";
import type { Acl } from "../topic/acls.ts";
import type { Topic, TopicContract } from "../topic/topics.ts";
import type { BrokerRight, BrokerRights } from "./broker.ts";
import type { BrokerChange } from "./change.ts";
import { isAllowed } from "./topic-changes.ts";

/** The access rights of the contracts and of the broker. */
export interface RightsInput {
  readonly acls: readonly Acl[];
  readonly topics: readonly Topic[];
  readonly retired: readonly TopicContract[];
  readonly actual: BrokerRights;
  /** The names of the topics on the broker. */
  readonly existing: ReadonlySet<string>;
}

/** The grants of all rights that the contracts imply and the broker does not have. */
export function rightsChanges(input: RightsInput): readonly BrokerChange[] {
  const { acls, actual } = input;
  const there = new Set(actual.rights.map(keyOf));
  return acls.flatMap((acl) => {
    const missing = rightsOf(acl).filter((right) => !there.has(keyOf(right)));
    return missing.length === 0 ? [] : [grantChange(acl, missing, input)];
  });
}

function rightsOf({ principal, resource, name, pattern, operations }: Acl): BrokerRight[] {
  const base = { principal: `User:${principal}`, host: "*", resource, name, pattern, effect: "allow" } as const;
  return operations.map((operation) => ({ ...base, operation }));
}

function grantChange({ origin }: Acl, missing: readonly BrokerRight[], input: RightsInput): BrokerChange {
  const [{ principal, resource, name } = { principal: "", resource: "group", name: "" }] = missing;
  const shutsOut = resource === "topic" && isOpen(name, input);
  return {
    class: shutsOut ? "CAUTION" : "SAFE",
    target: principal,
    what: rightsText(missing),
    ...(shutsOut && { why: SHUTS_OUT }),
    allowed: !shutsOut,
    at: origin,
    action: { kind: "grant", rights: missing },
  };
}

const SHUTS_OUT =
  "the topic has no rights yet, so the broker may let everyone use it (allow.everyone.if.no.acl.found); afterwards only users with a right can";

/** True if the broker may let everyone use the topic, because it exists and has no rights. */
function isOpen(name: string, { actual, existing }: RightsInput): boolean {
  if (!actual.openByDefault || !existing.has(name)) return false;
  return !actual.rights.some((right) => right.resource === "topic" && covers(right, name));
}

function covers({ pattern, name }: BrokerRight, topic: string): boolean {
  return pattern === "prefixed" ? topic.startsWith(name) : name === topic || name === "*";
}

/** Rights of one principal on a topic that no contract implies. */
export interface ForeignRights {
  readonly topic: string;
  readonly rights: readonly BrokerRight[];
}

/**
 * Rights on the topics of contracts that were granted by hand, or implied by an older version. dex does not revoke them. It ignores rights on
 * many topics at once (prefixes, `*`).
 */
export function foreignRights(input: RightsInput): readonly ForeignRights[] {
  const foreignOn = foreignRightsByTopic(input);
  return input.topics.flatMap(({ name }) => foreignOn(name));
}

/** All rights on the topics of retired contracts. */
export function staleRights(input: RightsInput): readonly ForeignRights[] {
  const foreignOn = foreignRightsByTopic(input);
  return input.retired.flatMap(({ spec }) => foreignOn(spec.name));
}

/** Groups the rights that no contract implies by topic, once for all topics. */
function foreignRightsByTopic({ acls, actual }: RightsInput): (topic: string) => readonly ForeignRights[] {
  const wanted = new Set(acls.flatMap(rightsOf).map(keyOf));
  const groups = new Map<string, Map<string, BrokerRight[]>>();
  for (const right of actual.rights) {
    const { resource, pattern, name, principal, host, effect } = right;
    if (resource !== "topic" || pattern !== "literal" || wanted.has(keyOf(right))) continue;
    const onTopic = groups.get(name) ?? new Map<string, BrokerRight[]>();
    const who = JSON.stringify([principal, host, effect]);
    append(onTopic, who, right);
    groups.set(name, onTopic);
  }
  return (topic) => [...(groups.get(topic)?.values() ?? [])].map((rights) => ({ topic, rights }));
}

/** The revocations of rights on topics of retired contracts whose topic is deleted or already gone. */
export function revokeChanges(input: RightsInput): readonly BrokerChange[] {
  const foreignOn = foreignRightsByTopic(input);
  return input.retired
    .filter(({ contract, spec }) => !input.existing.has(spec.name) || isAllowed("delete_topic", contract, spec))
    .flatMap(({ spec }) => foreignOn(spec.name).map(({ rights }) => revokeChange(rights, spec.origin)));
}

function revokeChange(rights: readonly BrokerRight[], at: Origin): BrokerChange {
  return {
    class: "SAFE",
    target: rights[0]?.principal ?? "",
    what: `revoke: ${rightsText(rights)}`,
    allowed: true,
    at,
    action: { kind: "revoke", rights },
  };
}

/** Rights of one principal as text: `allow Describe, Read on topic orders`. */
export function rightsText(rights: readonly BrokerRight[]): string {
  const [first] = rights;
  if (first === undefined) return "";
  const { resource, name, pattern, effect, host } = first;
  const operations = rights
    .map(({ operation }) => operation)
    .sort()
    .join(", ");
  const on = pattern === "prefixed" ? `${resource}s ${name}*` : `${resource} ${name}`;
  return `${effect} ${operations} on ${on}${host === "*" ? "" : ` from ${host}`}`;
}

function keyOf({ principal, host, resource, name, pattern, operation, effect }: BrokerRight): string {
  return JSON.stringify([principal, host, resource, name, pattern, operation, effect]);
}
