import type { Policy } from "../ir/contract.ts";
import type { Ir } from "../ir/ir.ts";
import { by } from "../text/compare.ts";
import * as json from "../text/quote/json.ts";
import { avroSchema } from "./avro.ts";
import { jsonSchema } from "./json-schema.ts";
import { type Protobuf, protobufOf } from "./protobuf.ts";
import { protobufFile } from "./protobuf-text.ts";
import { type TopicContract, topicContracts } from "./topics.ts";

/** A level of compatibility, by a registry's name for it. */
type Level = "BACKWARD_TRANSITIVE" | "FORWARD_TRANSITIVE" | "FULL_TRANSITIVE" | "NONE";

/** The schema of a topic's messages, and the subject it is registered under. */
export interface MessageSchema {
  readonly of: TopicContract;
  readonly subject: string;
  readonly type: "JSON" | "AVRO" | "PROTOBUF";
  readonly level: Level;
  readonly fileName: string;
  readonly text: string;
}

/**
 * Who must not be broken, in a registry's words. Messages stay on a topic for as long as it keeps them, so each version is held against all before
 * it, not only the last.
 */
const LEVELS: Readonly<Record<Policy["compatibility"], Level>> = {
  full: "FULL_TRANSITIVE",
  producer: "BACKWARD_TRANSITIVE",
  consumer: "FORWARD_TRANSITIVE",
  none: "NONE",
};

/** The schema of every topic that is not retired, sorted by subject. */
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
 * A registry reads a JSON Schema that is open as "any member may be there already", so under BACKWARD nothing could ever be added to it; and
 * a closed one as "no other member may come", so under FORWARD nothing could be.
 */
function isClosed({ contract }: TopicContract): boolean {
  const { compatibility } = contract.policy;
  if (compatibility === "none") return contract.dataset.closed;
  return compatibility !== "consumer";
}

/** What of a Protobuf contract has no number yet. */
export function unnumberedOf(of: TopicContract): Protobuf["unnumbered"] {
  return of.spec.format === "protobuf" ? protobufOf(of).unnumbered : [];
}
