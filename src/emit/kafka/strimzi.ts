import type { YamlMap } from "../../text/quote/yaml.ts";
import { withoutEdges } from "../../text/trim.ts";
import type { Acl } from "../../topic/acls.ts";
import type { Topic } from "../../topic/topics.ts";
import type { KafkaOptions } from "./options.ts";

const API_VERSION = "kafka.strimzi.io/v1";

/** The resource name of a topic. Kubernetes allows lower-case letters, digits, hyphens and dots, and no hyphen or dot at an end. */
export function resourceName(topic: string): string {
  const labels = topic
    .toLowerCase()
    .replace(/[^a-z0-9.-]/g, "-")
    .split(".")
    .map((label) => withoutEdges(label, /-/));
  return labels.filter((label) => label !== "").join(".") || "topic";
}

/** A KafkaTopic resource. */
export function kafkaTopic(topic: Topic, { cluster }: KafkaOptions): YamlMap {
  const config = Object.entries(topic.config).map(([name, value]) => [name, settingValue(value)] as const);
  return {
    apiVersion: API_VERSION,
    kind: "KafkaTopic",
    metadata: { name: resourceName(topic.name), labels: { "strimzi.io/cluster": cluster } },
    spec: {
      topicName: topic.name,
      partitions: topic.partitions,
      replicas: topic.replicas,
      config: config.length > 0 ? Object.fromEntries(config) : undefined,
    },
  };
}

/** Numbers and booleans without quotes, except numbers that readers would round. */
function settingValue(value: string): string | number | boolean {
  if (value === "true" || value === "false") return value === "true";
  return /^-?\d+$/.test(value) && Number.isSafeInteger(Number(value)) ? Number(value) : value;
}

/** Several resources in one file. */
export function resourceList(items: readonly YamlMap[]): YamlMap {
  return { apiVersion: "v1", kind: "List", items };
}

/** A KafkaUser resource with all rights of one principal. */
export function kafkaUser(principal: string, acls: readonly Acl[], options: KafkaOptions): YamlMap {
  return {
    apiVersion: API_VERSION,
    kind: "KafkaUser",
    metadata: { name: principal, labels: { "strimzi.io/cluster": options.cluster } },
    spec: {
      authentication: { type: options.authentication },
      authorization: {
        type: "simple",
        acls: acls.map(({ resource, name, pattern, operations }) => ({
          resource: { type: resource, name, patternType: pattern === "prefixed" ? "prefix" : "literal" },
          operations,
        })),
      },
    },
  };
}
