import type { Report } from "../diagnostics/diagnostic.ts";
import type { Located } from "../language/located.ts";
import type { BatchPipelineDocument, ModelDocument, SourceDocument } from "../language/pipeline/pipeline-document.ts";
import { diagnostics } from "./diagnostics.ts";
import { linkSql } from "./link-sql.ts";
import type { Relation } from "./linked-project.ts";
import { type Names, sourceName, stagedAs } from "./names.ts";

/** The name of a staging model, as in dbt's style guide. */
function stagingName(source: string, contract: string): string {
  return `stg_${source}__${contract}`;
}

/** Every relation of the project with the relations that it reads. Adds faults in names to `reports`. */
export function linkRelations(names: Names, reports: Report[]): readonly Relation[] {
  const found = new Map<string, Relation>();
  const inAnyCase = new Map<string, Relation>();
  const add = (relation: Relation) => {
    // Many warehouses ignore case. A project with contracts alone may have no warehouse.
    const folded = relation.name.toLowerCase();
    const first = found.get(relation.name) ?? (relation.pipeline === undefined ? undefined : inAnyCase.get(folded));
    // When several pipelines extract a contract from one source, the pipeline that lists the staging model owns it.
    const isShared =
      first?.kind === "staging" &&
      relation.kind === "staging" &&
      relation.name === first.name &&
      relation.contract === first.contract &&
      relation.pipeline !== first.pipeline;
    const isAskedFor = isShared && first.document === undefined && relation.document !== undefined;
    if (first === undefined || isAskedFor) {
      found.set(relation.name, relation);
      inAnyCase.set(folded, relation);
    } else if (!isShared) {
      const related = [{ at: first.at, message: "first here" }];
      reports.push({ ...diagnostics.report("duplicate-model", relation.at, { name: first.name }), related });
    }
  };
  for (const relation of stagingRelations(names)) add(relation);
  for (const pipeline of names.batches)
    for (const model of pipeline.models) for (const relation of modelRelations(pipeline, model)) add(relation);
  return withReads([...found.values()], names, reports);
}

/** A staging model for every contract that a pipeline extracts, and for every other table that no model builds. */
function stagingRelations({ contracts, batches }: Names): Relation[] {
  const enforced = new Set(
    batches.flatMap((batch) =>
      batch.models.flatMap((model) => ("contract" in model && model.kind !== "staging" ? [model.contract?.value] : [])),
    ),
  );
  const extracted = new Set<string>();
  const relations = batches.flatMap((batch) => {
    const { source } = batch;
    if (source === undefined) return [];
    return (
      source.tables
        // `check` reports a contract that is listed twice; it is one relation.
        .filter(
          ({ value }, index, all) => contracts.has(value) && all.findIndex((one) => one.value === value) === index,
        )
        .map((table) => {
          extracted.add(table.value);
          return staging(batch, source, table);
        })
    );
  });
  const unclaimed = [...contracts.values()].filter(
    ({ name, dataset }) =>
      !extracted.has(name.value) && !enforced.has(name.value) && ["table", "view"].includes(dataset.kind.value),
  );
  return [
    ...relations,
    ...unclaimed.map(({ name, domain, path }): Relation => {
      const source = domain?.value ?? "raw";
      const at = { path, pointer: name.pointer };
      return { name: stagingName(source, name.value), kind: "staging", contract: name.value, source, reads: [], at };
    }),
  ];
}

function staging(batch: BatchPipelineDocument, system: SourceDocument, table: Located<string>): Relation {
  const source = sourceName(system);
  const document = batch.models.find((model) => model.kind === "staging" && model.contract.value === table.value);
  const given = document?.kind === "staging" ? document.name : undefined;
  return {
    name: given?.value ?? stagingName(source, table.value),
    kind: "staging",
    pipeline: batch.name.value,
    contract: table.value,
    source,
    reads: [],
    at: { path: batch.path, pointer: document?.pointer ?? table.pointer },
    ...(document && { document }),
  };
}

function modelRelations(pipeline: BatchPipelineDocument, model: ModelDocument): Relation[] {
  if (model.kind === "staging") return [];
  const at = { path: pipeline.path, pointer: model.name.pointer };
  const contract = "of" in model ? undefined : model.contract?.value;
  const base = {
    name: model.name.value,
    kind: model.kind,
    pipeline: pipeline.name.value,
    document: model,
    reads: [],
    at,
  };
  return [{ ...base, ...(contract !== undefined && { contract }) }];
}

/** Adds the relations that each relation reads: the model with the rows of its contract, or the models in its SQL. */
function withReads(relations: readonly Relation[], names: Names, reports: Report[]): Relation[] {
  const byName = new Map(relations.map((relation) => [relation.name, relation]));
  return relations.map((relation) => {
    const { document } = relation;
    const pipeline = names.batches.find((batch) => batch.name.value === relation.pipeline);
    if (document !== undefined && "of" in document) {
      const of = stagedAs(relations, document.of.value, pipeline);
      return { ...relation, reads: of === undefined ? [] : [of] };
    }
    if (document?.kind !== "sql") return relation;
    const sql = pipeline && linkSql({ pipeline, document, names, relations, byName, reports });
    if (!sql) return relation;
    const reads = sql.jinja?.reads ?? sql.parts.flatMap((part) => part.relation ?? []);
    return { ...relation, sql, reads: [...new Set(reads)].sort() };
  });
}
