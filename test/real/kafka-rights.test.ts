import { setTimeout as wait } from "node:timers/promises";
import { Admin, Consumer, Producer } from "@platformatic/kafka";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Login, startBroker, type TestBroker } from "./kafka/broker.ts";
import { withoutJava } from "./kafka/java.ts";
import { contractText, makeProject, type Project } from "./kafka/project.ts";

const user = (username: string): Login => ({ username, password: `s3cret-of-${username}` });
const [DEX, WEB, ANALYTICS, EVE] = ["dex", "web", "analytics", "eve"].map(user) as [Login, Login, Login, Login];

const ANYTHING = { resourceType: 1, resourcePatternType: 1, operation: 1, permissionType: 1 } as const;
const ANYBODY = { resourceName: null, principal: null, host: null } as const;

describe.skipIf(withoutJava())("access rights on a real broker with Kafka's own authorizer", () => {
  let broker: TestBroker;
  let admin: Admin;
  let project: Project;
  const as = ({ username, password }: Login) => ({
    clientId: "test",
    bootstrapBrokers: [broker.address],
    sasl: { mechanism: "SCRAM-SHA-512", username, password } as const,
    retries: 1,
    retryDelay: 100,
  });
  beforeAll(async () => {
    broker = await startBroker({ login: DEX, users: [WEB, ANALYTICS, EVE] });
    admin = new Admin(as(DEX));
    project = makeProject();
  });
  afterAll(async () => {
    project?.remove();
    await admin?.close();
    await broker?.stop();
  });

  const dexAs = ({ username, password }: Login, ...words: readonly string[]) =>
    project.dex(["kafka", ...words, "--broker", broker.address, "--username", "env:U", "--password", "env:P"], {
      U: username,
      P: password,
    });
  const dex = (...words: readonly string[]) => dexAs(DEX, ...words);
  const orders = (consumers: string, { status = "active", topic = "" } = {}) =>
    project.write(
      "orders",
      contractText({
        name: "orders",
        status,
        topic: `name: shop.orders, partitions: 1, format: json, dead_letter: {topic: dlq.shop.orders}${topic}`,
        fields: "  properties: {id: {type: string}}",
        more: `consumers: [${consumers}]`,
      }),
    );

  /** Every right that there is, as `User:ann Read topic orders`. */
  const rights = async () => {
    const described = await admin.describeAcls({ filter: { ...ANYTHING, ...ANYBODY } });
    return described
      .flatMap(({ resourceName, acls }) => acls.map((acl) => `${acl.principal} ${acl.operation} ${resourceName}`))
      .sort();
  };
  const right = (principal: string, operation: 3 | 4 | 8) =>
    ({
      resourceType: 2,
      resourceName: "shop.orders",
      resourcePatternType: 3,
      principal: `User:${principal}`,
      host: "*",
      operation,
      permissionType: 3,
    }) as const;
  const send = async (who: Login, topic = "shop.orders") => {
    const producer = new Producer({ ...as(who), idempotent: true });
    const sent = producer.send({ messages: [{ topic, value: Buffer.from("{}") }], acks: -1 });
    return await sent
      .finally(() => producer.close())
      .then(
        () => "sent",
        () => "refused",
      );
  };
  const read = async (who: Login, groupId: string, topic = "shop.orders") => {
    const consumer = new Consumer({ ...as(who), groupId });
    try {
      const stream = await consumer.consume({ topics: [topic], mode: "earliest", autocommit: false });
      for await (const message of stream) {
        await message.commit();
        break;
      }
      await stream.close();
      return "read";
    } catch {
      return "refused";
    } finally {
      await consumer.close(true);
    }
  };
  /** The broker's authorizer follows its controller a moment later. */
  const eventually = async (ask: () => Promise<unknown>, wanted: unknown) => {
    for (let tries = 0; tries < 30 && (await ask()) !== wanted; tries++) await wait(200);
    expect(await ask()).toBe(wanted);
  };

  it("plans the rights of producers and consumers, and grants nobody anything by it", async () => {
    orders("{name: analytics}");
    const { stdout, stderr, status } = await dex("plan");
    expect(stdout).toContain("SAFE   User:web         allow Describe, Write on topic shop.orders\n");
    expect(stdout).toContain("SAFE   User:analytics   allow Describe, Read on topic shop.orders\n");
    expect(stdout).toContain("SAFE   User:analytics   allow Read on groups analytics.*\n");
    expect([stderr, status]).toEqual(["", 0]);
    expect(await rights()).toEqual([]);
  });

  it("grants them: the producer can send and not before, the consumer can read in its groups only, and nobody else can", async () => {
    await admin.createTopics({ topics: ["shop.orders"], partitions: 1, replicas: 1 });
    expect(await send(WEB)).toBe("refused");
    const { stderr, status } = await dex("apply");
    expect(stderr).toContain("done  User:web: allow Describe, Write on topic shop.orders\n");
    expect(status).toBe(0);
    await eventually(() => send(WEB), "sent");
    expect(await send(WEB, "dlq.shop.orders")).toBe("sent");
    expect(await read(ANALYTICS, "analytics")).toBe("read");
    expect(await read(ANALYTICS, "analytics.nightly")).toBe("read");
    expect(await read(ANALYTICS, "other")).toBe("refused");
    expect(await send(ANALYTICS)).toBe("refused");
    expect(await read(WEB, "web", "dlq.shop.orders")).toBe("read");
    expect(await read(WEB, "web")).toBe("refused");
    expect(await read(EVE, "analytics")).toBe("refused");
    for (const action of ["plan", "apply", "drift"]) {
      const again = await dex(action);
      expect([again.stdout + again.stderr, again.status]).toEqual([
        "The broker and the registry match the contracts.\n",
        0,
      ]);
    }
  });

  it("finds a right that is missing, and grants that one again", async () => {
    const before = await rights();
    await admin.deleteAcls({ filters: [right("web", 4)] });
    await eventually(() => send(WEB), "refused");
    const { stdout, status } = await dex("drift");
    expect(stdout).toContain("User:web  lacks: allow Write on topic shop.orders");
    expect(status).toBe(4);
    expect((await dex("plan")).stdout).toContain("SAFE   User:web  allow Write on topic shop.orders");
    const applied = await dex("apply");
    expect([applied.stderr, applied.status]).toEqual(["done  User:web: allow Write on topic shop.orders\n", 0]);
    await eventually(() => send(WEB), "sent");
    expect(await rights()).toEqual(before);
  });

  it("shows what no contract implies, granted by hand or by an older contract, and leaves it", async () => {
    await admin.createAcls({ creations: [right("eve", 3), right("eve", 8)] });
    orders("{name: reports}");
    const { stdout, stderr, status } = await dex("plan");
    expect(stdout).toContain("SAFE   User:reports  allow Describe, Read on topic shop.orders");
    expect(stderr).toContain("left  User:eve: allow Describe, Read on topic shop.orders: no contract implies it\n");
    expect(stderr).toContain(
      "left  User:analytics: allow Describe, Read on topic shop.orders: no contract implies it\n",
    );
    expect(status).toBe(0);
    expect((await dex("apply", "--caution", "--prune")).status).toBe(0);
    expect(await rights()).toEqual(expect.arrayContaining(["User:eve 3 shop.orders", "User:analytics 3 shop.orders"]));
    const drifted = await dex("drift");
    expect(drifted.stdout).toMatch(/^User:eve +allow Describe, Read on topic shop\.orders, which no contract implies/m);
    expect(drifted.status).toBe(4);
    orders("{name: reports}, {name: analytics}, {name: eve}");
    expect((await dex("apply")).status).toBe(0);
    expect((await dex("drift")).status).toBe(0);
  });

  it("leaves rights alone when told to, and says who may not see them", async () => {
    await admin.deleteAcls({ filters: [right("web", 8)] });
    const quiet = await dex("drift", "--no-acls");
    expect([quiet.stdout, quiet.status]).toEqual(["The broker and the registry match the contracts.\n", 0]);
    // Rights on all topics at once, so none that dex would look at: this user may see topics and their settings, and no rights.
    const all = { ...right("eve", 8), resourceName: "*" } as const;
    await admin.createAcls({ creations: [all, { ...all, operation: 10 }] });
    const { stderr, status } = await dexAs(EVE, "plan");
    expect(stderr).toMatch(/^dex: This user may not read the access rights of the cluster\. .*--no-acls/);
    expect(status).toBe(2);
    orders("", { topic: ", config: {retention.ms: 8d}" });
    const unheard = await dexAs(EVE, "plan", "--no-acls");
    expect(unheard.stdout).toContain(
      "SAFE   shop.orders      retention.ms 604800000 (the broker's default) to 691200000",
    );
    expect(unheard.stderr).toBe(
      "This user may not make all of the changes, so the broker does not say whether it would accept them.\n",
    );
    expect(unheard.status).toBe(0);
    const refused = await dexAs(EVE, "apply", "--no-acls");
    expect(refused.stderr).toMatch(/^dex: The broker refused to alter dlq\.shop\.orders: .*authorization failed/i);
    expect(refused.status).toBe(2);
    orders("{name: reports}, {name: analytics}, {name: eve}");
    expect((await dex("apply")).status).toBe(0);
  });

  it("takes the rights on a retired contract's topic away with the topic, and only when asked", async () => {
    orders("", {
      status: "retired",
      topic: ', allow: [{change: delete_topic, version: "1.0.0", reason: "Nobody reads it."}]',
    });
    const planned = await dex("plan");
    expect(planned.stderr).toContain(
      "left  User:web: allow Describe, Write on topic shop.orders: its contract is retired\n",
    );
    expect((await dex("apply")).status).toBe(0);
    expect(await rights()).toContain("User:web 4 shop.orders");
    const { stderr, status } = await dex("apply", "--prune");
    expect(stderr).toContain("done  User:web: revoke: allow Describe, Write on topic shop.orders\n");
    expect(status).toBe(0);
    expect((await rights()).filter((one) => one.endsWith(" shop.orders"))).toEqual([]);
    expect((await dex("drift")).status).toBe(0);
  });

  it("is careful with the first right where the broker lets everybody in without one", async () => {
    const open = await startBroker({ login: DEX, users: [EVE], settings: "allow.everyone.if.no.acl.found=true" });
    const there = { ...as(DEX), bootstrapBrokers: [open.address] };
    const opened = new Admin(there);
    await opened.createTopics({ topics: ["shop.orders"], partitions: 1, replicas: 1 });
    await opened.close();
    orders("{name: analytics}");
    const words = ["--broker", open.address, "--username", "env:U", "--password", "env:P"];
    const dexThere = (...more: readonly string[]) =>
      project.dex(["kafka", ...more, ...words], { U: DEX.username, P: DEX.password });
    const { stderr, status } = await dexThere("apply");
    expect(stderr).toMatch(
      /error\[kafka\/unconfirmed-change\]: User:web: allow Describe, Write on topic shop\.orders: /,
    );
    expect(stderr).not.toContain("on topic dlq.shop.orders");
    expect(status).toBe(3);
    expect((await dexThere("apply", "--caution")).status).toBe(0);
    await open.stop();
  });
});
