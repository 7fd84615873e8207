import type { Contract } from "../ir/contract.ts";
import type { Privacy } from "../ir/field.ts";
import { rowKey } from "./columns.ts";

/** The key columns that reports may show. Empty if one of them is private. */
export function shownKey(contract: Contract): readonly string[] {
  const key = rowKey(contract);
  const isShown = (column: string) =>
    !contract.dataset.fields.some(({ name, privacy }) => name === column && isPrivate(privacy));
  return key.every(isShown) ? key : [];
}

/** True for values that reports must not show. */
export function isPrivate({ pii, classification }: Privacy): boolean {
  return pii || classification === "confidential" || classification === "restricted";
}
