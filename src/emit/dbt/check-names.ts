import type { Report } from "../../diagnostics/diagnostic.ts";
import { dialects } from "../../dialect/registry.ts";
import type { Ir } from "../../ir/ir.ts";
import { auditSuffix } from "../../running/dbt.ts";
import { diagnostics } from "./diagnostics.ts";
import type { Adapter } from "./options.ts";

/** Reports models whose audit table would have a longer name than a warehouse accepts. dbt stops at such a name. */
export function checkNames({ pipelines }: Ir, adapters: readonly Adapter[]): readonly Report[] {
  const limits = adapters.map((adapter) => ({ adapter, limit: dialects[adapter].limits.identifierLength }));
  const [shortest] = limits.sort((one, other) => one.limit - other.limit);
  if (shortest === undefined) return [];
  const most = shortest.limit - auditSuffix.length;
  return pipelines.flatMap((pipeline) => {
    if (pipeline.kind !== "batch" || pipeline.publish === "in_place") return [];
    return pipeline.models.flatMap((model) => {
      if (model.kind === "staging") return [];
      const name = [model.name, model.snapshot ?? ""].find((one) => one.length > most);
      if (name === undefined) return [];
      return [diagnostics.report("long-name", model.origin, { name, adapter: shortest.adapter, most })];
    });
  });
}
