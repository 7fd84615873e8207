import { spawnSync } from "node:child_process";
import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { Admin, Consumer } from "@platformatic/kafka";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { brokerJars, withoutJava } from "./kafka/java.ts";
import { openShop, type Shop } from "./kafka/shop.ts";

/** Numbers of partitions; a topic for each has a contract of its own. */
const COUNTS = [3, 5, 6, 12, 50] as const;

const contractOf = (name: string, key: string) => `
contract: {name: ${name}, version: "1.0.0", owner: web@example.com}
dataset: {kind: topic}
topic: {name: ${name}, partitions: 3, replication_factor: 1, ${key}format: json}
schema:
  required: [text, number, id, day]
  properties:
    text: {type: string}
    number: {type: integer}
    id: {type: uuid}
    day: {type: date}
    group: {type: string}
`;

const KEYS = ["text", "number", "id", "day"] as const;

/** Keys of every length from 0 to 40, of letters of one byte and of more. */
const texts = Array.from({ length: 10_000 }, (_, index) =>
  Array.from({ length: index % 41 }, (_, at) => String.fromCodePoint([97, 233, 8364, 128512][(index + at) % 4] ?? 0))
    .concat(String(index))
    .join(""),
);

/** The hash of each key in Java's producer, and its partition for each number of partitions. */
function inJava(keys: readonly string[], counts: readonly number[]): readonly (readonly number[])[] {
  const input = keys.map((key) => `${Buffer.from(key).toString("base64")}\n`).join("");
  const words = ["-cp", join(brokerJars(), "*"), "test/real/kafka/Partitions.java", ...counts.map(String)];
  const { status, stdout, stderr } = spawnSync("java", words, { input, encoding: "utf8", maxBuffer: 1e8 });
  if (status !== 0) throw new Error(stderr);
  return stdout
    .trimEnd()
    .split("\n")
    .map((line) => line.split(" ").map(Number));
}

describe.skipIf(withoutJava())("keys go to the partition where Java's producer puts them", () => {
  let shop: Shop;
  beforeAll(async () => {
    const contracts = {
      ...Object.fromEntries(KEYS.map((key) => [`by${key}`, contractOf(`by${key}`, `key: ${key}, `)])),
      ...Object.fromEntries(COUNTS.map((count) => [`over${count}`, contractOf(`over${count}`, "key: text, ")])),
      keyless: contractOf("keyless", ""),
      nullable: contractOf("nullable", "key: group, "),
    };
    shop = await openShop(contracts, { without: COUNTS.map((count) => `over${count}`) });
    const admin = new Admin(shop.client());
    for (const count of COUNTS)
      await admin.createTopics({ topics: [`over${count}`], partitions: count, replicas: 1, configs: [] });
    await admin.close();
  });
  afterAll(() => shop?.stop());

  const row = (text: string) => ({ text, number: "7", id: randomUUID(), day: "2026-11-30" });

  /** The partition of each message, by its key. */
  const landed = async (topic: string, count: number) => {
    const consumer = new Consumer({ ...shop.client(), groupId: `landed-${topic}` });
    const stream = await consumer.consume({ topics: [topic], mode: "earliest", autocommit: false });
    const found: [string | undefined, number][] = [];
    for await (const { key, partition } of stream) {
      found.push([key?.toString(), partition]);
      if (found.length === count) break;
    }
    await stream.close();
    await consumer.close(true);
    return found;
  };

  it("by the hash of 10,000 keys, for 3, 5, 6, 12 and 50 partitions", async () => {
    // What the package's runtime exports.
    const { murmur2, partitioner } = (await shop.installed.load("runtime/kafka-partition.js")) as {
      readonly murmur2: (bytes: Uint8Array) => number;
      readonly partitioner: () => (message: { readonly topic: string }, key: Uint8Array) => number;
    };
    const place = partitioner();
    const ours = texts.map((text) => {
      const key = Buffer.from(text);
      return [murmur2(key), ...COUNTS.map((count) => place({ topic: "any" }, key) % count)];
    });
    expect(ours).toEqual(inJava(texts, COUNTS));
  });

  it.each(COUNTS)("where the generated producer sends them, on a topic of %i partitions", async (count) => {
    const some = texts.slice(0, 1000);
    const producer = await shop.producing(`over${count}`);
    await producer.send(some.map(row));
    await producer.close();
    const wanted = inJava(some, [count]).map(([, partition], index) => [some[index], partition]);
    expect(new Map(await landed(`over${count}`, 1000))).toEqual(new Map(wanted as [string, number][]));
  });

  it.each(KEYS)("whatever the type of the key: %s", async (key) => {
    const rows = Array.from({ length: 200 }, (_, index) => ({
      text: `t${index}`,
      number: String(9007199254740993n + BigInt(index)),
      id: randomUUID(),
      day: new Date(Date.UTC(2026, 0, 1 + index)).toISOString().slice(0, 10),
    }));
    const producer = await shop.producing(`by${key}`);
    await producer.send(rows);
    await producer.close();
    const keys = rows.map((one) => one[key]);
    const wanted = inJava(keys, [3]).map(([, partition], index) => [keys[index], partition]);
    expect(new Map(await landed(`by${key}`, 200))).toEqual(new Map(wanted as [string, number][]));
  });

  it.each(["keyless", "nullable"])("messages without a key are spread over the partitions: %s", async (name) => {
    for (let call = 0; call < 10; call++) {
      const producer = await shop.producing(name);
      await producer.send(Array.from({ length: 30 }, (_, index) => row(String(index))));
      await producer.close();
    }
    const found = await landed(name, 300);
    expect(new Set(found.map(([key]) => key))).toEqual(new Set([undefined]));
    const counts = [0, 1, 2].map((one) => found.filter(([, partition]) => partition === one).length);
    expect(counts).toEqual([100, 100, 100]);
  });
});
