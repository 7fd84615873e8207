import Ajv2020 from "ajv/dist/2020.js";
import formats from "ajv-formats";
import fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import type { z } from "zod";
import { emit as emitSchemas } from "../../../src/emit/json-schema/emit.ts";
import { whole } from "../whole.ts";
import { install } from "./package.ts";
import { emitTypescript, projectIr } from "./project.ts";
import { rowsOf } from "./random-rows.ts";
import { goodEvent, goodOrder } from "./rows.ts";

const installed = install(emitTypescript(projectIr, { zod: true }).files);
afterAll(installed.remove);

const schemas = whole(emitSchemas({ ir: projectIr, options: {}, render: () => ({ text: "", blocks: [] }) }));
const ajv = new Ajv2020.default({ strict: false, allErrors: true });
formats.default(ajv);

/** JSON has 64-bit integers as numbers; these are small enough to be so. */
const asJson = {
  orders: { ...goodOrder, quantity: 7 },
  user_events: { ...goodEvent, sequence: 1, items: [{ sku: "AB", amount: 1 }], facts: { a: 0 } },
} as const;

const MODULES = [
  ["orders", "Orders", "orders"],
  ["user_events", "UserEvents", "userEvents"],
] as const;

describe.each(MODULES)("of random rows, the validators of %s", (module, suffix, constant) => {
  const contract = projectIr.contracts.find(({ name }) => name === module);
  if (contract === undefined) throw new Error(`no contract ${module}`);
  const rows = rowsOf(contract, asJson[module]);
  const counts = { good: 0, bad: 0 };

  it("give one verdict: the package's own, zod's, and after reading the row once more", async () => {
    const { check, is } = await installed.validator(module, suffix);
    const exported = await installed.load(`zod/${module}.js`);
    const schema = exported[`${constant}Schema`] as z.ZodType;
    fc.assert(
      fc.property(rows, (row) => {
        const checked = check(row);
        counts[checked.ok ? "good" : "bad"]++;
        const viaZod = schema.safeParse(row);
        expect(viaZod.success).toBe(checked.ok);
        if (!checked.ok) {
          expect(is(row)).toBe(false);
          return;
        }
        expect(viaZod.data).toEqual(checked.row);
        expect(is(checked.row)).toBe(true);
        expect(check(JSON.parse(JSON.stringify(checked.row)))).toEqual(checked);
      }),
      { numRuns: 3000, seed: 20_261_125 },
    );
    expect(counts.good).toBeGreaterThan(200);
    expect(counts.bad).toBeGreaterThan(200);
  });

  it("and the JSON Schema refuse the same, as far as a schema can tell", async () => {
    const { check } = await installed.validator(module, suffix);
    const file = schemas.files.find(({ path }) => path.endsWith(`/${module}.schema.json`));
    const validate = ajv.compile(JSON.parse(file?.text ?? "null") as object);
    const held = new Set(schemas.coverage.filter(({ how }) => how !== "unsupported").map(({ assertion }) => assertion));
    fc.assert(
      fc.property(rows, (row) => {
        const checked = check(row);
        const told = checked.ok ? [] : checked.problems.filter(({ assertion }) => held.has(assertion));
        const valid = validate(row);
        expect(valid, JSON.stringify([told, validate.errors])).toBe(told.length === 0);
      }),
      { numRuns: 3000, seed: 20_261_126 },
    );
  });
});
