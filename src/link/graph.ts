import type { Report } from "../diagnostics/diagnostic.ts";
import { append } from "../text/append.ts";
import { compareStrings } from "../text/compare.ts";
import { diagnostics } from "./diagnostics.ts";
import type { Edge, NodeId } from "./linked-project.ts";

/** The nodes in topological order, the smallest name first where several are possible. Nodes of a cycle come last. */
export function orderOf(nodes: readonly NodeId[], edges: readonly Edge[]): readonly NodeId[] {
  const needs = new Map(nodes.map((node) => [node, 0]));
  const neededBy = new Map<NodeId, NodeId[]>();
  for (const { from, to } of binding(edges)) {
    if (!needs.has(from) || !needs.has(to)) continue;
    needs.set(from, (needs.get(from) ?? 0) + 1);
    append(neededBy, to, from);
  }
  const order: NodeId[] = [];
  let ready = nodes.filter((node) => needs.get(node) === 0).sort(compareStrings);
  while (ready.length > 0) {
    order.push(...ready);
    const freed: NodeId[] = [];
    for (const node of ready) {
      for (const dependant of neededBy.get(node) ?? []) {
        const left = (needs.get(dependant) ?? 0) - 1;
        needs.set(dependant, left);
        if (left === 0) freed.push(dependant);
      }
    }
    ready = freed.sort(compareStrings);
  }
  const placed = new Set(order);
  return [...order, ...nodes.filter((node) => !placed.has(node)).sort(compareStrings)];
}

/** One report per cycle, with its path and the place of every edge. */
export function cycleReports(nodes: readonly NodeId[], edges: readonly Edge[]): readonly Report[] {
  const outgoing = new Map<NodeId, Edge[]>();
  for (const edge of binding(edges)) append(outgoing, edge.from, edge);
  const done = new Set<NodeId>();
  return [...nodes].sort(compareStrings).flatMap((node) => {
    const cycle = done.has(node) ? undefined : findCycle(node, outgoing, done);
    return cycle ? [cycleReport(cycle)] : [];
  });
}

/** The edges that must not form a cycle. Foreign keys may, as in a database. */
function binding(edges: readonly Edge[]): readonly Edge[] {
  return edges.filter((edge) => edge.kind !== "references");
}

/** The edges of the first cycle on a walk from `start`. Iterative, because a long chain would exhaust the stack. */
function findCycle(
  start: NodeId,
  outgoing: ReadonlyMap<NodeId, readonly Edge[]>,
  done: Set<NodeId>,
): readonly Edge[] | undefined {
  const trail: { node: NodeId; via?: Edge; next: number }[] = [{ node: start, next: 0 }];
  const open = new Map([[start, 0]]);
  for (let top = trail.at(-1); top !== undefined; top = trail.at(-1)) {
    const edge = outgoing.get(top.node)?.[top.next++];
    if (edge === undefined) {
      done.add(top.node);
      open.delete(top.node);
      trail.pop();
      continue;
    }
    const at = open.get(edge.to);
    if (at !== undefined) {
      for (const { node } of trail) done.add(node);
      return [...trail.slice(at + 1).flatMap(({ via }) => via ?? []), edge];
    }
    if (done.has(edge.to)) continue;
    open.set(edge.to, trail.length);
    trail.push({ node: edge.to, via: edge, next: 0 });
  }
  return undefined;
}

function cycleReport(cycle: readonly Edge[]): Report {
  const name = (node: NodeId) => node.slice(node.indexOf(":") + 1);
  const [first] = cycle;
  const path = [...cycle.map((edge) => name(edge.from)), name(first?.from ?? "")].join(" -> ");
  const related = cycle.slice(1).map((edge) => ({ at: edge.at, message: `${name(edge.from)} needs ${name(edge.to)}` }));
  return { ...diagnostics.report("cycle", first?.at ?? { path: "", pointer: "" }, { path }), related };
}
