import type { Contract } from "../../ir/contract.ts";
import { type Code, code } from "../../text/quote/code.ts";
import * as jinja from "../../text/quote/jinja.ts";
import type { YamlMap } from "../../text/quote/yaml.ts";
import { identifiers } from "./columns.ts";
import { layoutConfig } from "./layout.ts";
import type { Adapter } from "./options.ts";

/** How dbt stores a model in the warehouse. */
export type Materialization = "view" | "table" | "incremental";

/** The layers of the project, folders below `models/`, and the default materialization of their models. */
export const LAYERS = {
  staging: "view",
  intermediate: "view",
  marts: "table",
} as const satisfies Readonly<Record<string, Materialization>>;

/** A layer of the project. */
export type Layer = keyof typeof LAYERS;

/** How a table is stored: the columns that identify a row in an incremental run, and those that cluster rows on disk. */
interface Table {
  readonly materialized: Materialization;
  readonly uniqueKey: readonly string[];
  readonly contract: Contract | undefined;
  readonly clusterBy: readonly string[];
}

/** A model as the audit builds it. */
interface Audited {
  readonly materialized: Materialization;
  /** The pipeline that swaps it. */
  readonly swappedBy?: string;
  readonly isMicrobatch?: true;
}

/** The configuration of a model's table; a view has none. */
export function tableConfig({ materialized, uniqueKey, contract, clusterBy }: Table, adapter: Adapter): YamlMap {
  if (materialized === "view") return {};
  return {
    ...(materialized === "incremental" && incrementalConfig(uniqueKey, adapter)),
    ...layoutConfig(contract, clusterBy, adapter),
  };
}

/** How each adapter replaces the rows of a key. Delete and insert needs no server version and accepts a key twice; merge is atomic where it is native. */
const KEYED: Readonly<Record<Adapter, string>> = {
  duckdb: "delete+insert",
  postgres: "delete+insert",
  redshift: "delete+insert",
  snowflake: "merge",
  bigquery: "merge",
  databricks: "merge",
};

/** True if the warehouse clones a table without a copy of its rows. An incremental run under audit starts from the clone. */
function isCloned(adapter: Adapter): boolean {
  return adapter === "snowflake" || adapter === "bigquery" || adapter === "databricks";
}

/**
 * The configuration in the SQL of an incremental model that a run builds under audit without a clone. The property file has the other one, because
 * editors accept only dbt's own materializations there. dbt builds batches only with its own materialization, which continues from a copy.
 */
export function auditConfig({ materialized, swappedBy, isMicrobatch }: Audited, adapter: Adapter): Code | undefined {
  if (materialized !== "incremental" || swappedBy === undefined || isMicrobatch || isCloned(adapter)) return undefined;
  const isAudit = code`var('dex_audit', '') == ${jinja.string(swappedBy)}`;
  return code`{{ config(materialized='dex_incremental' if ${isAudit} else 'incremental') }}`;
}

/** BigQuery has no append, but a merge without a key is one. */
function incrementalConfig(uniqueKey: readonly string[], adapter: Adapter): YamlMap {
  const keys = identifiers(uniqueKey, adapter);
  const strategy = keys.length > 0 || adapter === "bigquery" ? KEYED[adapter] : "append";
  return {
    incremental_strategy: strategy,
    unique_key: keys.length === 0 ? undefined : oneOrList(keys),
    on_schema_change: "append_new_columns",
  };
}

/** A key as dbt takes it: one column as a string, more as a list. */
export function oneOrList(columns: readonly string[]): string | readonly string[] {
  const [first, ...more] = columns;
  return first !== undefined && more.length === 0 ? first : columns;
}
