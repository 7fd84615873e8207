import { describe, expect, it } from "vitest";
import type { GivenOptions } from "../../../src/emit/airflow/options.ts";
import { irOf } from "../../ir-of.ts";
import { dagsOf, emitDags } from "./project.ts";

const CONTRACT = `contract: {name: orders, version: 1.2.0, owner: shop@example.com, domain: sales}
dataset: {primary_key: [id], updated_at: updated_at}
sla: {freshness: {max_delay_hours: 6, column: updated_at}}
fields: [{name: id, type: bigint}, {name: updated_at, type: timestamp}]
`;

interface Spec {
  readonly contract?: string;
  readonly header?: string;
  readonly source?: string;
  readonly models?: string;
  readonly rest?: string;
}

/** The DAG of a pipeline of one table. */
function dag(
  { contract = CONTRACT, header = "", source = "mode: full", models = "[{staging: orders}]", rest = "" }: Spec,
  options: GivenOptions = {},
): string {
  const text = `pipeline: {name: daily, owner: shop@example.com, schedule: "0 5 * * *"${header}}
source: {type: postgres, connection: shop, tables: [orders], ${source}}
destination: {type: postgres, connection: lake}
models: ${models}
${rest}`;
  const ir = irOf({
    "contracts/orders.contract.yaml": contract,
    "contracts/daily.pipeline.yaml": text,
    "contracts/fct.sql": "select * from {{ ref('orders') }}",
  });
  return [...dagsOf(emitDags(ir, options)).values()].join("\n");
}

describe("retries", () => {
  it("are those of the spec, and 0 for gates", () => {
    const text = dag({ header: ", retries: 3" });
    expect(text.match(/"retries": 3/g)).toHaveLength(1);
    // The checks and the freshness of sources.
    expect(text.match(/ retries=0,/g)).toHaveLength(2);
  });

  it("are not written if the spec says nothing", () => {
    const text = dag({});
    expect(text).not.toContain('"retries"');
    expect(text).not.toContain("retry_delay");
  });

  it("of a gate are those of its spec", () => {
    expect(dag({ rest: "quality: {after: staging, retries: 2}" }).match(/ retries=2,/g)).toHaveLength(2);
  });
});

describe("the time that a run may take", () => {
  it("is that of the spec", () => {
    expect(dag({ header: ", run_timeout: 3h" })).toContain("    dagrun_timeout=timedelta(hours=3),\n");
  });

  it("has a deadline of the strictest freshness if somebody is told, and if Airflow has deadlines", () => {
    const alerted = { header: ", alerts: {slack: team_hook}" };
    const text = dag(alerted);
    expect(text).toContain("interval=timedelta(hours=6)");
    expect(text).toContain("callback=AsyncCallback(\n                SlackWebhookNotifier,");
    expect(dag({})).not.toContain("Deadline");
    expect(dag(alerted, { version: "2" })).not.toContain("Deadline");
    expect(dag(alerted, { version: "3.0" })).not.toContain("Deadline");
  });
});

describe("an asset", () => {
  it("has the version and the owner of its contract, and is in the group of its domain", () => {
    expect(dag({})).toContain(`ORDERS = Asset(
    name="shop.orders",
    uri="x-dex://shop/orders",
    group="sales",
    extra={"version": "1.2.0", "owner": "shop@example.com"},
)`);
  });
});

describe("a backfill", () => {
  const incremental = { source: "mode: incremental, watermark: updated_at" };

  it("is refused if each run does the same", () => {
    const text = dag({});
    expect(text).toContain("allowed_run_types=[");
    expect(text).toContain(
      "Every run loads and builds the same, whatever its data interval, so Airflow refuses backfills.",
    );
    expect(text).not.toContain("INTERVAL_ENV");
    expect(dag({}, { version: "2" })).not.toContain("allowed_run_types");
  });

  it("gives its data interval to tasks, and waits for other runs", () => {
    const text = dag(incremental);
    expect(text).not.toContain("allowed_run_types");
    expect(text).toContain('"DEX_INTERVAL_START": "{{ data_interval_start.in_timezone(\'UTC\').isoformat() if');
    expect(text).toContain("- loads the rows of its data interval: `orders`");
    expect(text).toContain("    turn() >> orders");
    expect(dag(incremental, { version: "2" })).not.toContain("take a turn");
  });
});

describe("a model in batches", () => {
  const text = dag({
    models: `[{staging: orders}, {name: fct, kind: fact, contract: orders, materialized: incremental, sql: fct.sql, jinja: true,
  config: {incremental_strategy: microbatch, batch_size: day, begin: "2026-01-01"}}]`,
  });

  it("gets the data interval of a backfill as dbt's flags, in UTC", () => {
    expect(text).toContain(
      `    "DBT_EVENT_TIME_START": "{{ data_interval_start.in_timezone('UTC').strftime('%Y-%m-%dT%H:%M:%S') if dag_run.run_type == 'backfill' else '' }}",`,
    );
    expect(text).toContain('"DBT_EVENT_TIME_END": "{{ data_interval_end.in_timezone(');
    expect(text).not.toContain("allowed_run_types");
    expect(text).toContain("- builds the batches of its data interval in: `fct`\n");
  });

  it("is the only one that gets them", () => {
    expect(dag({ source: "mode: incremental, watermark: updated_at" })).not.toContain("DBT_EVENT_TIME");
  });
});

describe("a quarantine", () => {
  const contract = CONTRACT.replace(
    "name: id, type: bigint",
    "name: id, type: bigint, minimum: 0, on_violation: quarantine",
  );

  it("has the run of Airflow, in every task of dbt", () => {
    const text = dag({ contract });
    expect(text).toContain('RUN_ENV = {\n    "DEX_RUN_ID": "{{ run_id }}",\n}\n');
    const commands = text.match(/bash_command="dbt /g) ?? [];
    expect(commands.length).toBeGreaterThan(2);
    expect(text.match(/env=\{\*\*DBT_ENV, \*\*RUN_ENV\}/g)).toHaveLength(commands.length);
    expect(dag({})).not.toContain("RUN_ENV");
  });

  it("has it with Cosmos, which sets the folders of dbt itself", () => {
    expect(dag({ contract }, { dbt: "cosmos" })).toContain('operator_args={"env": RUN_ENV, "append_env": True}');
  });

  it("of a staging model is built under audit with Cosmos, if models are published with it", () => {
    const models = `[{staging: orders}, {name: mart, materialized: table, sql: "select id from {{ ref('orders') }}"}]`;
    expect(dag({ contract, models }, { dbt: "cosmos" }).match(/"vars": \{"dex_audit": "daily"\}/g)).toHaveLength(2);
    expect(dag({ models }, { dbt: "cosmos" }).match(/"vars": \{"dex_audit": "daily"\}/g)).toHaveLength(1);
  });
});

describe("a message", () => {
  it("that cannot be sent does not fail the run, and what follows it runs", () => {
    const text = dag({ rest: "tasks: [{id: tell, notify: slack}, {id: done, after: tell}]" });
    expect(text).toContain("    tell = SlackNotice(\n");
    expect(text).toContain("class SlackNotice(Notice, SlackWebhookOperator):");
    expect(text).toContain('    done = EmptyOperator(\n        task_id="done",\n        trigger_rule="none_failed",\n');
    expect(dag({})).not.toContain("Notice");
  });

  it("about a failed run names the task, the run and the log", () => {
    for (const version of ["3", "3.0", "2"] as const)
      expect(dag({ header: ", alerts: {slack: hook}" }, { version })).toMatch(
        /Run \{\{ run_id \| e \}\} of daily failed.*\{\{ ti\.task_id \}\}\. Log: \{\{ ti\.log_url \}\}/,
      );
  });
});

describe("the Airflow Variable with the active run", () => {
  const incremental = { source: "mode: incremental, watermark: updated_at" };
  const item = "- the variable `dex_turn_daily`, which the DAG writes: the id of the active run\n";

  it("is in the documentation of a DAG with backfills", () => {
    expect(dag(incremental)).toContain(item);
    expect(dag({})).not.toContain("dex_turn");
    expect(dag(incremental, { version: "2" })).not.toContain("dex_turn");
  });
});

describe("the documentation of a DAG", () => {
  it("lists what the DAG needs in Airflow", () => {
    const text = dag(
      { header: ", alerts: {slack: hook, email: [a@example.com]}", rest: "tasks: [{id: tell, notify: slack}]" },
      { connections: "airflow", pools: { dbt: "few" } },
    );
    const [, needs] = /Needs in Airflow:\n\n((?:- .*\n)+)/.exec(text) ?? [];
    expect(needs?.match(/`[a-z_]+`(?=,)/g)).toEqual(
      ["`few`", "`shop`", "`lake`", "`hook`", "`slack\\_default`", "`smtp_default`"].map((name) =>
        name.replace("\\", ""),
      ),
    );
  });
});
