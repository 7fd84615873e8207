import { describe, expect, it } from "vitest";
import { sqlDialects } from "../../src/dialect/registry.ts";
import { mock } from "../../src/mock/mock.ts";
import { sqlStatements } from "../../src/mock/sql.ts";
import { PARSERS } from "../dialect/parsers.ts";
import { duckdbConnection } from "../duckdb.ts";
import { projectIr } from "../emit/typescript/project.ts";
import { irOf } from "../ir-of.ts";

const NOW = Date.parse("2026-12-01T10:30:00Z");

/** Columns of types that every parser of the tests reads. */
const PLAIN = irOf({
  "contracts/plain.contract.yaml": `contract: {name: plain, version: "1.0.0", owner: a@example.com}
schema:
  properties:
    id: {type: bigint, not_null: true}
    order: {type: string, enum: ["it's", 'say "x"', "a\\\\b", "two\\nlines", "--", "😀"]}
    price: {type: decimal, precision: 10, scale: 2}
    ratio: {type: double, minimum: 0, maximum: "0.000000001"}
    day: {type: date}
`,
});

describe.each(sqlDialects)("the statements for %s", (name) => {
  it("are read by a parser of the dialect, whatever the strings contain", async () => {
    const { tables } = mock(PLAIN, { contracts: [], rows: 40, seed: 1, now: NOW });
    for (const table of tables)
      for (const { text } of sqlStatements(table, name)) {
        const { parse, beyond } = PARSERS[name];
        if (beyond?.test(text)) continue;
        await expect(Promise.resolve(text).then(parse), text.slice(0, 400)).resolves.not.toThrow();
      }
  });
});

describe("the statements for DuckDB", () => {
  it("store every value of every type", async () => {
    const connection = await duckdbConnection();
    await connection.run("set timezone = 'UTC'");
    const { tables } = mock(projectIr, { contracts: [], seed: 5, now: NOW });
    const events = tables.find(({ contract }) => contract.name === "user_events");
    if (events === undefined) throw new Error("no rows");
    for (const { text } of sqlStatements(events, "duckdb")) await connection.run(text);
    const columns =
      "sequence, price, day, at_time, happened_at, base64(payload) as payload, address.city, items[1].sku, tags, embedding";
    const found = await connection.runAndReadAll(`select ${columns} from "user-events" order by rowid`);
    const at = (name: string) => events.table.fields.findIndex((field) => field.name === name);
    const nested = (value: unknown, ...path: readonly (string | number)[]): unknown =>
      path.reduce<unknown>((inner, step) => (inner as Record<string | number, unknown> | null)?.[step] ?? null, value);
    const wanted = events.table.rows.map((row) => [
      row[at("sequence")]?.toString(),
      row[at("price")],
      row[at("day")],
      row[at("at_time")],
      String(row[at("happened_at")]).replace("T", " ").replace("Z", "+00"),
      row[at("payload")],
      nested(row[at("address")], "city"),
      nested(row[at("items")], 0, "sku"),
      row[at("tags")],
      (row[at("embedding")] as readonly number[] | null)?.map((number) => Math.fround(number)) ?? null,
    ]);
    expect(found.getRowsJson()).toEqual(wanted);
  });
});
