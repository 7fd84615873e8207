import { describe, expect, it } from "vitest";
import type { BatchPipeline, Step } from "../../src/ir/pipeline.ts";
import { irOf } from "../ir-of.ts";

const contract = (name: string, more = "") => `
contract: {name: ${name}, version: "1.0.0", owner: data@example.com}
dataset: {primary_key: [id], updated_at: changed}
schema: {type: object, properties: {id: {type: string}, changed: {type: timestamp}}}
${more}`;

const CONTRACTS = {
  "contracts/a.contract.yaml": contract("a", "sla: {freshness: {max_delay: 1h}}"),
  "contracts/b.contract.yaml": contract("b"),
  "contracts/m.contract.yaml": contract("m"),
};

/** A pipeline over a and b, with whatever else is said. */
function spec(rest: string, name = "daily"): string {
  return `
pipeline: {name: ${name}, type: batch, owner: data@example.com}
source: {type: postgres, connection: src, name: src, schema: public, tables: [a, b]}
destination: {type: duckdb, connection: warehouse, schema: raw}
${rest}`;
}

function pipelinesOf(...specs: readonly string[]): ReadonlyMap<string, BatchPipeline> {
  const files = Object.fromEntries(specs.map((text, index) => [`contracts/${index}.pipeline.yaml`, text]));
  const batches = irOf({ ...CONTRACTS, ...files }).pipelines.filter((pipeline) => pipeline.kind === "batch");
  return new Map(batches.map((pipeline) => [pipeline.name, pipeline]));
}

function stepsOf(rest: string): readonly Step[] {
  return pipelinesOf(spec(rest)).get("daily")?.steps ?? [];
}

/** The graph in words: each step, then what it needs. */
function graphOf(steps: readonly Step[]): readonly string[] {
  return steps.map(({ id, needs }) => [id, ...needs].join(" "));
}

const MODELS = `models:
  - {staging: a, name: sa}
  - {staging: b, name: sb}
  - {dimension: a, name: dim_a}
  - {name: m, contract: m, sql: "select id, changed from {{ ref('dim_a') }} union all select id, changed from {{ ref('sb') }}"}
`;

it("every table of a schema is one step, whatever is built from contracts", () => {
  const [daily] = pipelinesOf(spec("").replace("[a, b]", "all")).values();
  expect(daily?.source).toMatchObject({ tables: [], everyTable: true });
  expect(graphOf(daily?.steps ?? [])).toEqual(["extract.all_tables", "publish extract.all_tables"]);
  expect(daily?.steps.find(({ kind }) => kind === "extract")).not.toHaveProperty("contract");
});

const GRAPHS: Readonly<Record<string, readonly [rest: string, ...graph: readonly string[]]>> = {
  "a source alone": ["", "extract.a", "extract.b", "publish extract.a extract.b"],
  "a staging model that nobody asks for is there for the tests": [
    "quality: {after: models, engines: [dbt]}",
    "extract.a",
    "extract.b",
    "staging.stg_src__a extract.a",
    "staging.stg_src__b extract.b",
    "quality.freshness extract.a",
    "quality.dbt staging.stg_src__a staging.stg_src__b",
    "publish quality.freshness quality.dbt",
  ],
  "models without a gate": [
    MODELS,
    "extract.a",
    "extract.b",
    "staging.sa extract.a",
    "staging.sb extract.b",
    "quality.freshness extract.a",
    "quality.dbt_staging staging.sa staging.sb",
    "prepare quality.freshness quality.dbt_staging",
    "models.dim_a prepare",
    "models.m models.dim_a",
    "quality.dbt_models models.m",
    "publish quality.dbt_models",
  ],
  "a gate after models": [
    `${MODELS}quality: {after: models, engines: [dbt, great_expectations]}`,
    "extract.a",
    "extract.b",
    "staging.sa extract.a",
    "staging.sb extract.b",
    "prepare staging.sa staging.sb",
    "models.dim_a prepare",
    "models.m models.dim_a",
    "quality.freshness extract.a",
    "quality.dbt models.m",
    "quality.great_expectations models.m",
    "publish quality.freshness quality.dbt quality.great_expectations",
  ],
  "a gate after staging stands before every model": [
    `${MODELS}quality: {after: staging, engines: [dbt, great_expectations]}`,
    "extract.a",
    "extract.b",
    "staging.sa extract.a",
    "staging.sb extract.b",
    "quality.freshness extract.a",
    "quality.dbt staging.sa staging.sb",
    "quality.great_expectations staging.sa staging.sb",
    "prepare quality.freshness quality.dbt quality.great_expectations",
    "models.dim_a prepare",
    "models.m models.dim_a",
    "publish models.m",
  ],
  "a gate after extract stands before staging": [
    `${MODELS}quality: {after: extract, engines: [great_expectations]}`,
    "extract.a",
    "extract.b",
    "quality.great_expectations extract.a extract.b",
    "staging.sa quality.great_expectations",
    "staging.sb quality.great_expectations",
    "prepare staging.sa staging.sb",
    "models.dim_a prepare",
    "models.m models.dim_a",
    "publish models.m",
  ],
  "dbt sees sources through staging models": [
    `${MODELS}quality: {after: extract, engines: [dbt, great_expectations]}`,
    "extract.a",
    "extract.b",
    "quality.freshness extract.a",
    "quality.great_expectations extract.a extract.b",
    "staging.sa quality.freshness quality.great_expectations",
    "staging.sb quality.freshness quality.great_expectations",
    "quality.dbt staging.sa staging.sb",
    "prepare quality.dbt",
    "models.dim_a prepare",
    "models.m models.dim_a",
    "publish models.m",
  ],
  "tasks, each after what it says": [
    `${MODELS}quality: {after: models, engines: [dbt]}
tasks:
  - {id: last, notify: slack, after: second}
  - {id: second, after: [extract, first]}
  - {id: first, after: extract}
  - {id: staged, after: staging}
  - {id: built, after: models}
  - {id: checked, after: quality}
  - {id: done}
`,
    "extract.a",
    "extract.b",
    "staging.sa extract.a",
    "staging.sb extract.b",
    "prepare staging.sa staging.sb",
    "models.dim_a prepare",
    "models.m models.dim_a",
    "quality.freshness extract.a",
    "quality.dbt models.m",
    "publish quality.freshness quality.dbt",
    "first extract.a extract.b",
    "second first",
    "last second",
    "staged staging.sa staging.sb",
    "built models.m",
    "checked quality.freshness quality.dbt",
    "done publish",
  ],
  "a task after checks that there are none of comes after the models": [
    `${MODELS}tasks: [{id: checked, after: quality}]`,
    "extract.a",
    "extract.b",
    "staging.sa extract.a",
    "staging.sb extract.b",
    "quality.freshness extract.a",
    "quality.dbt_staging staging.sa staging.sb",
    "prepare quality.freshness quality.dbt_staging",
    "models.dim_a prepare",
    "models.m models.dim_a",
    "quality.dbt_models models.m",
    "publish quality.dbt_models",
    "checked quality.dbt_models",
  ],
  "models in place": [
    `${MODELS}publish: {strategy: in_place}`,
    "extract.a",
    "extract.b",
    "staging.sa extract.a",
    "staging.sb extract.b",
    "quality.freshness extract.a",
    "quality.dbt_staging staging.sa staging.sb",
    "models.dim_a quality.freshness quality.dbt_staging",
    "models.m models.dim_a",
    "quality.dbt_models models.m",
    "publish quality.dbt_models",
  ],
  "two gates of two tools": [
    `${MODELS}quality: [{after: models, engines: [dbt]}, {after: extract, engines: [great_expectations]}]`,
    "extract.a",
    "extract.b",
    "quality.great_expectations extract.a extract.b",
    "staging.sa quality.great_expectations",
    "staging.sb quality.great_expectations",
    "prepare staging.sa staging.sb",
    "models.dim_a prepare",
    "models.m models.dim_a",
    "quality.freshness extract.a",
    "quality.dbt models.m",
    "publish quality.freshness quality.dbt",
  ],
  "a task of the name of dex's own": [
    "tasks: [{id: publish}, {id: publish_}]",
    "extract.a",
    "extract.b",
    "publish__ extract.a extract.b",
    "publish publish__",
    "publish_ publish__",
  ],
};

describe("the graph of a pipeline", () => {
  it.each(Object.entries(GRAPHS))("%s", (_, [rest, ...graph]) => {
    expect(graphOf(stepsOf(rest))).toEqual(graph);
  });

  it("has each step once, and after all that it needs", () => {
    for (const [rest] of Object.values(GRAPHS)) {
      const seen = new Set<string>();
      for (const { id, needs } of stepsOf(rest)) {
        expect(seen.has(id)).toBe(false);
        for (const need of needs) expect(seen.has(need), `${id} needs ${need}`).toBe(true);
        seen.add(id);
      }
    }
  });

  it("has no extract where changes are captured", () => {
    const captured = spec(MODELS).replace("tables: [a, b]", "tables: [a, b], mode: cdc");
    expect(graphOf(pipelinesOf(captured).get("daily")?.steps ?? [])[0]).toBe("staging.sa");
  });

  it("has gates that say what they look at", () => {
    const gates = stepsOf(`${MODELS}quality: {after: models, engines: [dbt, great_expectations]}`).filter(
      (step) => step.kind === "gate" || step.kind === "freshness",
    );
    expect(gates).toMatchObject([
      { kind: "freshness", contracts: ["a"] },
      { engine: "dbt", contracts: ["a", "b", "m"], models: ["sa", "sb", "dim_a", "m"] },
      { engine: "great_expectations", contracts: ["a", "b", "m"] },
    ]);
    const [raw, models] = stepsOf(MODELS).filter(({ kind }) => kind === "gate");
    expect(raw).toMatchObject({ contracts: ["a", "b"], models: ["sa", "sb"], isAudit: false });
    expect(models).toMatchObject({ contracts: ["m"], models: ["dim_a", "m"], isAudit: true });
    const early = stepsOf(`${MODELS}quality: {after: staging, engines: [dbt]}`).filter(({ kind }) => kind === "gate");
    expect(early).toMatchObject([{ contracts: ["a", "b"], models: ["sa", "sb"] }]);
  });
});

describe("pipelines that build on each other", () => {
  const first = spec(`models:
  - {staging: a, name: sa}
  - {staging: b, name: sb}
  - {name: quiet, sql: "select id from {{ ref('sa') }}"}
  - {name: loud, sql: "select id from {{ ref('sa') }}"}
  - {name: m, contract: m, sql: "select id, changed from {{ ref('sb') }}"}
`);
  const second = `
pipeline: {name: weekly, type: batch, owner: data@example.com}
source: {type: postgres, connection: other, schema: public, tables: [c]}
destination: {type: duckdb, connection: warehouse, schema: raw}
models:
  - {name: summary, sql: "select l.id from {{ ref('loud') }} as l join {{ ref('m') }} as m on m.id = l.id join {{ ref('sa') }} as s on s.id = l.id"}
`;
  const pipelines = () => {
    const files = {
      ...CONTRACTS,
      "contracts/c.contract.yaml": contract("c"),
      "contracts/1.pipeline.yaml": first,
      "contracts/2.pipeline.yaml": second,
    };
    return irOf(files).pipelines.filter((pipeline) => pipeline.kind === "batch");
  };

  it("publish contracts, and models without one that others read; await what they read", () => {
    const [daily, weekly] = pipelines();
    expect(daily?.steps.find(({ kind }) => kind === "publish")).toMatchObject({
      assets: [
        { kind: "contract", name: "a" },
        { kind: "contract", name: "b" },
        { kind: "contract", name: "m" },
        { kind: "model", name: "loud" },
      ],
    });
    expect(daily?.awaits).toEqual([]);
    expect(weekly?.awaits).toEqual([
      { kind: "contract", name: "a" },
      { kind: "contract", name: "m" },
      { kind: "model", name: "loud" },
    ]);
  });
});

describe("pipelines that extract a table from one source", () => {
  const reading = "models: [{name: counted, sql: \"select id from {{ ref('a') }}\"}]";
  const graphs = (...specs: readonly string[]) =>
    Object.fromEntries([...pipelinesOf(...specs)].map(([name, { steps }]) => [name, graphOf(steps)]));

  it("each build the staging model that they read, after their own extract", () => {
    for (const specs of [
      [spec("", "first"), spec(reading, "second")],
      [spec(reading, "second"), spec("", "third")],
      [spec(reading, "second"), spec(reading.replace("counted", "again"), "third")],
    ])
      expect(graphs(...specs)["second"]).toEqual([
        "extract.a",
        "extract.b",
        "staging.stg_src__a extract.a",
        "staging.stg_src__b extract.b",
        "quality.freshness extract.a",
        "quality.dbt_staging staging.stg_src__a staging.stg_src__b",
        "prepare quality.freshness quality.dbt_staging",
        "models.counted prepare",
        "quality.dbt_models models.counted",
        "publish quality.dbt_models",
      ]);
  });

  it("do not wait for each other, which would have one run for ever on what it publishes itself", () => {
    const second = pipelinesOf(spec("", "first"), spec(reading, "second")).get("second");
    expect(second?.awaits).toEqual([]);
  });

  it("have it tested by each that tests", () => {
    const quality = "quality: {after: models, engines: [dbt]}";
    expect(graphs(spec("", "first"), spec(quality, "second"))["second"]).toContain(
      "quality.dbt staging.stg_src__a staging.stg_src__b",
    );
  });

  it("leave it to the one that asks for it by name", () => {
    const asking = "models: [{staging: a}]";
    expect(graphs(spec("", "first"), spec(asking, "second"))).toEqual({
      first: ["extract.a", "extract.b", "publish extract.a extract.b"],
      second: [
        "extract.a",
        "extract.b",
        "staging.stg_src__a extract.a",
        "staging.stg_src__b extract.b",
        "quality.freshness extract.a",
        "quality.dbt staging.stg_src__a staging.stg_src__b",
        "publish quality.freshness quality.dbt",
      ],
    });
  });

  it("find it among those of other sources", () => {
    const other = spec("", "elsewhere").replace("name: src", "name: another");
    for (const models of [reading, "models: [{dimension: a, name: counted}]"])
      expect(graphs(other, spec("", "first"), spec(models, "second"))["second"]).toContain(
        "staging.stg_src__a extract.a",
      );
  });

  it("of another source have a staging model of their own", () => {
    const other = spec(reading, "second").replace("name: src", "name: other");
    const pipelines = pipelinesOf(spec("", "first"), other);
    expect(graphOf(pipelines.get("second")?.steps ?? [])).toContain("staging.stg_other__a extract.a");
    expect(graphOf(pipelines.get("first")?.steps ?? [])).toEqual([
      "extract.a",
      "extract.b",
      "publish extract.a extract.b",
    ]);
  });
});
