import Ajv2020 from "ajv/dist/2020.js";
import formats from "ajv-formats";
import fc from "fast-check";
import { describe, expect, it, onTestFinished } from "vitest";
import { contractSchema } from "../../src/emit/json-schema/views.ts";
import type { Assertion } from "../../src/ir/assertion.ts";
import type { Contract } from "../../src/ir/contract.ts";
import type { Ir } from "../../src/ir/ir.ts";
import { jsonLines } from "../../src/mock/json-text.ts";
import { mock } from "../../src/mock/mock.ts";
import type { MockedTable } from "../../src/mock/request.ts";
import { write } from "../../src/text/quote/json.ts";
import { install } from "../emit/typescript/package.ts";
import { emitTypescript, projectIr } from "../emit/typescript/project.ts";
import { runs } from "../extent.ts";
import { mockable, projects } from "./random-contracts.ts";

const NOW = Date.parse("2026-12-01T10:30:00Z");

const ROW_KINDS: readonly string[] = [
  "schema",
  "not_null",
  "in_set",
  "range",
  "length",
  "matches",
  "format",
  "multiple_of",
  "expression",
];

/** True for an assertion that a validator decides by one row. */
function isDecided({ rule, tolerance }: Assertion): boolean {
  return tolerance === undefined && ROW_KINDS.includes(rule.kind);
}

type Check = (row: unknown) => readonly string[];

/** The assertions that a row violates by the generated validator, and whether the JSON Schema accepts it. */
async function checksOf(
  ir: Ir,
  contract: Contract,
): Promise<{ readonly check: Check; readonly accepts: (row: unknown) => boolean }> {
  const installed = install(emitTypescript(ir).files);
  onTestFinished(installed.remove);
  const exported = await installed.load(`contracts/${contract.name}.js`);
  const name = Object.keys(exported).find((key) => key.startsWith("check")) ?? "";
  const check = exported[name] as (row: unknown) => {
    problems?: { assertion: string }[];
    warnings?: { assertion: string }[];
  };
  const ajv = new Ajv2020.default({ strict: false });
  formats.default(ajv);
  const validate = ajv.compile(JSON.parse(write(contractSchema(contract, ir.project))) as object);
  return {
    check: (row) => {
      const { problems = [], warnings = [] } = check(row);
      return [...problems, ...warnings].map(({ assertion }) => assertion);
    },
    accepts: (row) => validate(row),
  };
}

function rowsOf(table: MockedTable): readonly unknown[] {
  return jsonLines(table.table)
    .trimEnd()
    .split("\n")
    .map((line): unknown => JSON.parse(line));
}

async function expectAccepted(ir: Ir, tables: readonly MockedTable[]): Promise<void> {
  for (const table of tables) {
    const { check, accepts } = await checksOf(ir, table.contract);
    for (const row of rowsOf(table)) {
      expect(check(row), JSON.stringify(row)).toEqual([]);
      expect(accepts(row), JSON.stringify(row)).toBe(true);
    }
  }
}

describe("rows as JSON", () => {
  it("are accepted by the generated validators and JSON Schemas, for every type", async () => {
    await expectAccepted(projectIr, mock(projectIr, { contracts: [], seed: 4, now: NOW }).tables);
  });

  it("are accepted for random contracts", async () => {
    let count = 0;
    await fc.assert(
      fc.asyncProperty(projects, async (files) => {
        const made = mockable(files, (ir) => ({ ir, ...mock(ir, { contracts: [], seed: count, now: NOW, rows: 30 }) }));
        if (made === undefined) return;
        count++;
        await expectAccepted(made.ir, made.tables);
      }),
      { numRuns: runs(24), seed: 20_261_203 },
    );
    expect(count).toBeGreaterThan(0);
  });

  it("violate what the report of faults says, and nothing else that one row shows", async () => {
    const { tables, faults } = mock(projectIr, { contracts: [], seed: 4, now: NOW, faults: true, form: "json" });
    let violations = 0;
    for (const table of tables) {
      const { check, accepts } = await checksOf(projectIr, table.contract);
      const records = faults?.faults.filter(({ dataset }) => dataset === table.contract.name) ?? [];
      const decided = new Set(table.contract.dataset.assertions.filter(isDecided).map(({ id }) => id));
      for (const [index, row] of rowsOf(table).entries()) {
        const sure = records.filter(({ rows, assertion }) => rows.includes(index + 1) && decided.has(assertion));
        const known = records
          .filter(({ violatingRows }) => violatingRows.includes(index + 1))
          .map(({ assertion }) => assertion);
        const found = [...new Set(check(row))];
        expect(known, JSON.stringify(row)).toEqual(expect.arrayContaining(found));
        expect(found, JSON.stringify(row)).toEqual(expect.arrayContaining(sure.map(({ assertion }) => assertion)));
        if (!accepts(row)) expect(known, JSON.stringify(row)).not.toEqual([]);
        violations += found.length;
      }
    }
    expect(violations).toBeGreaterThan(60);
  });
});
