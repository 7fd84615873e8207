import type { Policy } from "../../ir/contract.ts";
import type { Field, Type } from "../../ir/field.ts";
import type { Ir } from "../../ir/ir.ts";
import { by } from "../../text/compare.ts";
import * as json from "../../text/quote/json.ts";
import { avroSchema, NAME } from "./avro.ts";
import { jsonSchema } from "./json-schema.ts";
import { type Protobuf, protobufOf } from "./protobuf.ts";
import { protobufFile } from "./protobuf-text.ts";
import { type TopicContract, topicContracts } from "./topics.ts";

/** A level of compatibility, by a registry's name for it. */
export type Level = "BACKWARD_TRANSITIVE" | "FORWARD_TRANSITIVE" | "FULL_TRANSITIVE" | "NONE";

/** The schema of a topic's messages, and the subject it is registered under. */
export interface MessageSchema {
  readonly of: TopicContract;
  readonly subject: string;
  readonly type: "JSON" | "AVRO" | "PROTOBUF";
  readonly level: Level;
  readonly file: string;
  readonly text: string;
  readonly language: "json" | "text";
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

/** The schema of every topic that is not retired, sorted by subject. A contract whose names the format cannot carry has none. */
export function schemasOf(ir: Ir): readonly MessageSchema[] {
  return topicContracts(ir)
    .filter(({ contract, spec }) => contract.status !== "retired" && isNameable(contract.dataset.fields, spec.format))
    .map((one) => schemaOf(one, ir.project))
    .sort(by((schema) => schema.subject));
}

function schemaOf(of: TopicContract, project: string): MessageSchema {
  const { contract, spec } = of;
  const base = { of, subject: `${spec.name}-value`, level: LEVELS[contract.policy.compatibility] };
  const file = `kafka/schemas/${contract.name}.value`;
  switch (spec.format) {
    case "json": {
      const text = json.write(jsonSchema(of, isClosed(of)));
      return { ...base, type: "JSON", file: `${file}.json`, text, language: "json" };
    }
    case "avro": {
      const text = json.write(avroSchema(of, project));
      return { ...base, type: "AVRO", file: `${file}.avsc`, text, language: "json" };
    }
    case "protobuf": {
      const text = protobufFile(protobufOf(of).message, `${project}.${contract.name}`);
      return { ...base, type: "PROTOBUF", file: `${file}.proto`, text, language: "text" };
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

/** The fields that the format has no name for. JSON takes any. */
export function unnameableFields(fields: readonly Field[], format: TopicContract["spec"]["format"]): readonly Field[] {
  if (format === "json") return [];
  return fields.flatMap((field) => [
    ...(NAME.test(field.name) ? [] : [field]),
    ...membersOf(field.type).flatMap((members) => unnameableFields(members, format)),
  ]);
}

function membersOf(type: Type): readonly (readonly Field[])[] {
  if (type.kind === "struct") return [type.fields];
  if (type.kind === "array") return membersOf(type.items);
  return type.kind === "map" ? membersOf(type.values) : [];
}

function isNameable(fields: readonly Field[], format: TopicContract["spec"]["format"]): boolean {
  return unnameableFields(fields, format).length === 0;
}

/** What of a Protobuf contract has no number yet. */
export function unnumberedOf(of: TopicContract): Protobuf["unnumbered"] {
  const { contract, spec } = of;
  if (spec.format !== "protobuf" || !isNameable(contract.dataset.fields, spec.format)) return [];
  return protobufOf(of).unnumbered;
}
