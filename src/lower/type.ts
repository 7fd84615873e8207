import type { Field, Type } from "../ir/field.ts";
import type { FieldDocument, TypeName } from "../language/contract/contract-document.ts";
import { isFormat } from "./formats.ts";

/** The default of a decimal without precision: the widest that every warehouse has, with digits on both sides of the point. */
const DEFAULT_DECIMAL = { precision: 38, scale: 9 } as const;

// All fields share one value per type without parameters, which saves memory.
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

type LowerField = (member: FieldDocument) => Field;

const LOWERED: Readonly<Record<TypeName, (field: FieldDocument, lowerField: LowerField) => Type>> = {
  string: stringType,
  integer: ({ bits = 64 }) => (bits === 64 ? PLAIN.bigint : { kind: "int", bits }),
  bigint: () => PLAIN.bigint,
  smallint: () => PLAIN.smallint,
  float: () => PLAIN.float,
  double: () => PLAIN.double,
  decimal: decimalType,
  boolean: () => PLAIN.boolean,
  date: () => PLAIN.date,
  time: () => PLAIN.time,
  timestamp: ({ timezone }) => (timezone?.value === "local" ? LOCAL : INSTANT),
  timestamp_local: () => LOCAL,
  duration: () => PLAIN.duration,
  uuid: () => PLAIN.uuid,
  bytes: () => PLAIN.bytes,
  json: () => PLAIN.json,
  object: ({ fields = [], closed }, lowerField) => ({
    kind: "struct",
    fields: fields.map(lowerField),
    ...(closed && { closed }),
  }),
  array: ({ items }, lowerField) => ({
    kind: "array",
    items: itemType(items, lowerField),
    itemsNullable: items?.nullable?.value ?? false,
  }),
  map: ({ values }, lowerField) => ({
    kind: "map",
    values: itemType(values, lowerField),
    valuesNullable: values?.nullable?.value ?? false,
  }),
  vector: ({ dimensions }) => ({ kind: "vector", dimensions: dimensions?.value ?? 1 }),
};

/** Lowers the type of a field. `lowerField` lowers the members of an object. */
export function lowerType(field: FieldDocument, lowerField: LowerField): Type {
  return LOWERED[field.type.value](field, lowerField);
}

function stringType(field: FieldDocument): Type {
  const values = field.enum?.value.map(({ value }) => (value.kind === "string" ? value.value : undefined));
  const format = field.format?.value;
  // A UUID has several spellings, so a set of UUIDs is not an enumeration of strings.
  if (values?.every((value) => value !== undefined) && format !== "uuid") return { kind: "enum", values };
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

function itemType(item: FieldDocument | undefined, lowerField: LowerField): Type {
  return item === undefined ? PLAIN.json : lowerType(item, lowerField);
}
