import { setTimeout as wait } from "node:timers/promises";
import { Admin } from "@platformatic/kafka";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startBroker, type TestBroker } from "./kafka/broker.ts";
import { withoutJava } from "./kafka/java.ts";
import { contractText, makeProject, type Project } from "./kafka/project.ts";
import { startRegistry, type TestRegistry } from "./kafka/registry.ts";

const FIELDS = "  required: [id]\n  properties: {id: {type: string}, amount: {type: decimal, precision: 10, scale: 2}}";

describe.skipIf(withoutJava())("dex kafka on a real broker and registry", () => {
  let broker: TestBroker;
  let registry: TestRegistry;
  let admin: Admin;
  let project: Project;
  beforeAll(async () => {
    [broker, registry] = await Promise.all([startBroker(), startRegistry()]);
    admin = new Admin({ clientId: "test", bootstrapBrokers: [broker.address] });
    project = makeProject();
  });
  afterAll(async () => {
    project?.remove();
    await admin?.close();
    await Promise.all([broker?.stop(), registry?.stop()]);
  });

  const kafka = (action: string, ...words: readonly string[]) =>
    project.dex(["kafka", action, "--broker", broker.address, "--registry", registry.url, ...words]);

  /** What is set on a topic itself. */
  const own = async (topic: string) => {
    const [described] = await admin.describeConfigs({ resources: [{ resourceType: 2, resourceName: topic }] });
    const set = described?.configs.filter(({ configSource }) => configSource === 1) ?? [];
    return Object.fromEntries(set.map(({ name, value }) => [name, value]));
  };
  const partitions = async (topic: string) =>
    (await admin.metadata({ topics: [topic], forceUpdate: true })).topics.get(topic)?.partitionsCount;
  /** The broker's view follows its controller a moment later. */
  const eventually = async <T>(wanted: T, ask: () => Promise<T>) => {
    for (let tries = 0; tries < 50 && (await ask()) !== wanted; tries++) await wait(100);
    expect(await ask()).toBe(wanted);
  };
  const setByHand = (topic: string, name: string, value: string) =>
    admin.incrementalAlterConfigs({
      resources: [{ resourceType: 2, resourceName: topic, configs: [{ name, configOperation: 0, value }] }],
      validateOnly: false,
    });

  const TOPIC = "name: shop.orders, partitions: 2, key: id, format: avro";
  const orders = (topic: string, more: object = {}) =>
    project.write(
      "orders",
      contractText({ name: "orders", topic, fields: FIELDS, more: "compatibility: producer", ...more }),
    );

  it("asks nobody while the contracts have errors: a setting's name, its value, how two go together, one topic twice", async () => {
    const faults = {
      "config: {retention.mss: 7d}": "check/unknown-topic-setting",
      "config: {cleanup.policy: sometimes}": "check/topic-setting-value",
      "config: {remote.storage.enable: true, local.retention.ms: 8d, retention.ms: 7d}":
        "check/topic-settings-conflict",
      "dead_letter: {topic: shop.orders}": "check/shared-topic",
    };
    for (const [more, code] of Object.entries(faults)) {
      orders(`${TOPIC}, ${more}`);
      const { stderr, status } = await kafka("apply");
      expect(stderr).toContain(`error[${code}]`);
      expect(stderr).toContain("--> contracts/orders.contract.yaml:4:");
      expect(status).toBe(1);
    }
    expect(await admin.listTopics()).toEqual([]);
  });

  it("plans, and changes nothing by it", async () => {
    orders(`${TOPIC}, config: {retention.ms: 7d}, dead_letter: {topic: dlq.shop.orders}`);
    const { stdout, stderr, status } = await kafka("plan");
    expect(stdout).toContain("SAFE   shop.orders        create with 2 partitions, 1 replicas");
    expect(stdout).toContain("register, AVRO");
    expect(stdout).not.toContain("allow");
    expect(stderr).toBe("The broker has no authorizer, so access rights are neither needed nor compared.\n");
    expect(status).toBe(0);
    expect(await admin.listTopics()).not.toContain("shop.orders");
    expect((await kafka("drift")).status).toBe(4);
  });

  it("makes topics with their settings, registers schemas with their level, and is done with it", async () => {
    const { status, stderr } = await kafka("apply");
    expect(stderr).toContain("done  shop.orders: create with 2 partitions");
    expect(status).toBe(0);
    expect(await partitions("shop.orders")).toBe(2);
    expect(await own("shop.orders")).toEqual({ "retention.ms": "604800000" });
    expect(await own("dlq.shop.orders")).toMatchObject({ "cleanup.policy": "delete", "retention.ms": "2419200000" });
    const level = (await (await fetch(`${registry.url}/config/shop.orders-value`)).json()) as object;
    expect(Object.values(level)).toEqual(["BACKWARD_TRANSITIVE"]);
    expect(await (await fetch(`${registry.url}/subjects`)).json()).toEqual(["shop.orders-value"]);
    for (const action of ["plan", "drift"]) {
      const { stdout, status: again } = await kafka(action);
      expect(stdout).toBe("The broker and the registry match the contracts.\n");
      expect(again).toBe(0);
    }
  });

  it("changes one setting and leaves those alone that somebody else has set", async () => {
    await setByHand("shop.orders", "segment.ms", "86400000");
    orders(`${TOPIC}, config: {retention.ms: 14d}, dead_letter: {topic: dlq.shop.orders}`);
    const { status, stderr } = await kafka("apply");
    expect(stderr).toContain("done  shop.orders: retention.ms 604800000 to 1209600000");
    expect(status).toBe(0);
    expect(await own("shop.orders")).toEqual({ "retention.ms": "1209600000", "segment.ms": "86400000" });
  });

  it("finds drift, the foreign setting too, and takes it away when the contract says so", async () => {
    await setByHand("shop.orders", "retention.ms", "3600000");
    const { stdout, status } = await kafka("drift");
    expect(stdout).toContain("retention.ms 3600000 to 1209600000");
    expect(stdout).toContain("segment.ms is 86400000, but the contract does not set it");
    expect(status).toBe(4);
    orders(`${TOPIC}, config: {retention.ms: 14d, segment.ms: default}, dead_letter: {topic: dlq.shop.orders}`);
    expect((await kafka("apply")).status).toBe(0);
    expect(await own("shop.orders")).toEqual({ "retention.ms": "1209600000" });
    expect((await kafka("drift")).status).toBe(0);
  });

  it("refuses to cut retention, fewer partitions, and more partitions of a topic with a key; and then does nothing at all", async () => {
    orders(`${TOPIC.replace("2", "4")}, config: {retention.ms: 1d, max.message.bytes: 2000000}`);
    const cut = await kafka("apply");
    expect(cut.status).toBe(3);
    expect(cut.stderr).toMatch(
      /error\[kafka\/unacknowledged-change\]: shop\.orders: partitions 2 to 4: .*partition_increase/,
    );
    expect(cut.stderr).toMatch(
      /error\[kafka\/unacknowledged-change\]: shop\.orders: retention\.ms 1209600000 to 86400000: .*retention_cut/,
    );
    expect(cut.stderr).toContain("contracts/orders.contract.yaml:4:");
    expect(await own("shop.orders")).toEqual({ "retention.ms": "1209600000" });
    orders(TOPIC.replace("2", "1"));
    const fewer = await kafka("apply");
    expect(fewer.status).toBe(3);
    expect(fewer.stderr).toContain("error[kafka/impossible-change]: shop.orders: partitions 2 to 1");
    expect(await partitions("shop.orders")).toBe(2);
  });

  it("does both when the contract allows them in its present version, and not by an old word", async () => {
    const wanted = `${TOPIC.replace("2", "4")}, config: {retention.ms: 1d}`;
    const allow =
      'allow: [{change: partition_increase, version: "1.1.0", reason: r}, {change: retention_cut, version: "1.1.0", reason: r}]';
    orders(`${wanted}, ${allow}`, { version: "1.2.0" });
    expect((await kafka("apply")).status).toBe(3);
    orders(`${wanted}, ${allow}`, { version: "1.1.0" });
    const { status, stderr } = await kafka("apply");
    expect(stderr).toContain("done  shop.orders: partitions 2 to 4");
    expect(status).toBe(0);
    await eventually(4, () => partitions("shop.orders"));
    expect(await own("shop.orders")).toEqual({ "retention.ms": "86400000" });
  });

  it("makes changes marked CAUTION only when told to", async () => {
    const wanted = `${TOPIC.replace("2", "4")}, config: {retention.ms: 1d, max.message.bytes: 500000}`;
    orders(wanted, { version: "1.1.0" });
    expect((await kafka("plan")).stdout).toContain(
      "CAUTION  shop.orders  max.message.bytes 1048588 (the broker's default) to 500000",
    );
    const { status, stderr } = await kafka("apply");
    expect(stderr).toContain("[kafka/unconfirmed-change]");
    expect(status).toBe(3);
    expect((await kafka("apply", "--caution")).status).toBe(0);
  });

  it("refuses a schema that readers cannot read, with the field named, at its line", async () => {
    const topic = `${TOPIC.replace("2", "4")}, config: {retention.ms: 1d, max.message.bytes: 500000}`;
    const added = FIELDS.replace("[id]", "[id, country]").replace("{id:", "{country: {type: string}, id:");
    orders(topic, { version: "1.2.0", fields: added });
    const { status, stderr } = await kafka("apply");
    expect(status).toBe(3);
    expect(stderr).toMatch(
      /error\[kafka\/incompatible-schema\]: The schema of shop\.orders-value .*country: messages do not have it/,
    );
    expect(stderr).toMatch(/--> contracts\/orders\.contract\.yaml:8:\d+/);
    const optional = FIELDS.replace("{id:", "{country: {type: string}, id:");
    orders(topic, { version: "1.2.0", fields: optional });
    expect((await kafka("apply")).status).toBe(0);
  });

  it("sees what a registry does not: another scale of a decimal", async () => {
    const topic = `${TOPIC.replace("2", "4")}, config: {retention.ms: 1d, max.message.bytes: 500000}`;
    const rescaled = FIELDS.replace("{id:", "{country: {type: string}, id:").replace("scale: 2", "scale: 3");
    orders(topic, { version: "1.3.0", fields: rescaled });
    const { status, stderr } = await kafka("apply");
    expect(status).toBe(3);
    expect(stderr).toContain(
      "amount: messages have decimal(10, 2), but readers would read the same bytes as decimal(10, 3)",
    );
    orders(`${topic}, allow: [{change: schema_incompatible, version: "1.3.0", reason: "Nobody reads it yet."}]`, {
      version: "1.3.0",
      fields: rescaled,
    });
    expect((await kafka("apply")).status).toBe(0);
    const level = (await (await fetch(`${registry.url}/config/shop.orders-value`)).json()) as object;
    expect(Object.values(level)).toEqual(["BACKWARD_TRANSITIVE"]);
    expect((await kafka("drift")).stdout).toBe("The broker and the registry match the contracts.\n");
  });

  it("shows in the plan what the broker would refuse, and then changes nothing", async () => {
    const contract = (replicas: number) =>
      contractText({ name: "wide", topic: "name: shop.wide, partitions: 1, format: json", replicas, fields: FIELDS });
    project.write("wide", contract(3));
    for (const [action, end] of [
      ["plan", "dex kafka apply would refuse this."],
      ["apply", "Nothing was changed."],
    ] as const) {
      const { stderr, status } = await kafka(action);
      expect(stderr).toMatch(
        /error\[kafka\/refused-by-broker\]: shop\.wide: create with 1 partitions, 3 replicas: .*replication factor of 3 cannot be reached/,
      );
      expect(stderr).toMatch(/--> contracts\/wide\.contract\.yaml:4:\d+/);
      expect(stderr).toContain(end);
      expect(status).toBe(3);
    }
    expect(await (await fetch(`${registry.url}/subjects`)).json()).not.toContain("shop.wide-value");
    project.write("wide", contract(1));
    expect((await kafka("apply")).status).toBe(0);
  });

  it("shows in the plan what a policy of the cluster forbids", async () => {
    const strict = await startBroker({
      settings: "create.topic.policy.class.name=NamePolicy",
      source: "test/real/kafka/NamePolicy.java",
    });
    const other = makeProject();
    const topic = "name: events, partitions: 1, format: json";
    other.write("events", contractText({ name: "events", topic, fields: FIELDS }));
    const { stderr, status } = await other.dex(["kafka", "plan", "--broker", strict.address]);
    expect(stderr).toContain("the broker would refuse it: topics of this cluster are called shop.<name>");
    expect(status).toBe(3);
    other.remove();
    await strict.stop();
  });

  it("changes settings that depend on each other together", async () => {
    const write = (lags: string) =>
      project.write(
        "lags",
        contractText({
          name: "lags",
          topic: `name: shop.lags, partitions: 1, key: id, format: json, config: {cleanup.policy: compact, ${lags}}`,
          fields: FIELDS,
        }),
      );
    write("min.compaction.lag.ms: 10d, max.compaction.lag.ms: 20d");
    expect((await kafka("apply")).status).toBe(0);
    write("min.compaction.lag.ms: 1d, max.compaction.lag.ms: 2d");
    const { stderr, status } = await kafka("apply", "--caution");
    expect(stderr).toContain("done  shop.lags: min.compaction.lag.ms 864000000 to 86400000");
    expect(status).toBe(0);
    expect(await own("shop.lags")).toMatchObject({ "max.compaction.lag.ms": "172800000" });
  });

  it.each(["json", "protobuf"])("does the same in %s", async (format) => {
    const name = `events_${format}`;
    const write = (fields: string, version: string) => {
      const more = fields.includes("more") ? ", more: 3" : "";
      const numbers = format === "protobuf" ? `, field_numbers: {id: 1, at: 2${more}}` : "";
      project.write(
        name,
        contractText({
          name,
          version,
          topic: `name: ${name}, partitions: 1, format: ${format}${numbers}`,
          fields,
          more: "compatibility: producer",
        }),
      );
    };
    const fields = "  required: [id]\n  properties: {id: {type: string}, at: {type: timestamp}}";
    write(fields, "1.0.0");
    const first = await kafka("apply");
    expect(first.stderr).toContain(`done  ${name}-value: register, ${format.toUpperCase()}`);
    write(fields.replace("{id:", "{more: {type: integer}, id:"), "1.1.0");
    expect((await kafka("apply")).stderr).toContain(`done  ${name}-value: register version 2`);
    write(
      fields.replace("{id:", "{more: {type: integer}, id:").replace("at: {type: timestamp}", "at: {type: integer}"),
      "1.2.0",
    );
    const { status, stderr } = await kafka("apply");
    expect(status).toBe(3);
    expect(stderr).toMatch(new RegExp(`The schema of ${name}-value .*at: `));
    write(fields.replace("{id:", "{more: {type: integer}, id:"), "1.1.0");
    expect((await kafka("drift")).status).toBe(0);
  });

  it("never deletes a topic unasked", async () => {
    const write = (status: string, more = "") =>
      project.write(
        "gone",
        contractText({
          name: "gone",
          status,
          topic: `name: shop.gone, partitions: 1, format: json${more}`,
          fields: FIELDS,
        }),
      );
    write("active");
    expect((await kafka("apply")).status).toBe(0);
    write("retired");
    expect((await kafka("apply")).status).toBe(0);
    expect(await admin.listTopics()).toContain("shop.gone");
    expect((await kafka("drift")).stdout).toContain("exists, but its contract is retired");
    expect((await kafka("apply", "--prune")).status).toBe(3);
    write("retired", ', allow: [{change: delete_topic, version: "1.0.0", reason: "Nobody reads it."}]');
    expect((await kafka("apply")).status).toBe(0);
    expect(await admin.listTopics()).toContain("shop.gone");
    expect((await kafka("apply", "--prune")).status).toBe(0);
    expect(await admin.listTopics()).not.toContain("shop.gone");
  });
});
