import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { isSelfContained } from "../src/config/self-contained.ts";
import { compileTeam } from "./emit/dbt/team.ts";

/** The files that docs/dbt.md shows, as a project. */
const page = readFileSync("docs/dbt.md", "utf8");
const { "dex.config.ts": config = "", ...shown } = Object.fromEntries(
  [...page.matchAll(/^```\w+ file=(\S+)\n([\s\S]*?)^```$/gm)].map(([, path = "", text = ""]) => [path, text]),
);

describe("the example of docs/dbt.md", () => {
  it("compiles as the page says", async () => {
    const { diagnostics, files } = await compileTeam(shown);
    expect(diagnostics.filter(({ severity }) => severity !== "info")).toEqual([]);
    const text = (path: string) => files.find((file) => file.path === `dbt/duckdb/${path}`)?.text;
    const [, ...lines] = (text("models/marts/shop/order_totals.sql") ?? "").trim().split("\n");
    const written = shown["contracts/order_totals.sql"]?.replace("ref('orders')", "ref('stg_shop__orders')");
    const [config, sql] = lines
      .join("\n")
      .trim()
      .split(/\n\n([\s\S]*)/);
    expect(config).toBe(
      "{{ config(materialized='dex_incremental' if var('dex_audit', '') == 'shop' else 'incremental') }}",
    );
    expect(sql?.trim()).toBe(written?.trim());
    expect(text("macros/money.sql")).toContain(shown["macros/money.sql"] ?? "?");
    expect(text("models/marts/shop/_shop__models.yml")).toContain("name: order_totals__cents__positive");
  });

  it("has a config that names the folder of macros", () => {
    expect(isSelfContained(config)).toBe(true);
    expect(config).toContain('macros: "macros"');
  });
});
