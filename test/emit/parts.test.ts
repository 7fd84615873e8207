import { readFileSync } from "node:fs";
import { isDeepStrictEqual } from "node:util";
import { describe, expect, it } from "vitest";
import type { DivideWork, Emission, EmitInput, Part, PartInputs, Selection } from "../../src/emit/emitter.ts";
import { inParts, noInputs, part, restrict } from "../../src/emit/parts.ts";
import { airflow, dbt, extract, greatExpectations, jsonSchema, kafka, typescript } from "../../src/emit/registry.ts";
import { createRender } from "../../src/emit/render.ts";
import type { Contract } from "../../src/ir/contract.ts";
import type { Ir } from "../../src/ir/ir.ts";
import type { Pipeline } from "../../src/ir/pipeline.ts";
import { irOf } from "../ir-of.ts";
import { filesBelow } from "./dbt/project.ts";
import { whole } from "./whole.ts";

/** The example project of this repository: tables, topics and pipelines. */
const ir = irOf(
  Object.fromEntries(Object.entries(filesBelow("contracts")).map(([path, text]) => [`contracts/${path}`, text])),
);
const render = createRender((name) => readFileSync(`templates/${name}`, "utf8"));

/** Each emitter that works in parts, and other options for it, all of them different from the first. */
const emitters = [
  [airflow(), airflow({ version: "2", dbt: "expanded", root: "/opt", commands: { dbt: "d" }, pools: { dbt: "p" } })],
  [
    dbt({ adapters: ["duckdb", "bigquery"] }),
    dbt({ adapters: ["postgres", "bigquery", "duckdb"], tests: "dbt_utils" }),
  ],
  [extract(), extract({ chunkRows: 7 })],
  [
    greatExpectations(),
    greatExpectations({ sources: ["snowflake"], layout: "project", tableSchema: "t", modelSchema: "m" }),
  ],
  [jsonSchema(), jsonSchema()],
  [kafka(), kafka({ outputs: [], cluster: "other", authentication: "tls" })],
  [
    typescript({ kafka: true }),
    typescript({ packageName: "p", version: "1.0.0", int64: "number", zod: true, kysely: false, kafka: false }),
  ],
] as const;

describe("the parts of an emitter", () => {
  it.each(emitters.map(([one, other]) => [one.emitter.name, one, other] as const))(
    "%s: each is made from the inputs that it declares",
    async (_, { emitter, given }, other) => {
      const { emit, parts } = await emitter.load();
      if (parts === undefined) throw new Error("it has no parts");
      const options = optionsOf(emitter, given);
      const otherOptions = optionsOf(emitter, other.given);
      const divided = [...parts({ ir, options })];
      expect(divided.length).toBeGreaterThan(1);
      expect(new Set(divided.map(({ key }) => key)).size).toBe(divided.length);
      let compared = 0;
      for (const one of divided) {
        const others = changeOthers(ir, one.inputs);
        const mixed = pick(options, otherOptions, one.inputs.options);
        for (const changed of [
          { ir: others, options, render },
          { ir: others, options: mixed, render },
        ]) {
          const again = find(parts, changed, one);
          // Where a fact has changed, the part says that it is made from something else.
          if (again === undefined) continue;
          compared++;
          expect(made(again, changed), `${emitter.name}: ${one.key}`).toEqual(made(one, { ir, options, render }));
        }
      }
      expect(compared).toBeGreaterThanOrEqual(divided.length);
      // The changes are such that they show: all of it together is made otherwise.
      const all = changeOthers(ir, noInputs);
      expect(whole(emit({ ir: all, options, render })).files).not.toEqual(whole(emit({ ir, options, render })).files);
    },
  );

  it("that need one contract are most of the parts", async () => {
    for (const [{ emitter, given }] of emitters) {
      const { parts } = await emitter.load();
      const divided = [...(parts?.({ ir, options: optionsOf(emitter, given) }) ?? [])];
      const small = divided.filter(({ inputs }) => inputs.contracts !== "all");
      expect(small.length, emitter.name).toBeGreaterThanOrEqual(divided.length - 3);
    }
  });

  it("get their slice and no more", () => {
    const [first, second] = ir.contracts;
    if (first === undefined || second === undefined) throw new Error("the project has two contracts");
    const seen: EmitInput<{ a?: number; b?: number }>[] = [];
    const see = (input: EmitInput<{ a?: number; b?: number }>): Emission => {
      seen.push(input);
      return { files: [], coverage: [], diagnostics: [] };
    };
    const one = part("one", { ...noInputs, contracts: [second.id], options: ["b"], templates: ["known"] }, see);
    whole(inParts<{ a?: number; b?: number }>(() => [one])({ ir, options: { a: 1, b: 2 }, render }));
    expect(seen[0]?.ir).toEqual({ project: ir.project, contracts: [second], pipelines: [] });
    expect(seen[0]?.options).toEqual({ b: 2 });
    expect(() => seen[0]?.render("unknown", {})).toThrow('the part "one" does not declare the template "unknown"');
  });

  it("have keys of their own", () => {
    const one = part("one", noInputs, (): Emission => ({ files: [], coverage: [], diagnostics: [] }));
    expect(() => whole(inParts(() => [one, one])({ ir, options: {}, render }))).toThrow('two parts have the key "one"');
  });
});

function optionsOf({ readOptions }: (typeof emitters)[number][0]["emitter"], given: unknown): unknown {
  const read = readOptions(given);
  if ("problems" in read) throw new Error(JSON.stringify(read.problems));
  return read.value;
}

function made(one: Part<unknown>, input: EmitInput<unknown>): Emission {
  return whole(one.emit(restrict(input, one)));
}

/** The same part of a changed project; undefined where there is none, or where it is made from other facts. */
function find(divide: DivideWork<unknown>, input: EmitInput<unknown>, { key, inputs }: Part<unknown>) {
  const again = [...divide(input)].find((one) => one.key === key);
  return again !== undefined && isDeepStrictEqual(again.inputs, inputs) ? again : undefined;
}

function isSelected(name: string, selection: Selection): boolean {
  return selection === "all" || selection.includes(name);
}

/** The options that a part declares, and other values for all others. */
function pick(options: unknown, others: unknown, selection: Selection): unknown {
  const declared = Object.entries(options as object).filter(([name]) => isSelected(name, selection));
  return { ...(others as object), ...Object.fromEntries(declared) };
}

/** The project with everything changed but what is selected; the names of things stay. */
function changeOthers({ project, contracts, pipelines }: Ir, selected: PartInputs): Ir {
  return {
    project,
    contracts: contracts.map((one) => (isSelected(one.id, selected.contracts) ? one : changeContract(one))),
    pipelines: pipelines.map((one) => (isSelected(one.id, selected.pipelines) ? one : changePipeline(one))),
  };
}

function changeContract(contract: Contract): Contract {
  const { dataset } = contract;
  const fields = dataset.fields.map((field) => ({ ...field, description: "changed", unit: "changed" }));
  const topic = dataset.topic && { topic: { ...dataset.topic, partitions: 77, producers: ["changed"] } };
  return {
    ...contract,
    version: "77.0.0",
    description: "changed",
    owner: { name: "changed" },
    tags: ["changed"],
    consumers: [],
    dataset: { ...dataset, fields, ...topic, closed: !dataset.closed },
  };
}

function changePipeline(pipeline: Pipeline): Pipeline {
  const common = { description: "changed", owner: { name: "changed" }, tags: ["changed"] };
  if (pipeline.kind !== "batch") return { ...pipeline, ...common };
  const source = pipeline.source && { ...pipeline.source, connection: "changed" };
  return { ...pipeline, ...common, retries: 77, ...(source && { source }) };
}
