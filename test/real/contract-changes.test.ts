import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { emitExtract } from "../emit/dlt/project.ts";
import { CHANGES } from "./changes/cases.ts";
import { expectedTypes } from "./changes/expected.ts";
import { changesIr, pipelineOf, type When } from "./changes/project.ts";
import { type LoadSession, openLoads } from "./changes/session.ts";
import { createDatabase, type Engine, serverVariables } from "./dbt/engine.ts";
import { setUp } from "./dlt/machine.ts";
import { withoutPython } from "./needs.ts";

const NAMES = Object.keys(CHANGES);
const REFUSED = NAMES.filter((name) => CHANGES[name]?.refused !== undefined);
const FOLLOWED = NAMES.filter((name) => CHANGES[name]?.refused === undefined);

describe.skipIf(withoutPython())("a change of a contract", () => {
  let machine: Awaited<ReturnType<typeof setUp>> | undefined;
  beforeAll(async () => {
    machine = await setUp();
  });
  afterAll(() => machine?.tearDown());

  describe.each<Engine>(["duckdb", "postgres"])("on %s", (engine) => {
    let loads: Loads | undefined;
    const here = () => loads as Loads;
    beforeAll(async () => {
      loads = await loadsOf(engine, machine as NonNullable<typeof machine>);
      await here().session.source(NAMES.map(sourceOf).join(";\n"));
      for (const pipeline of new Set(NAMES.map((name) => pipelineOf(name, "before"))))
        expect(await here().extract(pipeline, "before")).toMatchObject({ status: 0, stderr: "" });
      await here().session.source(NAMES.map((name) => filled(CHANGES[name]?.alter ?? "", name)).join(";\n"));
    });
    afterAll(() => here().session.close());

    it.each(REFUSED)("%s is refused, and changes nothing until a full refresh", async (name) => {
      const { refused = "", rows } = CHANGES[name] ?? {};
      const before = await here().table(name);
      const pipeline = pipelineOf(name, "after");
      const ended = await here().extract(pipeline, "after", "--table", name);
      expect(ended).toEqual({
        status: 1,
        stdout: "",
        stderr: `${name}: ${filled(refused, name)}\n${refusal(pipeline, name)}`,
      });
      expect(await here().table(name)).toEqual(before);
      const refreshed = await here().extract(pipeline, "after", "--table", name, "--full-refresh");
      expect(refreshed).toMatchObject({ status: 0, stderr: "" });
      expect(await here().table(name)).toEqual({ types: expectedTypes(here().ir, name, engine), rows });
      expect(await here().extract(pipeline, "after", "--table", name)).toMatchObject({ status: 0, stderr: "" });
      expect(await here().table(name)).toEqual({ types: expectedTypes(here().ir, name, engine), rows });
    });

    it.each(FOLLOWED)("%s is followed, and keeps every row", async (name) => {
      const ended = await here().extract(pipelineOf(name, "after"), "after", "--table", name);
      expect(ended).toMatchObject({ status: 0, stderr: "" });
      const now = { types: expectedTypes(here().ir, name, engine), rows: CHANGES[name]?.rows };
      expect(await here().table(name)).toEqual(now);
      const again = await here().extract(pipelineOf(name, "after"), "after", "--table", name);
      expect(again).toMatchObject({ status: 0, stderr: "", stdout: expect.stringMatching(/^\w+: \d+ rows?\n$/) });
      expect(await here().table(name)).toEqual(now);
    });

    it("leaves no dataset behind", async () => {
      const { left } = await here().session.query({
        left: "select schema_name from information_schema.schemata where schema_name like 'dex_refresh%'",
      });
      expect(left).toEqual([]);
    });
  });
});

interface Loads {
  readonly session: LoadSession;
  readonly ir: ReturnType<typeof changesIr>;
  extract(pipeline: string, when: When, ...words: string[]): ReturnType<LoadSession["extract"]>;
  /** The types and the rows of a raw table, without the watermark. */
  table(name: string): Promise<unknown>;
}

async function loadsOf(engine: Engine, machine: Awaited<ReturnType<typeof setUp>>): Promise<Loads> {
  const folder = join(machine.folder, engine);
  for (const when of ["before", "after"] as const)
    for (const { path, text } of emitExtract(changesIr(engine, when)).files) {
      const to = join(folder, when, path);
      mkdirSync(dirname(to), { recursive: true });
      writeFileSync(to, text);
    }
  const source = await createDatabase("postgres", `changes_source_${engine}`, machine);
  const warehouse = await createDatabase(engine, `changes_${engine}`, machine);
  const variables = serverVariables("shop_postgres", machine.server, `changes_source_${engine}`);
  const env = { DLT_DATA_DIR: join(folder, "dlt"), ...variables, ...warehouse.env };
  const session = openLoads(machine.dbt, { source: source.where, warehouse, env });
  return {
    session,
    ir: changesIr(engine, "after"),
    extract: (pipeline, when, ...words) => session.extract(join(folder, when, "extract", `${pipeline}.py`), words),
    table: async (name) => {
      const { types = [] } = await session.query({
        types: `select column_name, data_type, numeric_precision, numeric_scale from information_schema.columns where table_schema = 'raw' and table_name = '${name}' and column_name not in ('id', 'changed', 'modified') order by column_name`,
      });
      const columns = types.map(([column]) => `"${column}"`).join(", ");
      const { rows } = await session.query({ rows: `select ${columns} from raw.${name} order by id` });
      return { types: types.map(typeOf), rows };
    },
  };
}

function typeOf([column, type = "", precision, scale]: readonly (string | null)[]): string {
  const digits = type === "numeric" ? `(${precision},${scale})` : "";
  return `${column} ${String(type).toLowerCase()}${digits}`;
}

function sourceOf(name: string): string {
  const { source, before } = CHANGES[name] as (typeof CHANGES)[string];
  const [columns, first, second] = source;
  return `create table ${name} (id bigint, changed timestamptz, ${columns}, primary key (${before.key ?? "id"})); insert into ${name} values (1, '2026-01-01Z', ${first}), (2, '2026-01-02Z', ${second})`;
}

function filled(text: string, name: string): string {
  return text.replaceAll("$", name);
}

function refusal(pipeline: string, name: string): string {
  return `Nothing was loaded. To load these tables again, from the beginning:\n    python ${pipeline}.py --table ${name} --full-refresh\n`;
}
