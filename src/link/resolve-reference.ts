import type { Report } from "../diagnostics/diagnostic.ts";
import type { BatchPipelineDocument, ModelDocument } from "../language/pipeline/pipeline-document.ts";
import type { Place } from "../source/origin.ts";
import { diagnostics } from "./diagnostics.ts";
import type { Relation } from "./linked-project.ts";
import { type Names, sourceName, stagedAs } from "./names.ts";

/** The input for resolving the references of one model's SQL. */
export interface SqlToLink {
  readonly pipeline: BatchPipelineDocument;
  readonly document: Extract<ModelDocument, { kind: "sql" }>;
  readonly names: Names;
  readonly relations: readonly Relation[];
  readonly byName: ReadonlyMap<string, Relation>;
  readonly reports: Report[];
}

/** A name of a model or contract, or of a table of a source. */
export type Reference =
  | { readonly kind: "ref"; readonly name: string }
  | { readonly kind: "source"; readonly source: string; readonly table: string };

/** Returns the name of the relation that a `ref` or `source` reads. Reports an unknown relation. */
export function resolveReference(reference: Reference, job: SqlToLink, at: Place): string | undefined {
  const { byName, relations, names, pipeline, reports } = job;
  if (reference.kind === "ref") {
    const { name } = reference;
    const found = relationNamed(name, job);
    if (found === undefined && !names.hasUnreadSpecs && !names.broken.has(name)) {
      const known = [...byName.keys(), ...names.contracts.keys()];
      reports.push(diagnostics.report("unknown-model", at, { name, names: known }));
    }
    return found;
  }
  const { source, table } = reference;
  const wanted = `${source}.${table}`;
  const staged = relations.filter((relation) => relation.kind === "staging");
  const found = staged.find((relation) => `${relation.source}.${relation.contract}` === wanted);
  if (found === undefined && !names.hasUnreadSpecs && !names.broken.has(table)) {
    const known = [
      ...new Set([
        ...(pipeline.source ? [sourceName(pipeline.source)] : []),
        ...staged.map((relation) => relation.source ?? ""),
      ]),
    ];
    const tables = staged.map((relation) => `${relation.source}.${relation.contract}`);
    reports.push(diagnostics.report("unknown-source", at, { name: wanted, names: [...tables, ...known] }));
  }
  return found?.name;
}

/** Returns the name of the relation that a `ref` reads: a model, or the staging view of a contract. */
export function relationNamed(name: string, { byName, relations, pipeline }: SqlToLink): string | undefined {
  return byName.has(name) ? name : stagedAs(relations, name, pipeline);
}
