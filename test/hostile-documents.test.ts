import { describe, expect, it } from "vitest";
import { compile } from "../src/compile.ts";
import { memoryHost } from "../src/host/memory.ts";
import { parse } from "../src/parse/parse.ts";
import type { Json } from "../src/source/json.ts";
import { isTried } from "./extent.ts";
import { replaced, spots } from "./validate/mutate.ts";
import { BATCH, STREAM } from "./validate/specs.ts";
import * as texts from "./validate/texts.ts";

async function codesOf(files: Readonly<Record<string, string>>): Promise<readonly string[]> {
  const { diagnostics } = await compile(memoryHost(files));
  return [...new Set(diagnostics.map(({ code }) => code))];
}

function contract(fields: string): string {
  return `name: a\nversion: 1.0.0\nowner: data-team\nschema:\n  properties:\n${fields}`;
}

function spec(tables: string): string {
  return `pipeline: {name: p, type: batch, owner: data-team, schedule: "0 5 * * *", start_date: 2026-01-01}
source: {type: postgres, connection: shop, schema: public, tables: [${tables}], mode: full}
destination: {type: duckdb, connection: warehouse, database: d, schema: raw}
`;
}

/** A JSON Schema whose column is the end of a chain of references. */
function chain(length: number): string {
  const defs = Object.fromEntries(
    Array.from({ length }, (_, index) => [`d${index}`, { $ref: `#/$defs/d${index + 1}` }]),
  );
  return JSON.stringify({
    $schema: "https://json-schema.org/draft/2020-12/schema",
    title: "a",
    type: "object",
    $defs: { ...defs, [`d${length}`]: { type: "string" } },
    properties: { x: { $ref: "#/$defs/d0" } },
  });
}

const WRONG: readonly Json[] = [[{ a: "b" }], { a: { b: ["c"] } }, [["x"]], null, 1e-320, "1e999", "\u0000"];

const forms = { ...texts, BATCH, STREAM };

describe("a value of any shape in any place of a document", () => {
  it.each(Object.keys(forms) as (keyof typeof forms)[])("causes no exception: %s", async (form) => {
    const [parsed] = parse([{ path: "a.yaml", text: forms[form], hash: "" }]).value;
    const value = JSON.parse(JSON.stringify(parsed?.value ?? null)) as Json;
    // The fast suite tries one wrong value in every second place, in turn.
    for (const [index, { keys }] of spots(value).entries())
      for (const [turn, wrong] of WRONG.entries()) {
        if (!isTried(index, 2 * WRONG.length, 2 * turn)) continue;
        const text = JSON.stringify(replaced(value, keys, wrong));
        await expect(codesOf({ "contracts/a.contract.yaml": text })).resolves.toBeDefined();
      }
  });
});

// Quadratic time would take minutes for each, and end at the time-out.
describe("a document that is all of one thing", () => {
  it("may have a chain of 9,000 references", async () => {
    expect(await codesOf({ "contracts/a.json": chain(9000) })).toEqual(["validate/unsupported-keyword"]);
    expect(await codesOf({ "contracts/a.json": chain(50) })).not.toContain("validate/unsupported-keyword");
  });

  it("may name a table 100,000 times, or 50,000 unknown ones", async () => {
    const files = { "contracts/a.yaml": contract("    id: {type: bigint}\n") };
    const equal = spec("a,".repeat(100_000));
    expect(await codesOf({ ...files, "contracts/p.yaml": equal })).toContain("check/duplicate-value");
    const different = spec(Array.from({ length: 50_000 }, (_, index) => `t${index}`).join(","));
    expect(await codesOf({ ...files, "contracts/p.yaml": different })).toContain("link/unknown-contract");
  });

  it("may have 20,000 unknown keys", async () => {
    const keys = Array.from({ length: 20_000 }, (_, index) => `key${index}: 1\n`).join("");
    expect(await codesOf({ "contracts/a.yaml": `${contract("    id: {type: bigint}\n")}${keys}` })).toEqual([
      "validate/unknown-key",
    ]);
  });
});
