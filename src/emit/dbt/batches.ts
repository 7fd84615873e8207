import type { Contract } from "../../ir/contract.ts";
import type { Model } from "../../ir/pipeline.ts";
import { isMicrobatch } from "../../running/interval.ts";
import type { YamlMap } from "../../text/quote/yaml.ts";
import { identifiers } from "./columns.ts";
import type { Adapter } from "./options.ts";

/** The column by which dbt filters the rows of a relation for a batch. */
export function eventTimeConfig(column: string | undefined, adapter: Adapter): YamlMap {
  return { event_time: column === undefined ? undefined : identifiers([column], adapter)[0] };
}

/** The configuration of a model that dbt builds in batches of time. Its spec has the rest. Undefined for another model. */
export function batchConfig(
  model: Extract<Model, { kind: "sql" }>,
  contract: Contract | undefined,
  adapter: Adapter,
): YamlMap | undefined {
  if (!isMicrobatch(model)) return undefined;
  const time = model.eventTime?.name ?? contract?.dataset.eventTime ?? contract?.dataset.updatedAt;
  return {
    // DuckDB replaces the rows of a batch by their time, and refuses a key.
    ...(adapter === "duckdb" && { unique_key: undefined }),
    ...eventTimeConfig(time, adapter),
  };
}
