import type { Contract, Party } from "../../ir/contract.ts";
import type { YamlMap, YamlValue } from "../../text/quote/yaml.ts";
import { uniqueNames } from "../../text/unique.ts";
import { pascal } from "../../topic/protobuf-names.ts";
import type { MessageSchema } from "../../topic/schemas.ts";
import type { Topic, TopicContract } from "../../topic/topics.ts";

const BINDING = "0.5.0";

const CONTENT_TYPES = {
  json: "application/json",
  avro: "application/vnd.apache.avro",
  protobuf: "application/x-protobuf",
} as const;

const SCHEMA_FORMATS = {
  json: "application/schema+json;version=draft-07",
  avro: "application/vnd.apache.avro+json;version=1.9.0",
  protobuf: "application/vnd.google.protobuf;version=3",
} as const;

/** The content of a document: a contract, its topics, and its message schema. */
interface AsyncApiInput {
  readonly of: TopicContract;
  readonly topics: readonly Topic[];
  readonly schema: MessageSchema;
  /** The bootstrap servers of each environment. */
  readonly servers: Readonly<Record<string, string>>;
}

/** The AsyncAPI 3.1 document of one contract: the producers and the consumers of the topic. */
export function asyncApi({ of, topics, schema, servers }: AsyncApiInput): YamlMap {
  const { contract, spec } = of;
  const unique = uniqueNames();
  const message = pascal(contract.name);
  const send = unique(`send${message}`);
  const receives = contract.consumers.map((consumer) => [
    // A consumer's name may be any string, so it is the title and not part of the operation's name.
    unique(`receive${message}`),
    operation(contract, { action: "receive", title: consumer.name, description: consumer.usage }),
  ]);
  return {
    asyncapi: "3.1.0",
    info: infoOf(contract),
    defaultContentType: CONTENT_TYPES[spec.format],
    servers: serversOf(servers),
    channels: Object.fromEntries(topics.map((topic) => [channelName(topic), channelOf(topic)])),
    operations: {
      [send]: operation(contract, { action: "send", title: spec.producers.join(", ") }),
      ...Object.fromEntries(receives),
    },
    components: { messages: { [contract.name]: messageOf(of, schema) } },
  };
}

function serversOf(servers: AsyncApiInput["servers"]): YamlMap | undefined {
  const entries = Object.entries(servers).map(([name, host]) => [name, { host, protocol: "kafka" }]);
  return entries.length === 0 ? undefined : Object.fromEntries(entries);
}

function operation({ name }: Contract, { action, ...more }: YamlMap): YamlMap {
  return {
    action,
    channel: { $ref: `#/channels/${name}` },
    ...more,
    messages: [{ $ref: `#/channels/${name}/messages/${name}` }],
  };
}

function messageOf({ contract, spec }: TopicContract, { fileName }: MessageSchema): YamlMap {
  const key = spec.key === undefined ? undefined : { type: "string", description: `the ${spec.key} as text` };
  return {
    name: contract.name,
    contentType: CONTENT_TYPES[spec.format],
    payload: {
      schemaFormat: SCHEMA_FORMATS[spec.format],
      schema: { $ref: `../schemas/${fileName}` },
    },
    bindings: { kafka: { key, bindingVersion: BINDING } },
  };
}

function infoOf(contract: Contract): YamlMap {
  return {
    title: contract.name,
    version: contract.version,
    description: contract.description,
    contact: contactOf(contract.owner),
    tags: contract.tags.length > 0 ? contract.tags.map((name) => ({ name })) : undefined,
  };
}

/** An invalid e-mail address would make the whole document invalid, so only a plausible one is written as `email`. */
function contactOf({ name, email, team }: Party): YamlMap | undefined {
  const address = email !== undefined && /^[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+$/.test(email);
  const said = team ?? name ?? (address ? undefined : email);
  if (said === undefined && !address) return undefined;
  return { name: said, email: address ? email : undefined };
}

function channelName({ contract, role }: Topic): string {
  return role === "events" ? contract.name : `${contract.name}_dead_letter`;
}

function channelOf(topic: Topic): YamlMap {
  const { contract } = topic;
  const events = topic.role === "events";
  return {
    address: topic.name,
    description: events ? contract.description : `Messages of ${contract.name} that break the contract, as they came.`,
    messages: events
      ? { [contract.name]: { $ref: `#/components/messages/${contract.name}` } }
      : { letter: { summary: "The bytes of the message; its headers say where it was and what is wrong." } },
    bindings: {
      kafka: {
        topic: topic.name,
        partitions: topic.partitions,
        replicas: topic.replicas,
        topicConfiguration: topicConfiguration(topic),
        bindingVersion: BINDING,
      },
    },
  };
}

/** The settings that the Kafka binding has keys for. */
function topicConfiguration({ config }: Topic): YamlMap | undefined {
  const members: [string, YamlValue][] = [];
  const policy = config["cleanup.policy"];
  if (policy !== undefined && policy !== "") members.push(["cleanup.policy", policy.split(",")]);
  for (const name of ["retention.ms", "retention.bytes", "delete.retention.ms", "max.message.bytes"]) {
    const value = Number(config[name] ?? "NaN");
    if (Number.isSafeInteger(value)) members.push([name, value]);
  }
  return members.length === 0 ? undefined : Object.fromEntries(members);
}
