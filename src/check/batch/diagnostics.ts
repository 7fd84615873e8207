import { defineDiagnostics } from "../../diagnostics/define.ts";
import { didYouMean } from "../../diagnostics/suggest.ts";

interface SharedStaging {
  readonly contract: string;
  readonly model: string;
  readonly owner: string;
  readonly source: string;
  readonly here: string;
  readonly there: string;
}

interface Watermark {
  readonly name: string;
  readonly names: readonly string[];
  readonly tables: readonly string[];
  /** The first table, whose column most likely is misspelled if the watermark is correct. */
  readonly contract: string;
}

/** Semantic faults of batch pipelines. */
export const diagnostics = defineDiagnostics("check", {
  "bad-schedule": {
    severity: "error",
    message: ({ schedule, problem }: { schedule: string; problem: string }) =>
      `"${schedule}" is not a valid schedule: ${problem}. Write five cron fields (minute, hour, day, month, weekday) such as "0 5 * * *", or "@daily".`,
  },
  "bad-timezone": {
    severity: "error",
    message: ({ name }: { name: string }) =>
      `Unknown time zone "${name}". Write a name of the IANA database, such as "UTC" or "Europe/Berlin".`,
  },
  "bad-date": {
    severity: "error",
    message: ({ text }: { text: string }) => `"${text}" is not a date. Write year-month-day: "2026-01-31".`,
  },
  "duplicate-task": {
    severity: "error",
    message: ({ id }: { id: string }) => `This pipeline has another task "${id}". Give one of the two another id.`,
  },
  "reserved-task": {
    severity: "error",
    message: ({ id, names }: { id: string; names: readonly string[] }) =>
      `"${id}" is the name of a step that every pipeline has (${names.join(", ")}). Give this task another id.`,
  },
  "unknown-watermark": {
    severity: "error",
    message: ({ name, names, tables }: Watermark) =>
      `The watermark "${name}" is not a column of ${tables.length === 1 ? `the table "${tables[0]}"` : `${tables.length} tables (${tables.slice(0, 5).join(", ")}${tables.length > 5 ? ", …" : ""})`}.${didYouMean(name, names) || " Name a column that grows with every change and that all tables have."}`,
  },
  "missing-watermark": {
    severity: "error",
    message: (_: object) =>
      "An incremental extract needs a watermark, the column that shows what is new. Add watermark: updated_at, or write mode: full",
  },
  "unused-watermark": {
    severity: "warning",
    message: ({ key, mode }: { key: "watermark" | "lookback"; mode: "full" | "cdc" }) =>
      mode === "full"
        ? `This ${key} has no effect: the mode is full (the default), so every run reads every row. Write mode: incremental, or remove it.`
        : `This ${key} has no effect: with mode: cdc the database reports what has changed. Remove it, or write mode: incremental`,
  },
  "shared-staging": {
    severity: "warning",
    message: ({ contract, model, owner, source, here, there }: SharedStaging) =>
      `This pipeline loads "${contract}" into ${here}, but ${model} reads it from ${there}, where "${owner}" loads it. Load into the same schema, or give this source a name other than "${source}".`,
  },
  "nothing-to-check": {
    severity: "error",
    message: (_: object) =>
      "This gate checks nothing: with tables: all there is no contract, and the pipeline has no model. List the tables by their contracts, or remove quality.",
  },
  "in-place": {
    severity: "info",
    message: ({ pipeline }: { pipeline: string }) =>
      `Readers of the models of "${pipeline}" see rows before they are checked, and a run that fails leaves its rows in them. Write strategy: swap to publish only what passes.`,
  },
  "watermark-type": {
    severity: "error",
    message: ({ column, contract, type }: { column: string; contract: string; type: string }) =>
      `The watermark "${column}" of "${contract}" has type ${type}. It must be a timestamp, a date or an integer that only grows.`,
  },
  "not-extracted": {
    severity: "error",
    message: ({ contract }: { contract: string }) =>
      `This pipeline does not extract "${contract}". Add it to source: {tables: […]}`,
  },
  "missing-source": {
    severity: "error",
    message: ({ model, reads }: { model: string | undefined; reads: string | undefined }) =>
      model === undefined
        ? "This pipeline has neither a source nor a model that reads what another pipeline publishes. Add source: {type: postgres, connection: shop_db, tables: [orders]}"
        : `This pipeline has no source, and its model "${model}" reads ${reads === undefined ? "nothing that another pipeline publishes" : `"${reads}", which no pipeline publishes`}. Add source: {type: postgres, connection: shop_db, tables: [${reads ?? "orders"}]}`,
  },
  "scd2-without-key": {
    severity: "error",
    message: ({ contract }: { contract: string }) =>
      `A dimension with scd: 2 needs a key, and "${contract}" has no primary key. Add to that contract: dataset: {primary_key: […]}`,
  },
  "scd2-without-change": {
    severity: "error",
    message: ({ contract }: { contract: string }) =>
      `A dimension with scd: 2 must know when a row of "${contract}" changes. Add tracked: […] here, or to that contract: dataset: {updated_at: …}`,
  },
  "lookback-without-time": {
    severity: "warning",
    message: ({ name, why, help }: { name: string; why: string; help: string }) =>
      `No lookback applies to "${name}", so every incremental run reads all rows: ${why}. ${help}`,
  },
  "lookback-without-key": {
    severity: "warning",
    message: ({ name }: { name: string }) =>
      `The lookback has no effect: "${name}" has no unique_key, so a run adds only rows that are newer than the newest one, and rows that arrive late are lost. Add unique_key: …`,
  },
  "microbatch-without-jinja": {
    severity: "error",
    message: ({ name }: { name: string }) =>
      `"${name}" cannot be a microbatch model, because its SQL is plain: dex adds the filter of new rows itself. Remove incremental_strategy, or write jinja: true`,
  },
  "unused-lookback": {
    severity: "warning",
    message: ({ name, materialized }: { name: string; materialized: string }) =>
      `The lookback has no effect: "${name}" is materialized as a ${materialized}. Write materialized: incremental, or remove lookback.`,
  },
  "missing-unique-key": {
    severity: "warning",
    message: ({ name }: { name: string }) =>
      `"${name}" is incremental and has no unique_key, so a row that arrives twice is added twice. Add unique_key: …, or write materialized: table`,
  },
});
