import { choice, choices, type OptionsOf, optionsReader, text } from "../options.ts";

const outputs = ["strimzi", "terraform", "script", "asyncapi"] as const;

/** The options of the Kafka emitter. */
export const options = {
  /** The tools for which topics and access rights are written, besides `topics.yaml` and the schemas. */
  outputs: choices(outputs, { noun: "output", default: outputs, mayBeEmpty: true }),
  /** The name of Strimzi's Kafka cluster that the resources belong to. */
  cluster: text(
    {
      matches: (name) => /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/.test(name),
      write: "the name of a Kubernetes resource: lower-case letters, digits and hyphens",
      example: "kafka",
    },
    "kafka",
  ),
  /** How Strimzi's users authenticate. */
  authentication: choice(["scram-sha-512", "tls"], "scram-sha-512"),
};

/** The options of the Kafka emitter, every default filled in. */
export type KafkaOptions = OptionsOf<typeof options>;

/** Reads the options. */
export const readOptions = optionsReader(options);
