import type { Ir } from "../ir/ir.ts";
import { topicsOf } from "../topic/topics.ts";
import type { BrokerRight } from "./broker.ts";
import type { BrokerChange } from "./change.ts";
import { type LiveState, planChanges, rightsInput } from "./plan-changes.ts";
import { foreignRights, rightsText } from "./rights-changes.ts";

/** A difference between the contracts and what is there. */
export interface Difference {
  readonly target: string;
  readonly what: string;
}

/** Everything in which broker and registry differ from the contracts: what is missing or other, and settings and rights that no contract knows. */
export function findDrift(ir: Ir, found: LiveState): readonly Difference[] {
  return [
    ...planChanges(ir, found, { prune: true }).map(differenceOf),
    ...foreignSettings(ir, found),
    ...foreign(ir, found),
  ];
}

function differenceOf({ target, what, action }: BrokerChange): Difference {
  switch (action.kind) {
    case "create":
      return { target, what: "is not there" };
    case "delete":
      return { target, what: "is still there, and its contract is retired" };
    case "grant":
      return { target, what: `lacks: ${rightsText(action.rights)}` };
    case "revoke":
      return { target, what: `still has, though the contract is retired: ${rightsText(action.rights)}` };
    default:
      return { target, what };
  }
}

/** Settings that somebody has put on a topic by hand. dex does not touch them, since no contract says that it may. */
function foreignSettings(ir: Ir, { topics }: LiveState): readonly Difference[] {
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

/** Rights that somebody has given by hand, or that an older contract implied. */
function foreign(ir: Ir, found: LiveState): readonly Difference[] {
  const input = rightsInput(ir, found);
  if (input === undefined) return [];
  return foreignRights(input).map(({ rights }) => ({
    target: rights[0]?.principal ?? "",
    what: `${rightsText(rights)}, which no contract implies${rights.every(isImplicable) ? HOW : ""}`,
  }));
}

const HOW = '. Add who it is to "consumers" or "producers", or take it away with kafka-acls.sh';

/** True for a right that a contract could imply. */
function isImplicable({ effect, host, operation }: BrokerRight): boolean {
  return effect === "allow" && host === "*" && ["Describe", "Read", "Write"].includes(operation);
}
