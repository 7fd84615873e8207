import type { Contract, TopicSpec } from "../../ir/contract.ts";
import { Code } from "../../text/quote/code.ts";
import * as typescript from "../../text/quote/typescript.ts";
import type { View } from "../render.ts";
import { importFrom, object, print } from "./layout.ts";
import { moduleNames, pascal } from "./names.ts";

/** The contracts on topics. A retired topic has no producers and no consumers. */
export function isOnTopic({ status, dataset }: Contract): boolean {
  return dataset.topic !== undefined && status !== "retired";
}

/** The view of the producer and the consumer of one topic, for the script and for its types. */
export function kafkaView(contract: Contract, spec: TopicSpec): { readonly [key: string]: View } {
  const names = moduleNames(contract.name);
  const base = pascal(contract.name);
  const tombstones = isCompacted(spec);
  return {
    producer: typescript.identifier(`${base}Producer`),
    consumer: typescript.identifier(`${base}Consumer`),
    row: typescript.identifier(names.row),
    event: Code.trusted(tombstones ? `${names.row} | null` : names.row),
    optional: Code.trusted(spec.format === "json" ? "?" : ""),
    // A topic name contains only letters, digits, dots, hyphens and underscores.
    topic: Code.trusted(spec.name.replace(/[^\w.-]/g, "")),
    runtime: importFrom(
      "import",
      [
        "type ClientOptions",
        "type Codec",
        "ContractConsumer",
        "ContractProducer",
        "type Event",
        "type ReadingOptions",
        "type Warned",
      ],
      "../runtime/kafka.js",
    ),
    shared: importFrom(
      "export",
      ["type Codec", "type ConsumerOptions", "DeadLetterError", "type Event", "type Sent", "type Warned"],
      "../runtime/kafka.js",
    ),
  };
}

/** The imports of the script and of its types. */
export function kafkaImports({ name }: Contract, of: "script" | "types"): Code {
  const { check, stringify, row } = moduleNames(name);
  const path = `../contracts/${name}.js`;
  return of === "script"
    ? importFrom("import", [check, stringify].sort(), path)
    : importFrom("import type", [row], path);
}

/** The settings of the topic for the runtime. */
export function kafkaContract(contract: Contract, spec: TopicSpec): Code {
  const { check, stringify } = moduleNames(contract.name);
  const schema = contract.dataset.assertions.find(({ rule }) => rule.kind === "schema");
  const text = (value: string | undefined) =>
    value === undefined ? Code.trusted("undefined") : typescript.string(value);
  const members = [
    ["name", text(contract.name)],
    ["version", text(contract.version)],
    ["topic", text(spec.name)],
    ["format", text(spec.format)],
    ["key", text(spec.key)],
    ["compacted", Code.trusted(String(isCompacted(spec)))],
    ["deadLetter", text(spec.deadLetter?.topic)],
    ["maxRatio", text(spec.deadLetter?.maxRatio)],
    ["schema", text(schema?.id ?? contract.id)],
    ["quarantinesSchema", Code.trusted(String(schema?.quarantine === true))],
    ["check", typescript.identifier(check)],
    ["stringify", typescript.identifier(stringify)],
  ] as const;
  return print(object(members.map(([key, value]) => [Code.trusted(key), value] as const)), { tail: 1 });
}

function isCompacted({ config }: TopicSpec): boolean {
  return (config["cleanup.policy"] ?? "").split(",").includes("compact");
}
