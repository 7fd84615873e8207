import type { Dialect } from "../dialect/dialect.ts";
import { typeName } from "../dialect/type-names.ts";
import { isUuid, uuidSpelling } from "../dialect/uuid.ts";
import type { Type } from "../ir/field.ts";
import { type Code, code } from "../text/quote/code.ts";
import { STRINGS } from "./types.ts";

/** The two columns of a comparison between two datasets. */
export interface Sides {
  readonly own: Type | undefined;
  readonly other: Type | undefined;
  readonly dialect: Dialect;
}

/**
 * How the two columns of a comparison are written, so that equal values are equal whatever types store them. Undefined if they are compared as
 * they are. A UUID is a string in some tables and engines, and its case has no meaning. A local time counts as UTC.
 */
export function sidesOf({
  own,
  other,
  dialect,
}: Sides): Readonly<Record<"own" | "other", (column: Code) => Code>> | undefined {
  if (own === undefined || other === undefined) return undefined;
  const cast = (to: Type) => (column: Code) => code`cast(${column} as ${typeName(to, dialect.castTypes)})`;
  const same = (form: (column: Code) => Code) => ({ own: form, other: form });
  if (isUuid(own) || isUuid(other)) return same((column) => uuidSpelling(column, dialect));
  if (STRINGS.includes(own.kind) && own.kind !== other.kind) return same(cast({ kind: "string" }));
  if (own.kind === "timestamp" && other.kind === "timestamp" && own.zone !== other.zone)
    return { own: (column) => dialect.epoch(column, own.zone), other: (column) => dialect.epoch(column, other.zone) };
  if (own.kind === "float" || other.kind === "float") {
    if (own.kind === "float" && other.kind === "float" && own.bits === other.bits) return undefined;
    const float = (type: Type) => {
      const toDouble = cast({ kind: "float", bits: 64 });
      return type.kind === "float" && type.bits === 32 ? dialect.spelled : toDouble;
    };
    return { own: float(own), other: float(other) };
  }
  return undefined;
}
