import type { Type } from "../../ir/field.ts";
import { ofType, type PerType } from "../../ir/per-type.ts";
import { floatsIn64, LOSS, LOSSLESS, type TypeLosses } from "../../ir/type-loss.ts";

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

const TEXT: ColumnHint = { data_type: "text" };
const DOCUMENT: ColumnHint = { data_type: "json" };

const HINTS: PerType<ColumnHint> = {
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
export function columnHint(type: Type): ColumnHint {
  return ofType(HINTS, type);
}

/** The losses of the hints. The types of the destination may lose more. */
export const hintLosses: TypeLosses = {
  ...LOSSLESS,
  float: floatsIn64,
  time: LOSS.micros,
  timestamp: LOSS.micros,
  duration: LOSS.duration,
  uuid: LOSS.uuid,
  array: LOSS.items,
  map: LOSS.values,
  struct: LOSS.members,
  vector: LOSS.dimensions,
};
