import type { Report } from "../../diagnostics/diagnostic.ts";
import type { ContractDocument } from "../../language/contract/contract-document.ts";
import { unread } from "../../language/faults.ts";
import type { Located } from "../../language/located.ts";
import type { BatchPipelineDocument, ModelDocument } from "../../language/pipeline/pipeline-document.ts";
import { type LinkedProject, sureField } from "../../link/linked-project.ts";
import { STEPS } from "../../link/names.ts";
import { isObject } from "../../source/json.ts";
import { mayHaveKey, missingColumn, notATime } from "../columns/columns.ts";
import { duplicateValue } from "../fields/fields.ts";
import { familyOf, isDate } from "../fields/value-kinds.ts";
import { diagnostics } from "./diagnostics.ts";
import { extractReports } from "./extracts.ts";
import { publishingReports } from "./publishing.ts";
import { scheduleProblem } from "./schedule.ts";
import { sourceReports } from "./without-source.ts";

/** Batch pipelines: schedule, incremental extracts, dimensions, keys. */
export function checkBatches(linked: LinkedProject): readonly Report[] {
  return linked.pipelines.flatMap((pipeline) =>
    pipeline.type === "batch"
      ? [
          ...headerReports(pipeline),
          ...qualityReports(pipeline),
          ...publishingReports(pipeline),
          ...repeatedTables(pipeline),
          ...sourceReports(pipeline, linked),
          ...extractReports(pipeline, linked),
          ...modelReports(pipeline, linked),
          ...taskReports(pipeline),
        ]
      : [],
  );
}

function headerReports({ path, schedule, timezone, startDate }: BatchPipelineDocument): Report[] {
  const problem = schedule && scheduleProblem(schedule.value);
  return [
    ...(schedule && problem !== undefined
      ? [diagnostics.report("bad-schedule", { path, pointer: schedule.pointer }, { schedule: schedule.value, problem })]
      : []),
    ...(timezone && !isTimezone(timezone.value)
      ? [diagnostics.report("bad-timezone", { path, pointer: timezone.pointer }, { name: timezone.value })]
      : []),
    ...(startDate && !isDate(startDate.value)
      ? [diagnostics.report("bad-date", { path, pointer: startDate.pointer }, { text: startDate.value })]
      : []),
  ];
}

/** Tables without a contract cannot be checked against one. */
function qualityReports(pipeline: BatchPipelineDocument): Report[] {
  const { path, source, models, quality } = pipeline;
  if (unread(pipeline, "spec") || quality === undefined || source?.everyTable !== true || models.length > 0) return [];
  return [diagnostics.report("nothing-to-check", { path, pointer: quality.pointer }, {})];
}

function repeatedTables({ path, source }: BatchPipelineDocument): Report[] {
  const seen = new Set<string>();
  return (source?.tables ?? []).flatMap(({ value, pointer }) => {
    if (seen.has(value)) return [duplicateValue({ path, pointer }, JSON.stringify(value))];
    seen.add(value);
    return [];
  });
}

/** Zones that were looked up: the database of zones is slow to ask, and a project has few of them. */
const knownZones = new Map<string, boolean>();

function isTimezone(name: string): boolean {
  if (!/^(UTC|[A-Za-z_]+(\/[A-Za-z0-9_+-]+)+)$/.test(name)) return false;
  const known = knownZones.get(name) ?? isInDatabase(name);
  knownZones.set(name, known);
  return known;
}

function isInDatabase(name: string): boolean {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: name }) !== undefined;
  } catch {
    // The constructor throws a RangeError for an unknown name, and for nothing else.
    return false;
  }
}

type SqlModelDocument = Extract<ModelDocument, { kind: "sql" }>;

function modelReports(pipeline: BatchPipelineDocument, linked: LinkedProject): Report[] {
  const extracted = new Set((pipeline.source?.tables ?? []).map(({ value }) => value));
  // An unknown table has its own report, and may be the one that a model reads.
  const isSure =
    !unread(pipeline, "spec") && [...extracted].every((name) => linked.contractsByName[name] !== undefined);
  return pipeline.models.flatMap((document) => {
    const of =
      document.kind === "staging" ? document.contract : document.kind === "dimension" ? document.of : undefined;
    const known = of && linked.contractsByName[of.value];
    if (of && known && pipeline.source !== undefined && !extracted.has(of.value)) {
      if (!isSure) return [];
      return [
        diagnostics.report("not-extracted", { path: pipeline.path, pointer: of.pointer }, { contract: of.value }),
      ];
    }
    if (document.kind === "dimension" && known) return dimensionReports(document, known, pipeline);
    if (document.kind !== "sql" || unread(pipeline, "spec")) return [];
    if (isMicrobatch(document)) return batchReports(document, pipeline.path);
    return [...keyReports(document, pipeline.path), ...lookbackReports(document, pipeline.path, linked)];
  });
}

/** A task's id is its name in the orchestrator. */
function taskReports({ tasks, path }: BatchPipelineDocument): Report[] {
  const seen = new Map<string, string>();
  return tasks.flatMap(({ id: { value, pointer } }) => {
    if (STEPS.includes(value))
      return [diagnostics.report("reserved-task", { path, pointer }, { id: value, names: STEPS })];
    const first = seen.get(value);
    if (first === undefined) seen.set(value, pointer);
    if (first === undefined) return [];
    const related = [{ at: { path, pointer: first }, message: "first here" }];
    return [{ ...diagnostics.report("duplicate-task", { path, pointer }, { id: value }), related }];
  });
}

function dimensionReports(
  document: Extract<ModelDocument, { kind: "dimension" }>,
  contract: ContractDocument,
  pipeline: BatchPipelineDocument,
): Report[] {
  const { path } = pipeline;
  const tracked = document.tracked.flatMap((column) => missingColumn(column, contract, path));
  // The other types keep no history.
  if (document.scd.value !== 2 || tracked.length > 0) return tracked;
  const at = { path, pointer: document.scd.pointer };
  const parameters = { contract: contract.name.value };
  if (!mayHaveKey(contract)) return [diagnostics.report("scd2-without-key", at, parameters)];
  const changes = contract.dataset.updatedAt !== undefined || document.tracked.length > 0;
  return !changes && !unread(contract, "dataset") && !unread(pipeline, "spec")
    ? [diagnostics.report("scd2-without-change", at, parameters)]
    : [];
}

/** An incremental run reads the rows since the newest one in the table, by the time column. Without a time column it reads all rows. */
function lookbackReports(document: SqlModelDocument, path: string, { contractsByName }: LinkedProject): Report[] {
  const { materialized, lookbackSeconds, contract, eventTime } = document;
  const name = document.name.value;
  // With `jinja: true`, the SQL file selects the rows of an incremental run.
  if (document.jinja) return [];
  if (materialized.value !== "incremental") {
    if (lookbackSeconds === undefined) return [];
    const at = { path, pointer: lookbackSeconds.pointer };
    return [diagnostics.report("unused-lookback", at, { name, materialized: materialized.value })];
  }
  const at = { path, pointer: lookbackSeconds?.pointer ?? materialized.pointer };
  if (eventTime !== undefined) return timeReports(eventTime, contract && contractsByName[contract.value], path);
  const parameters = { name, why: "it has no contract", help: "Add event_time: … to the model." };
  if (contract === undefined) return [diagnostics.report("lookback-without-time", at, parameters)];
  const known = contractsByName[contract.value];
  if (known === undefined || unread(known, "dataset") || known.dataset.updatedAt || known.dataset.eventTime) return [];
  const why = `the contract "${contract.value}" names no time column`;
  const help = "Add event_time: … to the model, or dataset: {updated_at: …} to the contract.";
  return [diagnostics.report("lookback-without-time", at, { name, why, help })];
}

/** Reports a time column that is neither a date nor a timestamp. The dbt emitter reports a column that does not exist. */
function timeReports(use: Located<string>, contract: ContractDocument | undefined, path: string): Report[] {
  const field = contract && sureField(contract.fields, [use.value]);
  if (field === undefined || ["date", "timestamp"].includes(familyOf(field))) return [];
  return [
    notATime(
      { path, pointer: use.pointer },
      { column: use.value, type: field.type.value, use: "event_time", wants: "date or a timestamp" },
    ),
  ];
}

/** True for a model that dbt builds in batches of time. */
function isMicrobatch({ materialized, settings }: SqlModelDocument): boolean {
  const config = settings?.config;
  return materialized.value === "incremental" && isObject(config) && config["incremental_strategy"] === "microbatch";
}

/** Reports a model in batches with plain SQL. dex itself adds the filter of new rows to plain SQL. */
function batchReports({ jinja, name, pointer }: SqlModelDocument, path: string): Report[] {
  if (jinja) return [];
  const at = { path, pointer: `${pointer}/config/incremental_strategy` };
  return [diagnostics.report("microbatch-without-jinja", at, { name: name.value })];
}

function keyReports(document: SqlModelDocument, path: string): Report[] {
  if (document.materialized.value !== "incremental" || document.uniqueKey.length > 0) return [];
  if (document.lookbackSeconds !== undefined) {
    const at = { path, pointer: document.lookbackSeconds.pointer };
    return [diagnostics.report("lookback-without-key", at, { name: document.name.value })];
  }
  return [
    diagnostics.report(
      "missing-unique-key",
      { path, pointer: document.materialized.pointer },
      { name: document.name.value },
    ),
  ];
}
