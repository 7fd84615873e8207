import type { Contract } from "../ir/contract.ts";
import type { Ir } from "../ir/ir.ts";
import { judge } from "../judge/judge.ts";
import type { Table, Value } from "../judge/value.ts";
import type { ColumnContext } from "./columns.ts";
import { type Count, rowCounts } from "./counts.ts";
import { neededContracts } from "./dependencies.ts";
import type { FaultReport } from "./faults/report.ts";
import { withFaults } from "./faults/with-faults.ts";
import { presetValues } from "./preset.ts";
import { type MockedTable, MockRefusal, type MockRequest } from "./request.ts";
import { type TableMaker, tableMaker } from "./table-maker.ts";

/** The rows that were made, each table after those that it refers to. `faults` if some of them violate assertions. */
export interface Mocked {
  readonly tables: readonly MockedTable[];
  readonly faults?: FaultReport;
}

/** Makes rows that satisfy the contracts. Throws a `MockRefusal` if it finds none. */
export function mock(ir: Ir, request: MockRequest): Mocked {
  const contracts = neededContracts(ir, request.contracts);
  const run = startRun(contracts, request);
  const made = contracts.map((contract) => ({ contract, ...makeTable(contract, run) }));
  const tables = made.map(({ contract, table }) => ({ contract, table }));
  refuseViolations(tables, run);
  return request.faults === true ? withFaults(made, request, run.now) : { tables };
}

interface Run {
  readonly now: bigint;
  readonly hasFaults: boolean;
  readonly counts: ReadonlyMap<string, Count>;
  makerOf(contract: Contract, rows: number): TableMaker;
  done(contract: Contract, table: Table): void;
}

function startRun(contracts: readonly Contract[], request: MockRequest): Run {
  const counts = rowCounts(contracts, request);
  const tables = new Map<string, Table>();
  const presets = new Map<string, readonly Value[]>();
  const now = BigInt(Math.floor(request.now)) * 1_000_000n;
  const contextOf = (contract: Contract, rows: number): ColumnContext & { readonly now: bigint } => ({
    seed: request.seed,
    rows,
    now,
    contracts,
    presetOf: (field) => presets.get(JSON.stringify([contract.dataset.id, field])),
    valuesOf: (dataset, field) => {
      if (dataset === contract.dataset.id) return undefined;
      const table = tables.get(dataset);
      if (table !== undefined) return columnValues(table, field);
      const key = JSON.stringify([dataset, field]);
      const other = contracts.find((candidate) => candidate.dataset.id === dataset);
      const preset =
        presets.get(key) ?? (other && presetValues(other, field, contextOf(other, counts.get(dataset)?.rows ?? 0)));
      if (preset !== undefined) presets.set(key, preset);
      return preset;
    },
  });
  return {
    now,
    hasFaults: request.faults === true,
    counts,
    makerOf: (contract, rows) => tableMaker(contract, contextOf(contract, rows)),
    done: (contract, table) => tables.set(contract.dataset.id, table),
  };
}

/** The values of one column. */
function columnValues({ fields, rows }: Table, name: string): readonly Value[] {
  const index = fields.findIndex((field) => field.name === name);
  return rows.map((row) => row[index] ?? null);
}

/** Rows with faults, beside one for each assertion. */
const SPARE = 5;

/** The valid rows of a contract, and what makes more of them. */
interface Made {
  readonly table: Table;
  readonly maker: TableMaker;
}

function makeTable(contract: Contract, run: Run): Made {
  const { rows, least } = run.counts.get(contract.dataset.id) ?? { rows: 0, least: 0 };
  const made = makeRows(contract, run, { rows, least });
  run.done(contract, made.table);
  return made;
}

function makeRows(contract: Contract, run: Run, { rows, least }: Count): Made {
  const maker = run.makerOf(contract, rows);
  const { fields, assertions } = contract.dataset;
  try {
    const table = { fields, rows: Array.from({ length: rows }, () => maker.make()) };
    const fewer = Math.max(1, rows - assertions.length - SPARE);
    // Rows with faults are more rows, and they need values too.
    if (run.hasFaults && fewer < rows && maker.draft({}) === undefined)
      return makeRows(contract, run, { rows: fewer, least: 1 });
    return { maker, table };
  } catch (error) {
    // There may be too few different values for so many rows.
    if (!(error instanceof MockRefusal) || error.made < Math.max(1, least) || error.made >= rows) throw error;
    return makeRows(contract, run, { rows: error.made, least });
  }
}

/** Judges what was made, so that no violation is ever handed out as valid. */
function refuseViolations(tables: readonly MockedTable[], { now, hasFaults }: Run): void {
  const tableOf = (id: string) => tables.find(({ contract }) => contract.dataset.id === id)?.table;
  for (const { contract, table } of tables)
    for (const assertion of contract.dataset.assertions) {
      // With faults, the tables get rows of which each has another number.
      if (hasFaults && assertion.rule.kind === "row_count_equals") continue;
      const verdict = judge(assertion, { table, tableOf, now });
      if (verdict === undefined || (!verdict.isViolated && verdict.rows.length === 0)) continue;
      const first = verdict.rows[0];
      const where = first === undefined ? "" : `: row ${first + 1} violates it`;
      throw new MockRefusal(`dex found no rows of ${contract.name} that satisfy ${assertion.id}${where}.`);
    }
}
