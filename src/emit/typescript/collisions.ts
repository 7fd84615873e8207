import type { Report } from "../../diagnostics/diagnostic.ts";
import type { Contract } from "../../ir/contract.ts";
import { diagnostics } from "./diagnostics.ts";
import { moduleNames } from "./names.ts";
import type { TypescriptOptions } from "./options.ts";

/** Reports contracts whose modules cannot be in the same package. */
export function checkNames(contracts: readonly Contract[], { kysely }: TypescriptOptions): readonly Report[] {
  const owners = new Map<string, Contract>();
  return contracts.flatMap((contract) => {
    const { name, origin } = contract;
    if (kysely && name === "kysely") return [diagnostics.report("reserved-name", origin, { name })];
    const names = Object.values(moduleNames(name));
    const taken = names.find((exported) => owners.has(exported));
    const first = taken === undefined ? undefined : owners.get(taken);
    for (const exported of names) if (!owners.has(exported)) owners.set(exported, contract);
    if (taken === undefined || first === undefined) return [];
    const report = diagnostics.report("name-collision", origin, { name: taken, first: first.name, second: name });
    return [{ ...report, related: [{ at: first.origin, message: "the other contract" }] }];
  });
}
