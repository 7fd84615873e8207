import { append } from "../../text/append.ts";
import type { Layout } from "../../text/layout.ts";
import type { Code } from "../../text/quote/code.ts";
import * as python from "../../text/quote/python.ts";
import { raw, sequence } from "./layout.ts";
import type { DagTask } from "./plan.ts";

type Node = Pick<DagTask, "id" | "group" | "needs">;

/** The Python variables of tasks and groups. */
interface Variables {
  readonly ofTask: (id: string) => string;
  readonly ofGroup: (group: string) => string;
}

/**
 * The lines that declare the order of tasks: one for each task with upstream tasks. A group of independent tasks replaces the list of its tasks. A
 * line continues with a task whose only upstream task is the last one of the line.
 */
export function edgeLines(tasks: readonly Node[], variables: Variables): readonly Code[] {
  const groups = independentGroups(tasks);
  const lines: { sources: readonly string[]; words: string[]; last: string }[] = [];
  for (const { id, needs } of tasks) {
    if (needs.length === 0) continue;
    const sources = compress(needs, groups).map(({ group, id: one }) =>
      group === undefined ? variables.ofTask(one) : variables.ofGroup(group),
    );
    const target = variables.ofTask(id);
    const open = needs.length === 1 ? lines.find(({ last }) => last === needs[0]) : undefined;
    if (open !== undefined && isShort({ ...open, words: [...open.words, target] })) {
      open.words.push(target);
      open.last = id;
    } else lines.push({ sources, words: [target], last: id });
  }
  return lines.map(printLine);
}

const MARGIN = 4;

function isShort(line: EdgeLine): boolean {
  return !printLine(line).text.includes("\n");
}

/** A chain of tasks: the upstream tasks of the first word, and words that each depend on the previous one. */
interface EdgeLine {
  readonly sources: readonly string[];
  readonly words: readonly string[];
}

function layoutOf({ sources, words }: EdgeLine): Layout {
  const [first, ...more] = sources.map(raw);
  return sequence([first === undefined || more.length > 0 ? sources.map(raw) : first, ...words.map(raw)]);
}

function printLine(line: EdgeLine): Code {
  return python.value(layoutOf(line), { indent: MARGIN });
}

/** The line that puts a task before all tasks that have no upstream task. */
export function firstLine(first: string, tasks: readonly Node[], variables: Variables): Code {
  const roots = tasks.filter(({ needs }) => needs.length === 0).map(({ id }) => id);
  const targets = compress(roots, independentGroups(tasks)).map(({ group, id }) =>
    raw(group === undefined ? variables.ofTask(id) : variables.ofGroup(group)),
  );
  const [only, ...more] = targets;
  return python.value(sequence([raw(first), only !== undefined && more.length === 0 ? only : targets]), {
    indent: MARGIN,
  });
}

/** The groups whose tasks do not depend on each other. Such a group can replace the list of its tasks. */
function independentGroups(tasks: readonly Node[]): ReadonlyMap<string, readonly string[]> {
  const members = new Map<string, string[]>();
  for (const { id, group } of tasks) if (group !== undefined) append(members, group, id);
  const byId = new Map(tasks.map((task) => [task.id, task]));
  return new Map(
    [...members].filter(([, ids]) => ids.every((id) => byId.get(id)?.needs.every((need) => !ids.includes(need)))),
  );
}

/** The upstream tasks, with complete groups in place of their tasks. */
function compress(
  needs: readonly string[],
  groups: ReadonlyMap<string, readonly string[]>,
): readonly { readonly id: string; readonly group?: string }[] {
  const found: { id: string; group?: string }[] = [];
  const covered = new Set<string>();
  for (const [group, ids] of groups) {
    if (ids.length < 2 || !ids.every((id) => needs.includes(id))) continue;
    found.push({ id: group, group });
    for (const id of ids) covered.add(id);
  }
  return [...found, ...needs.filter((id) => !covered.has(id)).map((id) => ({ id }))];
}
