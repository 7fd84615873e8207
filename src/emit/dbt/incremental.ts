import * as sql from "../../dialect/quote.ts";
import type { Type } from "../../ir/field.ts";
import { Code } from "../../text/quote/code.ts";
import type { YamlMap } from "../../text/quote/yaml.ts";
import type { Adapter } from "./options.ts";
import type { BuiltNode } from "./plan.ts";
import type { Target } from "./target.ts";
import { dataType } from "./types.ts";

/** How each adapter replaces the rows of a key. Delete and insert needs no server version and takes a key twice; merge is atomic where it is native. */
const KEYED: Readonly<Record<Adapter, string>> = {
  duckdb: "delete+insert",
  postgres: "delete+insert",
  redshift: "delete+insert",
  snowflake: "merge",
  bigquery: "merge",
  databricks: "merge",
};

/** The configuration of an incremental model. BigQuery knows no append, but a merge without a key is one. */
export function incrementalConfig(uniqueKey: readonly string[], adapter: Adapter): YamlMap {
  const keys = uniqueKey.map((name) => sql.identifier(name, adapter).text);
  const strategy = keys.length > 0 || adapter === "bigquery" ? KEYED[adapter] : "append";
  return {
    incremental_strategy: strategy,
    unique_key: keys.length === 0 ? undefined : keys.length === 1 ? keys[0] : keys,
    on_schema_change: "append_new_columns",
  };
}

/** The filter of an incremental run, as the template places it: rows that changed since the newest one here, less the lookback. */
export function sinceFilter(node: BuiltNode, { adapter }: Target) {
  const { model, contract } = node;
  if (model.kind !== "sql" || model.materialized !== "incremental" || contract === undefined) return undefined;
  const name = contract.dataset.updatedAt ?? contract.dataset.eventTime;
  const field = contract.dataset.fields.find((one) => one.name === name);
  const type = field?.type;
  if (name === undefined || (type?.kind !== "date" && type?.kind !== "timestamp")) return undefined;
  const column = sql.identifier(name, adapter);
  // Without a key a row that is read twice is there twice, so only newer ones are taken.
  const keyed = model.uniqueKey.length > 0;
  return {
    column,
    comparison: Code.trusted(keyed ? ">=" : ">"),
    // A row without a time is read again each time, which only a key makes harmless.
    nullable: keyed && field?.nullable === true,
    value: since(column, type, { adapter, seconds: keyed ? model.lookbackSeconds : 0 }),
  };
}

function since(column: Code, type: Type, { adapter, seconds }: { adapter: Adapter; seconds: number }): Code {
  const part = type.kind === "date" ? ["day", Math.ceil(seconds / 86400)] : ["second", seconds];
  const quotedColumn = column.text.replaceAll("\\", "\\\\").replaceAll("'", "\\'");
  return Code.trusted(
    `{{ dex_since('${quotedColumn}', '${part[0]}', ${part[1]}, '${dataType(type, adapter).text}') }}`,
  );
}

/** How rows are grouped on disk, in the adapter's own words. */
export function layoutConfig(node: BuiltNode, adapter: Adapter): YamlMap {
  const partition = node.contract?.dataset.partition;
  const own = node.model.kind === "sql" ? node.model.clusterBy : [];
  const cluster = own.length > 0 ? own : (node.contract?.dataset.clusterBy ?? []);
  const columns = (names: readonly string[]) => names.map((name) => sql.identifier(name, adapter).text);
  const together = [...new Set([...(partition ? [partition.field] : []), ...cluster])];
  switch (adapter) {
    case "bigquery":
      return { partition_by: bigqueryPartition(node), cluster_by: some(columns(cluster).slice(0, 4)) };
    case "snowflake":
      return { cluster_by: some(columns(together)) };
    case "databricks":
      return { liquid_clustered_by: some(columns(together).slice(0, 4)) };
    case "redshift":
      return { sort: some(columns(together)), sort_type: together.length > 0 ? "compound" : undefined };
    case "postgres":
      return { indexes: cluster.length > 0 ? [{ columns: columns(cluster) }] : undefined };
    case "duckdb":
      return {};
  }
}

function bigqueryPartition({ contract }: BuiltNode): YamlMap | undefined {
  const partition = contract?.dataset.partition;
  const type = contract?.dataset.fields.find((field) => field.name === partition?.field)?.type;
  if (partition === undefined || (type?.kind !== "date" && type?.kind !== "timestamp")) return undefined;
  const granularity = type.kind === "date" && partition.granularity === "hour" ? "day" : partition.granularity;
  return {
    field: sql.columnName(partition.field, "bigquery").name,
    data_type: dataType(type, "bigquery").text,
    granularity,
  };
}

function some(columns: readonly string[]): readonly string[] | undefined {
  return columns.length === 0 ? undefined : columns;
}
