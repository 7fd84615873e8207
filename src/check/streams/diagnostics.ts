import { defineDiagnostics } from "../../diagnostics/define.ts";

/** A number of seconds as a duration of the language: 90m, 1h, 7d. */
function spell(seconds: number): string {
  const units = [
    [86_400, "d"],
    [3_600, "h"],
    [60, "m"],
  ] as const;
  const unit = units.find(([size]) => seconds >= size && seconds % size === 0);
  return unit === undefined ? `${seconds}s` : `${seconds / unit[0]}${unit[1]}`;
}

/** Semantic faults of streaming pipelines. */
export const diagnostics = defineDiagnostics("check", {
  "aggregation-without-watermark": {
    severity: "error",
    message: ({ name }: { name: string }) =>
      `The window "${name}" has no watermark, so its state would grow for ever. Add to the pipeline: event_time: {column: …, watermark: 10m}`,
  },
  "unknown-aggregate": {
    severity: "error",
    message: ({ call, names }: { call: string; names: readonly string[] }) =>
      `"${call}" is not an aggregate. Write count(*), or a column in one of ${names.join(", ")}, such as sum(amount).`,
  },
  "shared-checkpoint": {
    severity: "error",
    message: ({ root }: { root: string }) =>
      `Another pipeline uses the checkpoint "${root}" too, and each would overwrite the other's offsets. Give each pipeline its own root.`,
  },
  "not-exactly-once": {
    severity: "error",
    message: ({ format, engine }: { format: string; engine: string }) =>
      `${engine === "flink" ? "Flink" : "Spark"} writes ${format} at least once: after a failure, rows arrive twice. Write delivery: at_least_once, or use format: delta or iceberg.`,
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
      `The window "${name}" has a slide longer than its size, so some events are in no window. Shorten slide, or lengthen size.`,
  },
  "deduplicate-without-watermark": {
    severity: "error",
    message: (_: object) =>
      "Without a watermark, deduplication keeps every key for ever. Add to the pipeline: event_time: {column: …, watermark: 10m}",
  },
  "duplicate-query": {
    severity: "error",
    message: ({ name }: { name: string }) =>
      `This pipeline has another sink or window "${name}", and both would share one checkpoint. Rename one.`,
  },
  "aggregate-type": {
    severity: "error",
    message: ({ name, column, type }: { name: string; column: string; type: string }) =>
      `${name}() needs a number, and "${column}" has type ${type}. Use another column, or count(${column}).`,
  },
  "retention-too-short": {
    severity: "error",
    message: ({ kept, needed, pipeline }: { kept: number; needed: number; pipeline: string }) =>
      `This topic keeps messages for ${spell(kept)}, but "${pipeline}" needs ${spell(needed)} of them to restart after an outage. Write retention.ms: ${spell(needed)} or more.`,
  },
  "freshness-too-short": {
    severity: "error",
    message: ({ promised, needed }: { promised: number; needed: number }) =>
      `The contract allows data to be ${spell(promised)} old, but trigger, window and watermark alone take ${spell(needed)}. Shorten them, or raise the SLA to ${spell(needed)}.`,
  },
});
