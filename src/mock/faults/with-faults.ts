import type { Assertion } from "../../ir/assertion.ts";
import type { Contract } from "../../ir/contract.ts";
import { judge } from "../../judge/judge.ts";
import { keyReader } from "../../judge/scalar.ts";
import type { Table, Value } from "../../judge/value.ts";
import type { MockedTable, MockRequest } from "../request.ts";
import type { TableMaker } from "../table-maker.ts";
import { plantFaults } from "./plant.ts";
import type { Faulty } from "./planting.ts";
import { type FaultReport, faultReport } from "./report.ts";

/** The valid rows of a contract, and what makes more of them. */
interface Made extends MockedTable {
  readonly maker: TableMaker;
}

/** Adds rows that violate the assertions, to one table after the other. */
export function withFaults(
  made: readonly Made[],
  { seed, form = "text" }: MockRequest,
  now: bigint,
): { readonly tables: readonly MockedTable[]; readonly faults: FaultReport } {
  const faulty = new Map<Contract, Faulty>();
  const tableOf = (id: string): Table | undefined => {
    const other = made.find(({ contract }) => contract.dataset.id === id);
    return other && (faulty.get(other.contract)?.table ?? other.table);
  };
  for (const { contract, maker, table } of made) {
    const isUnknown = unknownValues(contract, made, tableOf);
    faulty.set(contract, plantFaults(maker, table, { form, now, tableOf, isUnknown }));
  }
  for (const one of made) unequal(one, faulty, { tableOf, now });
  const tables = made.map((one) => ({
    contract: one.contract,
    ...(faulty.get(one.contract) ?? NOTHING),
    table: tableOf(one.contract.dataset.id) ?? one.table,
  }));
  return {
    tables: tables.map(({ contract, table }) => ({ contract, table })),
    faults: faultReport(tables, { seed, now }),
  };
}

const NOTHING = { planted: [], notPlanted: [] } as const;

/** Decides whether no row of the dataset that a reference names has a value. */
function unknownValues(
  contract: Contract,
  made: readonly Made[],
  tableOf: (id: string) => Table | undefined,
): (assertion: Assertion, value: Value) => boolean {
  const known = new Map<Assertion, { readonly keys: ReadonlySet<string>; readonly read: (value: Value) => string }>();
  return (assertion, value) => {
    const { rule } = assertion;
    if (rule.kind !== "reference") return false;
    const own = contract.dataset.fields.find(({ name }) => name === rule.field[0])?.type;
    const other = made.find((one) => one.contract.dataset.id === rule.to.dataset);
    const index = other?.contract.dataset.fields.findIndex(({ name }) => name === rule.to.field) ?? -1;
    const type = other?.contract.dataset.fields[index]?.type;
    if (own === undefined || type === undefined) return false;
    const rows = tableOf(rule.to.dataset)?.rows ?? [];
    const found = known.get(assertion) ?? {
      keys: new Set(rows.flatMap((row) => (row[index] == null ? [] : [keyReader(type, own)(row[index])]))),
      read: keyReader(own, type),
    };
    known.set(assertion, found);
    return !found.keys.has(found.read(value));
  };
}

/** One more row, if two tables that must have equal counts still have. */
function unequal(
  { contract, maker }: Made,
  faulty: Map<Contract, Faulty>,
  { tableOf, now }: { readonly tableOf: (id: string) => Table | undefined; readonly now: bigint },
): void {
  for (const assertion of contract.dataset.assertions) {
    const own = faulty.get(contract);
    if (assertion.rule.kind !== "row_count_equals" || own === undefined) continue;
    if (judge(assertion, { table: own.table, tableOf, now })?.isViolated !== false) continue;
    const row = maker.draft({
      without: new Set(contract.dataset.assertions.filter(({ rule }) => rule.kind === "row_count").map(({ id }) => id)),
    });
    if (row !== undefined) faulty.set(contract, { ...own, table: { ...own.table, rows: [...own.table.rows, row] } });
  }
}
