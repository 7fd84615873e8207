import type { Type } from "../ir/field.ts";
import type { Literal } from "../ir/literal.ts";
import { SECOND } from "../judge/moment.ts";
import { isExact } from "../judge/scalar.ts";
import type { Value } from "../judge/value.ts";
import { literalAt } from "../judge/value-rule.ts";
import { lineOf } from "./line.ts";
import { lineSource } from "./line-source.ts";
import { listSource, mapSource, structSource } from "./nested-source.ts";
import { acceptor, ownRules, type ValuePlace } from "./rules.ts";
import { firstAccepted, type Source } from "./source.ts";
import { uuid } from "./string-hints.ts";
import { stringSource } from "./string-source.ts";
import { WORDS } from "./words.ts";

/** Makes values of a type that satisfy the rules about them. */
export function sourceOf(place: ValuePlace): Source {
  const { name, type, rules } = place;
  const accepts = acceptor(type, rules);
  const own = ownRules(rules, type);
  const listed = choicesOf(type, own);
  if (listed !== undefined) return choiceSource(listed, accepts);
  switch (type.kind) {
    case "string":
      return stringSource({ name, type, rules: own, accepts });
    case "array":
    case "vector":
      return listSource({ ...place, own, accepts }, sourceOf);
    case "map":
      return mapSource({ ...place, own, accepts }, sourceOf);
    case "struct":
      return structSource({ ...place, own, accepts }, sourceOf);
    case "uuid":
      return drawn(accepts, (random, row) => uuid(random, row));
    case "duration":
      return drawn(accepts, (random) =>
        random.oneIn(2) ? `PT${random.below(59) + 1}M` : `PT${random.below(23) + 1}H`,
      );
    case "bytes":
      return drawn(accepts, (random) => Array.from({ length: 12 }, () => BASE64[random.below(BASE64.length)]).join(""));
    case "json":
      return drawn(accepts, (random) => ({ source: random.pick(WORDS.plain) ?? "", version: random.below(5) + 1 }));
    case "time":
      return timeSource(accepts);
    default:
      return lineSource({ name, type, rules: own, accepts }) ?? choiceSource([], accepts);
  }
}

const BASE64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

function drawn(accepts: Source["accepts"], draw: Source["make"]): Source {
  return {
    accepts,
    size: Number.POSITIVE_INFINITY,
    make: (random, place) => firstAccepted(accepts, () => draw(random, place)),
  };
}

function timeSource(accepts: Source["accepts"]): Source {
  const line = lineOf({ kind: "time" });
  if (line === undefined) return choiceSource([], accepts);
  return {
    accepts,
    size: 86_400,
    line: { ...line, low: line.least, high: line.most, step: 1n },
    make: (random) => firstAccepted(accepts, () => line.valueAt(random.between(0n, line.most))),
  };
}

/** One of a few values. */
export function choiceSource(listed: readonly Value[], accepts: Source["accepts"]): Source {
  const choices = listed.filter(accepts);
  return { accepts, choices, size: choices.length, make: (random) => random.pick(choices) };
}

/** The values of a set, an enumeration or a boolean. Undefined for any other type. */
function choicesOf(type: Type, own: ReturnType<typeof ownRules>): readonly Value[] | undefined {
  const set = own.find((rule) => rule.kind === "in_set");
  if (set !== undefined) return set.values.flatMap((literal) => literalValue(literal, type) ?? []);
  if (type.kind === "enum") return type.values;
  return type.kind === "bool" ? [true, false] : undefined;
}

/** A literal of a contract as a value of a type. Undefined if the type has no such value. */
export function literalValue(literal: Literal, type: Type): Value | undefined {
  const scalar = literalAt(literal, type);
  if (scalar === null) return undefined;
  if (typeof scalar === "number" || typeof scalar === "boolean") return scalar;
  if (!isExact(scalar) && typeof scalar !== "bigint") return scalar;
  const line = lineOf(type, literal.kind === "number" ? [literal.value] : []);
  const found = line?.find(scalar);
  if (line === undefined || found === undefined || !found.isThere) {
    // A time with a fraction of a second.
    return typeof scalar === "bigint" && type.kind === "time" && scalar % SECOND !== 0n
      ? String(literal.kind === "string" ? literal.value : "")
      : undefined;
  }
  return line.valueAt(found.position);
}
