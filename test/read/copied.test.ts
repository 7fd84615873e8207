import { describe, expect, it } from "vitest";
import { compile } from "../../src/compile.ts";
import { memoryHost } from "../../src/host/memory.ts";

const SQL = "select\n  order_id, -- a comment\n  'x' as letter\nfrom {{ ref('stg_shop__orders') }}\n";

function project(sql: string, template?: string): Record<string, string> {
  return {
    "contracts/orders.contract.yaml": `contract:
  name: orders
  version: 1.0.0
  owner: data-team@example.com
schema:
  properties:
    order_id: {type: bigint, not_null: true}
`,
    "contracts/daily.pipeline.yaml": `pipeline: {name: daily, type: batch, schedule: "0 5 * * *", start_date: 2026-01-01, owner: data-team}
source: {type: postgres, connection: shop, schema: public, tables: [orders], mode: full}
destination: {type: duckdb, connection: warehouse, database: analytics, schema: raw}
models:
  - {staging: orders}
  - {name: totals, kind: fact, materialized: table, sql: totals.sql}
`,
    "contracts/totals.sql": sql,
    ...(template !== undefined && { "templates/dbt/dbt_project.yml.njk": template }),
  };
}

async function outputs(files: Record<string, string>) {
  const { files: made, diagnostics } = await compile(memoryHost(files));
  return { diagnostics, texts: made.map(({ path, text }) => [path, text]) };
}

describe("SQL files and templates", () => {
  it("give the same outputs with CRLF and a byte order mark as with LF", async () => {
    const plain = await outputs(project(SQL));
    expect(plain.diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
    expect(plain.texts.some(([path]) => path?.endsWith("totals.sql"))).toBe(true);
    expect(await outputs(project(`\ufeff${SQL.replaceAll("\n", "\r\n")}`))).toEqual(plain);
  });

  it.each([
    ["NUL", "\u0000"],
    ["ESC", "\u001b"],
    ["a bidirectional override", "\u202e"],
    ["a byte order mark inside", "\ufeff"],
    ["a carriage return alone", "\r"],
  ])("are refused with %s, at its place", async (_name, character) => {
    const { diagnostics } = await outputs(project(SQL.replace("a comment", `a ${character} comment`)));
    expect(diagnostics.map(({ code, at }) => [code, at.path, at.start.line, at.start.column])).toContainEqual([
      "parse/forbidden-character",
      "contracts/totals.sql",
      2,
      18,
    ]);
  });

  it("refuses the same characters in a template", async () => {
    const { diagnostics } = await outputs(project(SQL, "name: a\u202eb\n"));
    expect(diagnostics.map(({ code, at }) => [code, at.path, at.start.column])).toContainEqual([
      "parse/forbidden-character",
      "templates/dbt/dbt_project.yml.njk",
      8,
    ]);
  });
});
