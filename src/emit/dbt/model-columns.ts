import type { Report } from "../../diagnostics/diagnostic.ts";
import { pointerTo } from "../../source/pointer.ts";
import { diagnostics } from "./diagnostics.ts";
import type { BuiltNode } from "./plan.ts";

/** Columns that a model's configuration names, and that it does not have. Where its columns are not known, a name must at least be one. */
export function checkModelColumns({ model, contract }: BuiltNode): readonly Report[] {
  if (model.kind !== "sql") return [];
  const columns = contract?.dataset.fields.map(({ name }) => name) ?? model.columns ?? [];
  const isColumn = (name: string) => (columns.length > 0 ? columns.includes(name) : /^[A-Za-z_]\w*$/.test(name));
  const named = { unique_key: model.uniqueKey, cluster_by: model.clusterBy };
  return Object.entries(named).flatMap(([key, names]) => {
    const at = { path: model.origin.path, pointer: pointerTo(model.origin.pointer, key) };
    return names
      .filter((name) => !isColumn(name))
      .map((column) => diagnostics.report("unknown-model-column", at, { column, model: model.name, key, columns }));
  });
}
