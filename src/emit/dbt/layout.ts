import * as sql from "../../dialect/quote.ts";
import type { Contract } from "../../ir/contract.ts";
import type { YamlMap } from "../../text/quote/yaml.ts";
import { identifiers } from "./columns.ts";
import type { Adapter } from "./options.ts";
import { dataType } from "./types.ts";

/** How rows are grouped on disk, in each adapter's own settings. The model's own `clusterBy` goes before the contract's. */
export function layoutConfig(contract: Contract | undefined, clusterBy: readonly string[], adapter: Adapter): YamlMap {
  const partition = contract?.dataset.partition;
  const cluster = clusterBy.length > 0 ? clusterBy : (contract?.dataset.clusterBy ?? []);
  const together = [...new Set([...(partition ? [partition.field] : []), ...cluster])];
  const columns = (names: readonly string[]) => (names.length === 0 ? undefined : identifiers(names, adapter));
  switch (adapter) {
    case "bigquery":
      return { partition_by: bigqueryPartition(contract), cluster_by: columns(cluster.slice(0, 4)) };
    case "snowflake":
      return { cluster_by: columns(together) };
    case "databricks":
      return { liquid_clustered_by: columns(together.slice(0, 4)) };
    case "redshift":
      return { sort: columns(together), sort_type: together.length > 0 ? "compound" : undefined };
    case "postgres":
      return { indexes: cluster.length > 0 ? [{ columns: identifiers(cluster, adapter) }] : undefined };
    case "duckdb":
      return {};
  }
}

function bigqueryPartition(contract: Contract | undefined): YamlMap | undefined {
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
