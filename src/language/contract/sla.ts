import { pointerTokens } from "../../source/pointer.ts";
import { diagnostics } from "../diagnostics.ts";
import type { Located } from "../located.ts";
import {
  at,
  defined,
  duration,
  missingKey,
  number,
  type ObjectNode,
  object,
  raw,
  saidTwice,
  text,
  texts,
} from "../node.ts";
import { complementOfPercent, decimalText, wholeProduct } from "../scalars.ts";
import type { SlaDocument } from "./contract-document.ts";

/** The service levels of a contract, from `sla`, from the maps of a long `quality`, and from the keys of a column list. */
export function slaOf(contract: ObjectNode): SlaDocument {
  const sla = object(contract, "sla");
  const quality = object(contract, "quality");
  const either = <T extends Located<unknown>>(read: (node: ObjectNode) => T | undefined): T | undefined =>
    only(contract, [sla && read(sla), quality && read(quality)]);
  return defined<SlaDocument>({
    freshness: either(freshnessOf),
    completeness: either(completenessOf),
    duplicates: only(contract, [sla && accuracyOf(sla), quality && uniquenessOf(quality)]),
    dailyVolume: either(volumeOf),
    rowCount: rowCountOf(contract, [sla, quality]),
  });
}

/** The one answer among several places where a promise may stand; a second one is reported. */
function only<T extends Located<unknown>>(contract: ObjectNode, answers: readonly (T | undefined)[]): T | undefined {
  const [first, second] = answers.filter((answer) => answer !== undefined);
  if (first !== undefined && second !== undefined) {
    const [one, other] = [first, second].map(({ pointer }) => pointerTokens(pointer).join(".")) as [string, string];
    const report = diagnostics.report("said-twice", at(contract, second.pointer), { one, other });
    contract.reports.push({ ...report, related: [{ at: at(contract, first.pointer), message: "first here" }] });
  }
  return first;
}

function freshnessOf(parent: ObjectNode): SlaDocument["freshness"] {
  const node = object(parent, "freshness");
  if (node === undefined) return undefined;
  const delays = ["max_delay", "max_delay_hours", "max_delay_minutes"];
  if (raw(node, ...delays) === undefined) missingKey(node, delays);
  const hours = number(node, "max_delay_hours");
  const minutes = number(node, "max_delay_minutes");
  const seconds = hours ? wholeProduct(hours.value, 3600) : minutes && wholeProduct(minutes.value, 60);
  const maxSeconds = duration(node, "max_delay")?.value ?? seconds ?? 0;
  return { value: defined({ maxSeconds, column: text(node, "column") }), pointer: node.pointer };
}

function completenessOf(parent: ObjectNode): SlaDocument["completeness"] {
  const node = object(parent, "completeness");
  if (node === undefined) return undefined;
  const percent = number(node, "min_percentage");
  const rate = number(node, "required_fields_null_rate");
  if (percent !== undefined && rate !== undefined) saidTwice(node, "min_percentage", "required_fields_null_rate");
  if (percent === undefined && rate === undefined) {
    if (node.value["optional_fields_null_rate"] === undefined) missingKey(node, ["min_percentage"], "such as 99.9");
    return undefined;
  }
  const tolerance = percent ? complementOfPercent(percent.value) : rate && decimalText(rate.value);
  if (tolerance === undefined) return undefined;
  const fields = texts(node, "fields", "required_fields");
  return { value: { tolerance, ...(fields.length > 0 && { fields }) }, pointer: node.pointer };
}

function accuracyOf(sla: ObjectNode): SlaDocument["duplicates"] {
  const node = object(sla, "accuracy");
  if (node === undefined) return undefined;
  const tolerance = decimalText(number(node, "duplicate_tolerance")?.value ?? 0) ?? "0";
  const fields = texts(node, "fields");
  return { value: { tolerance, ...(fields.length > 0 && { fields }) }, pointer: node.pointer };
}

/** A uniqueness that names no columns is about the primary key; one that does is a rule, see quality-maps.ts. */
function uniquenessOf(quality: ObjectNode): SlaDocument["duplicates"] {
  const node = object(quality, "uniqueness");
  const named = node && Object.keys(node.value).some((key) => key !== "duplicate_tolerance");
  if (node === undefined || named) return undefined;
  const tolerance = decimalText(number(node, "duplicate_tolerance")?.value ?? 0) ?? "0";
  return { value: { tolerance }, pointer: node.pointer };
}

function volumeOf(parent: ObjectNode): SlaDocument["dailyVolume"] {
  const node = object(parent, "volume");
  if (node === undefined) return undefined;
  const keys = ["min_daily_records", "max_daily_records", "min_records", "max_records"];
  if (keys.every((key) => node.value[key] === undefined)) missingKey(node, keys.slice(0, 2));
  const [minimum, maximum] = [number(node, "min_daily_records")?.value, number(node, "max_daily_records")?.value];
  if (minimum === undefined && maximum === undefined) return undefined;
  return { value: defined({ minimum, maximum, column: text(node, "column") }), pointer: node.pointer };
}

/** How many rows there are in all. Each end may stand in one of several places; the same number twice is no contradiction. */
function rowCountOf(contract: ObjectNode, parents: readonly (ObjectNode | undefined)[]): SlaDocument["rowCount"] {
  const [sla] = parents;
  const volumes = parents.map((parent) => parent && object(parent, "volume"));
  const end = (own: readonly string[], top: string, daily: string) => {
    const found = [
      sla && number(sla, ...own),
      number(contract, top),
      ...volumes.map((volume) => volume && number(volume, daily)),
    ];
    const values = new Set(found.flatMap((answer) => answer?.value ?? []));
    return values.size === 1 ? found.find((answer) => answer !== undefined) : only(contract, found);
  };
  const minimum = end(["min_rows", "minimum_records"], "row_count_min", "min_records");
  const maximum = end(["max_rows", "maximum_records"], "row_count_max", "max_records");
  const pointer = (minimum ?? maximum)?.pointer;
  if (pointer === undefined) return undefined;
  return { value: defined({ minimum: minimum?.value, maximum: maximum?.value }), pointer };
}
