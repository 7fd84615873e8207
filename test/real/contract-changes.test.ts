import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { dialects } from "../../src/dialect/registry.ts";
import { typeName } from "../../src/dialect/type-names.ts";
import { emitDbt } from "../emit/dbt/project.ts";
import { emitExtract } from "../emit/dlt/project.ts";
import { CHANGES } from "./changes/cases.ts";
import { expectedTypes } from "./changes/expected.ts";
import { changesIr, HISTORIES, hasFact, pipelineOf, type When } from "./changes/project.ts";
import { type LoadSession, openLoads } from "./changes/session.ts";
import { createDatabase, type Engine, serverVariables } from "./dbt/engine.ts";
import { writeProject } from "./dbt/project.ts";
import { type Invoked, openSession } from "./dbt/session.ts";
import { setUp } from "./dlt/machine.ts";
import { environment } from "./environments/environment.ts";
import { withoutPython } from "./needs.ts";

const NAMES = Object.keys(CHANGES);
const REFUSED = NAMES.filter((name) => CHANGES[name]?.refused !== undefined);
const FACTS = NAMES.filter(hasFact);
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
      await here().build(PIPELINES, "before");
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

    describe("in models", () => {
      let published: Readonly<Record<string, unknown>> = {};
      let said: Readonly<Record<string, Invoked>> = {};
      beforeAll(async () => {
        published = await here().facts();
        said = await here().build(PIPELINES, "after");
      });

      it("is followed by those that can", async () => {
        expect(said["follow"]).toMatchObject({ ok: true, bad: {} });
        const now = await here().facts();
        for (const name of FACTS.filter((fact) => pipelineOf(fact, "after") === "follow"))
          expect(now[name], name).toEqual({ types: await here().factTypes(name), rows: CHANGES[name]?.rows });
      });

      it.runIf("in_place" in CHANGES)("is followed by one that is built in place, under a view", async () => {
        expect(said["in_place"]).toMatchObject({ ok: true, bad: {} });
        const rows = CHANGES["in_place"]?.rows;
        expect(await here().relation("analytics", "fct_in_place")).toEqual({
          types: await here().factTypes("in_place"),
          rows,
        });
        const view = await here().relation("analytics", "view_in_place");
        expect(view.rows).toEqual(rows?.map(([value]) => [value]));
      });

      it("is refused by the others, whose tables stay until a full refresh", async () => {
        const others = FACTS.filter((name) => pipelineOf(name, "after") === "rebuild");
        expect(said["rebuild"]?.ok).toBe(false);
        const bad = Object.keys(said["rebuild"]?.bad ?? {});
        expect(bad.sort()).toEqual(
          others
            .filter((name) => !KEYS.includes(name))
            .map((name) => `fct_${name}`)
            .sort(),
        );
        expect(said["rebuild"]?.said).toMatch(/v is \w.* in .*, and \w.* in the new rows\. Nothing has changed\./);
        expect(said["rebuild"]?.said).toContain("dbt build --full-refresh --select fct_fewer_digits");
        const now = await here().facts();
        for (const name of others) expect(now[name], name).toEqual(published[name]);
        expect(await here().build(["rebuild"], "after", "--full-refresh")).toMatchObject({
          rebuild: { ok: true, bad: {} },
        });
        const then = await here().facts();
        for (const name of others)
          expect(then[name], name).toEqual({ types: await here().factTypes(name), rows: CHANGES[name]?.rows });
      });

      it.each(HISTORIES)("is followed by the history of %s, old versions included", async (name) => {
        const { types, rows } = (await here().relation("analytics", `dim_${name}_snapshot`)) as Table;
        expect(types).toEqual(expect.arrayContaining([...(await here().factTypes(name))]));
        expect(rows).toHaveLength(CHANGES[name]?.rows.length ?? 0);
      });
    });

    it("leaves no dataset behind", async () => {
      const { left } = await here().session.query({
        left: "select schema_name from information_schema.schemata where schema_name like 'dex_refresh%'",
      });
      expect(left).toEqual([]);
    });
  });
});

/** The pipelines with incremental models. */
const PIPELINES = ["follow", "rebuild", "in_place"].filter((pipeline) =>
  FACTS.some((name) => pipelineOf(name, "after") === pipeline),
);

/** Changes of a key do not change the columns of a model. */
const KEYS = ["longer_key", "shorter_key"];

interface Table {
  readonly types: readonly string[];
  readonly rows: unknown;
}

interface Loads {
  readonly session: LoadSession;
  readonly ir: ReturnType<typeof changesIr>;
  extract(pipeline: string, when: When, ...words: string[]): ReturnType<LoadSession["extract"]>;
  /** The types and the rows of a raw table, without the watermark. */
  table(name: string): Promise<Table>;
  relation(schema: string, name: string): Promise<Table>;
  /** Builds and publishes the models of pipelines, and says what came of each. */
  build(pipelines: readonly string[], when: When, ...words: string[]): Promise<Readonly<Record<string, Invoked>>>;
  /** The published incremental models, by the name of the change. */
  facts(): Promise<Readonly<Record<string, Table>>>;
  /** The types that the contract of an incremental model says. */
  factTypes(name: string): Promise<readonly string[]>;
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
  const ir = changesIr(engine, "after");
  const relation = async (schema: string, name: string): Promise<Table> => {
    const { types = [] } = await session.query({
      types: `select column_name, data_type, numeric_precision, numeric_scale from information_schema.columns where table_schema = '${schema}' and table_name = '${name}' and column_name not in ('id', 'changed', 'modified') order by column_name`,
    });
    const columns = types.map(([column]) => `"${column}"`).join(", ");
    const { rows } = await session.query({ rows: `select ${columns} from ${schema}.${name} order by id` });
    return { types: types.map(typeOf), rows };
  };
  const dbt = await environment("dbt");
  const projects = Object.fromEntries(
    (["before", "after"] as const).map((when): [string, string] => {
      const { files } = emitDbt(changesIr(engine, when), { adapters: [engine] });
      return [when, writeProject(files, engine, join(folder, `dbt-${when}`))];
    }),
  );
  await session.warehouse("create schema expected");
  return {
    session,
    ir,
    relation,
    extract: (pipeline, when, ...words) => session.extract(join(folder, when, "extract", `${pipeline}.py`), words),
    table: (name) => relation("raw", name),
    facts: async () => {
      const all: Record<string, Table> = {};
      for (const name of FACTS) all[name] = await relation("analytics", `fct_${name}`);
      return all;
    },
    factTypes: async (name) => {
      const fields = ir.contracts.find((contract) => contract.name === name)?.dataset.fields ?? [];
      const columns = fields.map(
        ({ name: column, type }) => `${column} ${typeName(type, dialects[engine].types).text}`,
      );
      await session.warehouse(
        `drop table if exists expected.${name}; create table expected.${name} (${columns.join(", ")})`,
      );
      return (await relation("expected", name)).types;
    },
    build: async (pipelines, when, ...words) => {
      const building = openSession(dbt, warehouse, projects[when] as string);
      const results: Record<string, Invoked> = {};
      const staged =
        words.length > 0 ? { ok: true, bad: {}, said: "" } : await building.dbt(["run", "--select", "staging"]);
      for (const pipeline of pipelines) {
        const vars = ["--vars", `{dex_audit: ${pipeline}}`, "--target-path", "target/audit"];
        const args = ["--args", `{pipeline: ${pipeline}}`];
        const models = [...FACTS.filter((name) => pipelineOf(name, when) === pipeline).map((name) => `fct_${name}`)];
        const dimensions = HISTORIES.filter((name) => pipelineOf(name, when) === pipeline);
        const selected = [...models, ...dimensions.flatMap((name) => [`dim_${name}`, `dim_${name}_snapshot`])];
        const types = ["--resource-type", "model", "--resource-type", "snapshot"];
        if (pipeline === "in_place") {
          results[pipeline] = await building.dbt(["build", ...types, "--select", ...models, "view_in_place", ...words]);
          continue;
        }
        let result = staged.ok ? await building.dbt(["run-operation", "dex_prepare", ...args]) : staged;
        if (result.ok) result = await building.dbt(["build", ...types, "--select", ...selected, ...vars, ...words]);
        const built = result;
        if (built.ok) result = await building.dbt(["run-operation", "dex_publish", ...args]);
        results[pipeline] = { ...result, bad: built.bad };
      }
      await building.close();
      return results;
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
