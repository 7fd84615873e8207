/** The loops of a graph: its strongly connected parts that have an edge inside. */
export interface Components {
  readonly loops: readonly (readonly number[])[];
  /** The index of the loop that each node is part of. */
  readonly loopOf: readonly (number | undefined)[];
}

/** Finds the loops (Tarjan's algorithm, without recursion). */
export function components(next: readonly ReadonlyMap<number, number>[]): Components {
  const loops: number[][] = [];
  const loopOf: (number | undefined)[] = next.map(() => undefined);
  const order: number[] = [];
  const low: number[] = [];
  const open: number[] = [];
  const isOpen: boolean[] = [];
  let visited = 0;
  for (let root = 0; root < next.length; root++) if (order[root] === undefined) visit(root);
  return { loops, loopOf };

  function visit(root: number): void {
    const path = [enter(root)];
    for (let frame = path.at(-1); frame !== undefined; frame = path.at(-1)) {
      const { node, edges } = frame;
      const { value: to, done } = edges.next();
      if (done) {
        path.pop();
        leave(node);
        const above = path.at(-1)?.node;
        if (above !== undefined) low[above] = Math.min(low[above] ?? 0, low[node] ?? 0);
      } else if (order[to] === undefined) path.push(enter(to));
      else if (isOpen[to]) low[node] = Math.min(low[node] ?? 0, order[to]);
    }
  }

  function enter(node: number): { node: number; edges: Iterator<number, undefined> } {
    order[node] = low[node] = visited++;
    open.push(node);
    isOpen[node] = true;
    return { node, edges: (next[node] ?? new Map<number, number>()).keys() };
  }

  function leave(node: number): void {
    if (low[node] !== order[node]) return;
    const part = open.splice(open.lastIndexOf(node));
    for (const member of part) isOpen[member] = false;
    if (part.length === 1 && !next[node]?.has(node)) return;
    for (const member of part) loopOf[member] = loops.length;
    loops.push(part);
  }
}
