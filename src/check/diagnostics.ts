import { defineDiagnostics } from "../diagnostics/define.ts";
import { didYouMean } from "../diagnostics/suggest.ts";

interface Name {
  readonly name: string;
  readonly names: readonly string[];
}

interface SharedStaging {
  readonly contract: string;
  readonly model: string;
  readonly owner: string;
  readonly source: string;
  readonly here: string;
  readonly there: string;
}

/** A number of seconds as the language has it: 90m, 1h, 7d. */
function spell(seconds: number): string {
  const units = [
    [86_400, "d"],
    [3_600, "h"],
    [60, "m"],
  ] as const;
  const unit = units.find(([size]) => seconds >= size && seconds % size === 0);
  return unit === undefined ? `${seconds}s` : `${seconds / unit[0]}${unit[1]}`;
}

/** What can be wrong with the meaning of documents whose shape and names are right. */
export const diagnostics = defineDiagnostics("check", {
  "empty-range": {
    severity: "error",
    message: ({ low, high, what }: { low: string; high: string; what: string }) =>
      `No ${what} can be at least ${low} and at most ${high}. Swap or correct the two.`,
  },
  "decimal-digits": {
    severity: "error",
    message: ({ precision, scale }: { precision: number; scale: number }) =>
      `decimal(${precision}, ${scale}) does not exist: the precision is 1 to 38, and the scale is not larger than the precision.`,
  },
  "decimal-without-precision": {
    severity: "warning",
    message: (_: object) =>
      "This decimal does not say how many digits it has, so it becomes decimal(38, 9). Add precision and scale.",
  },
  "bad-pattern": {
    severity: "error",
    message: ({ pattern, problem }: { pattern: string; problem: string }) =>
      `The pattern "${pattern}" does not mean the same to every engine: ${problem}. Use literals, classes, groups, alternatives, anchors and repeats up to 255.`,
  },
  "unknown-format": {
    severity: "error",
    message: ({ name, names }: Name) =>
      `There is no format "${name}".${didYouMean(name, names)} The formats are ${names.join(", ")}; say others as a pattern.`,
  },
  "constraint-type": {
    severity: "error",
    message: ({ constraint, type }: { constraint: string; type: string }) =>
      `"${constraint}" says nothing about a value of type ${type}. Remove it, or change the type.`,
  },
  "bound-type": {
    severity: "error",
    message: ({ bound, type }: { bound: string; type: string }) =>
      `"${bound}" cannot be compared with a value of type ${type}. Write ${type === "date" ? 'a date such as "2026-01-31"' : type.startsWith("timestamp") ? 'a timestamp such as "2026-01-31T00:00:00Z"' : "a number"}.`,
  },
  "value-type": {
    severity: "error",
    message: ({ value, type }: { value: string; type: string }) =>
      `${value} is not a value of type ${type}. Change the value, or the type.`,
  },
  "duplicate-value": {
    severity: "error",
    message: ({ value }: { value: string }) => `${value} stands twice in this list. Remove one of the two.`,
  },
  "default-not-allowed": {
    severity: "error",
    message: ({ value, why }: { value: string; why: string }) =>
      `The default ${value} breaks the field's own promise: ${why}. Change one of the two.`,
  },
  "bad-multiple": {
    severity: "error",
    message: ({ text }: { text: string }) => `"multiple_of" must be a number above zero, and ${text} is not.`,
  },
  "similar-columns": {
    severity: "warning",
    message: ({ one, other }: { one: string; other: string }) =>
      `"${one}" and "${other}" differ only by upper and lower case, and many warehouses cannot tell them apart. Rename one.`,
  },
  "unknown-column": {
    severity: "error",
    message: ({ contract, name, names }: Name & { contract: string }) =>
      `The contract "${contract}" has no column "${name}".${didYouMean(name, names) || ` Its columns are ${names.slice(0, 12).join(", ")}${names.length > 12 ? ", …" : ""}.`}`,
  },
  "not-a-time": {
    severity: "error",
    message: ({ column, type, use, wants }: { column: string; type: string; use: string; wants: string }) =>
      `"${column}" is of type ${type}, and "${use}" takes a ${wants}. Change its type, or name another column.`,
  },
  "freshness-without-column": {
    severity: "warning",
    message: ({ contract }: { contract: string }) =>
      `Nothing says which column tells how fresh "${contract}" is, so no target can check this. Add "dataset: {updated_at: …}" or "column" here.`,
  },
  "volume-without-column": {
    severity: "warning",
    message: ({ contract }: { contract: string }) =>
      `Nothing says on which day a row of "${contract}" counts, so no target can check this. Add "dataset: {event_time: …}" or "column" here.`,
  },
  "duplicates-without-key": {
    severity: "warning",
    message: ({ contract }: { contract: string }) =>
      `"${contract}" has no primary key, so nothing says what a duplicate is and no target can check this. Add "dataset: {primary_key: […]}" or "fields" here.`,
  },
  "duplicate-rule": {
    severity: "error",
    message: ({ name }: { name: string }) =>
      `There is a rule "${name}" in this contract already, and a rule's name is its test's name. Give one of the two another name.`,
  },
  "bad-expression": {
    severity: "error",
    message: ({ problem }: { problem: string }) => `This expression is not portable: ${problem}.`,
  },
  "expression-type": {
    severity: "error",
    message: ({ left, right }: { left: string; right: string }) =>
      `This compares ${left} with ${right}. Databases disagree on what that means; compare values of one kind.`,
  },
  "not-a-condition": {
    severity: "error",
    message: (_: object) => "This expression gives a value, not true or false. Compare it with something.",
  },
  "reference-type": {
    severity: "error",
    message: ({ from, to, type, other }: { from: string; to: string; type: string; other: string }) =>
      `"${from}" is of type ${type} and "${to}" of type ${other}, so no value of one can be a value of the other. Give both the same type.`,
  },
  "reference-not-unique": {
    severity: "warning",
    message: ({ to }: { to: string }) =>
      `"${to}" is neither a primary key nor unique, so a row may match several. Reference a key, or declare the column unique.`,
  },
  "renamed-from-present": {
    severity: "error",
    message: ({ name }: { name: string }) =>
      `"${name}" is still a column here, so this one cannot have been renamed from it. Remove one of the two.`,
  },
  "bad-schedule": {
    severity: "error",
    message: ({ schedule, problem }: { schedule: string; problem: string }) =>
      `"${schedule}" is not a schedule: ${problem}. Write five cron fields ("0 5 * * *": minute, hour, day, month, weekday), or @hourly, @daily, @weekly, @monthly, @yearly.`,
  },
  "bad-timezone": {
    severity: "error",
    message: ({ name }: { name: string }) =>
      `There is no time zone "${name}". Use a name of the IANA database, such as "UTC" or "Europe/Berlin".`,
  },
  "bad-date": {
    severity: "error",
    message: ({ text }: { text: string }) =>
      `"${text}" is not a date of the calendar. Write it as year-month-day: "2026-01-31".`,
  },
  "duplicate-task": {
    severity: "error",
    message: ({ id }: { id: string }) =>
      `There is a task "${id}" in this pipeline already. Give one of the two another id.`,
  },
  "reserved-task": {
    severity: "error",
    message: ({ id, names }: { id: string; names: readonly string[] }) =>
      `"${id}" is a step that every pipeline has (${names.join(", ")}). Give this task another id.`,
  },
  "missing-watermark": {
    severity: "error",
    message: (_: object) =>
      'An incremental extract needs a column that tells what is new. Add "watermark: updated_at", or "mode: full".',
  },
  "unused-watermark": {
    severity: "warning",
    message: ({ mode }: { mode: "full" | "cdc" }) =>
      mode === "full"
        ? 'Nothing uses this watermark: the mode is "full", which it is when left out, so every run reads every row. Write "mode: incremental", or remove it.'
        : 'Nothing uses this watermark: with "mode: cdc" the database tells what has changed. Remove it, or write "mode: incremental".',
  },
  "shared-staging": {
    severity: "warning",
    message: ({ contract, model, owner, source, here, there }: SharedStaging) =>
      `This loads "${contract}" into ${here}, but ${model} reads what "${owner}" loads into ${there}: models and tests of this pipeline would look at those rows. Load into the same place, or give this source a "name" other than "${source}".`,
  },
  "nothing-to-check": {
    severity: "error",
    message: (_: object) =>
      'With "tables: all" no contract says what to check, and there is no model. Name the tables by their contracts, or remove "quality".',
  },
  "watermark-type": {
    severity: "error",
    message: ({ column, contract, type }: { column: string; contract: string; type: string }) =>
      `The watermark "${column}" of "${contract}" is of type ${type}; it must be a timestamp, a date or an integer that only grows.`,
  },
  "not-extracted": {
    severity: "error",
    message: ({ contract }: { contract: string }) =>
      `"${contract}" is not extracted by this pipeline. Add it to "source: {tables: […]}".`,
  },
  "scd2-without-key": {
    severity: "error",
    message: ({ contract }: { contract: string }) =>
      `History needs to know which row is which, and "${contract}" has no primary key. Add "dataset: {primary_key: […]}" to it.`,
  },
  "scd2-without-change": {
    severity: "error",
    message: ({ contract }: { contract: string }) =>
      `Nothing says when a row of "${contract}" has changed. Add "dataset: {updated_at: …}" to it, or "tracked: […]" here.`,
  },
  "missing-unique-key": {
    severity: "warning",
    message: ({ name }: { name: string }) =>
      `"${name}" is incremental without "unique_key", so a row that comes again is added again. Add the key, or "materialized: table".`,
  },
  "model-sql": {
    severity: "error",
    message: ({ problem }: { problem: string }) => `${problem}`,
  },
  "foreign-relation": {
    severity: "warning",
    message: ({ name, names }: Name) =>
      `"${name}" is no relation of this project, so dex does not know what this model reads.${didYouMean(name, names) || " Name a model with {{ ref('…') }}, or a source table with {{ source('…', '…') }}."}`,
  },
  "nameless-column": {
    severity: "error",
    message: ({ model, contract }: { model: string; contract: string }) =>
      `"${model}" promises the contract "${contract}", and this column has no name. Add "as …" after it.`,
  },
  "model-column-missing": {
    severity: "error",
    message: ({ model, contract, name, names }: Name & { model: string; contract: string }) =>
      `"${model}" promises the contract "${contract}", but its SQL yields no column "${name}".${didYouMean(name, names) || " Add it to the query, or take it out of the contract."}`,
  },
  "model-column-extra": {
    severity: "error",
    message: ({ model, contract, name, names }: Name & { model: string; contract: string }) =>
      `The SQL of "${model}" yields a column "${name}" that its contract "${contract}" does not have.${didYouMean(name, names) || " Take it out of the query, or add it to the contract."}`,
  },
  "replicas-out-of-step": {
    severity: "error",
    message: ({ minimum, factor }: { minimum: string; factor: number }) =>
      `min.insync.replicas is ${minimum} and there are ${factor} replicas: no producer with acks=all could ever write. Lower one or raise the other.`,
  },
  "compaction-without-key": {
    severity: "error",
    message: (_: object) =>
      'A compacted topic keeps the last message of each key, and this one has no key. Add "key", or "cleanup.policy: delete".',
  },
  "topic-collision": {
    severity: "error",
    message: ({ one, other }: { one: string; other: string }) =>
      `The topics "${one}" and "${other}" are one to Kafka's metrics, where "." becomes "_". Rename one of the two.`,
  },
  "shared-topic": {
    severity: "error",
    message: ({ topic, one, other }: { topic: string; one: string; other: string }) =>
      one === other
        ? `"${topic}" is its own dead letter topic: a message that breaks the contract would come round for ever. Name another topic.`
        : `"${one}" and "${other}" are both on the topic "${topic}", and a topic keeps one contract. Give one of the two another topic.`,
  },
  "unknown-topic-setting": {
    severity: "error",
    message: ({ name, names, removed }: Name & { removed: string | undefined }) =>
      removed === undefined
        ? `A topic has no setting "${name}".${didYouMean(name, names) || " Remove it; settings of brokers and clients do not belong here."}`
        : `A topic has no setting "${name}": ${removed}`,
  },
  "topic-setting-value": {
    severity: "error",
    message: ({ name, value, wanted }: { name: string; value: string; wanted: string }) =>
      `"${name}" cannot be "${value}": a broker takes ${wanted}.`,
  },
  "topic-settings-conflict": {
    severity: "error",
    message: ({ problem }: { problem: string }) => `These settings do not go together: ${problem}.`,
  },
  "doubtful-topic-setting": {
    severity: "warning",
    message: ({ problem }: { problem: string }) => `${problem}.`,
  },
  "reserved-topic": {
    severity: "error",
    message: ({ name }: { name: string }) => `Kafka keeps the topic "${name}" for itself. Choose another name.`,
  },
  "bad-field-number": {
    severity: "error",
    message: ({ path, number, problem }: { path: string; number: number; problem: string }) =>
      `"${path}" cannot have the number ${number}: ${problem}.`,
  },
  "stale-acknowledgement": {
    severity: "warning",
    message: ({ change, version, current }: { change: string; version: string; current: string }) =>
      `This allows ${change} in version ${version}, and the contract is at ${current}, so it allows nothing now. Remove it.`,
  },
  "aggregation-without-watermark": {
    severity: "error",
    message: ({ name }: { name: string }) =>
      `The window "${name}" would keep its state for ever. Add "event_time: {column: …, watermark: …}" to the pipeline.`,
  },
  "unknown-aggregate": {
    severity: "error",
    message: ({ call, names }: { call: string; names: readonly string[] }) =>
      `"${call}" is not an aggregate. Write one of ${names.join(", ")} with a column, or count(*).`,
  },
  "shared-checkpoint": {
    severity: "error",
    message: ({ root }: { root: string }) =>
      `The checkpoint "${root}" is used by another pipeline too; each would lose the other's place. Give each its own.`,
  },
  "not-exactly-once": {
    severity: "error",
    message: ({ format, engine }: { format: string; engine: string }) =>
      `${engine === "flink" ? "Flink" : "Spark"} writes a sink of format ${format} at least once: after a failure rows come twice. Say "delivery: at_least_once", or write to delta or iceberg.`,
  },
  "sink-mode": {
    severity: "error",
    message: ({
      mode,
      format,
      modes,
      windows,
    }: {
      mode: string;
      format: string;
      modes: readonly string[];
      windows: boolean;
    }) =>
      `Spark cannot write ${windows ? "a window" : "rows that are not aggregated"} to ${format} in the mode ${mode}. Write "mode: ${modes[0] ?? "append"}"${modes.length > 1 ? ` (or ${modes.slice(1).join(", ")})` : ""}, or leave it out.`,
  },
  "window-gaps": {
    severity: "error",
    message: ({ name }: { name: string }) =>
      `The window "${name}" slides further than it is long, so some events would be in no window. Make "slide" as long as "size" or shorter.`,
  },
  "deduplicate-without-watermark": {
    severity: "error",
    message: (_: object) =>
      'Without a watermark every key is remembered for ever. Add "event_time: {column: …, watermark: …}" to the pipeline.',
  },
  "duplicate-query": {
    severity: "error",
    message: ({ name }: { name: string }) =>
      `There is a sink or window "${name}" already, and both would keep their state in one checkpoint. Give one of the two another name.`,
  },
  "aggregate-type": {
    severity: "error",
    message: ({ name, column, type }: { name: string; column: string; type: string }) =>
      `${name}() takes numbers, and "${column}" is of type ${type}. Aggregate another column, or count it.`,
  },
  "retention-too-short": {
    severity: "error",
    message: ({ kept, needed, pipeline }: { kept: number; needed: number; pipeline: string }) =>
      `This topic keeps messages for ${spell(kept)}, but "${pipeline}" needs those of the last ${spell(needed)} to begin again after an outage. Keep them longer.`,
  },
  "freshness-too-short": {
    severity: "error",
    message: ({ promised, needed }: { promised: number; needed: number }) =>
      `The contract promises data no older than ${spell(promised)}, but trigger, window and watermark alone take ${spell(needed)}. Shorten them, or relax the promise.`,
  },
});
