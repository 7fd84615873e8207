import type { Report } from "../diagnostics/diagnostic.ts";
import type { Model } from "../link/model.ts";

/** One semantic rule over the linked model. */
type Rule = (model: Model) => readonly Report[];

const rules: readonly Rule[] = [];

/** Runs every semantic rule; the order of the reports does not matter, `locate` sorts them. */
export function check(model: Model): readonly Report[] {
  return rules.flatMap((rule) => rule(model));
}
