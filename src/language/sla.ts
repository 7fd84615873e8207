import type { SlaDocument } from "./contract-document.ts";
import type { Located } from "./located.ts";
import { defined, duration, number, type ObjectNode, object, text, texts } from "./node.ts";
import { complementOfPercent, decimalText } from "./scalars.ts";

/** The service levels of a contract, from `sla`, from the maps of a long `quality`, and from the keys of a column list. */
export function slaOf(contract: ObjectNode): SlaDocument {
  const sla = object(contract, "sla");
  const quality = object(contract, "quality");
  const either = <T>(read: (node: ObjectNode) => T | undefined): T | undefined =>
    (sla && read(sla)) ?? (quality && read(quality));
  return defined<SlaDocument>({
    freshness: either(freshnessOf),
    completeness: either(completenessOf),
    duplicates: (sla && duplicatesOf(sla, "accuracy")) ?? (quality && duplicatesOf(quality, "uniqueness")),
    dailyVolume: either(volumeOf),
    rowCount: (sla && rowCountOf(sla)) ?? rowCountOf(contract) ?? either(totalOf),
  });
}

function freshnessOf(parent: ObjectNode): SlaDocument["freshness"] {
  const node = object(parent, "freshness");
  if (node === undefined) return undefined;
  const hours = number(node, "max_delay_hours");
  const minutes = number(node, "max_delay_minutes");
  const seconds =
    duration(node, "max_delay")?.value ?? (hours ? hours.value * 3600 : minutes ? minutes.value * 60 : undefined);
  if (seconds === undefined) return undefined;
  return { value: defined({ maxSeconds: Math.round(seconds), column: text(node, "column") }), pointer: node.pointer };
}

function completenessOf(parent: ObjectNode): SlaDocument["completeness"] {
  const node = object(parent, "completeness");
  const percent = node && number(node, "min_percentage");
  const tolerance = percent && complementOfPercent(percent.value);
  if (node === undefined || tolerance === undefined) return undefined;
  const fields = texts(node, "fields");
  return { value: { tolerance, ...(fields.length > 0 && { fields }) }, pointer: node.pointer };
}

function duplicatesOf(parent: ObjectNode, key: string): SlaDocument["duplicates"] {
  const node = object(parent, key);
  if (node === undefined) return undefined;
  const tolerance = decimalText(number(node, "duplicate_tolerance")?.value ?? 0) ?? "0";
  const fields = texts(node, "fields", "combination");
  return { value: { tolerance, ...(fields.length > 0 && { fields }) }, pointer: node.pointer };
}

function volumeOf(parent: ObjectNode): SlaDocument["dailyVolume"] {
  const node = object(parent, "volume");
  if (node === undefined) return undefined;
  const limits = limitsOf(node, ["min_daily_records"], ["max_daily_records"]);
  return limits && { value: defined({ ...limits.value, column: text(node, "column") }), pointer: node.pointer };
}

function totalOf(parent: ObjectNode): SlaDocument["rowCount"] {
  const node = object(parent, "volume");
  return node && limitsOf(node, ["min_records"], ["max_records"]);
}

function rowCountOf(node: ObjectNode): SlaDocument["rowCount"] {
  return limitsOf(
    node,
    ["min_rows", "minimum_records", "row_count_min"],
    ["max_rows", "maximum_records", "row_count_max"],
  );
}

function limitsOf(
  node: ObjectNode,
  minimumKeys: readonly string[],
  maximumKeys: readonly string[],
): Located<{ readonly minimum?: number; readonly maximum?: number }> | undefined {
  const minimum = number(node, ...minimumKeys);
  const maximum = number(node, ...maximumKeys);
  if (minimum === undefined && maximum === undefined) return undefined;
  const pointer = minimum?.pointer ?? maximum?.pointer ?? node.pointer;
  return { value: defined({ minimum: minimum?.value, maximum: maximum?.value }), pointer };
}
