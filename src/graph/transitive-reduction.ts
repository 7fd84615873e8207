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
  const at = (id: string) => position.get(id) ?? 0;
  return nodes.map((node) => {
    const needs = [...new Set(node.needs)].sort((a, b) => at(a) - at(b));
    const indirect = needs.length < 2 ? new Set<string>() : above(needs);
    return { ...node, needs: needs.filter((need) => !indirect.has(need)) };
  });

  /** The dependencies of these nodes, back to the first of these nodes. One set per node would need quadratic memory for a long chain. */
  function above(ids: readonly string[]): ReadonlySet<string> {
    const first = Math.min(...ids.map(at));
    const found = new Set<string>();
    const waiting = [...ids];
    for (let id = waiting.pop(); id !== undefined; id = waiting.pop())
      for (const need of nodes[at(id)]?.needs ?? []) {
        if (at(need) < first || found.has(need)) continue;
        found.add(need);
        waiting.push(need);
      }
    return found;
  }
}
