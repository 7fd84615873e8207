import type { Admin, API, Callback, createTopicsV7 } from "@platformatic/kafka";
import { type NewTopic, Unreachable } from "./broker.ts";

type Request = createTopicsV7.CreateTopicsRequest;
type Response = createTopicsV7.CreateTopicsResponse;

const TIMEOUT = 10_000;

/** Creates a topic. */
export async function create({ name, partitions, replicas, config }: NewTopic, admin: Admin): Promise<void> {
  await admin.createTopics({ topics: [name], partitions, replicas, configs: configsOf(config) });
}

/** What of the client's inside is needed here. */
type Inside = Pick<typeof import("@platformatic/kafka"), "kGetApi" | "kGetConnection">;

/**
 * Asks whether a topic could be created. The client's own call always creates, so this sends the request itself, with the flag of Kafka's protocol
 * that the call has no option for.
 */
export async function rehearseCreation(topic: NewTopic, admin: Admin, inside: Inside): Promise<void> {
  const { brokers, controllerId } = await admin.metadata({ topics: [] });
  const controller = brokers.get(controllerId) ?? [...brokers.values()][0];
  if (controller === undefined) throw new Unreachable("The broker knows of no broker");
  const connection = await called<Parameters<API<Request, Response>>[0]>((back) =>
    admin[inside.kGetConnection](controller, back),
  );
  const api = await called<API<Request, Response>>((back) => admin[inside.kGetApi]("CreateTopics", back));
  const { name, partitions, replicas, config } = topic;
  const wanted = { name, numPartitions: partitions, replicationFactor: replicas, assignments: [] };
  await api.async(connection, [{ ...wanted, configs: configsOf(config) }], TIMEOUT, true);
}

function configsOf(config: NewTopic["config"]): { name: string; value: string }[] {
  return Object.entries(config).map(([name, value]) => ({ name, value }));
}

/** What a callback is called with. */
function called<T>(start: (back: Callback<T>) => void): Promise<T> {
  return new Promise((done, failed) => {
    start((error, result) => (error === null && result !== undefined ? done(result) : failed(error)));
  });
}
