import type { Ir } from "../ir/ir.ts";
import { topicsOf } from "../topic/topics.ts";
import type { BrokerRight } from "./broker.ts";
import type { BrokerChange } from "./change.ts";
import { type LiveState, planChanges, rightsInput } from "./plan-changes.ts";
import { foreignRights, rightsText } from "./rights-changes.ts";

/** A difference between the contracts and the broker or the registry. */
export interface Difference {
  readonly target: string;
  readonly what: string;
}

/** All differences between the contracts and the broker or the registry, including settings and rights that no contract has. */
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
      return { target, what: "is missing" };
    case "delete":
      return { target, what: "exists, but its contract is retired" };
    case "grant":
      return { target, what: `lacks: ${rightsText(action.rights)}` };
    case "revoke":
      return { target, what: `still has, although the contract is retired: ${rightsText(action.rights)}` };
    default:
      return { target, what };
  }
}

/** Settings on a topic that the contract does not have. dex does not change them. */
function foreignSettings(ir: Ir, { topics }: LiveState): readonly Difference[] {
  const actual = new Map((topics ?? []).map((topic) => [topic.name, topic]));
  return topicsOf(ir).flatMap(({ name, config, unset }) =>
    Object.entries(actual.get(name)?.settings ?? {})
      .filter(([setting, { own }]) => own && !Object.hasOwn(config, setting) && !unset.includes(setting))
      .map(([setting, { value }]) => ({
        target: name,
        what: `${setting} is ${value}, but the contract does not set it. Add it to "config", or add "${setting}: default" to remove it`,
      })),
  );
}

/** Rights that no contract implies: granted by hand, or by an older contract. */
function foreign(ir: Ir, found: LiveState): readonly Difference[] {
  const input = rightsInput(ir, found);
  if (input === undefined) return [];
  return foreignRights(input).map(({ rights }) => ({
    target: rights[0]?.principal ?? "",
    what: `${rightsText(rights)}, which no contract implies${rights.every(isImplicable) ? HOW : ""}`,
  }));
}

const HOW = '. Add the user to "consumers" or "producers", or remove the right with kafka-acls.sh';

/** True for a right that a contract could imply. */
function isImplicable({ effect, host, operation }: BrokerRight): boolean {
  return effect === "allow" && host === "*" && ["Describe", "Read", "Write"].includes(operation);
}
