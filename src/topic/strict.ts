import { isStrict } from "../assertion/row.ts";
import type { Assertion } from "../ir/assertion.ts";
import type { Contract } from "../ir/contract.ts";
import type { Field } from "../ir/field.ts";
import { append } from "../text/append.ts";

/** The assertions about single values that every message must satisfy, by the path of the value. */
export type StrictAssertions = ReadonlyMap<string, readonly Assertion[]>;

/** The strict assertions of a contract about single values. */
export function strictAssertions(contract: Contract): StrictAssertions {
  const found = new Map<string, Assertion[]>();
  for (const assertion of contract.dataset.assertions) {
    if (!("field" in assertion.rule) || !isStrict(assertion)) continue;
    const key = pathKey(assertion.rule.field);
    append(found, key, assertion);
  }
  return found;
}

/** The text of a path, as in `field_numbers`: `address.city`, `items[].sku`, `facts{}`. */
export function pathKey(path: readonly string[]): string {
  return path.reduce((key, step) => key + (key === "" || step === "[]" || step === "{}" ? step : `.${step}`), "");
}

/** True if a message may have NULL in the field, even if only a tolerance or a warning allows it. */
export function takesNull(field: Field, path: string, assertions: StrictAssertions): boolean {
  return field.nullable || !assertions.get(path)?.some(({ rule }) => rule.kind === "not_null");
}
