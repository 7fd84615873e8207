import type { Contract } from "../ir/contract.ts";
import type { Ir } from "../ir/ir.ts";
import type { BatchPipeline, Endpoint, ModelSettings, Quarantine } from "../ir/pipeline.ts";
import { by } from "../text/compare.ts";
import { underscored, uniqueNames } from "../text/unique.ts";

/** A source of a dbt project: a schema with tables that dbt reads but does not build. */
export interface DbtSource {
  readonly name: string;
  readonly schema: string;
  /** The destination of the pipeline that loads them. */
  readonly destination?: Endpoint;
}

/** A table that a dbt project declares in a source, under the name of its contract. `staging` is the staging model that reads it. */
export interface SourceTable {
  readonly staging: string;
  readonly contract: Contract;
  readonly source: DbtSource;
  /** The settings of its staging model. */
  readonly settings?: ModelSettings;
  /** The rows that are moved out of its staging model. */
  readonly quarantine?: Quarantine;
}

/** Finds every table that a dbt project of the Ir declares in a source, sorted by staging model. */
export function sourceTables(ir: Ir): readonly SourceTable[] {
  const pipelines = ir.pipelines.filter((pipeline) => pipeline.kind === "batch");
  const contracts = new Map(ir.contracts.map((contract) => [contract.id, contract]));
  const found = [...planned(pipelines, contracts), ...unclaimed(ir.contracts, pipelines)];
  const unique = [...new Map(found.map((table) => [table.staging, table])).values()];
  const named = distinctNames(unique.map(({ source }) => source));
  return unique
    .map((table) => ({ ...table, source: { ...table.source, name: named(table.source) } }))
    .sort(by(({ staging }) => staging));
}

/** Source tables by contract id. A contract has one table per source that it is staged from. */
export type TablesByContract = ReadonlyMap<string, readonly SourceTable[]>;

/** Groups source tables by contract. */
export function byContract(tables: readonly SourceTable[]): TablesByContract {
  const found = new Map<string, SourceTable[]>();
  for (const table of tables) {
    const all = found.get(table.contract.id);
    if (all === undefined) found.set(table.contract.id, [table]);
    else all.push(table);
  }
  return found;
}

/**
 * The dbt selectors for the tables of contracts. The table belongs to the staging model of the pipeline, or of the other pipeline that stages the
 * contract.
 */
export function sourceSelectors(
  contracts: readonly string[],
  { models }: BatchPipeline,
  tables: TablesByContract,
): readonly string[] {
  const own = new Set(models.map(({ name }) => name));
  return contracts.flatMap((id) => {
    const declared = tables.get(id) ?? [];
    const table = declared.find(({ staging }) => own.has(staging)) ?? declared[0];
    return table === undefined ? [] : [`source:${table.source.name}.${table.contract.name}`];
  });
}

/** The tables of the staging models of pipelines. */
function planned(pipelines: readonly BatchPipeline[], contracts: ReadonlyMap<string, Contract>): SourceTable[] {
  return pipelines.flatMap(({ source: own, destination, models }) =>
    models.flatMap((model) => {
      const contract = model.kind === "staging" ? contracts.get(model.contract) : undefined;
      if (contract === undefined || own === undefined) return [];
      const source = { name: own.name, schema: destination.schema, destination };
      const { name: staging, settings, quarantine } = model;
      return [{ staging, contract, source, ...(settings && { settings }), ...(quarantine && { quarantine }) }];
    }),
  );
}

/** The tables of contracts without a pipeline. A contract without a pipeline compiles to a dbt project that tests it. */
function unclaimed(contracts: readonly Contract[], pipelines: readonly BatchPipeline[]): SourceTable[] {
  const claimed = new Set(pipelines.flatMap(({ models }) => models.map(({ contract }) => contract ?? "")));
  return contracts
    .filter(({ dataset }) => dataset.physical === "table" || dataset.physical === "view")
    .filter(({ id }) => !claimed.has(id))
    .map((contract) => {
      const name = contract.domain ?? "raw";
      return { staging: `stg_${name}__${contract.name}`, contract, source: { name, schema: "raw" } };
    });
}

/** Makes source names unique. A source has one schema, so a later source with the same name and another schema gets the schema as a suffix. */
function distinctNames(sources: readonly DbtSource[]): (source: DbtSource) => string {
  const free = uniqueNames(
    sources.map(({ name }) => name),
    { next: underscored },
  );
  const firstSchema = new Map<string, string>();
  const names = new Map<string, string>();
  const key = ({ name, schema }: DbtSource) => JSON.stringify([name, schema]);
  for (const source of sources) {
    const { name, schema } = source;
    if (!firstSchema.has(name)) firstSchema.set(name, schema);
    if (names.has(key(source))) continue;
    const isFirst = firstSchema.get(name) === schema;
    names.set(key(source), isFirst ? name : free(`${name}_${schema.replace(/\W+/g, "_")}`));
  }
  return (source) => names.get(key(source)) ?? source.name;
}
