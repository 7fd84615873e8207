import type { ValueRule } from "../assertion/registry.ts";
import type { Field, Type } from "../ir/field.ts";
import type { Value } from "../judge/value.ts";
import type { Random } from "./random.ts";
import { ownRules, type PlacedRule, rulesBelow, type ValuePlace } from "./rules.ts";
import { firstAccepted, type RowPlace, type Source } from "./source.ts";
import { WORDS } from "./words.ts";

interface NestedPlace extends ValuePlace {
  readonly own: readonly ValueRule[];
  readonly accepts: (value: Value) => boolean;
}

type SourceOf = (place: ValuePlace) => Source;

/** One value in so many is NULL, if it may be. */
export const NULL_IN = 8;

/** Makes lists. A vector is a list of numbers of a fixed length. */
export function listSource({ name, type, rules, own, accepts }: NestedPlace, sourceOf: SourceOf): Source {
  const items: Type = type.kind === "array" ? type.items : { kind: "float", bits: 32 };
  const inner = sourceOf({ name: name.replace(/s$/, ""), type: items, rules: rulesBelow(rules, "[]") });
  const [least, most] = type.kind === "vector" ? [type.dimensions, type.dimensions] : lengthsOf(own);
  return {
    accepts,
    size: Number.POSITIVE_INFINITY,
    make: (random, place) =>
      firstAccepted(
        accepts,
        () => {
          const length = least + random.below(most - least + 1);
          return Array.from({ length }, (): Value => inner.make(random, place) ?? null);
        },
        10,
      ),
  };
}

function lengthsOf(own: readonly ValueRule[]): readonly [number, number] {
  const limits = own.filter((rule) => rule.kind === "length");
  const least = Math.max(0, ...limits.map(({ minimum = 0 }) => minimum));
  const most = Math.min(...limits.map(({ maximum = Number.POSITIVE_INFINITY }) => maximum), Math.max(least + 2, 3));
  // A usual list is not empty.
  return [Math.min(Math.max(least, 1), most), Math.max(most, 0)];
}

/** Makes maps with one to three keys. */
export function mapSource({ name, type, rules, accepts }: NestedPlace, sourceOf: SourceOf): Source {
  const values: Type = type.kind === "map" ? type.values : { kind: "json" };
  const inner = sourceOf({ name, type: values, rules: rulesBelow(rules, "{}") });
  const keys = WORDS.plain;
  return {
    accepts,
    size: Number.POSITIVE_INFINITY,
    make: (random, place) =>
      firstAccepted(
        accepts,
        () => {
          const from = random.below(keys.length - 3);
          const chosen = keys.slice(from, from + 1 + random.below(3));
          return Object.fromEntries(chosen.map((key) => [key, inner.make(random, place) ?? null]));
        },
        10,
      ),
  };
}

/** Makes structs. A member that may be NULL sometimes is. */
export function structSource({ type, rules, accepts }: NestedPlace, sourceOf: SourceOf): Source {
  const fields = type.kind === "struct" ? type.fields : [];
  const members = fields.map((field) => {
    const below = rulesBelow(rules, field.name);
    return {
      field,
      isNullable: isNullable(field, below),
      source: sourceOf({ name: field.name, type: field.type, rules: below }),
    };
  });
  const member = (
    random: Random,
    place: RowPlace,
    { isNullable: mayBeNull, source }: (typeof members)[number],
  ): Value => (mayBeNull && random.oneIn(NULL_IN) ? null : (source.make(random, place) ?? null));
  return {
    accepts,
    size: Number.POSITIVE_INFINITY,
    make: (random, place) =>
      firstAccepted(
        accepts,
        () => Object.fromEntries(members.map((one) => [one.field.name, member(random, place, one)])),
        10,
      ),
  };
}

/** True if a field may be NULL in every row. */
export function isNullable({ nullable, type }: Field, rules: readonly PlacedRule[]): boolean {
  return nullable && !ownRules(rules, type).some(({ kind }) => kind === "not_null");
}
