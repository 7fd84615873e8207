import { defineEmitter } from "../emitter.ts";
import { hasTopics } from "../projects.ts";
import { diagnostics } from "./diagnostics.ts";
import { type KafkaOptions, readOptions } from "./options.ts";

export type { KafkaOptions } from "./options.ts";

/** The Kafka emitter: topics, access rights and message schemas for the tools that apply them. */
export const kafka = defineEmitter<KafkaOptions>({
  name: "kafka",
  diagnostics,
  templates: ["topics.tf.njk", "acls.tf.njk", "confluent-topics.tf.njk", "confluent-acls.tf.njk", "apply.sh.njk"],
  readOptions,
  takes: ["topic"],
  default: hasTopics,
  load: () => import("./emit.ts"),
});
