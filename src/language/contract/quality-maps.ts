import type { Located } from "../located.ts";
import type { ReadOf } from "../member.ts";
import type { FieldDocument } from "./field.ts";
import type { RuleDocument, Tolerance } from "./rules.ts";
import type { qualityMaps } from "./sla-members.ts";

type QualityMaps = ReadOf<typeof qualityMaps.members>;

/** The rules of a `uniqueness` under `quality`. */
export function uniqueRules(said: QualityMaps["uniqueness"]): readonly RuleDocument[] {
  if (said === undefined) return [];
  const tolerance = toleranceOf(said.duplicateTolerance);
  const rule = (fields: readonly Located<string>[], pointer: string): RuleDocument => ({
    rule: "unique",
    pointer,
    fields,
    ...(tolerance && { tolerance }),
  });
  const single = said.others.flatMap(({ key, pointer, value }) =>
    value.value ? [rule([{ value: key, pointer }], pointer)] : [],
  );
  return [...(said.combination ? [rule(said.combination, said.pointer)] : []), ...single];
}

/** `optional_fields_null_rate`: each column that may be NULL is NULL in at most that fraction of the rows. */
export function optionalRules(
  rates: readonly Located<string>[],
  columns: readonly FieldDocument[],
): readonly RuleDocument[] {
  if (columns.length === 0) return [];
  return rates.map((rate) => {
    const tolerance = toleranceOf(rate);
    return {
      rule: "not_null",
      pointer: rate.pointer,
      fields: columns.map(({ name }) => ({ value: name, pointer: rate.pointer })),
      ...(tolerance && { tolerance }),
    };
  });
}

/** A fraction of the rows; zero is no tolerance. */
function toleranceOf(rate: Located<string> | undefined): Located<Tolerance> | undefined {
  if (rate === undefined || rate.value === "0") return undefined;
  return { value: { max: rate.value, unit: "fraction" }, pointer: rate.pointer };
}
