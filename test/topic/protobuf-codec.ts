import protobuf from "protobufjs";
import type { Field, Type } from "../../src/ir/field.ts";
import type { Row } from "./rows.ts";

type Member = { [name: string]: unknown };

/** A codec of rows for a Protobuf file: it follows the contract's types and the file's own messages side by side. */
export function protobufCodec(text: string, message: string, fields: readonly Field[]) {
  const { root } = protobuf.parse(text, { keepCase: true });
  root.addJSON(protobuf.common.get("google/protobuf/timestamp.proto")?.nested ?? {});
  root.resolveAll();
  const type = root.lookupType(message);
  return {
    type,
    encode: (row: Row) => type.encode(type.fromObject(writeMessage(row, fields, type))).finish(),
    decode: (bytes: Uint8Array): Row => readMessage(type.decode(bytes) as unknown as Member, fields, type),
  };
}

function fieldOf(type: protobuf.Type | protobuf.Enum | null, name: string): protobuf.Field {
  const field = type instanceof protobuf.Type ? type.fields[name] : undefined;
  if (field === undefined) throw new Error(`no field ${name} in ${type?.name}`);
  return field.resolve();
}

const isRepetition = (type: Type) => type.kind === "array" || type.kind === "map" || type.kind === "vector";
const isWrapped = (type: Type, field: protobuf.Field) => isRepetition(type) && !field.repeated && !field.map;

function writeMessage(row: Row, fields: readonly Field[], type: protobuf.Type): Member {
  const members = fields
    .filter(({ name }) => row[name] !== null && row[name] !== undefined)
    .map((field) => [field.name, writeField(row[field.name], field.type, fieldOf(type, field.name))]);
  return Object.fromEntries(members) as Member;
}

function writeField(value: unknown, type: Type, into: protobuf.Field): unknown {
  if (isWrapped(type, into)) return { items: writeRepetition(value, type, fieldOf(into.resolvedType, "items")) };
  return isRepetition(type) ? writeRepetition(value, type, into) : writeValue(value, type, into);
}

/** What an array or a map repeats, and whether it may be NULL. */
function partOf(type: Type): { inner: Type; nullable: boolean } | undefined {
  if (type.kind === "array") return { inner: type.items, nullable: type.itemsNullable };
  return type.kind === "map" ? { inner: type.values, nullable: type.valuesNullable } : undefined;
}

function writeRepetition(value: unknown, type: Type, into: protobuf.Field): unknown {
  const part = partOf(type);
  const item = (one: unknown): unknown => {
    if (part === undefined) return one;
    if (!part.nullable && !isRepetition(part.inner)) return writeValue(one, part.inner, into);
    if (one === null) return {};
    const wrapped = fieldOf(into.resolvedType, "value");
    return {
      value: isRepetition(part.inner)
        ? writeRepetition(one, part.inner, wrapped)
        : writeValue(one, part.inner, wrapped),
    };
  };
  if (Array.isArray(value)) return value.map(item);
  return Object.fromEntries(Object.entries(value as object).map(([key, one]) => [key, item(one)]));
}

function writeValue(value: unknown, type: Type, into: protobuf.Field): unknown {
  if (type.kind === "struct") return writeMessage(value as Row, type.fields, into.resolvedType as protobuf.Type);
  if (type.kind === "int" && type.bits === 64) return long(String(value));
  if (type.kind === "bytes") return Buffer.from(value as string, "base64");
  if (type.kind === "json") return JSON.stringify(value);
  if (type.kind === "enum" && into.resolvedType instanceof protobuf.Enum)
    return numbersOf(into.resolvedType)[type.values.indexOf(value as string)];
  if (type.kind !== "timestamp" || type.zone === "local") return value;
  const [, head, fraction = ""] = /^(.{19})(?:\.(\d+))?Z$/.exec(value as string) ?? [];
  const seconds = Date.parse(`${head}Z`) / 1000;
  return { seconds: long(String(seconds)), nanos: Number(fraction.padEnd(9, "0")) };
}

/** The library's own 64-bit integer; its types know only what it is, not how it is made. */
function long(text: string): unknown {
  const { Long } = protobuf.util as unknown as { Long: { fromString(text: string): unknown } };
  return Long.fromString(text);
}

/** The numbers of the values, in the contract's order: zero stands for none. */
function numbersOf(type: protobuf.Enum): readonly number[] {
  return Object.values(type.values).filter((number) => number !== 0);
}

function readMessage(message: Member, fields: readonly Field[], type: protobuf.Type): Row {
  return Object.fromEntries(fields.map((field) => [field.name, readField(message, field, fieldOf(type, field.name))]));
}

function readField(message: Member, field: Field, from: protobuf.Field): unknown {
  const value = message[field.name];
  const present = Object.hasOwn(message, field.name) && value !== null;
  if (isWrapped(field.type, from))
    return present ? readRepetition((value as Member)["items"], field.type, fieldOf(from.resolvedType, "items")) : null;
  if (isRepetition(field.type)) return readRepetition(value, field.type, from);
  const implicit = !field.nullable && field.presence === "required";
  return present || implicit ? readValue(value, field.type, from) : null;
}

function readRepetition(value: unknown, type: Type, from: protobuf.Field): unknown {
  const part = partOf(type);
  const item = (one: unknown): unknown => {
    if (part === undefined) return one;
    if (!part.nullable && !isRepetition(part.inner)) return readValue(one, part.inner, from);
    const wrapped = fieldOf(from.resolvedType, "value");
    const member = (one as Member)["value"];
    if (isRepetition(part.inner)) return readRepetition(member, part.inner, wrapped);
    return Object.hasOwn(one as Member, "value") ? readValue(member, part.inner, wrapped) : null;
  };
  if (type.kind !== "map") return ((value ?? []) as unknown[]).map(item);
  return Object.fromEntries(Object.entries((value ?? {}) as object).map(([key, one]) => [key, item(one)]));
}

function readValue(value: unknown, type: Type, from: protobuf.Field): unknown {
  if (type.kind === "struct") return readMessage(value as Member, type.fields, from.resolvedType as protobuf.Type);
  if (type.kind === "int" && type.bits === 64) return BigInt(String(value));
  if (type.kind === "bytes") return Buffer.from(value as Uint8Array).toString("base64");
  if (type.kind === "json") return JSON.parse(value as string);
  if (type.kind === "enum" && from.resolvedType instanceof protobuf.Enum)
    return type.values[numbersOf(from.resolvedType).indexOf(value as number)];
  if (type.kind !== "timestamp" || type.zone === "local") return value;
  const { seconds, nanos } = value as { seconds: unknown; nanos: number };
  const head = new Date(Number(seconds) * 1000).toISOString().slice(0, 19);
  return `${head}.${String(nanos).padStart(9, "0").slice(0, 6)}Z`;
}
