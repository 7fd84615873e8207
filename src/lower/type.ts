import type { Field, Type } from "../ir/field.ts";
import type { FieldDocument, TypeName } from "../language/contract/contract-document.ts";
import { isFormat } from "./formats.ts";

/** The default of a decimal that names no digits: the widest that every warehouse has with room for both ends. */
const DEFAULT_DECIMAL = { precision: 38, scale: 9 } as const;

// Types without parameters are one value for all fields: a project has them by the hundred thousand.
const PLAIN = {
  smallint: { kind: "int", bits: 16 },
  bigint: { kind: "int", bits: 64 },
  float: { kind: "float", bits: 32 },
  double: { kind: "float", bits: 64 },
  boolean: { kind: "bool" },
  date: { kind: "date" },
  time: { kind: "time" },
  duration: { kind: "duration" },
  uuid: { kind: "uuid" },
  bytes: { kind: "bytes" },
  json: { kind: "json" },
} as const satisfies Partial<Record<TypeName, Type>>;
const TEXT: Type = { kind: "string" };
const INSTANT: Type = { kind: "timestamp", zone: "instant" };
const LOCAL: Type = { kind: "timestamp", zone: "local" };

/** A field's type, normalised. `lowerField` makes the members of an object. */
export function lowerType(field: FieldDocument, lowerField: (member: FieldDocument) => Field): Type {
  switch (field.type.value) {
    case "string":
      return stringType(field);
    case "integer":
      return field.bits === undefined || field.bits === 64 ? PLAIN.bigint : { kind: "int", bits: field.bits };
    case "decimal":
      return decimalType(field);
    case "timestamp":
      return field.timezone?.value === "local" ? LOCAL : INSTANT;
    case "timestamp_local":
      return LOCAL;
    case "object":
      return { kind: "struct", fields: (field.fields ?? []).map(lowerField) };
    case "array":
      return {
        kind: "array",
        items: itemType(field.items, lowerField),
        itemsNullable: field.items?.nullable?.value ?? false,
      };
    case "map":
      return {
        kind: "map",
        values: itemType(field.values, lowerField),
        valuesNullable: field.values?.nullable?.value ?? false,
      };
    case "vector":
      return { kind: "vector", dimensions: field.dimensions?.value ?? 1 };
    case "smallint":
    case "bigint":
    case "float":
    case "double":
    case "boolean":
    case "date":
    case "time":
    case "duration":
    case "uuid":
    case "bytes":
    case "json":
      return PLAIN[field.type.value];
  }
}

function stringType(field: FieldDocument): Type {
  const values = field.enum?.value.map(({ value }) => (value.kind === "string" ? value.value : undefined));
  if (values?.every((value) => value !== undefined)) return { kind: "enum", values };
  const format = field.format?.value;
  if (field.maxLength === undefined && format === undefined) return TEXT;
  return {
    kind: "string",
    ...(field.maxLength && { maxLength: field.maxLength.value }),
    ...(format !== undefined && isFormat(format) && { format }),
  };
}

function decimalType({ precision, scale }: FieldDocument): Type {
  if (precision === undefined) return { kind: "decimal", ...DEFAULT_DECIMAL, ...(scale && { scale: scale.value }) };
  return { kind: "decimal", precision: precision.value, scale: scale?.value ?? 0 };
}

function itemType(item: FieldDocument | undefined, lowerField: (member: FieldDocument) => Field): Type {
  return item === undefined ? PLAIN.json : lowerType(item, lowerField);
}
