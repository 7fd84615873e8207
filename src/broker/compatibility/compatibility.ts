import { isList, type Json } from "../../source/json.ts";
import { avroProblems } from "./avro.ts";
import { jsonSchemaProblems } from "./json-schema.ts";
import { type Problem, problem } from "./problem.ts";
import { protobufProblems } from "./protobuf.ts";

/** A schema and its format, by the name that registries use. */
export interface TypedSchema {
  readonly type: string;
  readonly text: string;
}

/** Why a reader with one schema cannot read messages written with another. Empty if it can. */
function problemsOf(reader: TypedSchema, writer: TypedSchema): readonly Problem[] {
  if (reader.type !== writer.type) return [problem("", `the format was ${writer.type} and is now ${reader.type}`)];
  if (reader.type === "PROTOBUF") return protobufProblems(reader.text, writer.text);
  const [now, before] = [JSON.parse(reader.text) as Json, JSON.parse(writer.text) as Json];
  return reader.type === "AVRO" ? avroProblems(now, before) : jsonSchemaProblems(now, before);
}

/** The problems of a new schema with an older one at a compatibility level. */
export function problemsAt(level: string, now: TypedSchema, before: TypedSchema): readonly Problem[] {
  const [direction] = level.split("_");
  if (direction === "NONE") return [];
  // A Protobuf number is the same field for old and new readers, so both directions have the same problems.
  if (now.type === "PROTOBUF") return problemsOf(now, before);
  const back = direction === "FORWARD" ? [] : withDirection("old messages, new readers", problemsOf(now, before));
  const forth = direction === "BACKWARD" ? [] : withDirection("new messages, old readers", problemsOf(before, now));
  return [...back, ...forth];
}

function withDirection(who: string, problems: readonly Problem[]): readonly Problem[] {
  return problems.map(({ field, what }) => ({ field, what: `${what} (${who})` }));
}

/** True for schemas that are equal except for their layout. */
export function isSameSchema(one: TypedSchema, other: TypedSchema): boolean {
  if (one.type !== other.type) return false;
  if (one.type === "PROTOBUF") return plainText(one.text) === plainText(other.text);
  return canonical(JSON.parse(one.text) as Json) === canonical(JSON.parse(other.text) as Json);
}

function plainText(text: string): string {
  return text
    .replace(/\/\/[^\n]*|\/\*[\s\S]*?(?:\*\/|$)/g, "")
    .replace(/\s+/g, " ")
    .replace(/ ?([^\w.]) ?/g, "$1")
    .trim();
}

function canonical(value: Json): string {
  if (isList(value)) return `[${value.map(canonical).join()}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  return `{${Object.entries(value)
    .map(([key, member]) => `${JSON.stringify(key)}:${canonical(member)}`)
    .sort()
    .join()}}`;
}
