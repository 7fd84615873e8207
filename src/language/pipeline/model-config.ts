import { z } from "zod";
import type { Json } from "../../source/json.ts";
import { called, either, type Kind, later, list, mapOf, once, oneOrMore } from "../kind.ts";
import type { Located } from "../located.ts";
import { mapping } from "../mapping.ts";
import { member } from "../member.ts";
import { anyKey, flag, label, oneOf, text, whole } from "../scalar-kinds.ts";

/** Checks a value but does not convert it, for settings that dex passes on. */
export function asWritten(kind: Kind<unknown>): Kind<Json> {
  return {
    ...kind,
    read: (value, pointer, within) => (kind.read(value, pointer, within) === undefined ? undefined : value),
  };
}

/** A string that matches a pattern. dbt inserts it into SQL without escaping, so the pattern excludes all characters with a meaning in SQL. */
export function plainString(takes: string, pattern: RegExp, write: string): Kind<Located<string>> {
  return {
    takes,
    shape: once(() =>
      z
        .string()
        .superRefine((given, context) => {
          if (given.length <= 255 && pattern.test(given)) return;
          const what = `"${given.slice(0, 60)}" is not possible here, since dbt writes the value into SQL as it is. Write ${write}.`;
          context.addIssue({ code: "custom", params: { diagnostic: "out-of-range", what } });
        })
        .meta({ pattern: pattern.source }),
    ),
    read: (value, pointer) => (typeof value === "string" ? { value, pointer } : undefined),
  };
}

/** A name or a plain value. */
export const word = plainString(
  "a plain value",
  /^(?!.*--)[\w .:/@+-]+$/,
  "letters, digits, spaces and _ . : / @ + - only",
);

/** The name of a column, without quotes. */
const bareColumn = plainString("a column", /^[A-Za-z_]\w*$/, "the name of a column: letters, digits and _");

/** A number that all YAML parsers read as the same number. */
export const plainNumber: Kind<Json> = {
  takes: "a number",
  shape: once(() => z.number().refine((value) => /^-?\d+(\.\d+)?$/.test(String(value)))),
  read: (value) => value,
};

const scalar = called(
  "a string, a number, `true` or `false`",
  either(asWritten(text(16384)), plainNumber, asWritten(flag)),
);

/** A value in `meta`: a string, a number, a flag, a list of these, or a mapping. */
const value: Kind<Json> = called(
  "any value",
  either<Json, Json, Json>(
    scalar,
    asWritten(
      list(
        called(
          "a value",
          either<Json, Json>(
            scalar,
            later("a mapping", () => asWritten(values)),
          ),
        ),
      ),
    ),
    later("a mapping", () => asWritten(values)),
  ),
);
const values = mapOf(anyKey, value);

/** The user's own metadata, which dbt stores but does not use. */
export const meta = called("a mapping", asWritten(values));

const ownKey = (key: string) => `"${key}" is a key of the model itself. Move it out of "config".`;
const decided = (key: string) => `The key "${key}" of the model decides this. Remove it from "config".`;
const isSql = (key: string) =>
  `"${key}" is SQL. Set "jinja: true" on the model, and write {{ config(${key}=…) }} in its .sql file.`;

/** Settings of dbt that are errors under `config`, and what to write instead. */
const ELSEWHERE: Readonly<Record<string, string>> = {
  ...withEach(
    ["materialized", "unique_key", "cluster_by", "lookback", "event_time", "description", "tags", "schema", "grants"],
    ownKey,
  ),
  contract: decided("contract"),
  alias: decided("name"),
  database: "The destination of the pipeline decides this. Remove it.",
  group: "dex makes a group for each owner. Set the owner of the contract or of the pipeline instead.",
  enabled: "A pipeline runs all of its models. Remove the model instead.",
  ...withEach(["pre_hook", "post_hook", "sql_header", "incremental_predicates", "partition_by"], isSql),
};

function withEach(keys: readonly string[], say: (key: string) => string): Record<string, string> {
  return Object.fromEntries(keys.map((key) => [key, say(key)]));
}

const names = asWritten(oneOrMore(bareColumn));
const days = asWritten(whole(0, 1_000_000));
const bool = asWritten(flag);
const labels = asWritten(mapOf(word, word));

/** The settings of a model, with the key names of dbt. Settings that dex decides, and settings with SQL, are errors. */
export const configTable = mapping(
  { about: "settings of a model, in dbt's words", usedBy: ["dbt"], refused: ELSEWHERE },
  {
    access: member(asWritten(oneOf("private", "protected", "public")), { about: "who may refer to the model" }),
    meta: member(meta, { about: "facts of your own about the model" }),
    docs: member(
      asWritten(
        mapping(
          { usedBy: ["dbt"] },
          {
            show: member(flag, { about: "whether it is shown" }),
            node_color: member(word, { about: "its colour in the graph" }),
          },
        ),
      ),
      {
        about: "how dbt's documentation shows the model: `show`, `node_color`",
      },
    ),
    persist_docs: member(
      asWritten(
        mapping(
          { usedBy: ["dbt"] },
          {
            relation: member(flag, { about: "the description of the model" }),
            columns: member(flag, { about: "those of the columns" }),
          },
        ),
      ),
      {
        about: "whether descriptions become comments in the warehouse: `relation`, `columns`",
      },
    ),
    full_refresh: member(bool, { about: "`false` never rebuilds the table" }),
    on_schema_change: member(asWritten(oneOf("append_new_columns", "fail", "ignore", "sync_all_columns")), {
      about: "what an incremental run does when the columns have changed",
    }),
    incremental_strategy: member(
      asWritten(oneOf("append", "delete+insert", "insert_overwrite", "merge", "microbatch")),
      {
        about: "how an incremental run changes rows; microbatch is for models with jinja",
      },
    ),
    merge_update_columns: member(names, { about: "the columns that a merge updates" }),
    merge_exclude_columns: member(names, { about: "the columns that a merge does not update" }),
    batch_size: member(asWritten(oneOf("hour", "day", "month", "year")), { about: "the size of a batch" }),
    begin: member(asWritten(label), { about: "the time of the first batch" }),
    concurrent_batches: member(bool, { about: "whether batches may run at the same time" }),
    indexes: member(
      asWritten(
        list(
          mapping(
            { usedBy: ["dbt"] },
            {
              columns: member(oneOrMore(bareColumn), { about: "the columns" }),
              unique: member(flag, { about: "whether it is unique" }),
              type: member(word, { about: "its type, such as btree" }),
            },
          ),
        ),
      ),
      { about: "PostgreSQL: indexes, each with `columns`, `unique` and `type`" },
    ),
    transient: member(bool, { about: "Snowflake: whether the table is transient" }),
    copy_grants: member(bool, { about: "Snowflake: whether a rebuilt table keeps its grants" }),
    secure: member(bool, { about: "Snowflake: whether the view is secure" }),
    automatic_clustering: member(bool, { about: "Snowflake: whether Snowflake clusters the table" }),
    snowflake_warehouse: member(asWritten(word), { about: "Snowflake: the warehouse that builds the model" }),
    query_tag: member(asWritten(word), { about: "Snowflake: the tag of the queries" }),
    labels: member(labels, { about: "BigQuery: labels" }),
    kms_key_name: member(asWritten(word), { about: "BigQuery: the key of the encryption" }),
    hours_to_expiration: member(days, { about: "BigQuery: the hours after which the table is deleted" }),
    partition_expiration_days: member(days, { about: "BigQuery: the days after which a partition is deleted" }),
    require_partition_filter: member(bool, { about: "BigQuery: whether a query must filter by partition" }),
    dist: member(asWritten(word), { about: "Redshift: the distribution key or style" }),
    sort_type: member(asWritten(oneOf("compound", "interleaved")), { about: "Redshift: the type of the sort key" }),
    bind: member(bool, { about: "Redshift: `false` makes a late-binding view" }),
    backup: member(bool, { about: "Redshift: whether the table is in backups" }),
    file_format: member(asWritten(word), { about: "Databricks: the format of the files" }),
    location_root: member(asWritten(word), { about: "Databricks: the folder of the table" }),
    auto_liquid_cluster: member(bool, { about: "Databricks: whether Databricks chooses the clustering" }),
    tblproperties: member(labels, { about: "Databricks: properties of the table" }),
    clustered_by: member(names, { about: "Databricks: the columns of the buckets" }),
    buckets: member(asWritten(whole(1, 1_000_000)), { about: "Databricks: the number of buckets" }),
  },
);

/** The settings of a model under `config`. */
export const modelConfig: Kind<Json> = asWritten(configTable);
