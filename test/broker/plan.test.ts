import { describe, expect, it } from "vitest";
import { type Broker, BrokerRefusal, type BrokerTopic } from "../../src/broker/broker.ts";
import { findDrift } from "../../src/broker/drift.ts";
import { dryRun } from "../../src/broker/dry-run.ts";
import { isSameValue, judgeSetting } from "../../src/broker/judge-setting.ts";
import { blockedChanges, planChanges } from "../../src/broker/plan-changes.ts";
import type { RegistrySubject } from "../../src/broker/registry.ts";
import { reportBlocked, reportRefused } from "../../src/broker/report-changes.ts";
import { schemasOf } from "../../src/topic/schemas.ts";
import { irOfContracts } from "../topic/project.ts";

const contract = (topic: string, header = "") => `
contract: {name: events, version: "1.0.0", owner: a@example.com${header}}
dataset: {kind: topic}
topic: {name: shop.events, partitions: 3, replication_factor: 2, format: json, ${topic}}
schema: {required: [id], properties: {id: {type: string}}}
`;

const SETTINGS = {
  "retention.ms": { value: "604800000", own: true, inherited: "604800000" },
  "cleanup.policy": { value: "delete", own: false, inherited: "delete" },
  "segment.ms": { value: "1000", own: true, inherited: "604800000" },
};

const actual = (given: Partial<BrokerTopic> = {}): BrokerTopic => ({
  name: "shop.events",
  partitions: 3,
  replicas: 2,
  settings: SETTINGS,
  ...given,
});

/** The changes that a topic needs, as `CLASS what`, and whether they are allowed. */
function changes(topic: string, given: Partial<BrokerTopic> = {}, header = "") {
  const found = planChanges(irOfContracts(contract(topic, header)), { topics: [actual(given)] }, { prune: true });
  return found.map((change) => `${change.class} ${change.what} ${change.allowed ? "yes" : (change.needs ?? "no")}`);
}

describe("the plan", () => {
  it("is empty for a topic in order, whatever else is set on it", () => {
    expect(changes("config: {retention.ms: 7d}")).toEqual([]);
  });

  it.each([
    ["partitions of a topic with a key", "key: id", { partitions: 2 }, "MIGRATE partitions 2 to 3 partition_increase"],
    ["partitions without a key", "", { partitions: 2 }, "CAUTION partitions 2 to 3 no"],
    ["fewer partitions", "", { partitions: 4 }, "IMPOSSIBLE partitions 4 to 3 no"],
    ["replicas", "", { replicas: 3 }, "MIGRATE replicas 3 to 2 replication_factor"],
    ["a longer retention", "config: {retention.ms: 8d}", {}, "SAFE retention.ms 604800000 to 691200000 yes"],
    ["a shorter one", "config: {retention.ms: 1d}", {}, "DESTRUCTIVE retention.ms 604800000 to 86400000 retention_cut"],
    ["one for ever", "config: {retention.ms: -1}", {}, "SAFE retention.ms 604800000 to -1 yes"],
    [
      "compaction",
      "key: id, config: {cleanup.policy: compact}",
      {},
      "DESTRUCTIVE cleanup.policy delete (the broker's default) to compact cleanup_policy",
    ],
    [
      "a setting to be left to the broker",
      "config: {segment.ms: default}",
      {},
      "SAFE segment.ms 1000 to the broker's default, 604800000 yes",
    ],
    [
      "the default, but set",
      "config: {cleanup.policy: delete}",
      {},
      "SAFE cleanup.policy delete (the broker's default) to delete yes",
    ],
  ])("knows how bad %s is", (_, topic, given, expected) => {
    expect(changes(topic, given)).toEqual([expected]);
  });

  it("takes a word of consent for the present version only", () => {
    const topic = (version: string) =>
      `config: {retention.ms: 1d}, allow: [{change: retention_cut, version: "${version}", reason: r}]`;
    expect(changes(topic("1.0.0"))).toEqual(["DESTRUCTIVE retention.ms 604800000 to 86400000 yes"]);
    expect(changes(topic("0.9.0"))).toEqual(["DESTRUCTIVE retention.ms 604800000 to 86400000 retention_cut"]);
  });

  it("deletes the topic of a retired contract only with its consent, and only when asked", () => {
    expect(changes("", {}, ", status: retired")).toEqual(["DESTRUCTIVE delete the topic delete_topic"]);
    const ir = irOfContracts(contract("", ", status: retired"));
    expect(planChanges(ir, { topics: [actual()] }, { prune: false })).toEqual([]);
  });

  it("lets CAUTION pass when told to, and nothing else", () => {
    const ir = irOfContracts(contract(""));
    const found = planChanges(ir, { topics: [actual({ partitions: 2, replicas: 3 })] }, { prune: false });
    expect(blockedChanges(found, { caution: false }).length).toBe(2);
    expect(blockedChanges(found, { caution: true }).map((change) => change.class)).toEqual(["MIGRATE"]);
  });

  it("reports at the lines of the contract", () => {
    const ir = irOfContracts(contract("key: id, config: {retention.ms: 1d}"));
    const found = planChanges(ir, { topics: [actual({ partitions: 4 })] }, { prune: false });
    const reports = reportBlocked(blockedChanges(found, { caution: false }), ir);
    expect(reports.map(({ code, at }) => [code, "pointer" in at && at.pointer])).toEqual([
      ["kafka/impossible-change", "/topic/partitions"],
      ["kafka/unacknowledged-change", "/topic/config/retention.ms"],
    ]);
    const cautious = planChanges(
      irOfContracts(contract("")),
      { topics: [actual({ partitions: 2 })] },
      { prune: false },
    );
    expect(reportBlocked(cautious, ir).map(({ code }) => code)).toEqual(["kafka/unconfirmed-change"]);
  });
});

describe("the plan of schemas", () => {
  const AVRO = contract("")
    .replace("format: json", "format: avro")
    .replace("schema:", "compatibility: producer\nschema:");
  const ir = irOfContracts(AVRO);
  const [schema] = schemasOf(ir);
  if (schema === undefined) throw new Error("no schema");
  const state = (registered: Partial<RegistrySubject>, compatible = true) => ({
    schemas: [{ schema, registered: { subject: schema.subject, versions: [], ...registered }, compatible }],
  });
  const version = (text: string) => [{ version: 1, type: "AVRO", text }];
  const planned = (found: ReturnType<typeof state>) => planChanges(ir, found, { prune: false });
  const said = (found: ReturnType<typeof state>) => planned(found).map((change) => `${change.class} ${change.what}`);

  it("registers what is new, with its level, and nothing that is there", () => {
    expect(said(state({}))).toEqual([
      "SAFE compatibility (the registry's) to BACKWARD_TRANSITIVE",
      "SAFE register, AVRO",
    ]);
    const there = { level: "BACKWARD_TRANSITIVE", versions: version(schema.text.replace(/\s+/g, " ")) };
    expect(said(state(there))).toEqual([]);
    expect(said(state({ ...there, level: "FULL_TRANSITIVE" }))).toEqual([
      "CAUTION compatibility FULL_TRANSITIVE to BACKWARD_TRANSITIVE",
    ]);
  });

  it("refuses what readers cannot read, at the line of the field, and what only the registry refuses", () => {
    const old = schema.text.replace('"type": "string"', '"type": "int"');
    const found = planned(state({ level: "BACKWARD_TRANSITIVE", versions: version(old) }));
    expect(found.map((change) => [change.class, change.needs])).toEqual([["MIGRATE", "schema_incompatible"]]);
    const [report] = reportBlocked(found, ir);
    expect(report).toMatchObject({ code: "kafka/incompatible-schema", at: { pointer: "/schema/properties/id" } });
    expect(report?.message).toContain("id: messages have int, but readers expect string");
    const empty = schema.text.replace(/"fields": [\s\S]*/, '"fields": [{"name": "id", "type": "string", "doc": "d"}]}');
    const odd = planned(state({ level: "BACKWARD_TRANSITIVE", versions: version(empty) }, false));
    expect(odd[0]?.why).toContain("the registry rejects it");
  });
});

describe("drift", () => {
  it("has what differs, what is missing, and what no contract knows", () => {
    const ir = irOfContracts(contract("config: {retention.ms: 8d}"));
    expect(findDrift(ir, { topics: [actual()] }).map(({ what }) => what.split(",")[0])).toEqual([
      "retention.ms 604800000 to 691200000",
      "segment.ms is 1000",
    ]);
    expect(findDrift(ir, { topics: [] })).toEqual([{ target: "shop.events", what: "is missing" }]);
  });
});

describe("the dry run", () => {
  const ir = irOfContracts(contract("config: {retention.ms: 8d, segment.ms: default}"));
  const asked = async (refusal: Error, found: BrokerTopic[]) => {
    const calls: unknown[] = [];
    const say = async (...words: readonly unknown[]) => {
      calls.push(words);
      throw refusal;
    };
    // Nothing but these is asked of it.
    const broker = { create: say, alter: say, addPartitions: say } as unknown as Broker;
    const answers = await dryRun(planChanges(ir, { topics: found }, { prune: true }), broker);
    return { calls, answers };
  };
  const refusal = (kind: "invalid" | "unauthorised") => new BrokerRefusal("alter shop.events", "too long", kind);

  it("puts all changes of a topic's settings to the broker in one piece, without effect", async () => {
    const { calls, answers } = await asked(refusal("invalid"), [actual()]);
    const edits = [{ name: "retention.ms", value: "691200000" }, { name: "segment.ms" }];
    expect(calls).toEqual([["shop.events", edits, { validateOnly: true }]]);
    const [report] = reportRefused(answers);
    expect(report).toMatchObject({ code: "kafka/refused-by-broker", at: { pointer: "/topic/config/retention.ms" } });
    expect(report?.message).toMatch(
      /^shop\.events: retention\.ms 604800000 to 691200000, segment\.ms .*: the broker would refuse it: too long$/,
    );
  });

  it("tells what nobody may ask from what is refused, and lets everything else through", async () => {
    const { answers } = await asked(refusal("unauthorised"), []);
    expect([answers.refused.length, answers.unauthorised.length]).toEqual([0, 1]);
    await expect(asked(new Error("a bug"), [])).rejects.toThrow("a bug");
    expect(await dryRun([], undefined)).toEqual({ refused: [], unauthorised: [] });
  });
});

describe("settings", () => {
  it.each([
    ["min.insync.replicas", "2", "1", "DESTRUCTIVE"],
    ["min.insync.replicas", "1", "2", "CAUTION"],
    ["unclean.leader.election.enable", "false", "true", "DESTRUCTIVE"],
    ["unclean.leader.election.enable", "true", "false", "SAFE"],
    ["retention.bytes", "-1", "100", "DESTRUCTIVE"],
    ["max.message.bytes", "10", "9", "CAUTION"],
    ["compression.type", "producer", "zstd", "SAFE"],
    ["cleanup.policy", "compact,delete", "compact", "CAUTION"],
    ["cleanup.policy", "compact", "delete", "DESTRUCTIVE"],
    ["cleanup.policy", "delete", "", "CAUTION"],
    ["cleanup.policy", "", "delete", "DESTRUCTIVE"],
  ])("%s from %s to %s is %s", (name, from, to, expected) => {
    expect(judgeSetting(name, from, to).class).toBe(expected);
  });

  it("are the same when they mean the same", () => {
    expect(isSameValue("min.cleanable.dirty.ratio", "0.5", "0.50")).toBe(true);
    expect(isSameValue("cleanup.policy", "compact,delete", "delete, compact")).toBe(true);
    expect(isSameValue("compression.type", "gzip", "zstd")).toBe(false);
    expect(isSameValue("max.compaction.lag.ms", "9223372036854775807", "9223372036854775806")).toBe(false);
  });
});
