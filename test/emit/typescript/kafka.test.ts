import { NetworkError, TimeoutError } from "@platformatic/kafka";
import fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import { irOf } from "../../ir-of.ts";
import { install } from "./package.ts";
import { emitTypescript } from "./project.ts";

const CONTRACT = `
contract: {name: visits, version: "1.0.0", owner: web@example.com}
dataset: {kind: topic}
topic: {name: visits, partitions: 3, replication_factor: 1, key: user_id, format: json}
schema:
  required: [user_id]
  properties:
    user_id: {type: string}
`;

const ir = irOf({ "contracts/visits.contract.yaml": CONTRACT });
const installed = install(emitTypescript(ir, { kafka: true }).files);
afterAll(installed.remove);

type Partitioner = (message: { readonly topic: string }, key?: Uint8Array) => number;

interface Client {
  readonly connections: Iterable<readonly [string, { close(): Promise<void> }]>;
  joinGroup(options: object): Promise<void>;
}

// What the package's runtime exports; these modules have no types.
const partition = (await installed.load("runtime/kafka-partition.js")) as {
  readonly murmur2: (bytes: Uint8Array) => number;
  readonly partitioner: () => Partitioner;
};
const group = (await installed.load("runtime/kafka-group.js")) as {
  readonly timeoutsOf: (client: object) => Readonly<Record<string, number>>;
  readonly join: (client: Client, isStopped: () => boolean) => Promise<void>;
};

describe("the partition of a key", () => {
  const bytes = (text: string) => new TextEncoder().encode(text);

  // As Java's `Utils.murmur2` gives them; test/real/kafka-partitions.test.ts compares many more.
  it.each([
    [bytes(""), 275646681],
    [bytes("a"), -1563381124],
    [bytes("ab"), 316155434],
    [bytes("abc"), 479470107],
    [bytes("abcd"), -1323649548],
    [bytes("42"), 417700972],
    [bytes("9007199254740993"), 309283515],
    [bytes("naïve"), 452640081],
    [bytes("8b1f7a0e-5c1e-4a4e-9f0b-0d9f5d6c7e21"), -2085126792],
    [new Uint8Array([255, 254, 128, 0, 127]), -1602569320],
  ])("is made from Java's hash: %s", (key, hash) => {
    expect(partition.murmur2(key)).toBe(hash);
    // Java masks the sign: the absolute value, and the unsigned number, are others.
    expect(partition.partitioner()({ topic: "visits" }, key)).toBe(hash & 0x7fffffff);
  });

  it("is the same whenever the key is the same, and not negative", () => {
    const key = fc.uint8Array({ maxLength: 64 });
    const check = fc.property(key, (one) => {
      const [first, second] = [partition.partitioner(), partition.partitioner()];
      const found = first({ topic: "visits" }, one);
      expect(found).toBeGreaterThanOrEqual(0);
      expect(second({ topic: "others" }, Buffer.from(one))).toBe(found);
    });
    fc.assert(check);
  });

  it("is the next one for a message without a key, topic by topic", () => {
    const partitioner = partition.partitioner();
    const spread = Array.from({ length: 12 }, (_, index) => {
      const found = partitioner({ topic: "visits" }, undefined) % 3;
      // Other messages between them change nothing.
      partitioner({ topic: index % 2 === 0 ? "dlq.visits" : "visits" }, new Uint8Array([index]));
      partitioner({ topic: "dlq.visits" });
      return found;
    });
    const counts = [0, 1, 2].map((one) => spread.filter((found) => found === one).length);
    expect(counts).toEqual([4, 4, 4]);
  });
});

describe("the time-outs of a member of a group", () => {
  it("fit each other by default", () => {
    expect(group.timeoutsOf({})).toEqual({
      sessionTimeout: 10_000,
      rebalanceTimeout: 20_000,
      heartbeatInterval: 2000,
      maxWaitTime: 5000,
      requestTimeout: 30_000,
    });
  });

  it("fit each other around what the caller gives", () => {
    const time = fc.option(fc.integer({ min: 1000, max: 1_000_000 }), { nil: undefined });
    const given = fc.record({ sessionTimeout: time, maxWaitTime: time }, { requiredKeys: [] });
    const check = fc.property(given, time, (some, rebalance) => {
      for (const client of [some, { maxWaitTime: some.maxWaitTime, rebalanceTimeout: rebalance }]) {
        const made = group.timeoutsOf(client);
        const { sessionTimeout = 0, rebalanceTimeout = 0, heartbeatInterval = 0, requestTimeout = 0 } = made;
        expect(sessionTimeout).toBeLessThanOrEqual(rebalanceTimeout);
        expect(heartbeatInterval).toBeLessThanOrEqual(sessionTimeout / 5);
        expect(requestTimeout).toBeGreaterThan(Math.max(rebalanceTimeout, made["maxWaitTime"] ?? 0));
        for (const [name, value] of Object.entries(client)) if (value !== undefined) expect(made[name]).toBe(value);
      }
    });
    fc.assert(check);
  });
});

describe("a join", () => {
  /** A client whose joins end with these errors, one after the other, and then succeed. */
  const joining = (errors: readonly Error[]) => {
    const log: string[] = [];
    const connection = {
      close: async () => {
        log.push("close");
      },
    };
    const client: Client = {
      connections: [["broker:9092", connection]],
      joinGroup: async () => {
        const error = errors[log.filter((one) => one === "join").length];
        log.push("join");
        if (error !== undefined) throw error;
      },
    };
    return { client, log };
  };

  const late = new TimeoutError("Request timed out");

  it("that has timed out is tried again, on a new connection", async () => {
    const { client, log } = joining([late, new AggregateError([late])]);
    await group.join(client, () => false);
    expect(log).toEqual(["join", "close", "join", "close", "join"]);
  });

  it("is not tried for ever, nor after the end", async () => {
    const { client, log } = joining(Array.from({ length: 50 }, () => late));
    await expect(group.join(client, () => false)).rejects.toBe(late);
    expect(log.filter((one) => one === "join")).toHaveLength(10);
    const stopped = joining([late, late]);
    await expect(group.join(stopped.client, () => true)).rejects.toBe(late);
    expect(stopped.log).toEqual(["join", "close"]);
  });

  it("that is refused is not tried again", async () => {
    const refused = new NetworkError("Connection closed");
    const { client, log } = joining([refused]);
    await expect(group.join(client, () => false)).rejects.toBe(refused);
    expect(log).toEqual(["join"]);
  });
});
