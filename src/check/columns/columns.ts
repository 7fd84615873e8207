import type { Report } from "../../diagnostics/diagnostic.ts";
import type { ContractDocument } from "../../language/contract/contract-document.ts";
import { unread } from "../../language/faults.ts";
import type { Located } from "../../language/located.ts";
import { findField, type LinkedProject, mayHave, splitReference, sureField } from "../../link/linked-project.ts";
import type { Place } from "../../source/origin.ts";
import { familyOf } from "../fields/value-kinds.ts";
import { diagnostics } from "./diagnostics.ts";
import { checkNulls } from "./nulls.ts";

/** Checks the columns that keys, times, partitions, consumers, topics and rules name, and the columns of references. */
export function checkColumns(linked: LinkedProject): readonly Report[] {
  return linked.contracts.flatMap((contract) => [
    ...named(contract).flatMap((use) => missingColumn(use, contract)),
    ...times(contract),
    ...slaWithoutColumn(contract),
    ...checkNulls(contract),
    ...references(contract, linked),
  ]);
}

/** Reports a name that is not a column of the contract. */
export function missingColumn(use: Located<string>, contract: ContractDocument, path = contract.path): Report[] {
  if (mayHave(contract, use.value.split("."))) return [];
  return [unknownColumn({ path, pointer: use.pointer }, use.value, contract)];
}

/** The report about an unknown column at a place. */
export function unknownColumn(place: Place, name: string, contract: ContractDocument): Report {
  const names = contract.fields.map((field) => field.name);
  return diagnostics.report("unknown-column", place, { contract: contract.name.value, name, names });
}

/** The report about a column that is used as a time and has another type. */
export function notATime(
  place: Place,
  parameters: { readonly column: string; readonly type: string; readonly use: string; readonly wants: string },
): Report {
  return diagnostics.report("not-a-time", place, parameters);
}

function named({ dataset, consumers, quality, sla }: ContractDocument): readonly Located<string>[] {
  const { primaryKey, eventTime, updatedAt, partition, clusterBy, topic } = dataset;
  const rules = quality.flatMap((rule) => {
    if ("fields" in rule) return rule.fields;
    if ("field" in rule) return [rule.field];
    return "column" in rule && rule.column ? [rule.column] : [];
  });
  const optional = [
    eventTime,
    updatedAt,
    partition?.value.field,
    topic?.key,
    sla.freshness?.value.column,
    sla.dailyVolume?.value.column,
  ];
  return [
    ...primaryKey,
    ...clusterBy,
    ...rules,
    ...(sla.duplicates?.value.fields ?? []),
    ...(sla.completeness?.value.fields ?? []),
    ...consumers.flatMap((consumer) => consumer.requiredFields ?? []),
    ...optional.filter((use) => use !== undefined),
  ];
}

/** A column that is used as a time must be a date or a timestamp. */
function times(contract: ContractDocument): Report[] {
  const { dataset, sla, quality, path } = contract;
  const uses: (readonly [string, Located<string> | undefined])[] = [
    ["event_time", dataset.eventTime],
    ["updated_at", dataset.updatedAt],
    ["partition_by", dataset.partition?.value.field],
    ["freshness", sla.freshness?.value.column],
    ["volume", sla.dailyVolume?.value.column],
    ...quality.flatMap((rule) =>
      rule.rule === "freshness" || rule.rule === "volume" ? [[rule.rule, rule.column] as const] : [],
    ),
  ];
  return uses.flatMap(([use, column]) => {
    const field = column && sureField(contract.fields, column.value.split("."));
    if (column === undefined || field === undefined || ["date", "timestamp"].includes(familyOf(field))) return [];
    return [
      notATime(
        { path, pointer: column.pointer },
        { column: column.value, type: field.type.value, use, wants: "date or a timestamp" },
      ),
    ];
  });
}

/** Reports SLAs that no target can check, because they have no column. */
function slaWithoutColumn(contract: ContractDocument): Report[] {
  const { dataset, sla, quality, path } = contract;
  if (unread(contract, "dataset")) return [];
  const parameters = { contract: contract.name.value };
  const hasTime = dataset.updatedAt !== undefined || dataset.eventTime !== undefined;
  const open = (rule: "freshness" | "volume") =>
    quality.flatMap((one) => (one.rule === rule && one.column === undefined && !hasTime ? [one.pointer] : []));
  const fresh = [
    ...(sla.freshness && !sla.freshness.value.column && !hasTime ? [sla.freshness.pointer] : []),
    ...open("freshness"),
  ];
  const volume = [
    ...(sla.dailyVolume && !sla.dailyVolume.value.column && !hasTime ? [sla.dailyVolume.pointer] : []),
    ...open("volume"),
  ];
  const unkeyed = sla.duplicates && !sla.duplicates.value.fields && !mayHaveKey(contract);
  const duplicates = sla.duplicates && unkeyed ? [sla.duplicates.pointer] : [];
  return [
    ...fresh.map((pointer) => diagnostics.report("freshness-without-column", { path, pointer }, parameters)),
    ...volume.map((pointer) => diagnostics.report("volume-without-column", { path, pointer }, parameters)),
    ...duplicates.map((pointer) => diagnostics.report("duplicates-without-key", { path, pointer }, parameters)),
  ];
}

/** True when a contract has a primary key, or may have one in a part that could not be read. */
export function mayHaveKey(contract: ContractDocument): boolean {
  const { dataset, fields } = contract;
  const isKey = fields.some((field) => field.primaryKey?.value || field.faulty);
  return dataset.primaryKey.length > 0 || isKey || unread(contract, "dataset") || unread(contract, "columns");
}

function references(contract: ContractDocument, linked: LinkedProject): Report[] {
  const uses = [
    ...contract.fields.flatMap((field) => (field.references ? [{ from: field.name, to: field.references }] : [])),
    ...contract.quality.flatMap((rule) => (rule.rule === "reference" ? [{ from: rule.field.value, to: rule.to }] : [])),
  ];
  return uses.flatMap(({ from, to }) => {
    const split = splitReference(to.value);
    const target = split && linked.contractsByName[split.contract];
    const [field, other] = [
      findField(contract.fields, from.split(".")),
      target && findField(target.fields, [split.field]),
    ];
    if (target === undefined || field === undefined || other === undefined) return [];
    const at = { path: contract.path, pointer: to.pointer };
    const isSure = !field.faulty && !other.faulty;
    if (isSure && familyOf(field) !== familyOf(other)) {
      const parameters = { from, to: to.value, type: field.type.value, other: other.type.value };
      return [
        {
          ...diagnostics.report("reference-type", at, parameters),
          related: [{ at: { path: target.path, pointer: other.type.pointer }, message: "its type" }],
        },
      ];
    }
    return isUnique(target, other.name) ? [] : [diagnostics.report("reference-not-unique", at, { to: to.value })];
  });
}

function isUnique(contract: ContractDocument, column: string): boolean {
  const { dataset, fields, quality } = contract;
  if (unread(contract, "dataset") || unread(contract, "rules")) return true;
  const field = fields.find(({ name }) => name === column);
  const key = dataset.primaryKey.map(({ value }) => value);
  const ruled = quality.some(
    (rule) => rule.rule === "unique" && rule.fields.length === 1 && rule.fields[0]?.value === column,
  );
  // An unknown column of the key has its own report, and may be this column.
  if (key.some((name) => !fields.some((one) => one.name === name))) return true;
  return (
    (key.length === 1 && key[0] === column) ||
    field?.unique?.value === true ||
    field?.primaryKey?.value === true ||
    field?.faulty === true ||
    ruled
  );
}
