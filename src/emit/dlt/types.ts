import type { Type, TypeKind } from "../../ir/field.ts";

/** The hint that dlt gets for a column. */
export interface ColumnHint {
  readonly data_type:
    | "text"
    | "bigint"
    | "double"
    | "decimal"
    | "bool"
    | "date"
    | "time"
    | "timestamp"
    | "binary"
    | "json";
  readonly precision?: number;
  readonly scale?: number;
  readonly timezone?: boolean;
}

type Hints = { readonly [K in TypeKind]: (type: Extract<Type, { kind: K }>) => ColumnHint };

const TEXT: ColumnHint = { data_type: "text" };
const DOCUMENT: ColumnHint = { data_type: "json" };

const HINTS: Hints = {
  // With a length, dlt would reject longer strings. The tests in the warehouse report them.
  string: () => TEXT,
  enum: () => TEXT,
  uuid: () => TEXT,
  duration: () => TEXT,
  // The precision of an integer is its number of bits. It defaults to 64.
  int: ({ bits }) => ({ data_type: "bigint", ...(bits < 64 && { precision: bits }) }),
  float: () => ({ data_type: "double" }),
  decimal: ({ precision, scale }) => ({ data_type: "decimal", precision, scale }),
  bool: () => ({ data_type: "bool" }),
  date: () => ({ data_type: "date" }),
  time: () => ({ data_type: "time" }),
  timestamp: ({ zone }) => ({ data_type: "timestamp", timezone: zone === "instant" }),
  bytes: () => ({ data_type: "binary" }),
  json: () => DOCUMENT,
  array: () => DOCUMENT,
  map: () => DOCUMENT,
  struct: () => DOCUMENT,
  vector: () => DOCUMENT,
};

/** The hint for a type. */
export function columnHint<K extends TypeKind>(type: Extract<Type, { kind: K }>): ColumnHint {
  // The table has an entry for every kind, and each entry accepts the types of its kind.
  const hint = HINTS[type.kind] as (type: Type) => ColumnHint;
  return hint(type);
}
