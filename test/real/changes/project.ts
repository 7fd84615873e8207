import type { Ir } from "../../../src/ir/ir.ts";
import { irOf } from "../../ir-of.ts";
import type { Engine } from "../dbt/engine.ts";
import { CHANGES, type Change, type Side } from "./cases.ts";

/** The two states of the project. */
export type When = "before" | "after";

/** The pipeline that loads a table. */
export function pipelineOf(name: string, when: When): string {
  const { before, after, refused, rebuildsFact, isInPlace } = CHANGES[name] as Change;
  const mode = { before, after }[when].mode ?? "incremental";
  if (before.mode !== undefined) return `tables_${mode}`;
  if (isInPlace) return "in_place";
  if (name === WATERMARK) return "watermark";
  return refused === undefined && rebuildsFact === undefined ? "follow" : "rebuild";
}

const WATERMARK = "rename_the_watermark";

/** The tables of which a snapshot keeps the history. */
export const HISTORIES: readonly string[] = [
  "add_nullable",
  "integer_to_bigint",
  "more_digits",
  "required_to_nullable",
].filter((name) => name in CHANGES);

/** True if an incremental model reads the table. */
export function hasFact(name: string): boolean {
  const { before, after } = CHANGES[name] as Change;
  // The rows of a fact lack the value of a required column until the fact is built again; a test of the contract says so.
  return (
    before.mode === undefined && name !== WATERMARK && !after.fields.includes("w: { type: string, required: true }")
  );
}

/** A contract per change, and an incremental model with the same columns. */
export function changesIr(engine: Engine, when: When): Ir {
  const names = Object.keys(CHANGES);
  const pipelines = [...new Set(names.map((name) => pipelineOf(name, when)))];
  return irOf({
    ...Object.fromEntries(names.flatMap((name) => contracts(name, when))),
    ...Object.fromEntries(
      pipelines.map((pipeline): [string, string] => [
        `contracts/${pipeline}.pipeline.yaml`,
        pipelineText(pipeline, { engine, when, tables: names.filter((name) => pipelineOf(name, when) === pipeline) }),
      ]),
    ),
  });
}

function contracts(name: string, when: When): [string, string][] {
  const side = (CHANGES[name] as Change)[when];
  const text = (of: string) => contractText(of, side, name === WATERMARK && when === "after");
  const fact: [string, string] = [`contracts/fct_${name}.contract.yaml`, text(`fct_${name}`)];
  return [[`contracts/${name}.contract.yaml`, text(name)], ...(hasFact(name) ? [fact] : [])];
}

function contractText(name: string, { fields, key = "id", closed = false }: Side, isRenamed: boolean): string {
  const watermark = isRenamed ? "modified: { type: timestamp, renamed_from: changed }" : "changed: { type: timestamp }";
  return `
contract: { name: ${name}, version: "1.0.0", owner: data-team@example.com }
dataset: { kind: table, primary_key: [${key}], closed: ${closed}, updated_at: ${isRenamed ? "modified" : "changed"} }
schema: { properties: { id: { type: bigint }, ${watermark}, ${fields} } }
`;
}

interface Loads {
  readonly engine: Engine;
  readonly when: When;
  readonly tables: readonly string[];
}

function pipelineText(name: string, { engine, when, tables }: Loads): string {
  const watermark = name === "watermark" && when === "after" ? "modified" : "changed";
  const mode = name === "tables_full" ? "mode: full" : `mode: incremental, watermark: ${watermark}`;
  return `
pipeline: { name: ${name}, type: batch, schedule: "0 5 * * *", owner: data-team }
source: { name: ${name}, type: postgres, connection: shop_postgres, tables: [${tables.join(", ")}], ${mode} }
destination: { type: ${engine}, connection: warehouse, schema: raw }
publish: { strategy: ${name === "in_place" ? "in_place" : "swap"} }
models:
${name === "in_place" ? VIEW : ""}${tables.flatMap((table) => modelLines(table, when)).join("\n")}
`;
}

/** A view whose column PostgreSQL would not let a run alter. */
const VIEW = `  - { name: view_in_place, kind: mart, materialized: view, sql: "select id, v from {{ ref('fct_in_place') }}" }
`;

function modelLines(table: string, when: When): readonly string[] {
  const { fields } = (CHANGES[table] as Change)[when];
  const columns = ["id", "changed", ...[...fields.matchAll(/(\w+): \{/g)].map(([, name]) => name)];
  const sql = `select ${columns.join(", ")} from {{ ref('${table}') }}`;
  return [
    `  - { staging: ${table} }`,
    ...(HISTORIES.includes(table) ? [`  - { dimension: ${table}, name: dim_${table}, scd: 2 }`] : []),
    ...(hasFact(table)
      ? [
          `  - { name: fct_${table}, kind: fact, contract: fct_${table}, materialized: incremental, unique_key: id, sql: "${sql}" }`,
        ]
      : []),
  ];
}
