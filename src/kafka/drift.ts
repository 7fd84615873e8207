import { topicsOf } from "../emit/kafka/topics.ts";
import type { Ir } from "../ir/ir.ts";
import type { Change } from "./change.ts";
import { type Found, plan } from "./plan.ts";

/** A difference between the contracts and what is there. */
export interface Difference {
  readonly target: string;
  readonly what: string;
}

/** Everything in which broker and registry differ from the contracts: what is missing or other, and settings that no contract knows. */
export function drift(ir: Ir, found: Found): readonly Difference[] {
  return [...plan(ir, found, { prune: true }).map(differenceOf), ...foreignSettings(ir, found)];
}

function differenceOf({ target, what, action }: Change): Difference {
  const left = action.kind === "delete" ? "is still there, and its contract is retired" : undefined;
  const missing = action.kind === "create" ? "is not there" : undefined;
  return { target, what: left ?? missing ?? what };
}

/** Settings that somebody has put on a topic by hand. dex does not touch them, since no contract says that it may. */
function foreignSettings(ir: Ir, { topics }: Found): readonly Difference[] {
  const actual = new Map((topics ?? []).map((topic) => [topic.name, topic]));
  return topicsOf(ir).flatMap(({ name, config, unset }) =>
    Object.entries(actual.get(name)?.settings ?? {})
      .filter(([setting, { own }]) => own && !Object.hasOwn(config, setting) && !unset.includes(setting))
      .map(([setting, { value }]) => ({
        target: name,
        what: `${setting} is ${value}, and the contract does not know it. Add it to "config", or "${setting}: default" to have it taken away`,
      })),
  );
}
