import { defineDiagnostics } from "../../diagnostics/define.ts";
import { didYouMean } from "../../diagnostics/suggest.ts";

interface Name {
  readonly name: string;
  readonly names: readonly string[];
}

/** Semantic faults of the columns that a contract names. */
export const diagnostics = defineDiagnostics("check", {
  "unknown-column": {
    severity: "error",
    message: ({ contract, name, names }: Name & { contract: string }) =>
      `The contract "${contract}" has no column "${name}".${didYouMean(name, names) || ` Its columns are ${names.slice(0, 12).join(", ")}${names.length > 12 ? ", …" : ""}.`}`,
  },
  "not-a-time": {
    severity: "error",
    message: ({ column, type, use, wants }: { column: string; type: string; use: string; wants: string }) =>
      `"${use}" needs a ${wants}, and "${column}" has type ${type}. Change its type, or name another column.`,
  },
  "freshness-without-column": {
    severity: "warning",
    message: ({ contract }: { contract: string }) =>
      `No target can check this freshness: "${contract}" names no column for it. Add column: … here, or dataset: {updated_at: …}`,
  },
  "volume-without-column": {
    severity: "warning",
    message: ({ contract }: { contract: string }) =>
      `No target can check this volume: "${contract}" names no column for the day of a row. Add column: … here, or dataset: {event_time: …}`,
  },
  "duplicates-without-key": {
    severity: "warning",
    message: ({ contract }: { contract: string }) =>
      `No target can check for duplicates: "${contract}" has no primary key. Add fields: […] here, or dataset: {primary_key: […]}`,
  },
  "strict-column": {
    severity: "warning",
    message: ({ column }: { column: string }) =>
      `"${column}" must not be NULL, so this completeness does not apply to it. Remove it from fields, or allow NULL in the column.`,
  },
  "sla-without-effect": {
    severity: "warning",
    message: ({ key, why, help }: { key: string; why: string; help: string }) =>
      `"${key}" makes no assertion: ${why}. ${help}`,
  },
  "reference-type": {
    severity: "error",
    message: ({ from, to, type, other }: { from: string; to: string; type: string; other: string }) =>
      `"${from}" has type ${type} and "${to}" has type ${other}, so their values never match. Give both the same type.`,
  },
  "reference-not-unique": {
    severity: "warning",
    message: ({ to }: { to: string }) =>
      `"${to}" is not unique, so a row may match several. Reference a key, or add unique: true to that column.`,
  },
});
