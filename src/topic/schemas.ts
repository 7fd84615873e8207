import type { Policy } from "../ir/contract.ts";
import type { Ir } from "../ir/ir.ts";
import { by } from "../text/compare.ts";
import * as json from "../text/quote/json.ts";
import { avroSchema } from "./avro.ts";
import { jsonSchema } from "./json-schema.ts";
import { type Protobuf, protobufOf } from "./protobuf.ts";
import { protobufFile } from "./protobuf-text.ts";
import { type TopicContract, topicContracts } from "./topics.ts";

/** A compatibility level, by the name that registries use. */
type CompatibilityLevel = "BACKWARD_TRANSITIVE" | "FORWARD_TRANSITIVE" | "FULL_TRANSITIVE" | "NONE";

/** The message schema of a topic, and its subject in the registry. */
export interface MessageSchema {
  readonly of: TopicContract;
  readonly subject: string;
  readonly type: "JSON" | "AVRO" | "PROTOBUF";
  readonly level: CompatibilityLevel;
  readonly fileName: string;
  readonly text: string;
}

/**
 * The level of each policy. A topic contains messages of many versions, so a registry must compare each version with all earlier ones. All levels
 * are therefore transitive.
 */
const LEVELS: Readonly<Record<Policy["compatibility"], CompatibilityLevel>> = {
  full: "FULL_TRANSITIVE",
  producer: "BACKWARD_TRANSITIVE",
  consumer: "FORWARD_TRANSITIVE",
  none: "NONE",
};

/** The schemas of all topics whose contract is not retired, sorted by subject. */
export function schemasOf(ir: Ir): readonly MessageSchema[] {
  return topicContracts(ir)
    .filter(({ contract }) => contract.status !== "retired")
    .map((one) => schemaOf(one, ir.project))
    .sort(by((schema) => schema.subject));
}

function schemaOf(of: TopicContract, project: string): MessageSchema {
  const { contract, spec } = of;
  const base = { of, subject: `${spec.name}-value`, level: LEVELS[contract.policy.compatibility] };
  const name = `${contract.name}.value`;
  switch (spec.format) {
    case "json": {
      const text = json.write(jsonSchema(of, isClosed(of)));
      return { ...base, type: "JSON", fileName: `${name}.json`, text };
    }
    case "avro": {
      const text = json.write(avroSchema(of, project));
      return { ...base, type: "AVRO", fileName: `${name}.avsc`, text };
    }
    case "protobuf": {
      const text = protobufFile(protobufOf(of).message, `${project}.${contract.name}`);
      return { ...base, type: "PROTOBUF", fileName: `${name}.proto`, text };
    }
  }
}

/**
 * Whether a JSON Schema rejects unlisted members. For a registry, messages of an open schema may already have any member, so BACKWARD forbids
 * new members; readers with a closed schema reject new members, so FORWARD forbids them.
 */
function isClosed({ contract }: TopicContract): boolean {
  const { compatibility } = contract.policy;
  if (compatibility === "none") return contract.dataset.closed;
  return compatibility !== "consumer";
}

/** The fields and values of a Protobuf contract without a number, each with the next unused number. */
export function unnumberedOf(of: TopicContract): Protobuf["unnumbered"] {
  return of.spec.format === "protobuf" ? protobufOf(of).unnumbered : [];
}
