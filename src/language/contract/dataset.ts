import { diagnostics } from "../diagnostics.ts";
import { bare, placed } from "../kind.ts";
import type { Located } from "../located.ts";
import { mapping } from "../mapping.ts";
import { member, needed, type ReadOf } from "../member.ts";
import { at, missingKey, type ObjectNode } from "../node.ts";
import { column, columns, flag, oneOf, physicalName } from "../scalar-kinds.ts";
import { TABLE_TARGETS } from "../used-by.ts";
import type { TopicDocument } from "./topic.ts";

/** The emitters that name the table. */
export const TABLE_NAME = ["dbt", "extract", "great-expectations", "typescript"] as const;

/** The emitters that refuse columns which the contract does not list. */
export const CLOSED = ["dbt", "great-expectations", "json-schema", "typescript"] as const;

const partition = mapping(
  { usedBy: ["dbt"] },
  {
    field: needed(column, { about: "the column" }),
    granularity: member(bare(oneOf("hour", "day", "month", "year")), {
      about: "the length of time in one partition",
      otherwise: () => "day",
    }),
  },
);

/** The keys of a dataset. */
export const dataset = mapping(
  { id: "dataset", about: "where the rows are, and which columns have a role", usedBy: "compiler" },
  {
    kind: member(oneOf("table", "view", "topic", "file"), {
      about: "where the rows are stored; defaults to topic if the contract has a topic, else to table",
    }),
    table: member(physicalName, { about: "the physical name; defaults to the contract's name", usedBy: TABLE_NAME }),
    primary_key: member(columns, {
      about:
        "the columns that identify a row; you can also write primary_key at the top, in schema, or as primary_key: true on a field",
      otherwise: () => [],
    }),
    event_time: member(column, {
      about: "the column with the time at which the row's event happened: daily volume, windows, the batches of dbt",
      usedBy: TABLE_TARGETS,
    }),
    updated_at: member(column, {
      about: "the column with the time of the row's last change: freshness, incremental loads, history",
      usedBy: TABLE_TARGETS,
    }),
    partition_by: member(placed(partition), {
      about: "how the table is partitioned",
      as: "partition",
      usedBy: ["dbt"],
    }),
    cluster_by: member(columns, {
      about: "the columns by which the table is clustered",
      usedBy: ["dbt"],
      otherwise: () => [],
    }),
    closed: member(flag, { about: "true: a column that the contract does not list is a violation", usedBy: CLOSED }),
  },
);

/** The rows of a contract, as written. */
export interface DatasetDocument extends Omit<ReadOf<typeof dataset.members>, "kind" | "closed"> {
  readonly kind: Located<"table" | "view" | "topic" | "file">;
  /** True when columns that the contract does not list are a violation. */
  readonly closed: boolean;
  readonly topic?: TopicDocument;
}

/** The sections of a contract about its rows. */
interface Written {
  readonly dataset?: ReadOf<typeof dataset.members>;
  readonly topic?: TopicDocument;
  /** The physical name at the top of a column list. */
  readonly table?: Located<string>;
  readonly primaryKey: readonly Located<string>[];
  readonly schema?: {
    readonly primaryKey: readonly Located<string>[];
    readonly additionalProperties?: Located<boolean>;
  };
}

/** The rows of a contract: kind, table, key, times, topic. Answers in several places are reported. */
export function datasetOf(contract: ObjectNode, written: Written): DatasetDocument {
  const { topic, schema } = written;
  const { kind, closed, ...said } = written.dataset ?? { pointer: contract.pointer, primaryKey: [], clusterBy: [] };
  kindFits(contract, kind);
  const table = one(contract, [
    ["dataset.table", said.table],
    ["table", written.table],
  ]);
  const keys = [
    ["dataset.primary_key", said.primaryKey],
    ["schema.primary_key", schema?.primaryKey ?? []],
    ["primary_key", written.primaryKey],
  ] as const;
  one(
    contract,
    keys.map(([key, names]) => [key, names[0]]),
  );
  return {
    ...said,
    kind: kind ?? { value: topic ? "topic" : "table", pointer: said.pointer },
    ...(table && { table }),
    primaryKey: keys.find(([, names]) => names.length > 0)?.[1] ?? [],
    closed: isClosed(contract, closed, schema?.additionalProperties),
    ...(topic && { topic }),
  };
}

/** A dataset of kind topic needs a topic, and other datasets cannot have one. */
function kindFits(contract: ObjectNode, kind: Located<string> | undefined): void {
  const hasTopic = contract.value["topic"] !== undefined;
  if (kind?.value === "topic" && !hasTopic)
    missingKey(contract, ["topic"], "the topic's name, partitions, replication_factor and format");
  if (kind !== undefined && kind.value !== "topic" && hasTopic) {
    const parameters = { one: `kind: ${kind.value}`, other: "topic:" };
    contract.reports.push(diagnostics.report("contradiction", at(contract, kind.pointer), parameters));
  }
}

function isClosed(
  contract: ObjectNode,
  closed: Located<boolean> | undefined,
  open: Located<boolean> | undefined,
): boolean {
  if (open !== undefined && closed !== undefined && open.value === closed.value) {
    const parameters = { one: `closed: ${closed.value}`, other: `additionalProperties: ${open.value}` };
    contract.reports.push(diagnostics.report("contradiction", at(contract, open.pointer), parameters));
  }
  return closed?.value ?? open?.value === false;
}

/** The one answer among several places; a second one is reported. */
function one<T>(
  contract: ObjectNode,
  answers: readonly (readonly [string, Located<T> | undefined])[],
): Located<T> | undefined {
  const [first, second] = answers.filter(([, answer]) => answer !== undefined);
  if (first && second?.[1]) {
    const parameters = { one: first[0], other: second[0] };
    contract.reports.push(diagnostics.report("said-twice", at(contract, second[1].pointer), parameters));
  }
  return first?.[1];
}
