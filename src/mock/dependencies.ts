import { namedDatasets } from "../assertion/named-datasets.ts";
import type { Contract } from "../ir/contract.ts";
import type { Ir } from "../ir/ir.ts";

/** The contracts that the named ones need, themselves included: those that they refer to, each before those that refer to it, as far as possible. */
export function neededContracts({ contracts }: Pick<Ir, "contracts">, names: readonly string[]): readonly Contract[] {
  const byId = new Map(contracts.map((contract) => [contract.dataset.id, contract]));
  const ordered: Contract[] = [];
  const visited = new Set<string>();
  const visit = (contract: Contract) => {
    if (visited.has(contract.id)) return;
    visited.add(contract.id);
    for (const id of neededBy(contract)) {
      const needed = byId.get(id);
      if (needed !== undefined) visit(needed);
    }
    ordered.push(contract);
  };
  for (const contract of contracts) if (names.length === 0 || names.includes(contract.name)) visit(contract);
  return ordered;
}

/** The datasets that a contract's rows refer to. References come before equal counts, which need no rows. */
function neededBy({ dataset: { assertions } }: Contract): readonly string[] {
  const references = assertions.filter(({ rule }) => rule.kind === "reference");
  return [...references, ...assertions].flatMap(({ rule }) => namedDatasets(rule));
}
