import type { Report } from "../../diagnostics/diagnostic.ts";
import { dialects } from "../../dialect/registry.ts";
import type { Ir } from "../../ir/ir.ts";
import type { BatchPipeline, Model } from "../../ir/pipeline.ts";
import { auditSuffix, deltaSuffix, judgedSuffix, quarantineSuffix, redrivenSuffix } from "../../running/dbt.ts";
import { diagnostics } from "./diagnostics.ts";
import type { Adapter } from "./options.ts";

/** Reports names of models that a warehouse does not accept, or that dex gives to relations of its own. */
export function checkNames(ir: Ir, adapters: readonly Adapter[]): readonly Report[] {
  return [...longNames(ir, adapters), ...reservedNames(ir)];
}

/** Models whose audit table or quarantine would have a longer name than a warehouse accepts. dbt stops at such a name. */
function longNames({ pipelines }: Ir, adapters: readonly Adapter[]): readonly Report[] {
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

/** Models with the name of a relation that dex builds for another model. Case is ignored, as some warehouses ignore it. */
function reservedNames({ pipelines }: Ir): readonly Report[] {
  const batches = pipelines.filter((pipeline) => pipeline.kind === "batch");
  const generated = new Map(
    batches.flatMap((pipeline) =>
      pipeline.models.flatMap((model) =>
        generatedNames(model, pipeline).map(([name, what]) => [name.toLowerCase(), { what, model }] as const),
      ),
    ),
  );
  return batches.flatMap(({ models }) =>
    models.flatMap(({ name, origin }) => {
      const other = generated.get(name.toLowerCase());
      if (other === undefined) return [];
      const { what, model } = other;
      const related = [{ at: model.origin, message: "for this model" }];
      return [{ ...diagnostics.report("reserved-name", origin, { name, what, of: model.name }), related }];
    }),
  );
}

/** The relations that dex builds for a model, each with what it is. */
function generatedNames(model: Model, { publish }: BatchPipeline): readonly (readonly [string, string])[] {
  const { name, snapshot, quarantine, kind } = model;
  const own = [
    ...(snapshot === undefined ? [] : [[snapshot, "the snapshot"] as const]),
    ...(quarantine === undefined
      ? []
      : [
          [name + judgedSuffix, "the judged rows"] as const,
          [name + quarantineSuffix, "the quarantine"] as const,
          [name + redrivenSuffix, "the mended rows"] as const,
        ]),
  ];
  if (publish === "in_place") return own;
  const published = [...(kind === "staging" ? [] : [name]), ...own.map(([one]) => one)];
  const beside = published.flatMap((one) => [
    [one + auditSuffix, "the audit table"] as const,
    [one + deltaSuffix, "the new rows"] as const,
  ]);
  return [...own, ...beside];
}
