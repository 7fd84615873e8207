import { spawn } from "node:child_process";
import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { Producer } from "@platformatic/kafka";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { withoutJava } from "./kafka/java.ts";
import { openShop, type Shop, type TopicConsumer } from "./kafka/shop.ts";

/** One topic a test, so that each begins with an empty one. */
const NAMES = [
  "broken",
  "thrown",
  "counted",
  "killed",
  "refused",
  "weighed",
  "aborted",
  "aborting",
  "closed",
  "closing",
  "shared",
  "latest",
  "quick",
  "failing",
  "unsent",
  "moved",
] as const;

const MORE: Readonly<Record<string, string>> = {
  refused: ", dead_letter: {topic: dlq.refused}",
  unsent: ", dead_letter: {topic: dlq.unsent}",
  weighed: ", dead_letter: {topic: dlq.weighed, max_ratio: 0.01}",
};

const contractOf = (name: string) => `
contract: {name: ${name}, version: "1.0.0", owner: web@example.com}
dataset: {kind: topic}
topic: {name: ${name}, partitions: 3, replication_factor: 1, key: n, format: json${MORE[name] ?? ""}}
schema:
  required: [n]
  properties:
    n: {type: integer, bits: 32, minimum: 0}
    text: {type: string}
`;

describe.skipIf(withoutJava())("at least once, on a real broker", () => {
  let shop: Shop;
  beforeAll(async () => {
    const contracts = Object.fromEntries(NAMES.map((name) => [name, contractOf(name)]));
    const settings = "group.min.session.timeout.ms=1000";
    shop = await openShop(contracts, { without: ["dlq.refused", "dlq.unsent"], settings });
  });
  afterAll(() => shop?.stop());

  /** Puts `{n}` on a partition for each number, or the text itself. */
  const put = async (topic: string, values: readonly (number | string)[], partition = 0) => {
    const producer = new Producer(shop.client());
    const texts = values.map((value) => (typeof value === "number" ? `{"n": ${value}}` : value));
    await producer.send({ messages: texts.map((text) => ({ topic, partition, value: Buffer.from(text) })), acks: -1 });
    await producer.close();
  };

  /** The number of every event until `act` says "break", or throws. */
  const read = async (consumer: TopicConsumer, act: (n: number) => unknown) => {
    const seen: number[] = [];
    for await (const { row } of consumer) {
      seen.push(Number(row?.["n"]));
      if ((await act(Number(row?.["n"]))) === "break") break;
    }
    return seen;
  };

  /** What a new member of the group gets until `last`. */
  const rest = async (name: string, last: number, more: object = {}) => {
    const consumer = await shop.consuming(name, more);
    const seen = await read(consumer, (n) => (n === last ? "break" : ""));
    await consumer.close();
    return seen;
  };

  const place = async (name: string) => (await shop.places(name, `${name}-group`))[0];

  it("an event that the loop breaks in is not done with", async () => {
    await put("broken", [1, 2, 3, 4]);
    const consumer = await shop.consuming("broken", { commitEvery: 1 });
    expect(await read(consumer, (n) => (n === 3 ? "break" : ""))).toEqual([1, 2, 3]);
    expect(await place("broken")).toBe(2);
    // The same consumer again, and another one.
    expect(await read(consumer, (n) => (n === 3 ? "break" : ""))).toEqual([3]);
    await consumer.close();
    expect(await rest("broken", 4)).toEqual([3, 4]);
  });

  it("an event that the loop throws in is not done with", async () => {
    await put("thrown", [1, 2, 3, 4]);
    const consumer = await shop.consuming("thrown");
    const failing = (n: number) => {
      if (n === 3) throw new Error("no disk");
    };
    await expect(read(consumer, failing)).rejects.toThrow("no disk");
    expect(await place("thrown")).toBe(2);
    await expect(read(consumer, failing)).rejects.toThrow("no disk");
    await consumer.close();
    expect(await place("thrown")).toBe(2);
    expect(await rest("thrown", 4)).toEqual([3, 4]);
  });

  it("keeps the place after so many that are done with, never past the one in hand", async () => {
    await put("counted", [1, 2, 3, 4, 5, 6]);
    const consumer = await shop.consuming("counted", { commitEvery: 2 });
    const places: unknown[] = [];
    await read(consumer, async (n) => {
      places.push(await place("counted"));
      return n === 6 ? "break" : "";
    });
    expect(places).toEqual([-1, -1, 2, 2, 4, 4]);
    await consumer.close();
    expect(await place("counted")).toBe(5);
  });

  it("a killed member's events come again from the place that was kept last", async () => {
    await put("killed", [1, 2, 3, 4, 5]);
    const client = { ...shop.client(), sessionTimeout: 1500, heartbeatInterval: 300 };
    const script = `
import { KilledConsumer } from "shop-contracts/kafka/killed";
const client = ${JSON.stringify(client)};
for await (const { row } of new KilledConsumer({ client, groupId: "killed-group", commitEvery: 2 }))
  if (row.n === 4) process.kill(process.pid, "SIGKILL");
`;
    const file = join(shop.installed.root, "killed.mjs");
    writeFileSync(file, script);
    const child = spawn(process.execPath, [file], { cwd: shop.installed.root });
    expect(await once(child, "exit")).toEqual([null, "SIGKILL"]);
    expect(await place("killed")).toBe(2);
    expect(await rest("killed", 5)).toEqual([3, 4, 5]);
  });

  it("a message that cannot be put aside reaches the caller, and is read again", async () => {
    await put("refused", [1, "no json", 2]);
    const { DeadLetterError } = await shop.installed.load("kafka/refused.js");
    // The client by itself would take one try for no end of them.
    const consumer = await shop.consuming("refused", { commitEvery: 1, client: { ...shop.client(), retries: 1 } });
    const error = await read(consumer, () => "").catch((thrown: unknown) => thrown);
    await consumer.close();
    expect(error).toBeInstanceOf(DeadLetterError);
    expect(error).toMatchObject({ contract: "refused", topic: "dlq.refused", cause: expect.any(Error) });
    const said = 'the message at 1 of partition 0 breaks "refused" and could not be put on dlq.refused: ';
    expect(String(error)).toContain(said);
    expect(await place("refused")).toBe(1);
    await shop.createTopics("dlq.refused");
    expect(await rest("refused", 2)).toEqual([2]);
    expect((await shop.raw("dlq.refused", 1)).map(({ value }) => value)).toEqual(["no json"]);
    expect(await place("refused")).toBe(2);
  });

  it("a consumer that stops for too many dead letters has put each aside once", async () => {
    await put("weighed", ["no json", ...Array.from({ length: 99 }, (_, index) => index), "none either", 100]);
    const consumer = await shop.consuming("weighed");
    await expect(read(consumer, () => "")).rejects.toThrow('2 of 101 messages of weighed break "weighed"');
    await consumer.close();
    expect(await place("weighed")).toBe(101);
    expect(await rest("weighed", 100)).toEqual([100]);
    await put("dlq.weighed", ["the end"]);
    const letters = await shop.raw("dlq.weighed", 3);
    expect(letters.map(({ value }) => value)).toEqual(["no json", "none either", "the end"]);
  });

  it("an aborted signal ends the loop: at once while it waits, or when the event in hand is done with", async () => {
    await put("aborted", [1, 2, 3]);
    const controller = new AbortController();
    const consumer = await shop.consuming("aborted", { signal: controller.signal });
    expect(await read(consumer, (n) => n === 2 && controller.abort())).toEqual([1, 2]);
    expect(await place("aborted")).toBe(2);
    // It is still aborted.
    expect(await read(consumer, () => "")).toEqual([]);
    await consumer.close();
    const waiting = new AbortController();
    const second = await shop.consuming("aborted", { signal: waiting.signal });
    const begun = Date.now();
    const seen = await read(second, (n) => n === 3 && setTimeout(() => waiting.abort(), 200));
    expect(seen).toEqual([3]);
    expect(Date.now() - begun).toBeLessThan(4000);
    expect(await place("aborted")).toBe(3);
    await second.close();
  });

  it("an aborted signal ends the loop before the group has settled, and where nothing was sent", async () => {
    for (const delay of [0, 20, 1000]) {
      const consumer = await shop.consuming("aborting", { signal: AbortSignal.timeout(delay) });
      expect(await read(consumer, () => "")).toEqual([]);
      await consumer.close();
    }
  });

  it("can be closed from within the loop, whose event comes again", async () => {
    await put("closed", [1, 2, 3]);
    const consumer = await shop.consuming("closed");
    expect(await read(consumer, (n) => (n === 2 ? consumer.close() : ""))).toEqual([1, 2]);
    expect(await place("closed")).toBe(1);
    await consumer.close();
    await expect(read(consumer, () => "")).rejects.toThrow("the consumer of closed is closed");
    expect(await rest("closed", 3)).toEqual([2, 3]);
  });

  it("can be closed while the loop begins, and while it waits, and more than once", async () => {
    await put("closing", [1]);
    const first = await shop.consuming("closing");
    const beginning = read(first, () => "");
    await Promise.all([first.close(), first.close(), first[Symbol.asyncDispose]()]);
    expect(await beginning).toEqual([]);
    const second = await shop.consuming("closing");
    let came = () => {};
    const one = new Promise<void>((resolve) => {
      came = resolve;
    });
    const waiting = read(second, () => came());
    await one;
    await wait(100);
    await Promise.all([second.close(), second.close(), second[Symbol.asyncDispose]()]);
    expect(await waiting).toEqual([1]);
    expect(await place("closing")).toBe(1);
  });

  it("is read by one loop at a time", async () => {
    await put("shared", [1, 2]);
    const consumer = await shop.consuming("shared");
    await read(consumer, async () => {
      await expect(read(consumer, () => "")).rejects.toThrow("the consumer of shared is being read already");
      return "break";
    });
    expect(await read(consumer, (n) => (n === 2 ? "break" : ""))).toEqual([1, 2]);
    await consumer.close();
  });

  it("a group that begins at the end begins there for good", async () => {
    await put("latest", [1]);
    const consumer = await shop.consuming("latest", { from: "latest" });
    const loop = read(consumer, () => {
      throw new Error("no disk");
    });
    // The loop may end while the messages are still being sent.
    const ended = expect(loop).rejects.toThrow("no disk");
    while ((await place("latest")) === -1) await wait(50);
    await put("latest", [2, 3]);
    await ended;
    await consumer.close();
    expect(await place("latest")).toBe(1);
    expect(await rest("latest", 3, { from: "latest" })).toEqual([2, 3]);
  });

  it("loses nothing, and gives nothing twice but what was in hand, when partitions move", async () => {
    const numbers = Array.from({ length: 300 }, (_, index) => index);
    const putAll = async (some: readonly number[]) => {
      for (const partition of [0, 1, 2])
        await put(
          "moved",
          some.filter((n) => n % 3 === partition),
          partition,
        );
    };
    // So that the first one is done with some of every partition, and has not kept its place, when the second one comes.
    await putAll(numbers.slice(0, 30));
    const client = { ...shop.client(), heartbeatInterval: 200 };
    const [first, second] = [await shop.consuming("moved", { client }), await shop.consuming("moved", { client })];
    const finished: number[][] = [[], []];
    const all = new AbortController();
    const loopOf = async (consumer: TopicConsumer, index: number) => {
      for await (const { row } of consumer) {
        await wait(10);
        finished[index]?.push(Number(row?.["n"]));
        if (new Set(finished.flat()).size === numbers.length) all.abort();
      }
    };
    const loops = [loopOf(first, 0)];
    while ((finished[0]?.length ?? 0) < 30) await wait(20);
    expect(await shop.places("moved", "moved-group")).toEqual([-1, -1, -1]);
    await putAll(numbers.slice(30));
    loops.push(loopOf(second, 1));
    while ((finished[1]?.length ?? 0) < 30) await wait(20);
    // The second leaves again, and the first reads the rest.
    await second.close();
    await loops[1];
    await new Promise((done) => all.signal.addEventListener("abort", done));
    await first.close();
    await loops[0];
    const twice = finished.flat().length - numbers.length;
    expect(new Set(finished.flat()).size).toBe(numbers.length);
    expect(twice).toBeLessThanOrEqual(3);
    // Every partition in its order, but for what came again.
    for (const partition of [0, 1, 2]) {
      const own = (finished[1] ?? []).filter((n) => n % 3 === partition);
      expect(own).toEqual([...own].sort((a, b) => a - b));
    }
  });

  it("sends every row of calls that do not wait for each other, once and in order", async () => {
    const producer = await shop.producing("quick");
    const numbers = Array.from({ length: 40 }, (_, index) => index);
    const sent = numbers.map((n) => producer.send({ n: 7, text: String(n) }));
    const closings = [producer.close(), producer.close(), producer[Symbol.asyncDispose]()];
    expect(await Promise.all(sent)).toEqual(numbers.map(() => ({ sent: 1, rejected: [] })));
    await Promise.all(closings);
    await expect(producer.send({ n: 1 })).rejects.toThrow("the producer is closed");
    for (const partition of [0, 1, 2]) await put("quick", ["the end"], partition);
    const texts = (await shop.raw("quick", 43)).flatMap(({ key, value }) => (key === "7" ? [JSON.parse(value)] : []));
    expect(texts.map(({ text }) => Number(text))).toEqual(numbers);
  });

  it("loses no row after a call that has failed", async () => {
    const producer = await shop.producing("failing");
    const big = { n: 0, text: "x".repeat(2_000_000) };
    const small = Array.from({ length: 6 }, (_, index) => ({ n: index + 1 }));
    await expect(producer.send([big, ...small])).rejects.toThrow();
    expect((await producer.send(small.map(({ n }) => ({ n: n + 100 })))).sent).toBe(6);
    expect((await producer.send(small.map(({ n }) => ({ n: n + 200 })))).sent).toBe(6);
    await producer.close();
    const consumer = await shop.consuming("failing");
    const wanted = new Set(small.flatMap(({ n }) => [n + 100, n + 200]));
    await read(consumer, (n) => {
      wanted.delete(n);
      return wanted.size === 0 ? "break" : "";
    });
    await consumer.close();
  });

  it("sends no row when one that breaks the contract cannot be put aside", async () => {
    const { DeadLetterError } = await shop.installed.load("kafka/unsent.js");
    const producer = await shop.producing("unsent");
    const error = await producer.send([{ n: 1 }, { n: -1 }]).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(DeadLetterError);
    expect(String(error)).toContain('row 1 breaks "unsent" and could not be put on dlq.unsent: ');
    await shop.createTopics("dlq.unsent");
    expect(await producer.send([{ n: 2 }, { n: -1 }])).toMatchObject({ sent: 1, rejected: [{ index: 1 }] });
    await producer.close();
    expect(await rest("unsent", 2)).toEqual([2]);
  });
});
