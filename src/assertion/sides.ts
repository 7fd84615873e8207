import type { Dialect } from "../dialect/dialect.ts";
import { typeName } from "../dialect/type-names.ts";
import { uuidSpelling } from "../dialect/uuid.ts";
import type { Type } from "../ir/field.ts";
import { isUuid } from "../ir/uuid.ts";
import { type Code, code } from "../text/quote/code.ts";
import { STRINGS } from "./types.ts";

/** The two columns of a comparison between two datasets. */
export interface Sides {
  readonly own: Type | undefined;
  readonly other: Type | undefined;
  readonly dialect: Dialect;
}

/**
 * Converts the two columns of a comparison to a common form, so that equal values of different types are equal. Undefined if neither column needs a
 * conversion. Some tables and engines store a UUID as a string, in either case. A local time counts as UTC.
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
