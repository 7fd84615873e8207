import type { Value } from "../../judge/value.ts";
import { jsonText } from "../json-text.ts";
import type { FaultReport } from "./report.ts";

/** The file of faults as JSON: one fault per line. */
export function faultsText({ schemaVersion, seed, faults, notMade }: FaultReport): string {
  const lines = (records: readonly object[]) => records.map((record) => `\n    ${jsonText(record as Value)}`).join(",");
  const list = (name: string, records: readonly object[]) =>
    `  "${name}": [${lines(records)}${records.length === 0 ? "" : "\n  "}]`;
  return `{\n  "schemaVersion": ${schemaVersion},\n  "seed": ${seed},\n${list("faults", faults)},\n${list("notMade", notMade)}\n}\n`;
}
