import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { emitExtract } from "../emit/dlt/project.ts";
import { irOf } from "../ir-of.ts";
import { type Forked, type LoadSession, openLoads } from "./changes/session.ts";
import { copyDatabase, createDatabase, type Database, type Engine, serverVariables } from "./dbt/engine.ts";
import { setUp } from "./dlt/machine.ts";
import { withoutPython } from "./needs.ts";

/** How many runs are killed in each way on each engine. */
const KILLS = Number(process.env["DEX_KILLS"] ?? 4);

type When = "before" | "after";

const FIELDS: Readonly<Record<string, Readonly<Record<When, string>>>> = {
  // Followed: a wider integer, more digits, a new name, a new column.
  orders: {
    before: "n: {type: integer}, d: {type: decimal, precision: 4, scale: 2}, v: {type: string}",
    after:
      "n: {type: bigint}, d: {type: decimal, precision: 8, scale: 2}, w: {type: string, renamed_from: v}, x: {type: string}",
  },
  cities: { before: "v: {type: string}", after: "v: {type: string}, y: {type: date}" },
  // Refused, until a full refresh.
  prices: { before: "v: {type: string}, n: {type: bigint}", after: "v: {type: integer}" },
};

const SOURCE = `
create table orders (id bigint primary key, changed timestamptz, n integer, d numeric(4,2), v text);
create table cities (id bigint primary key, changed timestamptz, v text);
create table prices (id bigint primary key, changed timestamptz, v text, n bigint);
insert into orders values (1, '2026-01-01Z', 1, 1.25, 'one'), (2, '2026-01-02Z', null, null, '');
insert into cities values (1, '2026-01-01Z', 'Rome'), (2, '2026-01-01Z', null);
insert into prices values (1, '2026-01-01Z', '7', 1), (2, '2026-01-02Z', '8', 2);
`;
const CHANGES = `
alter table orders alter n type bigint, alter d type numeric(8,2), add x text;
alter table orders rename v to w;
alter table cities add y date;
alter table prices alter v type integer using v::integer, drop n;
update orders set n = 9999999999, x = 'new', changed = '2026-01-03Z' where id = 2;
insert into orders values (3, '2026-01-04Z', 3, 1234.5, 'three', null);
update cities set y = '2026-02-01' where id = 1;
delete from cities where id = 2;
update prices set v = 9, changed = '2026-01-03Z' where id = 2;
`;

/** The datasets in which a full refresh loads a table. */
const LEFT = "select schema_name from information_schema.schemata where schema_name like 'dex_refresh%'";

function irAt(when: When, engine: Engine) {
  const contract = (name: string): [string, string] => [
    `contracts/${name}.contract.yaml`,
    `contract: {name: ${name}, version: 1.0.0, owner: data-team}
dataset: {primary_key: [id], updated_at: changed}
schema: {properties: {id: {type: bigint}, changed: {type: timestamp}, ${FIELDS[name]?.[when]}}}`,
  ];
  return irOf({
    ...Object.fromEntries(Object.keys(FIELDS).map(contract)),
    "contracts/daily.pipeline.yaml": `pipeline: {name: daily, owner: data-team}
source: {type: postgres, connection: shop_postgres, tables: [orders, cities: {mode: full}, prices], mode: incremental, watermark: changed}
destination: {type: ${engine}, connection: warehouse, schema: raw}
`,
  });
}

/** A table as it is: the types of its columns, and its rows by column. */
interface Table {
  readonly types: unknown;
  readonly rows: readonly Readonly<Record<string, unknown>>[];
}

describe.skipIf(withoutPython())("an extract after a change of its contracts", () => {
  let machine: Awaited<ReturnType<typeof setUp>> | undefined;
  beforeAll(async () => {
    machine = await setUp();
  });
  afterAll(() => machine?.tearDown());

  describe.each<Engine>(["duckdb", "postgres"])("on %s", (engine) => {
    let loads: Awaited<ReturnType<typeof loadsOf>> | undefined;
    const here = () => loads as NonNullable<typeof loads>;
    beforeAll(async () => {
      loads = await loadsOf(engine, machine as NonNullable<typeof machine>);
    });
    afterAll(() => here().session.close());

    it("leaves each table old, changed, or loaded if it is killed, and the next run is green", async () => {
      const words = ["--table", "orders", "cities"];
      const before = await here().tables(here().old);
      const whole = await here().copy();
      const moments = momentsOf(await here().run(whole, { words }));
      const after = await here().tables(whole);
      expect(after["orders"]?.rows).toHaveLength(3);
      for (const killAt of moments) {
        const database = await here().copy();
        expect(await here().run(database, { words, killAt })).toEqual({ killed: true });
        const found = await here().tables(database);
        for (const name of ["orders", "cities"] as const) {
          const [old, done] = [before[name] as Table, after[name] as Table];
          expect([old, changed(old, done), done], `${name} before statement ${killAt}`).toContainEqual(found[name]);
        }
        expect(await here().run(database, { words })).toMatchObject({ status: 0, stderr: "" });
        expect(await here().tables(database), `after statement ${killAt}`).toEqual(after);
      }
    });

    it("loads a table that somebody has changed in the warehouse, and adds no column again", async () => {
      const database = await here().copy();
      await database.run(
        "alter table raw.prices alter column v type integer using v::integer; alter table raw.prices drop column n; ",
      );
      for (const _ of [1, 2])
        expect(await here().run(database, { words: ["--table", "prices"] })).toMatchObject({ status: 0, stderr: "" });
      expect((await here().tables(database))["prices"]?.rows).toEqual([
        expect.objectContaining({ id: 1, v: 7 }),
        expect.objectContaining({ id: 2, v: 9 }),
      ]);
    });

    it("leaves the old table or the new one if it is killed in a full refresh, and the next run is green", async () => {
      const words = ["--table", "prices", "--full-refresh"];
      const { prices: before } = await here().tables(here().old);
      const whole = await here().copy();
      const moments = momentsOf(await here().run(whole, { words }));
      const { prices: after } = await here().tables(whole);
      expect(after).not.toEqual(before);
      for (const killAt of moments) {
        const database = await here().copy();
        expect(await here().run(database, { words, killAt })).toEqual({ killed: true });
        const { prices: found } = await here().tables(database);
        expect([before, after], `before statement ${killAt}`).toContainEqual(found);
        const isNew = JSON.stringify(found) === JSON.stringify(after);
        const plain = await here().run(database, { words: ["--table", "prices"] });
        expect(plain).toMatchObject({ status: isNew ? 0 : 1 });
        if (!isNew) expect(await here().run(database, { words })).toMatchObject({ status: 0, stderr: "" });
        expect(await database.query({ LEFT })).toEqual({ LEFT: [] });
        expect((await here().tables(database))["prices"]).toEqual(after);
        expect(await here().run(database, { words: ["--table", "prices"] })).toMatchObject({ status: 0, stderr: "" });
        expect((await here().tables(database))["prices"]).toEqual(after);
      }
    });
  });
});

/** The numbers of some statements, from the first one that changes a table to the last one of the run. */
function momentsOf(run: Forked): readonly number[] {
  if ("killed" in run) throw new Error("the run was killed");
  expect(run, run.stderr).toMatchObject({ status: 0, stderr: "" });
  const { statements } = run;
  const first = statements.findIndex((sql) => /alter table|create table|set_config/i.test(sql));
  const last = statements.length - 1;
  const count = Math.min(KILLS, last - first + 1);
  const moments = Array.from({ length: count }, (_, index) =>
    Math.round(first + ((last - first) * index) / Math.max(1, count - 1)),
  );
  return [...new Set(moments)];
}

/** The rows of a table before its change, in the columns that it has after it. */
function changed({ rows }: Table, { types, rows: [row = {}] }: Table): Table {
  return {
    types,
    rows: rows.map((one) =>
      Object.fromEntries(Object.keys(row).map((name) => [name, one[name] ?? (name === "w" ? one["v"] : null) ?? null])),
    ),
  };
}

async function loadsOf(engine: Engine, machine: Awaited<ReturnType<typeof setUp>>) {
  const folder = join(machine.folder, `kills-${engine}`);
  for (const when of ["before", "after"] as const)
    for (const { path, text } of emitExtract(irAt(when, engine)).files) {
      const to = join(folder, when, path);
      mkdirSync(dirname(to), { recursive: true });
      writeFileSync(to, text);
    }
  const source = await createDatabase("postgres", `kills_source_${engine}`, machine);
  const old = await createDatabase(engine, `kills_${engine}`, machine);
  const env = {
    DLT_DATA_DIR: join(folder, "dlt"),
    // A run that is killed leaves its working folder behind.
    TMPDIR: folder,
    ...serverVariables("shop_postgres", machine.server, `kills_source_${engine}`),
  };
  const session = openLoads(machine.dbt, { source: source.where, warehouse: old, env });
  const script = (when: When) => join(folder, when, "extract", "daily.py");
  await session.source(SOURCE);
  expect(await session.fork(script("before"), { env: old.env })).toMatchObject({ status: 0, stderr: "" });
  // A staging model of dbt is such a view.
  await old.run("create view raw.of_orders as select id, d from raw.orders");
  await session.source(CHANGES);
  let copies = 0;
  return {
    session,
    old,
    copy: () => copyDatabase(old, `kills_${engine}_${++copies}`, machine),
    run: (
      { env: warehouse }: Database,
      options: { readonly words: readonly string[]; readonly killAt?: number },
    ): ReturnType<LoadSession["fork"]> => session.fork(script("after"), { ...options, env: warehouse }),
    tables: async (database: Database): Promise<Readonly<Record<string, Table>>> => {
      const names = Object.keys(FIELDS);
      await database.run("select count(*) from raw.of_orders");
      const types = await database.query(
        Object.fromEntries(
          names.map((name) => [
            name,
            `select column_name, data_type, numeric_precision, numeric_scale, is_nullable from information_schema.columns where table_schema = 'raw' and table_name = '${name}' order by column_name`,
          ]),
        ),
      );
      const columns = (name: string) => (types[name] ?? []).map(([column]) => String(column));
      const rows = await database.query(
        Object.fromEntries(
          names.map((name) => [name, `select ${columns(name).join(", ")} from raw.${name} order by id`]),
        ),
      );
      return Object.fromEntries(
        names.map((name): [string, Table] => [
          name,
          {
            types: types[name],
            rows: (rows[name] ?? []).map((row) =>
              Object.fromEntries(columns(name).map((column, index) => [column, row[index]])),
            ),
          },
        ]),
      );
    },
  };
}
