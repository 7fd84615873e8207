import type { Report } from "../../diagnostics/diagnostic.ts";
import type { ContractDocument } from "../../language/contract/contract-document.ts";
import { neverNullPlace, optionalColumns, silentColumns } from "../../language/contract/nulls.ts";
import { unread } from "../../language/faults.ts";
import { diagnostics } from "./diagnostics.ts";

/** Checks completeness SLAs: their columns must allow NULL, and every key must have an effect. */
export function checkNulls(contract: ContractDocument): Report[] {
  if (unread(contract, "dataset") || unread(contract, "columns")) return [];
  return [...strictColumns(contract), ...withoutEffect(contract)];
}

/** Reports columns of a completeness SLA that must not be NULL. */
function strictColumns(contract: ContractDocument): Report[] {
  const { completeness } = contract.sla;
  if (completeness === undefined || completeness.value.tolerance === "0") return [];
  const { path } = contract;
  return (completeness.value.fields ?? []).flatMap(({ value: column, pointer }) => {
    const place = neverNullPlace(contract, column.split("."));
    if (place === undefined) return [];
    const related = [{ at: { path, pointer: place }, message: "not NULL here" }];
    return [{ ...diagnostics.report("strict-column", { path, pointer }, { column }), related }];
  });
}

/** Reports null rates that apply to no column. */
function withoutEffect(contract: ContractDocument): Report[] {
  const { completeness, requiredRate, optionalRates = [] } = contract.sla;
  const report = (pointer: string, parameters: { readonly key: string; readonly why: string; readonly help: string }) =>
    diagnostics.report("sla-without-effect", { path: contract.path, pointer }, parameters);
  const isOpen = completeness !== undefined && completeness.value.fields === undefined;
  return [
    ...(isOpen && completeness.value.tolerance !== "0" && silentColumns(contract).length === 0
      ? [
          report(completeness.pointer, {
            key: "completeness",
            why: "every column of this contract declares whether it may be NULL",
            help: "Name columns that may be NULL in fields: […], or remove it.",
          }),
        ]
      : []),
    ...(requiredRate !== undefined && requiredRate.value !== "0"
      ? [
          report(requiredRate.pointer, {
            key: "required_fields_null_rate",
            why: "required columns never allow NULL",
            help: "Name columns that may be NULL in fields: […], or remove it.",
          }),
        ]
      : []),
    ...(optionalColumns(contract).length > 0
      ? []
      : optionalRates.map((rate) =>
          report(rate.pointer, {
            key: "optional_fields_null_rate",
            why: "no column of this contract may be NULL",
            help: "Remove it, or add nullable: true to a column.",
          }),
        )),
  ];
}
