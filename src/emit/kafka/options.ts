import { choice, choices, type OptionsOf, optionsReader, text, texts } from "../options.ts";

const outputs = ["strimzi", "terraform", "terraform-confluent", "script", "asyncapi"] as const;

/** The options of the Kafka emitter. */
export const options = {
  /** The tools for which topics and access rights are written, besides `topics.yaml` and the schemas. */
  outputs: choices(outputs, {
    noun: "output",
    default: ["strimzi", "terraform", "script", "asyncapi"],
    mayBeEmpty: true,
  }),
  /** The name of Strimzi's Kafka cluster that the resources belong to. */
  cluster: text(
    {
      matches: (name) => /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/.test(name),
      write: "the name of a Kubernetes resource: lower-case letters, digits and hyphens",
      example: "kafka",
    },
    "kafka",
  ),
  /** The bootstrap servers of each environment, for AsyncAPI. */
  servers: texts(
    {
      matches: (name) => /^[A-Za-z0-9_-]{1,63}$/.test(name),
      write: "a name of letters, digits, hyphens and underscores",
      example: "production",
    },
    {
      matches: (host) => /^[A-Za-z0-9.-]{1,253}(:[0-9]{1,5})?$/.test(host),
      write: "a host and a port, without a login",
      example: "kafka.example.com:9092",
    },
  ),
  /** How Strimzi's users authenticate. */
  authentication: choice(["scram-sha-512", "tls"], "scram-sha-512"),
};

/** The options of the Kafka emitter, every default filled in. */
export type KafkaOptions = OptionsOf<typeof options>;

/** Reads the options. */
export const readOptions = optionsReader(options);
