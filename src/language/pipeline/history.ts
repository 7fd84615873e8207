import type { ModelDocument } from "./pipeline-document.ts";

/** The columns that a model with history has besides those of its rows: a surrogate key before them, the validity of the version after them. */
export function historyColumns(
  document: ModelDocument,
): { readonly before: readonly string[]; readonly after: readonly string[] } | undefined {
  if (document.kind !== "dimension" || document.scd.value !== 2) return undefined;
  return { before: [`${document.name.value}_key`], after: ["valid_from", "valid_to", "is_current"] };
}
