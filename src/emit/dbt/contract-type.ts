import type { Type } from "../../ir/field.ts";

const WORDS: Readonly<Partial<Record<Type["kind"], string>>> = {
  bool: "boolean",
  enum: "string",
  struct: "object",
};

/** The name of a type in the arguments of dex's tests: `integer(16)`, `decimal(10, 2)`, `timestamp(local)`. */
export function contractType(type: Type): string {
  switch (type.kind) {
    case "int":
      return `integer(${type.bits})`;
    case "float":
      return `float(${type.bits})`;
    case "decimal":
      return `decimal(${type.precision}, ${type.scale})`;
    case "timestamp":
      return `timestamp(${type.zone})`;
    default:
      return WORDS[type.kind] ?? type.kind;
  }
}
