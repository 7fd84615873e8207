import type { Report } from "../../diagnostics/diagnostic.ts";
import { dialects } from "../../dialect/registry.ts";
import type { Ir } from "../../ir/ir.ts";
import { auditSuffix, quarantineSuffix } from "../../running/dbt.ts";
import { diagnostics } from "./diagnostics.ts";
import type { Adapter } from "./options.ts";

/** Reports models whose audit table or quarantine would have a longer name than a warehouse accepts. dbt stops at such a name. */
export function checkNames({ pipelines }: Ir, adapters: readonly Adapter[]): readonly Report[] {
  const limits = adapters.map((adapter) => ({ adapter, limit: dialects[adapter].limits.identifierLength }));
  const [shortest] = limits.sort((one, other) => one.limit - other.limit);
  if (shortest === undefined) return [];
  return pipelines.flatMap((pipeline) => {
    if (pipeline.kind !== "batch") return [];
    const isSwap = pipeline.publish !== "in_place";
    return pipeline.models.flatMap((model) => {
      const suffix = (model.quarantine ? quarantineSuffix : "") + (isSwap ? auditSuffix : "");
      if (model.kind === "staging" ? model.quarantine === undefined : suffix === "") return [];
      const most = shortest.limit - suffix.length;
      const name = [model.name, model.snapshot ?? ""].find((one) => one.length > most);
      if (name === undefined) return [];
      return [diagnostics.report("long-name", model.origin, { name, adapter: shortest.adapter, most })];
    });
  });
}
