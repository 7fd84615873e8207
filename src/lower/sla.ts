import type { ContractDocument } from "../language/contract/contract-document.ts";
import { keyColumns } from "../language/contract/nulls.ts";
import type { UnnamedAssertion } from "./assertion-ids.ts";

/** The column for freshness: `updated_at`, or else `event_time`. */
export function timeColumn({ dataset }: ContractDocument): string | undefined {
  return dataset.updatedAt?.value ?? dataset.eventTime?.value;
}

/** The column for the day of a row: `event_time`, or else `updated_at`. */
export function volumeColumn({ dataset }: ContractDocument): string | undefined {
  return dataset.eventTime?.value ?? dataset.updatedAt?.value;
}

/** The assertions of SLAs about a whole dataset. Completeness and duplicates are tolerances of other assertions: see contract.ts. */
export function slaAssertions(contract: ContractDocument): readonly UnnamedAssertion[] {
  const { freshness, dailyVolume, rowCount } = contract.sla;
  const assertion = (name: string, pointer: string, rule: UnnamedAssertion["rule"]): UnnamedAssertion => ({
    name,
    rule,
    severity: "error",
    origin: { path: contract.path, pointer },
  });
  return [
    ...(freshness ? freshnessAssertions(freshness, contract) : []),
    ...(rowCount ? [assertion("row_count", rowCount.pointer, { kind: "row_count", ...rowCount.value })] : []),
    ...(dailyVolume
      ? [
          assertion("volume", dailyVolume.pointer, {
            kind: "volume",
            ...limits(dailyVolume.value),
            ...(dailyVolume.value.days !== undefined && { days: dailyVolume.value.days }),
            ...column(dailyVolume.value.column?.value ?? volumeColumn(contract)),
          }),
        ]
      : []),
    ...duplicateAssertions(contract),
  ];
}

/** The assertion of a freshness SLA, and the assertion of its earlier warning. */
function freshnessAssertions(
  { value, pointer }: NonNullable<ContractDocument["sla"]["freshness"]>,
  contract: ContractDocument,
): readonly UnnamedAssertion[] {
  const assertion = (name: string, at: string, maxSeconds: number): UnnamedAssertion => ({
    name,
    rule: { kind: "freshness", maxSeconds, ...column(value.column?.value ?? timeColumn(contract)) },
    severity: "error",
    origin: { path: contract.path, pointer: at },
  });
  const { warnAfter, maxSeconds } = value;
  return [
    assertion("freshness", pointer, maxSeconds),
    ...(warnAfter
      ? [{ ...assertion("freshness_warning", warnAfter.pointer, warnAfter.value), severity: "warn" as const }]
      : []),
  ];
}

/** The assertion of a duplicates SLA that is not about the primary key. Without columns, no target can check it. */
function duplicateAssertions(contract: ContractDocument): readonly UnnamedAssertion[] {
  const { duplicates } = contract.sla;
  if (duplicates === undefined) return [];
  const fields = duplicates.value.fields?.map(({ value }) => value) ?? [];
  if (fields.length === 0 && keyColumns(contract).length > 0) return [];
  return [
    {
      name: fields.length === 0 ? "unique" : `${fields.join("_")}.unique`,
      rule: { kind: "unique", fields },
      severity: "error",
      ...(duplicates.value.tolerance !== "0" && {
        tolerance: { max: duplicates.value.tolerance, unit: "fraction" as const },
      }),
      origin: { path: contract.path, pointer: duplicates.pointer },
    },
  ];
}

function column(name: string | undefined): { column?: string } {
  return name === undefined ? {} : { column: name };
}

function limits({ minimum, maximum }: { readonly minimum?: number; readonly maximum?: number }) {
  return { ...(minimum !== undefined && { minimum }), ...(maximum !== undefined && { maximum }) };
}
