import { definitionOf } from "../assertion/registry.ts";
import type { Assertion, Rule } from "../ir/assertion.ts";

/** An assertion without an id. `name` is the wanted name below its contract. */
export type Draft = Omit<Assertion, "id" | "dataset" | "dimension"> & {
  readonly name: string;
  /** True for a name that the contract itself gives. */
  readonly given?: boolean;
};

/**
 * Gives drafts their ids. A name from the contract is kept; a generated name that is taken gets _2, _3 in the
 * order of the document.
 */
export function withIds(dataset: string, drafts: readonly Draft[]): readonly Assertion[] {
  const taken = new Set<string>();
  const ids = new Map<Draft, string>();
  for (const draft of [...drafts.filter(({ given }) => given), ...drafts.filter(({ given }) => !given)]) {
    let id = joined(dataset, draft.name);
    for (let copy = 2; taken.has(id); copy++) id = joined(dataset, `${draft.name}_${copy}`);
    taken.add(id);
    ids.set(draft, id);
  }
  return drafts.map((draft) => {
    const { name, rule, severity, origin, tolerance, where, description } = draft;
    return {
      id: ids.get(draft) ?? joined(dataset, name),
      dataset,
      dimension: definitionOf(rule).dimension,
      rule,
      severity,
      ...(tolerance && { tolerance }),
      ...(where && { where }),
      ...(description !== undefined && { description }),
      origin,
    };
  });
}

/**
 * The id of what is called `name` inside of `parent`. Joined, since a template literal would only refer to its pieces, which together are
 * three times as large, and a project has ids by the hundred thousand.
 */
export function joined(parent: string, name: string): string {
  return [parent, name].join(".");
}

/** The name of an assertion about one value: its path and the kind. */
export function nameOf(path: readonly string[], kind: Rule["kind"]): string {
  return [...path.map((part) => (part === "[]" ? "items" : part === "{}" ? "values" : part)), kind].join(".");
}
