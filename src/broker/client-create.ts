import type { Admin, API, Callback, createTopicsV7 } from "@platformatic/kafka";
import { type NewTopic, Unreachable } from "./broker.ts";

type Request = createTopicsV7.CreateTopicsRequest;
type Response = createTopicsV7.CreateTopicsResponse;

const TIMEOUT = 10_000;

/** Creates a topic. */
export async function create({ name, partitions, replicas, config }: NewTopic, admin: Admin): Promise<void> {
  await admin.createTopics({ topics: [name], partitions, replicas, configs: configsOf(config) });
}

/** The internal symbols of the client that are used here. */
type ClientInternals = Pick<typeof import("@platformatic/kafka"), "kGetApi" | "kGetConnection">;

/**
 * Asks the broker to validate the creation of a topic. The client has no method for it, so this function sends the request itself, with the
 * validate-only flag of Kafka's protocol.
 */
export async function validateCreation(topic: NewTopic, admin: Admin, inside: ClientInternals): Promise<void> {
  const { brokers, controllerId } = await admin.metadata({ topics: [] });
  const controller = brokers.get(controllerId) ?? [...brokers.values()][0];
  if (controller === undefined) throw new Unreachable("The cluster metadata has no broker");
  const connection = await promiseOf<Parameters<API<Request, Response>>[0]>((back) =>
    admin[inside.kGetConnection](controller, back),
  );
  const api = await promiseOf<API<Request, Response>>((back) => admin[inside.kGetApi]("CreateTopics", back));
  const { name, partitions, replicas, config } = topic;
  const wanted = { name, numPartitions: partitions, replicationFactor: replicas, assignments: [] };
  await api.async(connection, [{ ...wanted, configs: configsOf(config) }], TIMEOUT, true);
}

function configsOf(config: NewTopic["config"]): { name: string; value: string }[] {
  return Object.entries(config).map(([name, value]) => ({ name, value }));
}

/** A promise for the result of a callback. */
function promiseOf<T>(start: (back: Callback<T>) => void): Promise<T> {
  return new Promise((done, failed) => {
    start((error, result) => (error === null && result !== undefined ? done(result) : failed(error)));
  });
}
