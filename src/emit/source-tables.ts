import type { Contract } from "../ir/contract.ts";
import type { Ir } from "../ir/ir.ts";
import type { BatchPipeline, Endpoint } from "../ir/pipeline.ts";
import { by } from "../text/compare.ts";

/** Where source tables lie: dbt's source. */
export interface Source {
  readonly name: string;
  readonly schema: string;
  /** Where the tables land, when a pipeline says so. */
  readonly destination?: Endpoint;
}

/** A table that dbt reads, by the name of the staging model that reads it. In its source it is called as its contract is. */
export interface SourceTable {
  readonly staging: string;
  readonly contract: Contract;
  readonly source: Source;
}

/** Every table that a dbt project of the Ir declares in a source, in the order of the staging models. */
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

/** The tables of an Ir by the id of their contract: a contract has one for each source that it is staged from. */
export type TablesByContract = ReadonlyMap<string, readonly SourceTable[]>;

/** Finds tables by their contracts. */
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
 * How dbt's selectors name the tables of contracts that a pipeline loads: those of its own staging models, or of the one that stages them for
 * it. Every one of them is declared.
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

/** The tables behind the staging models that pipelines list. */
function planned(pipelines: readonly BatchPipeline[], contracts: ReadonlyMap<string, Contract>): SourceTable[] {
  return pipelines.flatMap(({ sourceName: name, destination, models }) =>
    models.flatMap((model) => {
      const contract = model.kind === "staging" ? contracts.get(model.contract) : undefined;
      if (contract === undefined) return [];
      return [{ staging: model.name, contract, source: { name, schema: destination.schema, destination } }];
    }),
  );
}

/** Every table that no pipeline names: a contract alone compiles to a project that tests it. */
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

/** A source has one schema; where several would share a name, the later ones are told apart by theirs. */
function distinctNames(sources: readonly Source[]): (source: Source) => string {
  const taken = new Set(sources.map(({ name }) => name));
  const firstSchema = new Map<string, string>();
  const names = new Map<string, string>();
  const key = ({ name, schema }: Source) => JSON.stringify([name, schema]);
  for (const source of sources) {
    const { name, schema } = source;
    if (!firstSchema.has(name)) firstSchema.set(name, schema);
    if (names.has(key(source))) continue;
    let distinct = name;
    if (firstSchema.get(name) !== schema) {
      distinct = `${name}_${schema.replace(/\W+/g, "_")}`;
      while (taken.has(distinct)) distinct = `${distinct}_`;
      taken.add(distinct);
    }
    names.set(key(source), distinct);
  }
  return (source) => names.get(key(source)) ?? source.name;
}
