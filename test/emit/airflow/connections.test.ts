import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { irOf } from "../../ir-of.ts";
import { filesBelow } from "../dbt/project.ts";
import { dagsOf, emitDags } from "./project.ts";

const files = Object.fromEntries(
  Object.entries(filesBelow("contracts")).map(([path, text]) => [`contracts/${path}`, text]),
);
const SPEC = "contracts/daily_orders.pipeline.yaml";

function dag(change: (spec: string) => string, options: Parameters<typeof emitDags>[1] = {}): string {
  const spec = change(readFileSync(SPEC, "utf8"));
  return dagsOf(emitDags(irOf({ ...files, [SPEC]: spec }), options)).get("daily_orders.py") ?? "";
}

const onPostgres = (spec: string) =>
  spec.replace(
    "{ type: duckdb, connection: warehouse, schema: raw }",
    "{ type: postgres, connection: my-lake, schema: raw }",
  );

describe("a DAG that reads Airflow Connections", () => {
  const text = dag(onPostgres, { connections: "airflow" });

  it("maps them to the variables of all tools, in templates that Airflow renders when a task runs", () => {
    expect(text).toContain(`SOURCE_ENV = {
    "DEX_SHOP_POSTGRES_HOST": "{{ conn.shop_postgres.host or '' }}",
    "DEX_SHOP_POSTGRES_PORT": "{{ conn.shop_postgres.port or '5432' }}",
    "DEX_SHOP_POSTGRES_USER": "{{ conn.shop_postgres.login or '' }}",
    "DEX_SHOP_POSTGRES_PASSWORD": "{{ conn.shop_postgres.password or '' }}",
    "DEX_SHOP_POSTGRES_DATABASE": "{{ conn.shop_postgres.schema or '' }}",
}`);
    expect(text).toContain(`"DEX_MY_LAKE_HOST": "{{ conn['my-lake'].host or '' }}"`);
    expect(text).not.toContain("get_connection");
  });

  it("passes the source to extracts only", () => {
    expect(
      text.match(/env=\{\*\*INTERVAL_ENV, \*\*SOURCE_ENV, \*\*DESTINATION_ENV\},\n *append_env=True/g),
    ).toHaveLength(5);
    expect(text.match(/env=\{\*\*DBT_ENV, \*\*INTERVAL_ENV, \*\*DESTINATION_ENV\},\n *append_env=True/g)).toHaveLength(
      6,
    );
    expect(text.match(/env=DESTINATION_ENV,\n *append_env=True/g)).toHaveLength(1);
  });

  it("passes them to the tasks of Cosmos", () => {
    const cosmos = dag(onPostgres, { connections: "airflow", dbt: "cosmos" });
    expect(cosmos.match(/"env": \{\*\*INTERVAL_ENV, \*\*DESTINATION_ENV\}/g)).toHaveLength(2);
  });

  it("reads none by default", () => {
    expect(dag(onPostgres)).not.toContain("conn.");
  });
});

describe("notifications", () => {
  const notify = (task: string) => (spec: string) =>
    spec.replace("{ id: tell_finance, notify: slack, after: quality }", task);

  it("contain the message of the spec, without evaluating templates in it", () => {
    const plain = dag(notify('{ id: tell, notify: slack, message: "Revenue is there." }'));
    expect(plain).toContain('message="Revenue is there."');
    const hostile = dag(notify('{ id: tell, notify: slack, message: "{{ conn.warehouse.password }} 100 %" }'));
    expect(hostile).not.toContain("{{ conn");
    expect(hostile).toContain("\\\\u007b\\\\u007b conn.warehouse.password");
    const mail = dag(notify('{ id: tell, notify: email, message: "<b>1 & 2</b>" }'));
    expect(mail).toContain('html_content="&lt;b&gt;1 &amp; 2&lt;/b&gt;"');
  });

  it("are sent to Slack over the connection of the spec when a run fails", () => {
    const text = dag((spec) =>
      spec.replace("alerts: { email: [commerce-data@example.com] }", "alerts: { slack: team_hook }"),
    );
    expect(text).toContain(`    on_failure_callback=[
        SlackWebhookNotifier(
            slack_webhook_conn_id="team_hook",
            text="Run {{ run_id | e }} of daily_orders failed{% if ti is defined %} at {{ ti.task_id }}. Log: {{ ti.log_url }}{% else %}: {{ reason }}{% endif %}",
        ),
    ],`);
    expect(text).toContain("from airflow.providers.slack.notifications.slack_webhook import SlackWebhookNotifier\n");
    expect(text).not.toContain("SmtpNotifier");
  });

  it("require providers with an upper version bound", () => {
    const { files: made } = emitDags(irOf(files));
    const lines = made.find(({ path }) => path === "airflow/requirements.txt")?.text.split("\n") ?? [];
    for (const line of lines.filter((one) => one !== "" && !one.startsWith("#"))) expect(line).toMatch(/>=[\d.]+,<\d/);
  });
});
