import * as sql from "../../../dialect/quote.ts";
import type { Contract } from "../../../ir/contract.ts";
import type { Type } from "../../../ir/field.ts";
import type { Origin } from "../../../source/origin.ts";
import { Bug } from "../../../text/bug.ts";
import { Code, join } from "../../../text/quote/code.ts";
import * as jinja from "../../../text/quote/jinja.ts";
import * as yaml from "../../../text/quote/yaml.ts";
import { type Column, castColumn, identifiers, selectList } from "../columns.ts";
import { oneOrList } from "../materialization.ts";
import { contractMeta } from "../meta.ts";
import type { Adapter } from "../options.ts";
import type { ModelNode, ModelTest, ModelView, Snapshot } from "./model-kind.ts";

/** A column, and where it comes from: the contract's row, or the history of that row. */
export interface HistoryColumn extends Column {
  readonly source: "row" | "surrogate" | "valid_from" | "valid_to" | "is_current";
}

/** A model with a row for each version of a contract's rows. A snapshot stores the versions. */
export interface History {
  readonly node: ModelNode;
  /** The contract of the rows. */
  readonly of: Contract;
  /** The model with the rows as they are now. */
  readonly reads: string;
  readonly key: readonly string[];
  /** The columns whose change opens a version; empty means all. */
  readonly tracked: readonly string[];
  readonly columns: readonly HistoryColumn[];
  readonly origin: Origin;
}

/** The columns of the rows, with a surrogate key before them and the validity of the version after them. */
export function withHistory(rows: readonly HistoryColumn[], of: Contract, surrogate: string): readonly HistoryColumn[] {
  const updatedAt = of.dataset.fields.find((field) => field.name === of.dataset.updatedAt)?.type;
  const moment: Type = updatedAt?.kind === "timestamp" ? updatedAt : { kind: "timestamp", zone: "local" };
  return [
    { name: surrogate, type: { kind: "string" }, source: "surrogate", description: "Identifies the version." },
    ...rows,
    { name: "valid_from", type: moment, source: "valid_from", description: "When the version began." },
    {
      name: "valid_to",
      type: moment,
      source: "valid_to",
      description: "When the version ended. NULL for the current version.",
    },
    { name: "is_current", type: { kind: "bool" }, source: "is_current", description: "True for the current version." },
  ];
}

/** The columns that dbt adds to a snapshot, and those that the SQL of a history adds to them. */
export const snapshotColumns: readonly string[] = [
  ...["dbt_scd_id", "dbt_updated_at", "dbt_valid_from", "dbt_valid_to"],
  ...["dbt_covered_until", "dbt_after_current", "dbt_next_valid_from"],
];

/** The columns that identify a version: its surrogate key, where the model has it. */
export function versionKey({ columns }: History): readonly string[] {
  return columns.filter(({ source }) => source === "surrogate").map(({ name }) => name);
}

/** Tests that a row has one current version, where the model has the columns to tell. */
export function historyTests({ key, columns }: History): readonly ModelTest[] {
  const hasKey = key.every((name) => columns.some((column) => column.name === name));
  if (!hasKey || columns.every(({ source }) => source !== "is_current")) return [];
  const config = { where: "is_current" };
  return [{ on: "model", test: "dex_unique", id: "one_current_version", columns: key, config }];
}

/**
 * The snapshot that stores the versions. With tracked columns only their change opens a version. Otherwise every change does: the time of
 * the last change shows it or, without such a column, a comparison of all columns.
 */
export function historySnapshot(history: History, adapter: Adapter): Snapshot {
  const { of, reads, key, tracked, origin } = history;
  const { updatedAt } = of.dataset;
  const byTime = tracked.length === 0 && updatedAt !== undefined;
  const name = snapshotName(history);
  const entry = {
    name,
    description: `The versions of the rows of ${of.name}.`,
    relation: jinja.bareCall("ref", reads),
    config: {
      strategy: byTime ? "timestamp" : "check",
      unique_key: oneOrList(identifiers(key, adapter)),
      updated_at: updatedAt === undefined ? undefined : sql.identifier(updatedAt, adapter).text,
      check_cols: byTime ? undefined : tracked.length > 0 ? identifiers(tracked, adapter) : "all",
      // A row that the source no longer has gets no current version.
      hard_deletes: "invalidate",
      meta: contractMeta(of),
    },
  };
  return { name, entry: yaml.at(entry, origin) };
}

/** The versions, made from the snapshot. */
export function historyView(history: History, adapter: Adapter): ModelView {
  const { columns, key, reads } = history;
  const overwritten = overwrittenColumns(history);
  const keys = key.map((name) => sql.identifier(name, adapter));
  return {
    template: "dimension_history.sql.njk",
    view: {
      snapshot: jinja.call("ref", snapshotName(history)),
      reads: jinja.call("ref", reads),
      overwrites: columns.some((column) => overwritten.has(column.name)),
      select: selectList(
        columns.map((column) => castColumn(column, adapter, columnValue(column, { key, overwritten, adapter }))),
      ),
      key: keys,
      partition: join(keys, ", "),
    },
  };
}

function snapshotName({ node: { name, snapshot } }: History): string {
  if (snapshot === undefined) throw new Bug(`${name} has no snapshot`);
  return snapshot;
}

/** Columns that show the present in all versions, since their change opens none. */
function overwrittenColumns({ of, key, tracked }: History): ReadonlySet<string> {
  if (tracked.length === 0) return new Set();
  const names = of.dataset.fields.map((field) => field.name);
  return new Set(names.filter((name) => !tracked.includes(name) && !key.includes(name)));
}

/** How a column is read. An overwritten one comes from the current row while there is one. */
function columnValue(
  { name, source }: HistoryColumn,
  { key, overwritten, adapter }: Pick<History, "key"> & { overwritten: ReadonlySet<string>; adapter: Adapter },
): Code {
  const of = (relation: string, column: string) => `${relation}.${sql.identifier(column, adapter).text}`;
  switch (source) {
    // The snapshot's own hash of key and time. It is stored, so a version never changes it.
    case "surrogate":
      return Code.trusted("versions.dbt_scd_id");
    case "valid_from":
      return Code.trusted("versions.dbt_valid_from");
    case "valid_to":
      return either(
        "versions.dbt_next_valid_from < versions.dbt_valid_to",
        "versions.dbt_next_valid_from",
        "versions.dbt_valid_to",
      );
    case "is_current":
      return Code.trusted("versions.dbt_valid_to is null");
    case "row": {
      if (!overwritten.has(name)) return Code.trusted(of("versions", name));
      const isKnown = `${of("current_rows", key[0] ?? "")} is not null`;
      return either(isKnown, of("current_rows", name), of("versions", name));
    }
  }
}

function either(condition: string, value: string, otherwise: string): Code {
  return Code.trusted(`case\n    when ${condition} then ${value}\n    else ${otherwise}\nend`);
}
