/** A node of an acyclic graph, and the ids of the nodes that it depends on. */
interface Node {
  readonly id: string;
  readonly needs: readonly string[];
}

/**
 * Removes each dependency that follows from another one of the same node. The nodes must be in topological order. The dependencies of a
 * node are returned in that order.
 */
export function transitiveReduction<T extends Node>(nodes: readonly T[]): readonly T[] {
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
