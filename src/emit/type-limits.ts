import type { Report } from "../diagnostics/diagnostic.ts";
import type { Field, Type } from "../ir/field.ts";
import type { Ir } from "../ir/ir.ts";
import { ofType } from "../ir/per-type.ts";
import { exceededLimit, type TypeLimit } from "../ir/type-limit.ts";
import type { TypeLosses } from "../ir/type-loss.ts";
import { typeText } from "../ir/type-text.ts";
import { diagnostics } from "./diagnostics.ts";
import type { TargetTypes } from "./type-losses.ts";

/** A type that some targets cannot store. */
interface Exceeded {
  readonly field: Field;
  readonly type: Type;
  readonly limit: TypeLimit;
  readonly targets: Set<string>;
}

/** Collects the types that the targets of all emitters cannot store. A field has one report for all targets with the same limit. */
export function typeLimitsOf({ contracts }: Ir) {
  const found = new Map<string, Exceeded>();
  return {
    add(targets: readonly TargetTypes[]): void {
      for (const { target, losses, limits, has } of targets) {
        if (limits === undefined) continue;
        for (const { dataset } of contracts.filter(has)) {
          for (const { field, type } of dataset.fields.flatMap((one) => typesIn(one, losses))) {
            const limit = exceededLimit(limits, type);
            if (limit === undefined) continue;
            const key = JSON.stringify([field.id, field.origin.pointer, typeText(type), limit]);
            const exceeded = found.get(key) ?? { field, type, limit, targets: new Set() };
            found.set(key, exceeded);
            exceeded.targets.add(target);
          }
        }
      }
    },
    reports: (): readonly Report[] => [...found.values()].map(reportOf),
  };
}

interface TypeOfField {
  readonly field: Field;
  readonly type: Type;
}

/**
 * The type of a field and the types inside it, each with the innermost field that has it. If a type has a loss, the target has no form for its
 * parts, so they have no limits.
 */
function typesIn(field: Field, losses: TypeLosses | undefined): readonly TypeOfField[] {
  const within = (type: Type): readonly TypeOfField[] => {
    const here = [{ field, type }];
    if (losses === undefined || ofType(losses, type) !== undefined) return here;
    if (type.kind === "struct") return [...here, ...type.fields.flatMap((member) => typesIn(member, losses))];
    const inner = type.kind === "array" ? type.items : type.kind === "map" ? type.values : undefined;
    return inner === undefined ? here : [...here, ...within(inner)];
  };
  return within(field.type);
}

function reportOf({ field, type, limit, targets }: Exceeded): Report {
  const { why, instead, partly } = limit;
  const named = [...targets].sort();
  const parameters = { column: field.name, type: typeText(type), why, targets: named.join(" and "), instead };
  return diagnostics.report(partly ? "length-limit" : "type-limit", field.origin, parameters);
}
