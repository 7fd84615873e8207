import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { Producer } from "@platformatic/kafka";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { withoutJava } from "./kafka/java.ts";
import { openShop, type Shop } from "./kafka/shop.ts";

const NAMES = ["restarted", "impatient", "survived"] as const;

const contractOf = (name: string) => `
contract: {name: ${name}, version: "1.0.0", owner: web@example.com}
dataset: {kind: topic}
topic: {name: ${name}, partitions: 3, replication_factor: 1, key: n, format: json}
schema:
  required: [n]
  properties:
    n: {type: integer, bits: 32}
`;

/** A process that reads a topic, and the messages that it says it has. */
interface Reader {
  readonly child: ChildProcess;
  readonly seen: Set<number>;
  /** Resolves when it has all these; fails when it ends before. */
  has(numbers: readonly number[]): Promise<void>;
}

describe.skipIf(withoutJava())("after the kill of a member, with the client's time-outs", () => {
  let shop: Shop;
  const readers: Reader[] = [];
  beforeAll(async () => {
    shop = await openShop(Object.fromEntries(NAMES.map((name) => [name, contractOf(name)])));
  });
  afterAll(async () => {
    for (const { child } of readers) child.kill("SIGKILL");
    await shop?.stop();
  });

  const put = async (topic: string, numbers: readonly number[]) => {
    const producer = new Producer(shop.client());
    const messages = numbers.map((n) => ({ topic, partition: n % 3, value: Buffer.from(`{"n": ${n}}`) }));
    await producer.send({ messages, acks: -1 });
    await producer.close();
  };

  const start = (name: string, more: object = {}): Reader => {
    const client = { clientId: "test", bootstrapBrokers: [shop.broker.address], ...more };
    const base = name.charAt(0).toUpperCase() + name.slice(1);
    const script = `
import { ${base}Consumer } from "shop-contracts/kafka/${name}";
const client = ${JSON.stringify(client)};
for await (const { row } of new ${base}Consumer({ client, groupId: "${name}-group", commitEvery: 1 }))
  console.log(row.n);
`;
    const file = join(shop.installed.root, `${name}-${readers.length}.mjs`);
    writeFileSync(file, script);
    const child = spawn(process.execPath, [file], { cwd: shop.installed.root });
    const seen = new Set<number>();
    let said = "";
    let fault = "";
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      said += text;
      for (const line of said.split("\n").slice(0, -1)) seen.add(Number(line));
    });
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      fault += text;
    });
    const has = async (numbers: readonly number[]) => {
      while (!numbers.every((n) => seen.has(n))) {
        if (child.exitCode !== null) throw new Error(`the reader has ended: ${fault}`);
        await new Promise((done) => setTimeout(done, 50));
      }
    };
    const reader = { child, seen, has };
    readers.push(reader);
    return reader;
  };

  const kill = async ({ child }: Reader) => {
    const ended = once(child, "exit");
    child.kill("SIGKILL");
    expect(await ended).toEqual([null, "SIGKILL"]);
  };

  /** Kills one reader after the other, and starts the next one at once; how long each took to its first messages. */
  const restarts = async (name: string, more: object = {}) => {
    await put(name, [0, 1, 2]);
    let reader = start(name, more);
    await reader.has([0, 1, 2]);
    const times: number[] = [];
    for (const round of [1, 2, 3]) {
      const numbers = [0, 1, 2].map((n) => 3 * round + n);
      await kill(reader);
      await put(name, numbers);
      const begun = Date.now();
      reader = start(name, more);
      await reader.has(numbers);
      times.push(Date.now() - begun);
    }
    await kill(reader);
    return times;
  };

  it("the next one receives every partition within 20 seconds, three times of three", async () => {
    const times = await restarts("restarted");
    expect(Math.max(...times), String(times)).toBeLessThan(20_000);
  });

  it("the next one joins again when a join has timed out", async () => {
    // The broker answers the join after the dead member's session of ten seconds.
    const times = await restarts("impatient", { requestTimeout: 3000 });
    expect(Math.max(...times), String(times)).toBeLessThan(25_000);
  });

  it("a member that lives has the dead one's partitions within 15 seconds", async () => {
    await put("survived", [0, 1, 2]);
    const dying = start("survived");
    await dying.has([0, 1, 2]);
    const living = start("survived");
    // Both have partitions when each of them has received something.
    let next = 3;
    while (living.seen.size === 0 || next < 9) {
      await put("survived", [next, next + 1, next + 2]);
      next += 3;
      await new Promise((done) => setTimeout(done, 1000));
    }
    await kill(dying);
    const begun = Date.now();
    const numbers = [next, next + 1, next + 2];
    await put("survived", numbers);
    await living.has(numbers);
    expect(Date.now() - begun).toBeLessThan(15_000);
    await kill(living);
  });
});
