import { mkdirSync, readdirSync, statSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { GivenOptions } from "../../src/emit/airflow/options.ts";
import type { Ir } from "../../src/ir/ir.ts";
import { emitDags } from "../emit/airflow/project.ts";
import { emitDbt } from "../emit/dbt/project.ts";
import { emitExtract } from "../emit/dlt/project.ts";
import { emitSuites } from "../emit/great-expectations/project.ts";
import { isFull } from "../extent.ts";
import { Machine } from "./airflow/machine.ts";
import { plainIr, scheduledIr } from "./airflow/scheduled-project.ts";
import { Scheduler } from "./airflow/scheduler.ts";
import type { Database, ResultRow } from "./dbt/engine.ts";
import { withoutPython } from "./needs.ts";

type OrderRow = readonly [id: number, city: string, amount: number, updated: string];

const FIRST: readonly OrderRow[] = [
  [1, "Berlin", 100, "2026-01-10 12:00:00+00"],
  [2, "Paris", 200, "2026-01-11 12:00:00+00"],
  [3, "Paris", 300, "2026-02-01 12:00:00+00"],
];

/** A bad row for each place. The place in front of it accepts the row. */
const BAD: Readonly<Record<string, readonly OrderRow[]>> = {
  "the extracted rows": [[4, "Rome", -1, "2026-02-02 12:00:00+00"]],
  "the fact": [[4, "Rome", 1001, "2026-02-02 12:00:00+00"]],
  "the mart": [4, 5, 6, 7, 8, 9].map((id): OrderRow => [id, "Rome", 990, "2026-02-02 12:00:00+00"]),
};

const MENDED = [4, 5, 6, 7, 8, 9].map((id): OrderRow => [id, "Rome", 1, "2026-02-03 12:00:00+00"]);

/** The pipelines that run the same models, with the ways to run dbt. */
const WAYS = ["expanded", "cosmos"] as const;

const LAKES = ["lake", ...WAYS] as const;

// Dozens of tasks, each of which starts Airflow, dlt or dbt, take too long for every run of the tests.
describe.skipIf(!isFull || withoutPython({ from: 11 }))("the DAGs under the scheduler of Airflow 3", () => {
  let machine: Machine;
  let scheduler: Scheduler;
  let shop: Database;
  const lakes = new Map<string, Database>();
  let deployed: readonly string[];

  beforeAll(async () => {
    machine = await Machine.start();
    write("shop", scheduledIr(), {});
    for (const way of WAYS) write(way, plainIr(way), { dbt: way });
    const dags = join(machine.folder, "dags");
    mkdirSync(dags);
    for (const name of ["shop", ...WAYS]) symlinkSync(join(machine.folder, name, "airflow", "dags"), join(dags, name));
    const parts = await machine.lakes("shop", LAKES);
    shop = parts.shop;
    for (const [name, database] of parts.lakes) lakes.set(name, database);
    await shop.run(
      "create table orders (order_id bigint primary key, city text, amount integer, updated_at timestamptz); create table sh (id bigint primary key, updated_at timestamptz); insert into sh values (1, now())",
    );
    await load(FIRST);
    const dbt = join(machine.folder, "cosmos", "dbt", "duckdb");
    const parsed = await machine.command("cosmos", ["parse", "--project-dir", dbt, "--profiles-dir", dbt], "dbt");
    expect(parsed.status, parsed.stdout).toBe(0);
    deployed = filesOf("shop");
    scheduler = await Scheduler.start(machine.folder, {
      ...machine.env("shop"),
      AIRFLOW__CORE__DAGS_FOLDER: dags,
      ...Object.fromEntries(LAKES.map((name) => [`DEX_${name.toUpperCase()}_PATH`, lakes.get(name)?.where ?? ""])),
    });
    for (const name of LAKES)
      await scheduler.call("POST", "pools", { name: `duckdb_${name}`, slots: 1, include_deferred: false });
    await scheduler.dags(["daily", "stock", "reports", ...WAYS]);
  });
  afterAll(async () => {
    await scheduler?.stop();
    await machine?.stop();
  });

  const write = (name: string, ir: Ir, options: GivenOptions) =>
    machine.write(name, [
      ...emitDags(ir, { ...options, commands: machine.programs, scratch: join(machine.folder, "scratch", name) }).files,
      ...emitDbt(ir).files,
      ...emitExtract(ir).files,
      ...emitSuites(ir, { sources: ["pandas"] }).files,
    ]);

  const filesOf = (name: string) =>
    readdirSync(join(machine.folder, name), { recursive: true, encoding: "utf8" })
      .filter((path) => !path.includes("__pycache__"))
      .map((path) => `${path} ${statSync(join(machine.folder, name, path)).mtimeMs}`)
      .sort();

  const load = (rows: readonly OrderRow[]) =>
    shop.run(
      `truncate orders; insert into orders values ${rows.map(([id, city, amount, at]) => `(${id}, '${city}', ${amount}, '${at}')`).join(", ")}`,
    );

  const published = async (name: string): Promise<Readonly<Record<string, readonly ResultRow[]>>> =>
    await (lakes.get(name) as Database).query({
      fact: "select order_id, city, amount from analytics.fct_orders order by 1",
      revenue: "select city, amount from analytics.revenue order by 1",
    });

  describe("two pipelines on one DuckDB file that start together", () => {
    beforeAll(async () => {
      await scheduler.unpause("daily", "stock", "reports");
      await scheduler.ended("daily", 1);
      await scheduler.ended("stock", 1);
    });

    it("are green, and take turns", async () => {
      for (const dag of ["daily", "stock"]) {
        const [first] = await scheduler.ended(dag, 1);
        expect(first, JSON.stringify(await scheduler.states(dag, first?.dag_run_id ?? ""))).toMatchObject({
          state: "success",
          run_type: "scheduled",
        });
      }
      const tasks = [...(await scheduler.tasks("daily")), ...(await scheduler.tasks("stock"))];
      const onFile = tasks.filter(({ pool }) => pool === "duckdb_lake");
      expect(onFile.length).toBeGreaterThan(9);
      expect(
        Scheduler.overlaps(
          onFile.map(({ task_id, start_date, end_date }) => ({
            id: task_id,
            from: start_date ?? "",
            to: end_date ?? "",
          })),
        ),
      ).toEqual([]);
    });

    it("trigger the pipeline without a source, once", async () => {
      const runs = await scheduler.ended("reports", 1);
      expect(runs).toMatchObject([{ state: "success", run_type: "asset_triggered" }]);
    });

    it("publish though a message cannot be sent, which the log says", async () => {
      machine.slack.isDown = true;
      const id = await scheduler.trigger("stock");
      await scheduler.ended("stock", 2);
      machine.slack.isDown = false;
      const states = await scheduler.states("stock", id);
      expect(states).toMatchObject({ publish: "success", tell: "skipped", afterwards: "success" });
      expect((await scheduler.runs("stock")).every(({ state }) => state === "success")).toBe(true);
      expect(await scheduler.log("stock", id, "tell")).toContain("The message was not sent");
    });

    it("write nothing into the output folder", () => {
      expect(filesOf("shop")).toEqual(deployed);
    });
  });

  describe.each([{ dag: "daily", lake: "lake" }, ...WAYS.map((way) => ({ dag: way, lake: way }))])(
    "a run of $dag",
    ({ dag, lake }) => {
      let before: Readonly<Record<string, readonly ResultRow[]>>;
      let count = 0;
      const next = async () => {
        const id = await scheduler.trigger(dag);
        count += 1;
        const runs = await scheduler.ended(dag, count);
        return { id, state: runs.find(({ dag_run_id }) => dag_run_id === id)?.state };
      };
      beforeAll(async () => {
        await scheduler.unpause(dag);
        await load(FIRST);
        count = (await scheduler.runs(dag)).length;
        if (count === 0) {
          const { id, state } = await next();
          expect(state, await scheduler.story(dag, id)).toBe("success");
        }
        before = await published(lake);
        expect(before["revenue"]?.map(String)).toEqual(["Berlin,100", "Paris,500"]);
      });

      it.each(Object.entries(BAD))("is red on a bad row in %s, and changes nothing", async (place, rows) => {
        await load([...FIRST, ...rows]);
        const { id, state } = await next();
        const states = await scheduler.states(dag, id);
        expect(state, JSON.stringify(states)).toBe("failed");
        expect(states["publish"]).toBe("upstream_failed");
        expect(await published(lake)).toEqual(before);
        const failed = Object.keys(states).filter((task) => states[task] === "failed");
        if (dag === "daily") {
          const messages = machine.slack.messages.filter((text) => text.includes(id));
          expect(messages.join("\n")).toMatch(new RegExp(`of daily failed at (${failed.join("|")})`));
          expect(messages.join("\n")).toContain(`/dags/daily/runs/${encodeURIComponent(id)}/tasks/`);
          const log = await scheduler.log(dag, id, failed.find((task) => task.includes("dbt")) ?? "");
          expect(log, place).toMatch(/FAIL|Failure in test/);
        }
        expect(
          (await scheduler.tasks(dag, id))
            .filter(({ task_id }) => failed.includes(task_id))
            .map(({ try_number }) => try_number),
        ).toEqual(failed.map(() => 1));
      });

      it("is green after the rows are mended", async () => {
        await load([...FIRST, ...MENDED]);
        const { id, state } = await next();
        expect(state, await scheduler.story(dag, id)).toBe("success");
        expect((await published(lake))["revenue"]?.map(String)).toContain("Rome,6");
      });
    },
  );

  describe("a backfill", () => {
    it("is refused for a pipeline that does the same in each interval", async () => {
      const interval = { dag_id: "stock", from_date: "2026-01-10T00:00:00Z", to_date: "2026-01-12T00:00:00Z" };
      await expect(
        scheduler.call("POST", "backfills", { ...interval, run_backwards: false, dag_run_conf: {} }),
      ).rejects.toThrow("does not allow backfill");
    });

    it("loads and builds the data interval of each run, one run at a time", async () => {
      const late: readonly OrderRow[] = [
        [21, "Oslo", 1, "2026-01-10 12:00:00+00"],
        [22, "Oslo", 2, "2026-01-11 12:00:00+00"],
        [23, "Oslo", 4, "2026-01-20 12:00:00+00"],
      ];
      await load([...FIRST, ...MENDED, ...late]);
      await scheduler.unpause("daily");
      await scheduler.ended("daily", 1);
      const known = (await scheduler.runs("daily")).length;
      const wanted = {
        dag_id: "daily",
        from_date: "2026-01-10T00:00:00Z",
        to_date: "2026-01-11T23:00:00Z",
        run_backwards: false,
        dag_run_conf: {},
        max_active_runs: 10,
      };
      // SQLite refuses a backfill while another service writes.
      await scheduler.until("the backfill", () =>
        scheduler.call("POST", "backfills", wanted).catch((error: Error) => {
          if (error.message.includes("locked")) return undefined;
          throw error;
        }),
      );
      const runs = (await scheduler.ended("daily", known + 2)).filter(({ run_type }) => run_type === "backfill");
      const stories = await Promise.all(runs.map(({ dag_run_id }) => scheduler.story("daily", dag_run_id)));
      expect(
        runs.map(({ state }) => state),
        stories.join("\n"),
      ).toEqual(["success", "success"]);
      const tasks = (await scheduler.tasks("daily")).filter(
        ({ dag_run_id, task_id }) => dag_run_id.startsWith("backfill") && task_id !== "turn",
      );
      const spans = runs.map(({ dag_run_id: id }) => {
        const own = tasks.filter((task) => task.dag_run_id === id);
        return {
          id,
          from: own.map(({ start_date }) => start_date ?? "").sort()[0] ?? "",
          to:
            own
              .map(({ end_date }) => end_date ?? "")
              .sort()
              .at(-1) ?? "",
        };
      });
      expect(Scheduler.overlaps(spans)).toEqual([]);
      for (const { dag_run_id } of runs)
        expect(await scheduler.log("daily", dag_run_id, "extract.orders")).toMatch(/updated_at from 2026-01-1\d/);
      // The row of the 20th is in no interval.
      expect((await published("lake"))["revenue"]?.map(String)).toContain("Oslo,3");
    });
  });

  it("a new description makes a new version of the DAGs that show it, and of no other", async () => {
    const versions = async (dag: string) =>
      (await scheduler.call<{ total_entries: number }>("GET", `dags/${dag}/dagVersions`)).total_entries;
    const before = { stock: await versions("stock"), daily: await versions("daily") };
    const changed = scheduledIr();
    const contracts = changed.contracts.map((one) =>
      one.name === "orders" ? { ...one, description: "Changed." } : one,
    );
    write("shop", { ...changed, contracts }, {});
    const id = await scheduler.until("the new description", async () => {
      const { doc_md } = await scheduler.call<{ doc_md: string }>("GET", "dags/daily/details");
      return doc_md.includes("Changed.") || undefined;
    });
    expect(id).toBe(true);
    const run = await scheduler.trigger("stock");
    await scheduler.until("the run", async () =>
      (await scheduler.runs("stock")).find(({ dag_run_id, state }) => dag_run_id === run && state === "success"),
    );
    expect(await versions("stock")).toBe(before.stock);
  });
});
