import type { ValueRule } from "../assertion/registry.ts";
import { NESTED } from "../assertion/types.ts";
import type { Bound, FieldPath } from "../ir/assertion.ts";
import type { Type } from "../ir/field.ts";
import type { Literal } from "../ir/literal.ts";
import { exact, isMultipleOf } from "./exact.ts";
import { fitsType } from "./fit.ts";
import { clockOf, nanosOf } from "./moment.ts";
import { compareScalars, type Scalar, scalarReader, toFloat } from "./scalar.ts";
import { lengthOf } from "./string.ts";
import { isMembers, memberOf, type Value } from "./value.ts";

/** Decides whether a value violates a rule. */
export type Violates = (value: Value) => boolean;

/** Compiles a rule about one value of a type. NULL violates only `not_null`, and a scalar that does not fit its type only the schema. */
export function compileValueRule(rule: ValueRule, type: Type): Violates {
  if (rule.kind === "not_null") return (value) => value === null;
  const violates = compileKnown(rule, type);
  if (NESTED.includes(type.kind)) return (value) => value !== null && violates(value);
  return (value) => value !== null && fitsType(value, type) && violates(value);
}

function compileKnown(rule: Exclude<ValueRule, { kind: "not_null" }>, type: Type): Violates {
  switch (rule.kind) {
    case "in_set": {
      const values = new Set(rule.values.map((literal) => setKey(literalAt(literal, type))));
      const read = scalarReader(type);
      return (value) => !values.has(setKey(asCompared(read(value), type)));
    }
    case "range":
      return outside(rule, type);
    case "length":
      return (value) => {
        const length = Array.isArray(value) ? value.length : lengthOf(String(value));
        return length < (rule.minimum ?? 0) || length > (rule.maximum ?? length);
      };
    case "matches":
    case "format": {
      const pattern = new RegExp(rule.pattern, "u");
      return (value) => !pattern.test(String(value));
    }
    case "multiple_of": {
      const divisor = exact(rule.divisor);
      return (value) => {
        if (typeof value === "number" && !Number.isFinite(value)) return true;
        return !isMultipleOf(
          exact(typeof value === "bigint" || typeof value === "number" ? value : String(value)),
          divisor,
        );
      };
    }
  }
}

/** A literal of a contract as a value of a type. */
export function literalAt(literal: Literal, type: Type): Scalar {
  if (literal.kind === "null") return null;
  if (literal.kind === "number") return type.kind === "float" ? Number(literal.value) : exact(literal.value);
  if (literal.kind === "boolean") return literal.value;
  if (type.kind === "date" || type.kind === "timestamp") return nanosOf(literal.value);
  return type.kind === "time" ? clockOf(literal.value) : literal.value;
}

function asCompared(scalar: Scalar, type: Type): Scalar {
  return type.kind === "float" && scalar !== null ? toFloat(scalar) + 0 : scalar;
}

function setKey(scalar: Scalar): string {
  if (scalar === null) return "null";
  if (typeof scalar === "number") return `number ${scalar + 0}`;
  if (typeof scalar !== "object") return `${typeof scalar} ${String(scalar)}`;
  let { digits, scale } = scalar;
  while (scale > 0 && digits % 10n === 0n) {
    digits /= 10n;
    scale--;
  }
  return `exact ${digits} ${scale}`;
}

interface Bounds {
  readonly minimum?: Bound;
  readonly maximum?: Bound;
}

function outside({ minimum, maximum }: Bounds, type: Type): Violates {
  const read = scalarReader(type);
  const low = minimum && { at: boundScalar(minimum.value, type), exclusive: minimum.exclusive };
  const high = maximum && { at: boundScalar(maximum.value, type), exclusive: maximum.exclusive };
  return (value) => {
    const scalar = read(value);
    if (scalar === null) return false;
    if (typeof scalar === "number" && Number.isNaN(scalar)) return true;
    const below = low === undefined ? 1 : (compareScalars(scalar, low.at) ?? 0);
    const above = high === undefined ? -1 : (compareScalars(scalar, high.at) ?? 0);
    return (
      below < 0 || above > 0 || (below === 0 && low?.exclusive === true) || (above === 0 && high?.exclusive === true)
    );
  };
}

function boundScalar(value: string, type: Type): Exclude<Scalar, null> {
  if (type.kind === "date" || type.kind === "timestamp") return nanosOf(value);
  return type.kind === "float" ? Number(value) : exact(value);
}

/** True if one of the values at a path violates a rule. NULL and an empty list contain no values. */
export function violatesAt(value: Value, path: FieldPath, violates: Violates): boolean {
  const [step, ...rest] = path;
  if (step === undefined) return violates(value);
  if (value === null) return false;
  if (step === "[]") return Array.isArray(value) && value.some((item: Value) => violatesAt(item, rest, violates));
  if (step === "{}") return isMembers(value) && Object.values(value).some((item) => violatesAt(item, rest, violates));
  return violatesAt(memberOf(value, step), rest, violates);
}
