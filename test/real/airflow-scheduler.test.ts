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
import { Scheduler, type SeenTry } from "./airflow/scheduler.ts";
import type { Database, ResultRow } from "./dbt/engine.ts";
import { withoutPython } from "./needs.ts";

type OrderRow = readonly [id: number, city: string, amount: number, updated: string];

const FIRST: readonly OrderRow[] = [
  [1, "Berlin", 100, "2026-01-10 12:00:00+00"],
  [2, "Paris", 200, "2026-01-11 12:00:00+00"],
  [3, "Paris", 300, "2026-02-01 12:00:00+00"],
  // Its city is too long, so it is moved to the quarantine.
  [99, "Llanfairpwllgwyngyllgogerych", 5, "2026-01-10 12:00:00+00"],
];

/** Rows that no ordinary run reads, since they are older than what it has read. The interval of the backfill has all but the last one. */
const LATE: readonly OrderRow[] = [
  [21, "Oslo", 1, "2026-01-10 12:00:00+00"],
  [22, "Oslo", 2, "2026-01-11 12:00:00+00"],
  [23, "Oslo", 4, "2026-01-20 12:00:00+00"],
];

/** A bad row for each place. The place in front of it accepts the row. */
const BAD: Readonly<Record<string, readonly OrderRow[]>> = {
  "the extracted rows": [[4, "Rome", -1, "2026-02-02 12:00:00+00"]],
  "the fact": [[4, "Rome", 1001, "2026-02-02 12:00:00+00"]],
  "the mart": [4, 5, 6, 7, 8, 9].map((id): OrderRow => [id, "Rome", 990, "2026-02-02 12:00:00+00"]),
};

const MENDED = [4, 5, 6, 7, 8, 9].map((id): OrderRow => [id, "Rome", 1, "2026-02-03 12:00:00+00"]);

// A task starts Airflow and dbt, which takes five seconds. So most runs do without the other ways to run dbt, and with the last place alone.
const WAYS = isFull ? (["expanded", "cosmos"] as const) : [];
const PLACES = Object.entries(BAD).filter(([place]) => isFull || place === "the mart");
const LAKES = ["lake", "prices", ...WAYS] as const;

describe.skipIf(withoutPython({ from: 11 }))("the DAGs under the scheduler of Airflow 3", () => {
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
    await shop.run(`
create table orders (order_id bigint primary key, city text, amount integer, updated_at timestamptz);
create table sh (id bigint primary key);
create table prices (id bigint primary key, updated_at timestamptz);
insert into sh values (1);
insert into prices values (1, now())`);
    await load(FIRST);
    if (isFull) await parseForCosmos();
    deployed = filesOf("shop");
    scheduler = await Scheduler.start(machine.folder, {
      ...machine.env("shop"),
      AIRFLOW__CORE__DAGS_FOLDER: dags,
      AIRFLOW_CONN_TEAM: machine.env("shop")["AIRFLOW_CONN_SLACK_DEFAULT"] ?? "",
      // Nobody answers there.
      AIRFLOW_CONN_SLACK_DEFAULT: JSON.stringify({
        conn_type: "slackwebhook",
        host: "http://127.0.0.1:9/",
        password: "a",
      }),
      ...Object.fromEntries(LAKES.map((name) => [`DEX_${name.toUpperCase()}_PATH`, lakes.get(name)?.where ?? ""])),
    });
    for (const name of LAKES)
      await scheduler.call("POST", "pools", { name: `duckdb_${name}`, slots: 1, include_deferred: false });
    await scheduler.dags(["daily", "stock", "reports", "late", ...WAYS]);
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

  const parseForCosmos = async () => {
    const dbt = join(machine.folder, "cosmos", "dbt", "duckdb");
    const parsed = await machine.command("cosmos", ["parse", "--project-dir", dbt, "--profiles-dir", dbt], "dbt");
    expect(parsed.status, parsed.stdout).toBe(0);
  };

  /** The files of a project with their times, without those of Python and the random id that dbt keeps beside a profile. */
  const filesOf = (name: string) =>
    readdirSync(join(machine.folder, name), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && entry.name !== ".user.yml" && !entry.parentPath.includes("__pycache__"))
      .map((entry) => join(entry.parentPath, entry.name))
      .map((path) => `${path} ${statSync(path).mtimeMs}`)
      .sort();

  const load = (rows: readonly OrderRow[]) =>
    shop.run(
      `truncate orders; insert into orders values ${rows.map(([id, city, amount, at]) => `(${id}, '${city}', ${amount}, '${at}')`).join(", ")}`,
    );

  const published = async (name: string): Promise<Readonly<Record<string, readonly ResultRow[]>>> =>
    await (lakes.get(name) as Database).query({
      fact: "select order_id, city, amount from analytics.fct_orders order by 1",
      revenue: "select city, amount from analytics.revenue order by 1",
      quarantine: "select order_id, _dex_run_id from analytics.stg_shop__orders__quarantine order by 1",
    });

  /** Starts a run and waits for its end. */
  const runOf = async (dag: string) => {
    const id = await scheduler.trigger(dag);
    return { id, state: (await scheduler.end(dag, id)).state };
  };

  describe("two pipelines on one DuckDB file that start together", () => {
    beforeAll(async () => {
      await scheduler.pause(false, "daily", "stock", "reports");
      await scheduler.ended("daily", 1);
      await scheduler.ended("stock", 1);
    });

    it("are green, and take turns", async () => {
      for (const dag of ["daily", "stock"]) {
        const [first] = await scheduler.ended(dag, 1);
        expect(first, await scheduler.story(dag, first?.dag_run_id ?? "")).toMatchObject({
          state: "success",
          run_type: "scheduled",
        });
      }
      const tasks = [...(await scheduler.tasks("daily")), ...(await scheduler.tasks("stock"))];
      const onFile = tasks.filter(({ pool }) => pool === "duckdb_lake");
      expect(onFile.length).toBeGreaterThan(9);
      expect(onFile.map(({ task_id }) => task_id)).toContain("quality.great_expectations");
      expect(overlaps(onFile.map((task) => ({ id: task.task_id, tasks: [task] })))).toEqual([]);
    });

    it("publish though a message cannot be sent, which the log says", async () => {
      const [run] = await scheduler.runs("stock");
      const id = run?.dag_run_id ?? "";
      const states = await scheduler.states("stock", id);
      expect(states).toMatchObject({ publish: "success", tell: "skipped", afterwards: "success" });
      expect(await scheduler.log("stock", id, "tell")).toContain("The message was not sent");
    });

    it("trigger the pipeline without a source, once", async () => {
      const runs = await scheduler.ended("reports", 1);
      expect(runs).toMatchObject([{ state: "success", run_type: "asset_triggered" }]);
      await scheduler.pause(true, "reports");
    });

    it("move rows to the quarantine under the id of the run", async () => {
      const [run] = await scheduler.runs("daily");
      expect((await published("lake"))["quarantine"]?.map(String)).toEqual([`99,${run?.dag_run_id}`]);
    });

    it("write nothing into the output folder", () => {
      expect(filesOf("shop")).toEqual(deployed);
    });
  });

  it("a run that is later than its freshness allows is announced, and goes on", async () => {
    await scheduler.pause(false, "late");
    const { id, state } = await runOf("late");
    expect(state, await scheduler.story("late", id)).toBe("success");
    const message = await scheduler.until("the message about the deadline", async () =>
      machine.slack.messages.find((text) => text.includes("of late is late")),
    );
    expect(message).toBe(`Run ${id} of late is late: freshness allows 1s.`);
    await scheduler.until(
      "the email about the deadline",
      async () => machine.mail.messages.some((text) => text.includes("Subject: late is late")) || undefined,
    );
  });

  describe("a backfill", () => {
    const backfill = (dag: string, to: string) =>
      scheduler.call("POST", "backfills", {
        dag_id: dag,
        from_date: "2026-01-10T00:00:00Z",
        to_date: to,
        run_backwards: false,
        dag_run_conf: {},
        max_active_runs: 10,
      });

    it("is refused for a pipeline that does the same in each interval", async () => {
      await expect(backfill("stock", "2026-01-12T00:00:00Z")).rejects.toThrow("does not allow backfill");
    });

    it("loads and builds the data interval of each run, one run at a time", async () => {
      await load([...FIRST, ...LATE]);
      const known = (await scheduler.runs("daily")).length;
      // SQLite refuses a backfill while another service writes.
      await scheduler.until("the backfill", () =>
        backfill("daily", "2026-01-11T23:00:00Z").catch((error: Error) => {
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
      const tasks = (await scheduler.tasks("daily")).filter(({ task_id }) => task_id !== "turn");
      const spans = runs.map(({ dag_run_id: id }) => ({ id, tasks: tasks.filter((task) => task.dag_run_id === id) }));
      expect(overlaps(spans)).toEqual([]);
      for (const { dag_run_id } of runs)
        expect(await scheduler.log("daily", dag_run_id, "extract.orders")).toMatch(/updated_at from 2026-01-1\d/);
      expect((await published("lake"))["revenue"]?.map(String)).toEqual(["Berlin,100", "Oslo,3", "Paris,500"]);
    });
  });

  describe.each([{ dag: "daily", lake: "lake" }, ...WAYS.map((way) => ({ dag: way, lake: way }))])(
    "a run of $dag",
    ({ dag, lake }) => {
      let before: Readonly<Record<string, readonly ResultRow[]>>;
      beforeAll(async () => {
        await scheduler.pause(false, dag);
        await load(FIRST);
        if ((await scheduler.runs(dag)).length === 0) {
          const { id, state } = await runOf(dag);
          expect(state, await scheduler.story(dag, id)).toBe("success");
          expect((await published(lake))["quarantine"]?.map(String)).toEqual([`99,${id}`]);
        }
        before = await published(lake);
        expect(before["revenue"]?.map(String)).toEqual(expect.arrayContaining(["Berlin,100", "Paris,500"]));
      });

      it.each(PLACES)("is red on a bad row in %s, and changes nothing", async (place, rows) => {
        await load([...FIRST, ...rows]);
        const { id, state } = await runOf(dag);
        const states = await scheduler.states(dag, id);
        expect(state, JSON.stringify(states)).toBe("failed");
        expect(states["publish"]).toBe("upstream_failed");
        expect(await published(lake)).toEqual(before);
        const failed = (await scheduler.tasks(dag, id)).filter((task) => task.state === "failed");
        // A gate does not try again.
        expect(failed.map(({ try_number }) => try_number)).toEqual([1]);
        const [{ task_id: gate } = { task_id: "" }] = failed;
        expect(await scheduler.log(dag, id, gate), place).toMatch(/FAIL|Failure in test/);
        if (dag !== "daily") return;
        const message = await scheduler.until("the message about the run", async () =>
          machine.slack.messages.find((text) => text.includes(id)),
        );
        expect(message).toContain(`of daily failed at ${gate}`);
        expect(message).toContain(`/dags/daily/runs/${encodeURIComponent(id)}/tasks/`);
      });

      it("is green after the rows are mended", async () => {
        await load([...FIRST, ...MENDED]);
        const { id, state } = await runOf(dag);
        expect(state, await scheduler.story(dag, id)).toBe("success");
        expect((await published(lake))["revenue"]?.map(String)).toContain("Rome,6");
      });
    },
  );

  it("a new description makes a new version of the DAGs that show it, and of no other", async () => {
    const versions = async (dag: string) =>
      (await scheduler.call<{ total_entries: number }>("GET", `dags/${dag}/dagVersions`)).total_entries;
    const before = { daily: await versions("daily"), late: await versions("late") };
    const changed = scheduledIr();
    const contracts = changed.contracts.map((one) =>
      one.name === "prices" ? { ...one, description: "Changed." } : one,
    );
    write("shop", { ...changed, contracts }, {});
    for (const dag of ["daily", "late"]) await scheduler.parse(dag);
    await scheduler.until("the new description", async () => {
      const { doc_md } = await scheduler.call<{ doc_md: string }>("GET", "dags/late/details");
      return doc_md.includes("Changed.") || undefined;
    });
    await runOf("late");
    expect({ daily: await versions("daily"), late: await versions("late") }).toEqual({
      daily: before.daily,
      late: before.late + 1,
    });
  });
});

/** The pairs that were active at the same time. */
function overlaps(spans: readonly { readonly id: string; readonly tasks: readonly SeenTry[] }[]): readonly string[] {
  const all = spans.map(({ id, tasks }) => ({
    id,
    from: tasks.map(({ start_date }) => start_date ?? "").sort()[0] ?? "",
    to:
      tasks
        .map(({ end_date }) => end_date ?? "")
        .sort()
        .at(-1) ?? "",
  }));
  return all.flatMap((one, index) =>
    all
      .slice(index + 1)
      .flatMap((other) => (one.from < other.to && other.from < one.to ? [`${one.id} ${other.id}`] : [])),
  );
}
