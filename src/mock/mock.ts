import type { Contract } from "../ir/contract.ts";
import type { Ir } from "../ir/ir.ts";
import { judge } from "../judge/judge.ts";
import type { Row, Table, Value } from "../judge/value.ts";
import type { ColumnContext } from "./columns.ts";
import { rowCounts } from "./counts.ts";
import { neededContracts } from "./dependencies.ts";
import { presetValues } from "./preset.ts";
import { type MockedTable, MockRefusal, type MockRequest } from "./request.ts";
import { type TableMaker, tableMaker } from "./table-maker.ts";

/** The rows that were made, each table after those that it refers to. */
export interface Mocked {
  readonly tables: readonly MockedTable[];
}

/** Makes rows that satisfy the contracts. Throws a `MockRefusal` if it finds none. */
export function mock(ir: Ir, request: MockRequest): Mocked {
  const contracts = neededContracts(ir, request.contracts);
  const run = startRun(contracts, request);
  const tables = contracts.map((contract) => ({ contract, table: makeTable(run.makerOf(contract), run) }));
  refuseViolations(tables, run.now);
  return { tables };
}

interface Run {
  readonly now: bigint;
  readonly counts: ReadonlyMap<string, number>;
  makerOf(contract: Contract): TableMaker;
  done(contract: Contract, table: Table): void;
}

function startRun(contracts: readonly Contract[], request: MockRequest): Run {
  const counts = rowCounts(contracts, request);
  const tables = new Map<string, Table>();
  const presets = new Map<string, readonly Value[]>();
  const now = BigInt(Math.floor(request.now)) * 1_000_000n;
  const contextOf = (contract: Contract): ColumnContext & { readonly now: bigint } => ({
    seed: request.seed,
    rows: counts.get(contract.dataset.id) ?? 0,
    now,
    contracts,
    presetOf: (field) => presets.get(JSON.stringify([contract.dataset.id, field])),
    valuesOf: (dataset, field) => {
      if (dataset === contract.dataset.id) return undefined;
      const table = tables.get(dataset);
      if (table !== undefined) return columnValues(table, field);
      const key = JSON.stringify([dataset, field]);
      const other = contracts.find((candidate) => candidate.dataset.id === dataset);
      const preset = presets.get(key) ?? (other && presetValues(other, field, contextOf(other)));
      if (preset !== undefined) presets.set(key, preset);
      return preset;
    },
  });
  return {
    now,
    counts,
    makerOf: (contract) => tableMaker(contract, contextOf(contract)),
    done: (contract, table) => tables.set(contract.dataset.id, table),
  };
}

/** The values of one column. */
function columnValues({ fields, rows }: Table, name: string): readonly Value[] {
  const index = fields.findIndex((field) => field.name === name);
  return rows.map((row) => row[index] ?? null);
}

function makeTable(maker: TableMaker, run: Run): Table {
  const { dataset } = maker.contract;
  const rows: Row[] = [];
  for (let count = run.counts.get(dataset.id) ?? 0; count > 0; count--) {
    const row = maker.make();
    if (row !== undefined) rows.push(row);
  }
  const table = { fields: dataset.fields, rows };
  run.done(maker.contract, table);
  return table;
}

/** Judges what was made, so that no violation is ever handed out as valid. */
function refuseViolations(tables: readonly MockedTable[], now: bigint): void {
  const tableOf = (id: string) => tables.find(({ contract }) => contract.dataset.id === id)?.table;
  for (const { contract, table } of tables)
    for (const assertion of contract.dataset.assertions) {
      const verdict = judge({ ...assertion }, { table, tableOf, now });
      if (verdict === undefined || (!verdict.isViolated && verdict.rows.length === 0)) continue;
      const first = verdict.rows[0];
      const where = first === undefined ? "" : `: row ${first + 1} violates it`;
      throw new MockRefusal(`dex found no rows of ${contract.name} that satisfy ${assertion.id}${where}.`);
    }
}
