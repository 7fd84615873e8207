import { definitionOf } from "../assertion/registry.ts";
import type { Assertion, Rule } from "../ir/assertion.ts";
import { uniqueNames } from "../text/unique.ts";

/** An assertion without an id. Its id will be the id of the contract and `name`. */
export type UnnamedAssertion = Omit<Assertion, "id" | "dataset" | "dimension"> & {
  readonly name: string;
  /** True for a name that the user has chosen. */
  readonly given?: boolean;
};

/**
 * Adds ids to assertions. Names from the contract never change; a generated name that is taken gets _2, _3 … in the
 * order of the document.
 */
export function withIds(dataset: string, assertions: readonly UnnamedAssertion[]): readonly Assertion[] {
  const unique = uniqueNames([], { next: (wanted, attempt) => [wanted, attempt].join("_") });
  const ids = new Map<UnnamedAssertion, string>();
  for (const assertion of [...assertions.filter(({ given }) => given), ...assertions.filter(({ given }) => !given)])
    ids.set(assertion, unique(joined(dataset, assertion.name)));
  return assertions.map((assertion) => {
    const { name, rule, severity, quarantine, origin, tolerance, where, description } = assertion;
    return {
      id: ids.get(assertion) ?? joined(dataset, name),
      dataset,
      dimension: definitionOf(rule).dimension,
      rule,
      severity,
      ...(quarantine && { quarantine }),
      ...(tolerance && { tolerance }),
      ...(where && { where }),
      ...(description !== undefined && { description }),
      origin,
    };
  });
}

/**
 * The id of `name` inside `parent`. A template literal would refer to its pieces and need three times the memory, and a project may have
 * hundreds of thousands of ids.
 */
export function joined(parent: string, name: string): string {
  return [parent, name].join(".");
}

/** The name of an assertion about one value: its path and the kind. */
export function nameOf(path: readonly string[], kind: Rule["kind"]): string {
  return [...path.map((part) => (part === "[]" ? "items" : part === "{}" ? "values" : part)), kind].join(".");
}
