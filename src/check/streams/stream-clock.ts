import type { Report } from "../../diagnostics/diagnostic.ts";
import type { ContractDocument } from "../../language/contract/contract-document.ts";
import { unread } from "../../language/faults.ts";
import type { StreamPipelineDocument } from "../../language/pipeline/pipeline-document.ts";
import type { Place } from "../../source/origin.ts";
import { settingOf } from "../topics/topics.ts";
import { diagnostics } from "./diagnostics.ts";

/** The default trigger. */
const DEFAULT_TRIGGER_SECONDS = 60;

/** Checks the latency of a stream against the freshness SLA of its contract and the retention of its topic. */
export function clockReports(stream: StreamPipelineDocument, contract: ContractDocument): readonly Report[] {
  const trigger = stream.trigger?.value ?? DEFAULT_TRIGGER_SECONDS;
  const longest = Math.max(0, ...stream.windows.map(({ sizeSeconds }) => sizeSeconds.value));
  const late = longest > 0 ? (stream.eventTime?.value.watermarkSeconds ?? 0) : 0;
  const within = stream.deduplicate?.value.withinSeconds ?? 0;
  return [
    ...(trigger === "available_now" ? [] : freshness(stream, contract, trigger + longest + late)),
    ...retention(stream, contract, (trigger === "available_now" ? 0 : trigger) + Math.max(longest + late, within)),
  ];
}

/** Reports a freshness SLA that trigger, window and watermark make impossible. */
function freshness(stream: StreamPipelineDocument, contract: ContractDocument, needed: number): readonly Report[] {
  const sla = contract.sla.freshness;
  if (sla === undefined || unread(contract, "sla") || needed <= sla.value.maxSeconds) return [];
  const related = [{ at: { path: contract.path, pointer: sla.pointer }, message: "the SLA" }];
  const parameters = { promised: sla.value.maxSeconds, needed };
  return [{ ...diagnostics.report("freshness-too-short", placeOf(stream), parameters), related }];
}

/** Reports a topic that deletes messages before their window can be computed again. */
function retention(stream: StreamPipelineDocument, contract: ContractDocument, needed: number): readonly Report[] {
  const topic = unread(contract, "dataset") ? undefined : contract.dataset.topic;
  const kept = topic && settingOf(topic, "retention.ms");
  const milliseconds = Number(kept?.value ?? -1);
  if (kept === undefined || !(milliseconds >= 0) || milliseconds >= needed * 1000) return [];
  const related = [{ at: placeOf(stream), message: "read here" }];
  const parameters = { kept: milliseconds / 1000, needed, pipeline: stream.name.value };
  const place = { path: contract.path, pointer: kept.pointer };
  return [{ ...diagnostics.report("retention-too-short", place, parameters), related }];
}

function placeOf({ path, trigger, windows, source }: StreamPipelineDocument): Place {
  return { path, pointer: trigger?.pointer ?? windows[0]?.sizeSeconds.pointer ?? source.pointer };
}
