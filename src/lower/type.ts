import type { Field, Type } from "../ir/field.ts";
import type { FieldDocument } from "../language/contract-document.ts";
import { isFormat } from "./formats.ts";

/** The default of a decimal that names no digits: the widest that every warehouse has with room for both ends. */
const DEFAULT_DECIMAL = { precision: 38, scale: 9 } as const;

/** A field's type, normalised. `lowerField` makes the members of an object. */
export function lowerType(field: FieldDocument, lowerField: (member: FieldDocument) => Field): Type {
  switch (field.type.value) {
    case "string":
      return stringType(field);
    case "integer":
      return { kind: "int", bits: field.bits ?? 64 };
    case "bigint":
      return { kind: "int", bits: 64 };
    case "smallint":
      return { kind: "int", bits: 16 };
    case "float":
      return { kind: "float", bits: 32 };
    case "double":
      return { kind: "float", bits: 64 };
    case "decimal":
      return decimalType(field);
    case "boolean":
      return { kind: "bool" };
    case "timestamp":
      return { kind: "timestamp", zone: field.timezone?.value === "local" ? "local" : "instant" };
    case "timestamp_local":
      return { kind: "timestamp", zone: "local" };
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
    case "date":
    case "time":
    case "duration":
    case "uuid":
    case "bytes":
    case "json":
      return { kind: field.type.value };
  }
}

function stringType(field: FieldDocument): Type {
  const values = field.enum?.value.map(({ value }) => (value.kind === "string" ? value.value : undefined));
  if (values?.every((value) => value !== undefined)) return { kind: "enum", values };
  const format = field.format?.value;
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
  return item === undefined ? { kind: "json" } : lowerType(item, lowerField);
}
