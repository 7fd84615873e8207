/** A node of a graph without cycles, with the ids of those it needs. */
interface Needing {
  readonly id: string;
  readonly needs: readonly string[];
}

/** Leaves out what a node needs through another one as well. The nodes come in an order in which each stands after all it needs, and so do needs. */
export function reduceNeeds<T extends Needing>(nodes: readonly T[]): readonly T[] {
  const position = new Map(nodes.map(({ id }, index) => [id, index]));
  const above = new Map<string, ReadonlySet<string>>();
  return nodes.map((node) => {
    const indirect = new Set<string>();
    for (const need of node.needs) for (const id of above.get(need) ?? []) indirect.add(id);
    above.set(node.id, new Set([...indirect, ...node.needs]));
    const needs = [...new Set(node.needs)].filter((need) => !indirect.has(need));
    return { ...node, needs: needs.sort((a, b) => (position.get(a) ?? 0) - (position.get(b) ?? 0)) };
  });
}
