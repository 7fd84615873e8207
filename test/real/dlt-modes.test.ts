import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { emitExtract } from "../emit/dlt/project.ts";
import { irOf } from "../ir-of.ts";
import { createStage, type Stage, setUp } from "./dlt/machine.ts";
import { withoutPython } from "./needs.ts";

const contract = (name: string, columns: string) => `
contract: { name: ${name}, version: "1.0.0", owner: data-team@example.com }
dataset: { kind: table, primary_key: [id] }
schema: { properties: { id: { type: bigint }, note: { type: string }, ${columns} } }
`;

const files = {
  "contracts/orders.contract.yaml": contract("orders", "updated_at: { type: timestamp }"),
  "contracts/items.contract.yaml": contract("items", "seq: { type: bigint }"),
  "contracts/days.contract.yaml": contract("days", "day: { type: date }, updated_at: { type: timestamp }"),
  "contracts/airports.contract.yaml": contract("airports", "city: { type: string }"),
  "contracts/daily.pipeline.yaml": `
pipeline: { name: daily, type: batch, schedule: "0 5 * * *", owner: data-team }
source:
  type: postgres
  connection: shop_postgres
  mode: incremental
  watermark: updated_at
  tables:
    - orders
    - items: { watermark: seq }
    - days: { watermark: day, lookback: 2d }
    - airports: { mode: full }
destination: { type: duckdb, connection: warehouse, schema: raw }
`,
};

const FIRST = `
create table orders (id bigint primary key, note text, updated_at timestamptz);
insert into orders values (1, 'a', '2024-05-01Z'), (2, 'b', '2024-05-02Z');
create table items (id bigint primary key, note text, seq bigint);
insert into items values (1, 'a', 10), (2, 'b', 20);
create table days (id bigint primary key, note text, day date, updated_at timestamptz);
insert into days values (1, 'a', '2024-05-01', null), (2, 'b', '2024-05-10', null);
create table airports (id bigint primary key, note text, city text);
insert into airports values (1, 'a', 'Bonn'), (2, 'b', 'Kyoto');
`;

/** Each table gets a row that its watermark shows, and a change that only a full read shows; `days` gets one within its lookback. */
const SECOND = `
insert into orders values (3, 'new', '2024-05-03Z');
update orders set note = 'unseen' where id = 1;
insert into items values (3, 'new', 30), (4, 'late', 5);
insert into days values (3, 'new', '2024-05-11', null), (4, 'late', '2024-05-08', null), (5, 'too late', '2024-05-02', null);
update airports set note = 'changed' where id = 1;
delete from airports where id = 2;
`;

describe.skipIf(withoutPython())("a pipeline whose tables have modes of their own", () => {
  let machine: Awaited<ReturnType<typeof setUp>> | undefined;
  let daily: Stage;
  beforeAll(async () => {
    machine = await setUp();
    const emitted = emitExtract(irOf(files)).files;
    daily = await createStage({ engine: "duckdb", name: "modes", files: emitted, pipeline: "daily" }, machine);
  });
  afterAll(() => machine?.tearDown());

  const loaded = async () => {
    const found = await daily.warehouse.query(
      Object.fromEntries(
        ["orders", "items", "days", "airports"].map((table) => [
          table,
          `select id, note from raw.${table} order by id`,
        ]),
      ),
    );
    return Object.fromEntries(Object.entries(found).map(([table, rows]) => [table, rows.map((row) => row.join(" "))]));
  };

  it("reads each table by its own mode, watermark and lookback, in three runs", async () => {
    await daily.source.run(FIRST);
    expect(await daily.extract()).toMatchObject({
      status: 0,
      stderr: "",
      stdout: "orders: 2 rows\nitems: 2 rows\ndays: 2 rows\nairports: 2 rows\n",
    });
    await daily.source.run(SECOND);
    expect(await daily.extract()).toMatchObject({ status: 0, stderr: "" });
    const second = {
      orders: ["1 a", "2 b", "3 new"],
      items: ["1 a", "2 b", "3 new"],
      days: ["1 a", "2 b", "3 new", "4 late"],
      airports: ["1 changed"],
    };
    expect(await loaded()).toEqual(second);
    expect(await daily.extract()).toMatchObject({ status: 0, stderr: "" });
    expect(await loaded()).toEqual(second);
  });
});
