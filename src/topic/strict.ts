import type { Assertion } from "../ir/assertion.ts";
import type { Contract } from "../ir/contract.ts";
import type { Field } from "../ir/field.ts";

/** Assertions about one value that every message must keep, by the path of the value. */
export type StrictAssertions = ReadonlyMap<string, readonly Assertion[]>;

/** True for an assertion that no message may break: no warning, no tolerance, no condition. */
export function isStrict({ severity, where, tolerance }: Assertion): boolean {
  return severity === "error" && where === undefined && tolerance === undefined;
}

/** The strict assertions of a contract about single values. */
export function strictAssertions(contract: Contract): StrictAssertions {
  const found = new Map<string, Assertion[]>();
  for (const assertion of contract.dataset.assertions) {
    if (!("field" in assertion.rule) || !isStrict(assertion)) continue;
    const key = pathKey(assertion.rule.field);
    found.set(key, [...(found.get(key) ?? []), assertion]);
  }
  return found;
}

/** The key of a path: `address.city`, `items[].sku`, `facts{}`. It is also how field numbers are written. */
export function pathKey(path: readonly string[]): string {
  return path.reduce((key, step) => key + (key === "" || step === "[]" || step === "{}" ? step : `.${step}`), "");
}

/** True when a message may carry NULL for the field, if only because the contract tolerates some. */
export function takesNull(field: Field, path: string, assertions: StrictAssertions): boolean {
  return field.nullable || !assertions.get(path)?.some(({ rule }) => rule.kind === "not_null");
}
