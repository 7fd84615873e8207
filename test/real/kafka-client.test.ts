import { execFile } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { Admin, Producer } from "@platformatic/kafka";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { withoutJava } from "./kafka/java.ts";
import { type Event, openShop, type Shop } from "./kafka/shop.ts";

const CONTRACT = (name: string, more: string) => `
contract: {name: ${name}, version: "1.2.0", owner: web@example.com}
dataset: {kind: topic}
topic: {name: shop.${name}, partitions: 3, replication_factor: 1, key: user_id, ${more}}
schema:
  required: [user_id, visits]
  properties:
    user_id: {type: string}
    visits: {type: integer, minimum: 0}
    amount: {type: decimal, precision: 10, scale: 2}
    email: {type: string, format: email, pii: true}
    kind: {type: string, enum: [click, view]}
`;

const contracts = {
  visits: CONTRACT("visits", "format: json, dead_letter: {topic: dlq.shop.visits}"),
  strict: CONTRACT("strict", "format: json"),
  users: CONTRACT("users", "format: json, config: {cleanup.policy: compact}"),
  bounded: CONTRACT("bounded", "format: json, dead_letter: {topic: dlq.shop.bounded, max_ratio: 0.01}"),
  coded: CONTRACT("coded", "format: avro"),
  ruled: `${CONTRACT("ruled", "format: json, dead_letter: {topic: dlq.shop.ruled}")}
quality:
  - {rule: range, field: visits, maximum: 10, on_violation: warn, name: many}
  - {rule: range, field: visits, maximum: 100, on_violation: block, name: too_many}
`,
};

describe.skipIf(withoutJava())("the typed producer and consumer, on a real broker", () => {
  let shop: Shop;
  beforeAll(async () => {
    shop = await openShop(contracts);
    const configs = [{ name: "cleanup.policy", configOperation: 0 as const, value: "compact" }];
    const admin = new Admin(shop.client());
    const resources = [{ resourceType: 2 as const, resourceName: "shop.users", configs }];
    await admin.incrementalAlterConfigs({ resources, validateOnly: false });
    await admin.close();
  });
  afterAll(() => shop?.stop());

  /** Reads that many events, as a program would, and stops. */
  const take = async (name: string, count: number, more: object = {}) => {
    const consumer = await shop.consuming(name, more);
    const events: Event[] = [];
    for await (const event of consumer) {
      events.push(event);
      if (events.length === count) break;
    }
    await consumer.close();
    return events;
  };

  const row = (user: string, more: object = {}) => ({ user_id: user, visits: "3", ...more });

  it("sends what keeps the contract under its key, as JSON without a lost digit, and reads it back", async () => {
    const producer = await shop.producing("visits");
    const rows = [row("ann", { visits: "9007199254740993", amount: "12.50" }), row("bob", { kind: "click" })];
    expect(await producer.send(rows, { headers: { trace: "t1" } })).toEqual({ sent: 2, rejected: [] });
    await producer.close();
    const messages = await shop.raw("shop.visits", 2);
    expect(messages.map(({ key }) => key).sort()).toEqual(["ann", "bob"]);
    expect(messages.map(({ value }) => value)).toContain(
      '{"user_id":"ann","visits":9007199254740993,"amount":"12.50"}',
    );
    const events = await take("visits", 2, { commitEvery: 1 });
    expect(events.map((event) => event.row)).toEqual(expect.arrayContaining(rows));
    expect(events[0]?.headers).toEqual({ trace: "t1" });
    expect(events.map(({ key }) => key).sort()).toEqual(["ann", "bob"]);
  });

  it("puts a row that breaks the contract on the topic of dead letters, and says why without personal data", async () => {
    const producer = await shop.producing("visits");
    const bad = row("eve", { visits: "-1", email: "not an address" });
    const { sent, rejected } = await producer.send([row("joe"), bad]);
    expect(sent).toBe(1);
    expect(rejected.map(({ index }) => index)).toEqual([1]);
    await producer.close();
    const [letter] = await shop.raw("dlq.shop.visits", 1);
    expect(letter?.key).toBe("eve");
    expect(JSON.parse(letter?.value ?? "")).toEqual(bad);
    expect(letter?.headers["dex.contract"]).toBe("visits");
    expect(letter?.headers["dex.contract.version"]).toBe("1.2.0");
    expect(letter?.headers["dex.rule"]).toContain("visits.visits.range");
    expect(letter?.headers["__dlq.errors.message"]).not.toContain("not an address");
  });

  it("gives out good messages and puts malformed ones aside with their bytes, key, partition and place", async () => {
    const foreign = new Producer(shop.client());
    const bytes = (text: string) => Buffer.from(text);
    const message = (value: Buffer, key: string) => ({ topic: "shop.visits", partition: 2, key: bytes(key), value });
    const good = bytes('{"user_id": "zoe", "visits": 7}');
    await foreign.send({
      messages: [
        message(bytes("no json"), "m1"),
        message(Buffer.from([0xff, 0xfe, 0x00]), "m2"),
        message(bytes('{"user_id": "x"}'), "m3"),
        message(bytes("[]"), "m4"),
        message(good, "zoe"),
      ],
      acks: -1,
    });
    await foreign.close();
    // A group of its own: it reads the topic from the beginning, past the two events, joe's and the four bad ones.
    const events = await take("visits", 4, { groupId: "second-group" });
    expect(events.map((event) => event.row?.["user_id"]).sort()).toEqual(["ann", "bob", "joe", "zoe"]);
    const letters = (await shop.raw("dlq.shop.visits", 5)).filter(({ key }) => key !== "eve");
    expect(letters.map(({ key, partition }) => [key, partition]).sort()).toEqual([
      ["m1", 2],
      ["m2", 2],
      ["m3", 2],
      ["m4", 2],
    ]);
    const first = letters.find(({ key }) => key === "m1");
    expect(first?.value).toBe("no json");
    expect(first?.headers["__dlq.errors.topic"]).toBe("shop.visits");
    expect(first?.headers["__dlq.errors.partition"]).toBe("2");
    expect(first?.headers["__dlq.errors.offset"]).toMatch(/^\d+$/);
    expect(letters.find(({ key }) => key === "m3")?.headers["dex.rule"]).toBe("visits.schema");
  });

  it("goes on where its group has stopped", async () => {
    const events = await take("visits", 2, { commitEvery: 1 });
    // Read before as the last one, without having asked for the next.
    const again = events.map((event) => event.row?.["user_id"]);
    expect(again.filter((user) => user === "ann" || user === "bob").length).toBeLessThanOrEqual(1);
  });

  it("throws, and sends nothing, where there is no topic for dead letters", async () => {
    const producer = await shop.producing("strict");
    await expect(producer.send([row("ann"), row("eve", { visits: "-1" })])).rejects.toThrow("strict is not kept");
    expect((await producer.send(row("bob"))).sent).toBe(1);
    await producer.close();
    expect((await shop.raw("shop.strict", 1)).map(({ key }) => key)).toEqual(["bob"]);
    const foreign = new Producer(shop.client());
    await foreign.send({ messages: [{ topic: "shop.strict", value: Buffer.from("{}") }], acks: -1 });
    await foreign.close();
    await expect(take("strict", 2)).rejects.toThrow("strict is not kept");
  });

  it("stops when more break the contract than it promises", async () => {
    const foreign = new Producer(shop.client());
    const messages = Array.from({ length: 150 }, (_, index) => ({
      topic: "shop.bounded",
      partition: 0,
      value: Buffer.from(index % 20 === 0 ? "{}" : '{"user_id": "a", "visits": 1}'),
    }));
    await foreign.send({ messages, acks: -1 });
    await foreign.close();
    await expect(take("bounded", 140)).rejects.toThrow(/\d+ of 1\d\d messages of shop\.bounded break "bounded"/);
  });

  it("does for each rule what it says: blocks, puts aside, or only warns", async () => {
    const warned: object[] = [];
    const onWarning = (warnings: readonly { readonly assertion: string }[], subject: { readonly user_id?: string }) =>
      warned.push([...warnings.map(({ assertion }) => assertion), subject.user_id]);
    const producer = await shop.producing("ruled", { onWarning });
    await expect(producer.send([row("a"), row("b", { visits: "101" })])).rejects.toMatchObject({
      name: "ContractError",
    });
    const { sent, rejected } = await producer.send([row("c", { visits: "11" }), row("d", { visits: "-1" })]);
    expect([sent, rejected.map(({ index }) => index)]).toEqual([1, [1]]);
    expect(warned).toEqual([["ruled.many", "c"]]);
    await producer.close();
    expect((await shop.raw("dlq.shop.ruled", 1))[0]?.headers["dex.rule"]).toBe("ruled.visits.range");
    const seen: object[] = [];
    const hook = (warnings: readonly { readonly assertion: string }[], event: Event) =>
      seen.push([...warnings.map(({ assertion }) => assertion), event.row?.["user_id"]]);
    expect((await take("ruled", 1, { onWarning: hook })).map((event) => event.key)).toEqual(["c"]);
    expect(seen).toEqual([["ruled.many", "c"]]);
    const foreign = new Producer(shop.client());
    const value = Buffer.from('{"user_id": "e", "visits": 500}');
    await foreign.send({ messages: [{ topic: "shop.ruled", partition: 0, key: Buffer.from("e"), value }], acks: -1 });
    await foreign.close();
    await expect(take("ruled", 2, { groupId: "strict" })).rejects.toMatchObject({ name: "ContractError" });
  });

  it("removes keys of a compacted topic, and reads that as null", async () => {
    const producer = await shop.producing("users");
    await producer.send(row("ann"));
    await producer.remove("ann");
    await producer.close();
    const events = await take("users", 2);
    expect(events.map((event) => [event.key, event.row])).toEqual([
      ["ann", row("ann")],
      ["ann", null],
    ]);
  });

  it("takes a codec for other formats, and wants one", async () => {
    await expect(shop.producing("coded")).rejects.toThrow('"coded" is in avro: give a codec for it');
    const codec = {
      encode: (value: object) => Buffer.from(`X${JSON.stringify(value)}`),
      decode: (bytes: Buffer) => JSON.parse(bytes.toString().slice(1)) as unknown,
    };
    const producer = await shop.producing("coded", { codec });
    await producer.send(row("ann"));
    await producer.close();
    expect((await shop.raw("shop.coded", 1))[0]?.value).toBe('X{"user_id":"ann","visits":"3"}');
    expect((await take("coded", 1, { codec }))[0]?.row).toEqual(row("ann"));
  });

  it("is typed: a wrong row or a missing codec does not compile", async () => {
    const program = (extra: string) => `
import { VisitsConsumer, VisitsProducer } from "shop-contracts/kafka/visits";
import { CodedProducer } from "shop-contracts/kafka/coded";
import { UsersConsumer } from "shop-contracts/kafka/users";
const client = { clientId: "a", bootstrapBrokers: ["b:1"] };
const producer = new VisitsProducer({ client });
await producer.send({ user_id: "a", visits: "1", kind: "click" });
for await (const { row, offset } of new VisitsConsumer({ client, groupId: "g" })) {
  const visits: string = row.visits;
  const place: bigint = offset;
  void [visits, place];
}
for await (const { row } of new UsersConsumer({ client, groupId: "g" })) void row?.user_id;
${extra}
export { CodedProducer };
`;
    const wrong = {
      "": "",
      'await producer.send({ user_id: "a", visits: "1", kind: "clack" });': "TS2820",
      "new CodedProducer({ client });": "TS2345",
      'for await (const { row } of new UsersConsumer({ client, groupId: "g" })) void row.user_id;': "TS18047",
    };
    for (const [extra, code] of Object.entries(wrong)) {
      writeFileSync(join(shop.installed.root, "program.ts"), program(extra));
      writeFileSync(join(shop.installed.root, "package.json"), '{"type": "module"}');
      const compilerOptions = {
        module: "nodenext",
        target: "es2022",
        lib: ["es2023"],
        types: [],
        strict: true,
        noEmit: true,
      };
      writeFileSync(
        join(shop.installed.root, "tsconfig.json"),
        JSON.stringify({ compilerOptions, files: ["program.ts"] }),
      );
      const said = await promisify(execFile)(
        process.execPath,
        [resolve("node_modules/typescript/bin/tsc"), "-p", "tsconfig.json"],
        { cwd: shop.installed.root },
      ).then(
        () => "",
        ({ stdout }: { stdout: string }) => stdout,
      );
      if (code === "") expect(said).toBe("");
      else expect(said).toContain(code);
    }
  });
});
