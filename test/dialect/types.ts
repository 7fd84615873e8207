import type { Field, Type, TypeKind } from "../../src/ir/field.ts";

const text: Type = { kind: "string" };

/** A field of a contract. */
export function field(name: string, type: Type): Field {
  const origin = { path: "", pointer: "" };
  const [privacy, evolution] = [{ pii: false }, { locked: false }];
  return { id: name, name, type, nullable: true, presence: "required", privacy, evolution, origin };
}

/** Every kind of type, with each of its parameters that may change its name. */
export const TYPES: Readonly<Record<TypeKind, readonly Type[]>> = {
  string: [text],
  int: ([16, 32, 64] as const).map((bits) => ({ kind: "int", bits })),
  float: ([32, 64] as const).map((bits) => ({ kind: "float", bits })),
  decimal: [
    { kind: "decimal", precision: 10, scale: 2 },
    { kind: "decimal", precision: 38, scale: 10 },
  ],
  bool: [{ kind: "bool" }],
  date: [{ kind: "date" }],
  time: [{ kind: "time" }],
  timestamp: (["instant", "local"] as const).map((zone) => ({ kind: "timestamp", zone })),
  duration: [{ kind: "duration" }],
  uuid: [{ kind: "uuid" }],
  bytes: [{ kind: "bytes" }],
  json: [{ kind: "json" }],
  enum: [{ kind: "enum", values: ["a"] }],
  array: [
    { kind: "array", items: text, itemsNullable: true },
    { kind: "array", items: { kind: "array", items: text, itemsNullable: true }, itemsNullable: true },
  ],
  map: [{ kind: "map", values: text, valuesNullable: true }],
  struct: [{ kind: "struct", fields: [field("order", text), field("homePage", { kind: "int", bits: 32 })] }],
  vector: [{ kind: "vector", dimensions: 3 }],
};
