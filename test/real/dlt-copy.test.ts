import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { EmittedFile } from "../../src/emit/emitter.ts";
import { emitExtract } from "../emit/dlt/project.ts";
import { irOf } from "../ir-of.ts";
import type { Engine } from "./dbt/engine.ts";
import { createStage, type Stage, setUp } from "./dlt/machine.ts";
import { withoutPython } from "./needs.ts";

const ENGINES: readonly Engine[] = ["duckdb", "postgres"];

/** Says for each table how it was read: by COPY or row by row. */
const TELLING = `import dex_by_copy
def batches(loader, schema):
    found = dex_by_copy.batches(loader, schema)
    print(loader.table.name, "row by row" if found is None else "copied")
    return found
`;

const BY_ROW = "def batches(loader, schema):\n    return None\n";

/** Tables whose values CSV might change, and tables that only the way row by row can read. */
const HARD = `
create table hard (
  id bigint primary key, "a%b" text, "c,d" text, "Ünü ""q""" text, n numeric(38, 10), few numeric(5, 2), d double precision, r real, small smallint,
  yes boolean, day date, at timestamptz, wall timestamp, clock time, doc jsonb, plain json, tags text[], code uuid, span interval, network inet
);
insert into hard values
  (1, '', '"', 'line' || chr(10) || 'break' || chr(13), 1234567890123456789012345678.0123456789, 999.99, 'NaN', 'Infinity', -32768,
   true, '0001-01-01', '0001-01-01 00:00:00+00', '9999-12-31 23:59:59.999999', '23:59:59.999999', '{"a": "\\"x, y"}', '{ "b" : null }',
   array['', null, 'a,"b'], 'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11', '1 day 02:00', '10.0.0.1/8'),
  (2, 'NULL', '\\.', '\\N', -0.0000000001, -0.01, '-Infinity', 0.1, 32767, false, '9999-12-31', '2024-03-31 01:30:00.000001+01', '2024-02-29', '00:00',
   'null', '[]', '{}', null, null, null),
  (3, ' x ', 'nan', '🙂', 0, 0, 1e-320, '-0', 0, null, null, null, null, null, '"text"', '1.10', null, null, null, null),
  (4, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null);
create table one ("v" text);
insert into one values (null), (''), ('x'), (null);
create table late (id bigint primary key, day date);
insert into late values (1, 'infinity'), (2, '2024-02-29');
create table bytes (id bigint primary key, b bytea);
insert into bytes values (1, '\\x00ff'), (2, ''), (3, null);
create table none (id bigint primary key, word text);
`;

const TABLES = { hard: '"id"', one: '"v"', late: '"id"', bytes: '"id"', none: '"id"' };

function filesOf(engine: Engine, copy?: string): readonly Pick<EmittedFile, "path" | "text">[] {
  const ir = irOf({
    "contracts/every.pipeline.yaml": `
pipeline: { name: every, type: batch, schedule: "0 5 * * *", owner: data-team }
source: { type: postgres, connection: shop_postgres, tables: all }
destination: { type: ${engine}, connection: warehouse, schema: raw }
`,
  });
  return emitExtract(ir).files.flatMap(({ path, text }) => {
    if (path !== "extract/dex_copy.py") return [{ path, text }];
    return copy === BY_ROW
      ? [{ path, text: BY_ROW }]
      : [
          { path: "extract/dex_by_copy.py", text },
          { path, text: TELLING },
        ];
  });
}

describe.skipIf(withoutPython())("the extract by COPY", () => {
  let machine: Awaited<ReturnType<typeof setUp>> | undefined;
  beforeAll(async () => {
    machine = await setUp();
  });
  afterAll(() => machine?.tearDown());

  it.each(ENGINES)("loads into %s the very rows that are loaded row by row", async (engine) => {
    const here = machine as NonNullable<typeof machine>;
    const loaded = async (name: string, copy: string) => {
      const stage: Stage = await createStage({ engine, name, files: filesOf(engine, copy), pipeline: "every" }, here);
      await stage.source.run(HARD);
      const { status, stdout, stderr } = await stage.extract();
      expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
      const queries = Object.entries(TABLES).map(([table, key]) => [
        table,
        `select cast(t as text) from raw."${table}" as t order by ${key} nulls first`,
      ]);
      return { stdout, rows: await stage.warehouse.query(Object.fromEntries(queries) as typeof TABLES) };
    };
    const copied = await loaded(`copied_${engine}`, TELLING);
    const byRow = await loaded(`by_row_${engine}`, BY_ROW);
    expect(copied.rows).toEqual(byRow.rows);
    expect(copied.rows.one).toHaveLength(4);
    const ways = copied.stdout.split("\n").filter((line) => /copied$|row by row$/.test(line));
    expect(ways.sort()).toEqual(["bytes row by row", "hard copied", "late row by row", "none copied", "one copied"]);
  });
});
