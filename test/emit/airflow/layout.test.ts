import { describe, expect, it } from "vitest";
import { templated } from "../../../src/emit/airflow/templated.ts";
import { irOf } from "../../ir-of.ts";
import { formatPython, lintPython } from "../../python.ts";
import { dagsOf, emitDags } from "./project.ts";

const LONG = "a_name_of_a_table_that_is_as_long_as_a_name_may_be_in_contracts";

/** A project of so many tables with names of some length, all read by one model. */
function wide(count: number, stem: string) {
  const names = Array.from({ length: count }, (_, index) => `${stem}${index}`);
  const contracts = names.map((name) => [
    `contracts/${name}.contract.yaml`,
    `contract: {name: ${name}, version: "1.0.0", owner: data@example.com}
dataset: {primary_key: [id], updated_at: changed}
schema: {properties: {id: {type: string}, changed: {type: timestamp}}}
sla: {freshness: {max_delay: 1d}}
`,
  ]);
  const sql = names.map((name) => `select id from {{ ref('stg_src__${name}') }}`).join(" union all ");
  const spec = `pipeline: {name: wide_${stem}, type: batch, owner: data@example.com}
source: {type: postgres, connection: src, schema: public, tables: [${names.join(", ")}]}
destination: {type: duckdb, connection: warehouse, schema: raw}
models: [{name: all_of_them, sql: "${sql}"}]
quality: {after: models, engines: [dbt, great_expectations]}
`;
  return irOf(Object.fromEntries([...contracts, ["contracts/wide.pipeline.yaml", spec]]) as Record<string, string>);
}

describe("a DAG of many tables", () => {
  it.each([
    [1, "t"],
    [4, "t"],
    [12, "orders_"],
    [30, "t"],
    [3, LONG.slice(0, 45)],
    [9, LONG.slice(0, 50)],
  ])("%i of them, called %s..., is laid out as Ruff lays it out", (count, stem) => {
    const ir = wide(count, stem);
    for (const dbt of ["bash", "expanded", "cosmos"] as const) {
      const [text = ""] = dagsOf(
        emitDags(ir, { dbt, commands: { extract: "uv run --project /opt/extract python" } }),
      ).values();
      expect(formatPython(text), dbt).toBe(text);
      expect(lintPython(text, { airflow: true }), dbt).toEqual([]);
    }
  });
});

describe("a dataset of Airflow 2 with a long name", () => {
  it("keeps its URI, on a line of its own", () => {
    const stem = LONG.slice(0, 50);
    const [text = ""] = dagsOf(emitDags(wide(1, stem), { version: "2" })).values();
    expect(text).toMatch(
      new RegExp(`^${stem.toUpperCase()}0 = Dataset\\(\n    "x-dex://[^"]+/${stem}0",\n    extra=.*,\n\\)$`, "m"),
    );
    expect(formatPython(text)).toBe(text);
  });
});

/** When a DAG runs: what is said of it, and what stands in the file. */
const SCHEDULES: readonly (readonly [version: "3" | "2", header: string, ...lines: readonly string[]])[] = [
  ["3", 'schedule: "@daily"', 'schedule=CronDataIntervalTimetable("@daily", timezone="UTC"),'],
  ["3", 'schedule: "@once"', 'schedule="@once",'],
  ["3", 'schedule: " 0 5 * * 1 "', 'schedule=CronDataIntervalTimetable("0 5 * * 1", timezone="UTC"),'],
  [
    "3",
    'schedule: "0 5 * * *", timezone: Asia/Tokyo',
    'schedule=CronDataIntervalTimetable("0 5 * * *", timezone="Asia/Tokyo"),',
  ],
  ["3", "tags: [a]", "schedule=None,"],
  ["2", "tags: [a]", "schedule=None,", 'start_date=pendulum.datetime(2020, 1, 1, tz="UTC"),'],
  ["3", 'start_date: "2026-02-03", timezone: Asia/Tokyo', 'start_date=pendulum.datetime(2026, 2, 3, tz="Asia/Tokyo"),'],
  [
    "3",
    "retry_delay: 1d, timeout: 90m",
    '"retry_delay": timedelta(days=1),',
    '"execution_timeout": timedelta(minutes=90),',
  ],
];

describe("when a DAG runs", () => {
  it.each(SCHEDULES.map(([version, header, ...lines]) => ({ version, header, lines })))(
    "Airflow $version, $header",
    ({ version, header, lines }) => {
      const spec = `pipeline: {name: daily, type: batch, owner: data@example.com, ${header}}
source: {type: postgres, connection: src, schema: public, tables: [a]}
destination: {type: postgres, connection: warehouse, schema: raw}
`;
      const contract = `contract: {name: a, version: "1.0.0", owner: data@example.com}
schema: {properties: {id: {type: string}}}
`;
      const ir = irOf({ "contracts/a.contract.yaml": contract, "contracts/d.pipeline.yaml": spec });
      const text = dagsOf(emitDags(ir, { version })).get("daily.py");
      for (const line of lines) expect(text).toContain(line);
      expect(text?.includes("start_date=")).toBe(version === "2" || header.includes("start_date"));
    },
  );
});

describe("a text for a field that Airflow renders", () => {
  it.each([
    ["data@example.com", "data@example.com"],
    ["{{ x }}@example.com", "{{ '\\u007b\\u007b x \\u007d\\u007d@example.com' }}"],
    ["{% x", "{{ '\\u007b\\u0025 x' }}"],
    ["it's {a} %} \\", "it's {a} %} \\"],
    ["it's {{a} \\ 😀", "{{ 'it\\u0027s \\u007b\\u007ba\\u007d \\u005c \\U0001f600' }}"],
    ["data@example.html", "{{ 'data@example.html' }}"],
    ["run.sh", "{{ 'run.sh' }}"],
  ])("%s", (text, written) => {
    expect(templated(text)).toBe(written);
  });
});
