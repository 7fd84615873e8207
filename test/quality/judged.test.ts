import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import type { Ir } from "../../src/ir/ir.ts";
import { judge, type Verdict } from "../../src/judge/judge.ts";
import { csvText } from "../../src/mock/csv.ts";
import { jsonLines } from "../../src/mock/json-text.ts";
import { type Mocked, mock } from "../../src/mock/mock.ts";
import type { RowForm } from "../../src/mock/request.ts";
import type { CheckResult } from "../../src/quality/result.ts";
import { mockable, projects } from "../mock/random-contracts.ts";
import { checkFile, duckdbFor } from "./check-data.ts";

const RUNS = Number(process.env["RUNS"] ?? 12);
const SEED = Number(process.env["SEED"] ?? 20_261_203);
const folder = mkdtempSync(join(tmpdir(), "dex-judged-"));
const FORMS = { text: { extension: "csv", write: csvText }, json: { extension: "jsonl", write: jsonLines } } as const;
const pathOf = (id: string, form: keyof typeof FORMS) => join(folder, `${id}.${FORMS[form].extension}`);
const files = (["text", "json"] as const).flatMap((form) => [pathOf("rows", form), pathOf("parents", form)]);
const engine = await duckdbFor(folder, { files });
afterAll(async () => {
  await engine.close();
  rmSync(folder, { recursive: true });
});

/** What the judge and `dex validate` say of an assertion, in the same words. */
function asText({ isViolated, rows, count }: Verdict): string {
  return count === undefined
    ? String(isViolated)
    : `${isViolated}: ${count.violations} of ${count.examined}, ${rows.length} rows`;
}

function resultText({ status, violations, examined, violatingRows, kind }: CheckResult, hasCount: boolean): string {
  const isViolated = status === "fail" || status === "warn";
  if (status === "error" || status === "skipped") return status;
  return hasCount && kind !== "schema"
    ? `${isViolated}: ${violations} of ${examined}, ${violatingRows} rows`
    : String(isViolated);
}

describe("dex validate and the rules of the language", () => {
  it.each(["text", "json"] as const)(
    "agree on faulty rows of random contracts in files of %s",
    { timeout: 600_000 },
    async (form) => {
      let compared = 0;
      await fc.assert(
        fc.asyncProperty(projects, fc.integer({ min: 0, max: 1000 }), async (documents, seed) => {
          const now = Date.now();
          const made = mockable(
            documents,
            (ir: Ir): Mocked => mock(ir, { contracts: [], seed, now, faults: true, form: form as RowForm }),
          );
          if (made === undefined) return;
          const own = made.tables.map(({ contract, table }) => {
            const path = pathOf(contract.id, form);
            writeFileSync(path, FORMS[form].write(table));
            return { contract, path };
          });
          for (const { contract, table } of made.tables) {
            const { checks } = await checkFile(engine, { contract, path: pathOf(contract.id, form) }, own);
            const tableOf = (id: string) => made.tables.find((one) => one.contract.id === id)?.table;
            for (const assertion of contract.dataset.assertions) {
              const verdict = judge(assertion, { table, tableOf, now: BigInt(now) * 1_000_000n });
              const check = checks.find(({ id }) => id === assertion.id);
              if (verdict === undefined || check === undefined) continue;
              const isInside = "field" in assertion.rule && assertion.rule.field.length > 1;
              const said = resultText(check, verdict.count !== undefined);
              if (isInside && said === "skipped") continue;
              compared += 1;
              expect(said, `${assertion.id} ${JSON.stringify(assertion.rule)} ${check.reason}`).toBe(asText(verdict));
            }
          }
        }),
        { numRuns: RUNS, seed: SEED },
      );
      expect(compared).toBeGreaterThan(RUNS * 10);
    },
  );
});
