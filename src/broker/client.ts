import type { Admin } from "@platformatic/kafka";
import { type Broker, type BrokerAccess, type BrokerSetting, type BrokerTopic, Unreachable } from "./broker.ts";
import { create, validateCreation } from "./client-create.ts";
import { withBrokerErrors } from "./client-errors.ts";
import { rightsClient } from "./client-rights.ts";

type Client = typeof import("@platformatic/kafka");
type Described = Awaited<ReturnType<Admin["describeConfigs"]>>[number]["configs"][number];

const TOPIC = 2;
const SET = 0;
const DELETE = 1;
/** The source of a value that the topic itself sets. */
const FROM_TOPIC = 1;

/** Connects to a cluster with @platformatic/kafka, which only this function loads. */
export async function connect({ servers, tls, sasl }: BrokerAccess): Promise<Broker> {
  const client = await loadClient();
  const admin = new client.Admin({
    clientId: "dex",
    bootstrapBrokers: [...servers],
    retries: 3,
    connectTimeout: 5000,
    ...(tls && { tls: {} }),
    ...(sasl && { sasl }),
  });
  return {
    topics: (names) => withBrokerErrors("describe the topics", describe(admin, names)),
    create: (topic, { validateOnly }) => {
      const work = validateOnly ? validateCreation(topic, admin, client) : create(topic, admin);
      return withBrokerErrors(`create ${topic.name}`, work);
    },
    alter: (topic, edits, { validateOnly }) => {
      const configs = edits.map(({ name, value }) =>
        value === undefined
          ? ({ name, configOperation: DELETE } as const)
          : ({ name, configOperation: SET, value } as const),
      );
      const resources = [{ resourceType: TOPIC, resourceName: topic, configs }] as const;
      return withBrokerErrors(
        `alter ${topic}`,
        admin.incrementalAlterConfigs({ resources: [...resources], validateOnly }),
      );
    },
    addPartitions: (name, count, { validateOnly }) =>
      // The type of the client requires a list, but only null lets the broker choose the replicas.
      withBrokerErrors(
        `add partitions to ${name}`,
        admin.createPartitions({ topics: [{ name, count, assignments: null as never }], validateOnly }),
      ),
    remove: (name) => withBrokerErrors(`delete ${name}`, admin.deleteTopics({ topics: [name] })),
    ...rightsClient(admin),
    close: () => admin.close(),
  };
}

async function loadClient(): Promise<Client> {
  try {
    return await import("@platformatic/kafka");
  } catch (error) {
    const missing = typeof error === "object" && error !== null && "code" in error;
    if (!missing || error.code !== "ERR_MODULE_NOT_FOUND") throw error;
    throw new Unreachable("dex kafka needs a Kafka client. Run: npm install --save-dev @platformatic/kafka@1");
  }
}

async function describe(admin: Admin, names: readonly string[]): Promise<readonly BrokerTopic[]> {
  const existing = new Set(await admin.listTopics({ includeInternals: true }));
  const wanted = names.filter((name) => existing.has(name));
  if (wanted.length === 0) return [];
  const metadata = await admin.metadata({ topics: wanted, forceUpdate: true });
  const described = await admin.describeConfigs({
    resources: wanted.map((resourceName) => ({ resourceType: TOPIC, resourceName })),
    includeSynonyms: true,
  });
  const settings = new Map(described.map(({ resourceName, configs }) => [resourceName, settingsOf(configs)]));
  return wanted.map((name) => {
    const partitions = metadata.topics.get(name)?.partitions ?? [];
    return {
      name,
      partitions: partitions.length,
      replicas: partitions[0]?.replicas.length ?? 0,
      settings: settings.get(name) ?? {},
    };
  });
}

function settingsOf(configs: readonly Described[]): Readonly<Record<string, BrokerSetting>> {
  return Object.fromEntries(configs.map((config) => [config.name, settingOf(config)]));
}

function settingOf({ value, configSource, synonyms }: Described): BrokerSetting {
  const inherited = synonyms.find(({ source }) => source !== FROM_TOPIC)?.value;
  const text = value ?? "";
  return { value: text, own: configSource === FROM_TOPIC, inherited: inherited ?? text };
}
