import type { Type } from "../../ir/field.ts";
import { ofType, type PerType } from "../../ir/per-type.ts";
import type { Endpoint } from "../../ir/pipeline.ts";
import type { TypeLimit, TypeLimits } from "../../ir/type-limit.ts";
import { floatsIn64, LOSS, LOSSLESS, type TypeLosses } from "../../ir/type-loss.ts";

type EndpointType = Endpoint["type"];

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

/** A type that dlt does not write to Parquet for a destination. The scripts read Arrow tables, which dlt loads as Parquet. */
const notInParquet = (): TypeLimit => ({
  why: "cannot be loaded by",
  instead: "type: string, and cast the column to text in a view of the source",
});

/** The types that dlt cannot load into a destination which has them (dlt 1.31). */
export const loadLimits: Partial<Readonly<Record<EndpointType, TypeLimits>>> = {
  bigquery: {
    // dlt chooses NUMERIC for at most 9 digits after the point, and NUMERIC has 29 digits before it.
    decimal: ({ precision, scale }) =>
      scale === 0 || scale > 9 || precision - scale <= 29
        ? undefined
        : { why: "has too many digits for", instead: `precision: ${scale + 29}, scale: ${scale}` },
    // dlt creates a TIMESTAMP, which is an instant.
    timestamp: ({ zone }) =>
      zone === "instant" ? undefined : { why: "cannot be loaded by", instead: "type: timestamp" },
    json: notInParquet,
    array: notInParquet,
    map: notInParquet,
    struct: notInParquet,
    vector: notInParquet,
  },
  databricks: { time: notInParquet },
};

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
