import { describe, expect, it } from "vitest";
import type { BrokerRight, BrokerRights, BrokerTopic } from "../../src/broker/broker.ts";
import { findDrift } from "../../src/broker/drift.ts";
import { blockedChanges, planChanges, rightsInput } from "../../src/broker/plan-changes.ts";
import { reportBlocked } from "../../src/broker/report-changes.ts";
import { foreignRights, rightsText, staleRights } from "../../src/broker/rights-changes.ts";
import { irOfContracts } from "../topic/project.ts";

const contract = (consumers: string, { header = "", topic = "" } = {}) => `
contract: {name: events, version: "1.0.0", owner: a@example.com, team: web${header}}
dataset: {kind: topic}
topic: {name: shop.events, partitions: 1, replication_factor: 1, format: json${topic}}
consumers: [${consumers}]
schema: {required: [id], properties: {id: {type: string}}}
`;
const TOPIC: BrokerTopic = { name: "shop.events", partitions: 1, replicas: 1, settings: {} };

const right = (principal: string, operation: string, more: Partial<BrokerRight> = {}): BrokerRight => ({
  principal: `User:${principal}`,
  host: "*",
  resource: "topic",
  name: "shop.events",
  pattern: "literal",
  operation,
  effect: "allow",
  ...more,
});
const WEB = [right("web", "Describe"), right("web", "Write")];
const ANN = [
  right("ann", "Describe"),
  right("ann", "Read"),
  right("ann", "Read", { resource: "group", name: "ann" }),
  right("ann", "Read", { resource: "group", name: "ann.", pattern: "prefixed" }),
];
const there = (rights: readonly BrokerRight[], more: Partial<BrokerRights> = {}) => ({
  topics: [TOPIC],
  rights: { rights, openByDefault: false, ...more },
});

const ir = irOfContracts(contract("{name: ann}"));
const changes = (found: ReturnType<typeof there>, of = ir, prune = false) =>
  planChanges(of, found, { prune }).map((change) => `${change.class} ${change.target} ${change.what}`);

describe("the plan of access rights", () => {
  it("grants what the contracts imply and nobody has", () => {
    expect(changes(there([]))).toEqual([
      "SAFE User:ann allow Describe, Read on topic shop.events",
      "SAFE User:ann allow Read on group ann",
      "SAFE User:ann allow Read on groups ann.*",
      "SAFE User:web allow Describe, Write on topic shop.events",
    ]);
    expect(changes(there([...WEB, ...ANN]))).toEqual([]);
  });

  it("grants no more than what is missing, and takes no other right for it", () => {
    expect(changes(there([...WEB, ...ANN.slice(1)]))).toEqual(["SAFE User:ann allow Describe on topic shop.events"]);
    const others: Partial<BrokerRight>[] = [
      { host: "10.0.0.1" },
      { effect: "deny" },
      { pattern: "prefixed" },
      { name: "shop.event" },
      { resource: "group" },
      { operation: "All" },
      { principal: "User:bob" },
    ];
    for (const other of others)
      expect(changes(there([...WEB.slice(1), ...ANN, { ...right("web", "Describe"), ...other }]))).toEqual([
        "SAFE User:web allow Describe on topic shop.events",
      ]);
  });

  it("is careful with the first right on a topic that everybody may be using", () => {
    const open = there([], { openByDefault: true });
    const planned = planChanges(ir, open, { prune: false });
    expect(planned.map((change) => `${change.class} ${change.target}`)).toEqual([
      "CAUTION User:ann",
      "SAFE User:ann",
      "SAFE User:ann",
      "CAUTION User:web",
    ]);
    const reports = reportBlocked(blockedChanges(planned, { caution: false }), ir);
    expect(reports.map(({ code, at }) => [code, "pointer" in at && at.pointer])).toEqual([
      ["kafka/unconfirmed-change", "/consumers/0"],
      ["kafka/unconfirmed-change", "/topic"],
    ]);
    expect(reports[0]?.message).toContain("allow.everyone.if.no.acl.found");
    for (const closed of [
      { ...open, topics: [] },
      there([right("eve", "Read", { name: "shop.", pattern: "prefixed" })], { openByDefault: true }),
      there([right("eve", "Read", { name: "*" })], { openByDefault: true }),
    ])
      expect(planChanges(ir, closed, { prune: false }).filter((change) => change.class === "CAUTION")).toEqual([]);
  });

  it("leaves what no contract implies, and drift tells it", () => {
    const foreign = [
      right("eve", "Write"),
      right("eve", "Read"),
      right("eve", "Read", { effect: "deny", host: "::1" }),
    ];
    const wide = [right("ops", "All", { name: "*" }), right("ops", "All", { name: "shop.", pattern: "prefixed" })];
    const elsewhere = [right("eve", "Read", { name: "other" }), right("eve", "Read", { resource: "group", name: "g" })];
    const found = there([...WEB, ...ANN, ...foreign, ...wide, ...elsewhere]);
    expect(changes(found, ir, true)).toEqual([]);
    const input = rightsInput(ir, found);
    expect(input && foreignRights(input).map(({ rights }) => rightsText(rights))).toEqual([
      "allow Read, Write on topic shop.events",
      "deny Read on topic shop.events from ::1",
    ]);
    expect(findDrift(ir, found).map(({ target, what }) => `${target} ${what}`)).toEqual([
      'User:eve allow Read, Write on topic shop.events, which no contract implies. Add the user to "consumers" or "producers", or remove the right with kafka-acls.sh',
      "User:eve deny Read on topic shop.events from ::1, which no contract implies",
    ]);
    expect(findDrift(ir, there([...WEB, ...ANN.slice(1)]))).toEqual([
      { target: "User:ann", what: "lacks: allow Describe on topic shop.events" },
    ]);
  });

  it("takes the rights on a retired contract's topic away with the topic, or after it, and only when asked", () => {
    const retired = (topic = "") => irOfContracts(contract("{name: ann}", { header: ", status: retired", topic }));
    const consent = ', allow: [{change: delete_topic, version: "1.0.0", reason: r}]';
    const found = there([...WEB, ...ANN]);
    const gone = { ...found, topics: [] };
    const both = [
      "SAFE User:web revoke: allow Describe, Write on topic shop.events",
      "SAFE User:ann revoke: allow Describe, Read on topic shop.events",
    ];
    expect(changes(found, retired(consent))).toEqual([]);
    expect(changes(found, retired(), true)).toEqual(["DESTRUCTIVE shop.events delete the topic"]);
    expect(changes(found, retired(consent), true)).toEqual(["DESTRUCTIVE shop.events delete the topic", ...both]);
    expect(changes(gone, retired(), true)).toEqual(both);
    const input = rightsInput(retired(), found);
    expect(input && staleRights(input).length).toBe(2);
    expect(findDrift(retired(), gone)[0]?.what).toBe(
      "still has, although the contract is retired: allow Describe, Write on topic shop.events",
    );
  });

  it("says nothing of rights where they were not asked for, or there are none", () => {
    expect(planChanges(ir, { topics: [{ ...TOPIC }] }, { prune: true })).toEqual([]);
    expect(planChanges(ir, { topics: [TOPIC], rights: "no-authorizer" }, { prune: true })).toEqual([]);
  });
});
