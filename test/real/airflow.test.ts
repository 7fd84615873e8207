import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { GivenOptions } from "../../src/emit/airflow/options.ts";
import type { EmittedFile } from "../../src/emit/emitter.ts";
import type { Ir } from "../../src/ir/ir.ts";
import type { BatchPipeline } from "../../src/ir/pipeline.ts";
import { emitDags } from "../emit/airflow/project.ts";
import { emitDbt, filesBelow } from "../emit/dbt/project.ts";
import { emitExtract } from "../emit/dlt/project.ts";
import { emitSuites } from "../emit/great-expectations/project.ts";
import { irOf } from "../ir-of.ts";
import { type DagRun, Machine, type Seen } from "./airflow/machine.ts";
import { withoutPython } from "./needs.ts";

const DAG = "daily_orders";
const FAULT = "order_of_unknown_status";

/**
 * The shop with its checks where a test wants them. It does not try again, or `dags test` would wait for ever, and it has no alerts, which
 * `dags test` cannot send.
 */
function shop(quality: string, { alerts = false, isSmall = false } = {}): Ir {
  const files = Object.entries(filesBelow("contracts")).map(([path, text]) => {
    const changed = (isSmall ? small(text) : text)
      .replace("retries: 2", "retries: 0")
      .replace(/^ {2}alerts: .*\n/m, (line) => (alerts ? line : ""))
      .replace(/^quality: .*$/m, `quality: ${quality}`);
    return [`contracts/${path}`, changed];
  });
  return irOf(Object.fromEntries(files) as Record<string, string>);
}

/** The spec without orders and what is made of them, where a run is about Airflow and not about the shop. */
function small(text: string): string {
  return text
    .replace(/^ {2}tables: .*$/m, "  tables: [customers, products]")
    .replace(/^ {2}- \{ staging: (?:orders|order_items|payments) \}\n/gm, "")
    .replace(/^ {2}- name: int_[\s\S]*?(?=^quality:)/m, "");
}

/** Everything that dex writes for a project, as it is deployed: each program is called in an environment of its own. */
function writeProject(
  machine: Machine,
  { name, ir, options }: { readonly name: string; readonly ir: Ir; readonly options: GivenOptions },
): void {
  machine.write(name, [
    ...emitDags(ir, { ...options, commands: machine.programs }).files.map(withoutDeadline),
    ...emitDbt(ir).files,
    ...emitExtract(ir).files,
    ...emitSuites(ir, { sources: ["pandas"] }).files,
  ]);
}

/** `dags test` of Airflow 3.3 ends a run of a DAG with a DeadlineAlert with an internal error. The test of the scheduler runs such a DAG. */
function withoutDeadline({ path, text }: EmittedFile): Pick<EmittedFile, "path" | "text"> {
  return { path, text: text.replace(/^ {4}deadline=\[\n[\s\S]*?^ {4}\],\n/m, "") };
}

function pipelineOf(ir: Ir): BatchPipeline {
  const found = ir.pipelines.find(({ name }) => name === DAG);
  if (found?.kind !== "batch") throw new Error("the shop has lost its pipeline");
  return found;
}

describe.skipIf(withoutPython({ from: 11 }))("the DAGs of the shop on Airflow 3", () => {
  const all = shop("{ after: models, engines: [dbt, great_expectations] }");
  const early = shop("{ after: staging, engines: [dbt] }");
  const few = shop("{ after: staging, engines: [dbt] }", { alerts: true, isSmall: true });
  let started: Machine | undefined;
  const machine = () => started as Machine;
  let seen: ReadonlyMap<string, Seen> = new Map();

  const write = (name: string, ir: Ir, options: GivenOptions) => {
    writeProject(machine(), { name, ir, options });
  };

  beforeAll(async () => {
    started = await Machine.start();
    write("bash", all, {});
    write("expanded", early, { dbt: "expanded" });
    write("cosmos", few, { dbt: "cosmos" });
    // Cosmos reads the manifest, which is made where DAGs are deployed.
    const dbt = join(machine().folder, "cosmos", "dbt", "duckdb");
    const parsed = await machine().command("cosmos", ["parse", "--project-dir", dbt, "--profiles-dir", dbt], "dbt");
    expect(parsed.status, parsed.stdout).toBe(0);
    seen = await machine().see(["bash", "expanded", "cosmos"]);
  });
  afterAll(() => machine().stop());

  it.each(["bash", "expanded", "cosmos"])("are imported without an error: %s", (name) => {
    expect(seen.get(name)?.errors).toEqual({});
    expect(Object.keys(seen.get(name)?.dags ?? {})).toEqual([DAG]);
  });

  it("are the compiler's graph, task by task", () => {
    expect(edgesSeen(seen.get("expanded"))).toEqual(graphOf(early));
    expect(edgesSeen(seen.get("expanded")).length).toBeGreaterThan(15);
  });

  it("are the compiler's graph with the models of a stage in one task", () => {
    const stage = (id: string) => (/^(staging|models)\./.test(id) ? id.replace(/\..*/, "") : id);
    const edges = pipelineOf(all).steps.flatMap(({ id, needs }) =>
      needs.map((need) => [stage(need), stage(id)] as const).filter(([from, to]) => from !== to),
    );
    expect(reachable(edgesOf(seen.get("bash")))).toEqual(reachable(edges));
  });

  it("run at five in Berlin, about the day before", () => {
    expect(seen.get("bash")?.dags[DAG]).toMatchObject({
      timetable: "CronDataIntervalTimetable",
      catchup: false,
      tags: ["daily"],
    });
  });

  it("publish every contract, in one task alone", () => {
    for (const name of ["bash", "expanded", "cosmos"]) {
      const tasks = Object.entries(seen.get(name)?.dags[DAG]?.tasks ?? {});
      expect(tasks.filter(([, { outlets }]) => outlets.length > 0).map(([id]) => id)).toEqual(["publish"]);
    }
    expect(seen.get("bash")?.dags[DAG]?.tasks["publish"]?.outlets).toEqual(ASSETS);
  });

  it("with Cosmos have a task for every model, between the same gates", () => {
    const tasks = seen.get("cosmos")?.dags[DAG]?.tasks ?? {};
    const models = pipelineOf(few).steps.flatMap((step) => ("model" in step ? step.model : []));
    for (const model of models)
      expect(
        Object.keys(tasks).some((id) => id.endsWith(`.${model}_run`) || id.endsWith(`.${model}.run`)),
        model,
      ).toBe(true);
    const edges = reachable(edgesOf(seen.get("cosmos")));
    expect(edges).toContain("extract.customers quality.dbt");
    expect(edges).toContain("quality.dbt publish");
    const built = Object.keys(tasks).filter((id) => id.startsWith("models."));
    expect(built).toHaveLength(3);
    for (const id of built) expect(edges).toContain(`quality.dbt ${id}`);
  });

  it("send a mail when a run fails", async () => {
    const { status, stderr } = await machine().notify("cosmos", DAG);
    expect(status, stderr).toBe(0);
    expect(machine().mail.messages, stderr).toHaveLength(1);
    expect(machine().mail.messages[0]).toContain("rcpt TO:<commerce-data@example.com>");
    expect(machine().mail.messages[0]).toContain("Subject: daily_orders failed");
    const [, content = ""] = /base64\r?\n\r?\n([\w+/=\r\n]+)/.exec(machine().mail.messages[0] ?? "") ?? [];
    expect(Buffer.from(content, "base64").toString()).toBe(
      "Run scheduled__2026-03-01 of daily_orders failed: task_failure",
    );
  });

  describe("a run", () => {
    let good: DagRun;
    let filled: Readonly<Record<string, number>>;
    let bad: DagRun;
    let stale: DagRun;
    let cosmos: DagRun;
    beforeAll(async () => {
      const stages = async () => {
        good = await machine().test("bash", DAG, []);
        filled = await machine().count("bash", TABLES);
        bad = await machine().test("bash", DAG, [FAULT]);
      };
      const models = async () => {
        stale = await machine().test("expanded", DAG, [FAULT, "stale_payments"]);
        cosmos = await machine().test("cosmos", DAG, []);
      };
      await Promise.all([stages(), models()]);
    });

    describe("one task per stage, checks after the models", () => {
      it("is green on clean rows, publishes, and tells", () => {
        expect(good.state, good.stdout + good.stderr).toBe("success");
        expect(new Set(Object.values(good.tasks))).toEqual(new Set(["success"]));
        expect(good.published).toEqual(ASSETS);
        expect(machine().slack.messages).toContain(`daily_orders: tell_finance (run ${good.run})`);
      });

      it("has brought the shop's rows from PostgreSQL to the marts", () => {
        expect(good.stdout + good.stderr).toMatch(/orders: \d+ rows/);
        expect(filled["raw.shop_orders"]).toBeGreaterThan(100);
        expect(filled["analytics.fct_orders"]).toBe(filled["raw.shop_orders"]);
        expect(filled["analytics.dim_customers"]).toBe(filled["raw.customers"]);
        expect(filled["analytics.dim_products"]).toBe(filled["raw.products"]);
        expect(filled["analytics.daily_revenue"]).toBeGreaterThan(25);
      });

      it("is red at both gates on a bad row, and nothing behind them happens", () => {
        expect(bad.status, bad.stdout + bad.stderr).not.toBe(0);
        expect(bad.state).toBe("failed");
        const others = Object.entries(bad.tasks).filter(([, state]) => state !== "success");
        expect(Object.fromEntries(others)).toEqual({
          "quality.dbt": "failed",
          "quality.great_expectations": "failed",
          publish: "upstream_failed",
          tell_finance: "upstream_failed",
        });
        expect(bad.published).toEqual([]);
        expect(machine().slack.messages.join("\n")).not.toContain(bad.run);
        expect(bad.stdout + bad.stderr).toContain("orders__status__in_set");
      });
    });

    describe("one task per model, checks after staging", () => {
      it("is red at the gate on a bad row and on stale ones, and builds no model", () => {
        expect(stale.state, stale.stdout + stale.stderr).toBe("failed");
        const states = (group: RegExp) =>
          new Set(
            Object.entries(stale.tasks)
              .filter(([id]) => group.test(id))
              .map(([, state]) => state),
          );
        expect(states(/^(extract|staging)\./)).toEqual(new Set(["success"]));
        expect(stale.tasks["quality.freshness"]).toBe("failed");
        expect(stale.tasks["quality.dbt"]).toBe("failed");
        expect(states(/^models\.|^publish$|^tell_finance$/)).toEqual(new Set(["upstream_failed"]));
        expect(stale.published).toEqual([]);
      });
    });

    it("with Cosmos is green on clean rows, and publishes", async () => {
      await expectGreen(machine(), "cosmos", cosmos);
    });
  });
});

describe.skipIf(withoutPython({ to: 12 }))("the DAGs of the shop on Airflow 2", () => {
  let started: Machine | undefined;
  const ir = shop("{ after: staging, engines: [dbt, great_expectations] }");
  const machine = () => started as Machine;
  beforeAll(async () => {
    started = await Machine.start("airflow-2");
    writeProject(machine(), { name: "bash", ir, options: { version: "2" } });
    writeProject(machine(), { name: "expanded", ir, options: { version: "2", dbt: "expanded" } });
    const few = shop("{ after: models, engines: [dbt, great_expectations] }", { isSmall: true });
    writeProject(machine(), { name: "few", ir: few, options: { version: "2" } });
  });
  afterAll(() => started?.stop());

  it("are imported without an error, and are the same graph", async () => {
    const seen = await machine().see(["bash", "expanded"]);
    for (const found of seen.values()) expect(found).toMatchObject({ errors: {}, dags: { [DAG]: { catchup: false } } });
    expect(edgesSeen(seen.get("expanded"))).toEqual(graphOf(ir));
    expect(seen.get("expanded")?.dags[DAG]?.tasks["publish"]?.outlets).toEqual(ASSETS);
    expect(seen.get("bash")?.dags[DAG]?.doc).toContain("Publishes, once every check is green:");
  });

  it("run to the end on clean rows, and publish", async () => {
    await expectGreen(machine(), "few", await machine().test("few", DAG, []));
  });
});

/** A run of a small shop on clean rows: every task succeeds, everything is published, and the dimensions are filled. */
async function expectGreen(machine: Machine, project: string, run: DagRun): Promise<void> {
  expect(run.state, run.stdout + run.stderr).toBe("success");
  expect(new Set(Object.values(run.tasks))).toEqual(new Set(["success"]));
  expect(run.published).toEqual(["customers", "dim_customers", "products"].map((name) => `x-dex://shop/${name}`));
  expect(await machine.count(project, ["analytics.dim_customers", "analytics.dim_products"])).toEqual({
    "analytics.dim_customers": 200,
    "analytics.dim_products": 40,
  });
}

const TABLES = [
  ...["raw.shop_orders", "raw.customers", "raw.products"],
  ...["analytics.fct_orders", "analytics.dim_customers", "analytics.dim_products", "analytics.daily_revenue"],
];

const ASSETS = [
  "customers",
  "daily_revenue",
  "dim_customers",
  "fct_orders",
  "order_items",
  "orders",
  "payments",
  "products",
].map((name) => `x-dex://shop/${name}`);

/** The compiler's graph: each step with what it needs, as a line. */
function graphOf(ir: Ir): readonly string[] {
  return pipelineOf(ir)
    .steps.map(({ id, needs }) => [id, ...[...needs].sort()].join(" "))
    .sort();
}

/** The tasks that are steps of the compiler. The first task only waits for other runs. */
function stepsOf(found: Seen | undefined): (readonly [id: string, needs: readonly string[]])[] {
  const tasks = Object.entries(found?.dags[DAG]?.tasks ?? {}).filter(([id]) => id !== "turn");
  return tasks.map(([id, { needs }]) => [id, needs.filter((need) => need !== "turn")] as const);
}

function edgesOf(found: Seen | undefined): (readonly [string, string])[] {
  const tasks = stepsOf(found);
  return tasks.flatMap(([id, needs]) => needs.map((need) => [need, id] as const));
}

/** Each task with what it needs, as a line. */
function edgesSeen(found: Seen | undefined): readonly string[] {
  return stepsOf(found)
    .map(([id, needs]) => [id, ...needs].join(" "))
    .sort();
}

/** Every pair of tasks of which the second comes after the first, by whatever way. */
function reachable(edges: readonly (readonly [string, string])[]): readonly string[] {
  const next = new Map<string, string[]>();
  for (const [from, to] of edges) next.set(from, [...(next.get(from) ?? []), to]);
  const found = new Set<string>();
  const walk = (start: string, node: string): void => {
    for (const to of next.get(node) ?? []) {
      if (found.has(`${start} ${to}`)) continue;
      found.add(`${start} ${to}`);
      walk(start, to);
    }
  };
  for (const start of next.keys()) walk(start, start);
  return [...found].sort();
}
