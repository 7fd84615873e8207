import { Admin, Consumer } from "@platformatic/kafka";
import { expect } from "vitest";
import { type Installed, install } from "../../emit/typescript/package.ts";
import { emitTypescript } from "../../emit/typescript/project.ts";
import { irOf } from "../../ir-of.ts";
import { startBroker, type TestBroker } from "./broker.ts";

/** What the generated consumer gives out. */
export interface Event {
  readonly row: Readonly<Record<string, unknown>> | null;
  readonly key: string | undefined;
  readonly headers: Readonly<Record<string, string>>;
  readonly partition: number;
  readonly offset: bigint;
}

/** The generated producer of some topic. */
interface TopicProducer extends AsyncDisposable {
  send(rows: unknown, options?: object): Promise<{ sent: number; rejected: { index: number; problems: object[] }[] }>;
  remove(key: string): Promise<void>;
  close(): Promise<void>;
}

/** The generated consumer of some topic. */
export interface TopicConsumer extends AsyncIterable<Event>, AsyncDisposable {
  close(): Promise<void>;
}

interface Raw {
  readonly key: string;
  readonly value: string;
  readonly partition: number;
  readonly headers: Readonly<Record<string, string>>;
}

/** A broker with the topics of some contracts, and the package of their producers and consumers. */
export interface Shop {
  readonly broker: TestBroker;
  readonly installed: Installed;
  client(): { readonly clientId: string; readonly bootstrapBrokers: string[] };
  createTopics(...topics: readonly string[]): Promise<void>;
  producing(name: string, more?: object): Promise<TopicProducer>;
  /** A consumer of `<name>-group`. */
  consuming(name: string, more?: object): Promise<TopicConsumer>;
  /** The first messages of a topic as they are. */
  raw(topic: string, count: number): Promise<readonly Raw[]>;
  /** The place that a group keeps in each partition of a topic; -1 where it keeps none. */
  places(topic: string, groupId: string): Promise<readonly number[]>;
  stop(): Promise<void>;
}

/** Starts a broker that has the topics of the contracts, each with three partitions, but for those named in `without`. */
export async function openShop(
  contracts: Readonly<Record<string, string>>,
  { without = [], settings = "" }: { readonly without?: readonly string[]; readonly settings?: string } = {},
): Promise<Shop> {
  const named = Object.entries(contracts).map(([name, text]) => [`contracts/${name}.contract.yaml`, text]);
  const ir = irOf(Object.fromEntries(named));
  const { files, diagnostics } = emitTypescript(ir, { kafka: true });
  expect(diagnostics).toEqual([]);
  const installed = install(files);
  const broker = await startBroker({ settings });
  const client = () => ({ clientId: "test", bootstrapBrokers: [broker.address], retries: 20, retryDelay: 100 });
  const administer = async <T>(act: (admin: Admin) => Promise<T>): Promise<T> => {
    const admin = new Admin(client());
    return act(admin).finally(() => admin.close());
  };
  const made = async (name: string, kind: "Producer" | "Consumer", options: object) => {
    const module = await installed.load(`kafka/${name}.js`);
    const base = name.charAt(0).toUpperCase() + name.slice(1);
    // What the package's own types say of it.
    const made = module[base + kind] as new (options: object) => TopicProducer & TopicConsumer;
    return new made({ client: client(), ...options });
  };
  const shop: Shop = {
    broker,
    installed,
    client,
    createTopics: (...topics) =>
      administer(async (admin) => {
        await admin.createTopics({ topics: [...topics], partitions: 3, replicas: 1, configs: [] });
      }),
    producing: (name, more = {}) => made(name, "Producer", more),
    consuming: (name, more = {}) => made(name, "Consumer", { groupId: `${name}-group`, ...more }),
    raw: (topic, count) => firstOf(new Consumer({ ...client(), groupId: `raw-${topic}-${Date.now()}` }), topic, count),
    places: (topic, groupId) =>
      administer(async (admin) => {
        const [group] = await admin.listConsumerGroupOffsets({ groups: [groupId] });
        const partitions = group?.topics.find(({ name }) => name === topic)?.partitions ?? [];
        const placeOf = (index: number) => partitions.find(({ partitionIndex }) => partitionIndex === index);
        return [0, 1, 2].map((index) => Number(placeOf(index)?.committedOffset ?? -1));
      }),
    stop: async () => {
      await broker.stop();
      installed.remove();
    },
  };
  const topics = ir.contracts.flatMap(({ dataset: { topic } }) => [topic?.name ?? "", topic?.deadLetter?.topic ?? ""]);
  await shop.createTopics(...topics.filter((name) => name !== "" && !without.includes(name)));
  return shop;
}

async function firstOf(consumer: Consumer, topic: string, count: number): Promise<readonly Raw[]> {
  const stream = await consumer.consume({ topics: [topic], mode: "earliest", autocommit: false });
  const found: Raw[] = [];
  for await (const { key, value, headers, partition } of stream) {
    const entries = [...headers].map(([name, text]) => [String(name), String(text)]);
    found.push({ key: String(key), value: String(value), partition, headers: Object.fromEntries(entries) });
    if (found.length === count) break;
  }
  await stream.close();
  await consumer.close(true);
  return found;
}
