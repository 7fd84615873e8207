import type { Ir } from "../../../src/ir/ir.ts";
import type { BatchPipeline, Step } from "../../../src/ir/pipeline.ts";
import type { Argument } from "../../../src/running/command.ts";
import { commandOf, runningProject } from "../../../src/running/run.ts";
import { irOf } from "../../ir-of.ts";
import type { Invoked, Session } from "./session.ts";

/** Orders and customers up to a history, an incremental fact and two marts. Each place has a rule that a row can break there alone. */
export function publishingIr(destination: "duckdb" | "postgres"): Ir {
  return irOf({
    "contracts/customers.contract.yaml": `
contract: {name: customers, version: 1.0.0, owner: shop@example.com}
dataset: {primary_key: [customer_id], updated_at: updated_at}
fields:
  - {name: customer_id, type: bigint}
  - {name: city, type: string, min_length: 2}
  - {name: updated_at, type: timestamp}
`,
    "contracts/orders.contract.yaml": `
contract: {name: orders, version: 1.0.0, owner: shop@example.com}
dataset: {primary_key: [order_id], updated_at: updated_at}
fields:
  - {name: order_id, type: bigint}
  - {name: customer_id, type: bigint}
  - {name: amount, type: integer, minimum: 0}
  - {name: updated_at, type: timestamp}
`,
    "contracts/fct_orders.contract.yaml": `
contract: {name: fct_orders, version: 1.0.0, owner: shop@example.com}
dataset: {primary_key: [order_id], updated_at: updated_at}
fields:
  - {name: order_id, type: bigint}
  - {name: customer_id, type: bigint}
  - {name: amount, type: integer, maximum: 1000}
  - {name: updated_at, type: timestamp}
`,
    "contracts/revenue.contract.yaml": `
contract: {name: revenue, version: 1.0.0, owner: shop@example.com}
dataset: {primary_key: [city]}
fields:
  - {name: city, type: string}
  - {name: amount, type: bigint, maximum: 5000}
`,
    "contracts/daily.pipeline.yaml": `
pipeline: {name: daily, owner: shop@example.com}
source: {name: shop, type: postgres, connection: shop, tables: [customers, orders]}
destination: {type: ${destination}, connection: warehouse, schema: raw}
models:
  - {staging: customers}
  - {staging: orders}
  - {dimension: customers, name: dim_customers, scd: 2, tracked: [city]}
  - name: int_totals
    kind: intermediate
    materialized: view
    sql: "select customer_id, sum(amount) as amount from {{ ref('fct_orders') }} group by customer_id"
  - name: fct_orders
    kind: fact
    contract: fct_orders
    materialized: incremental
    unique_key: order_id
    sql: "select order_id, customer_id, amount, updated_at from {{ ref('orders') }}"
  - name: revenue
    kind: mart
    contract: revenue
    materialized: table
    sql: "select c.city, sum(t.amount) as amount from {{ ref('int_totals') }} as t join {{ ref('dim_customers') }} as c on t.customer_id = c.customer_id and c.is_current group by c.city"
  - name: cities
    kind: mart
    materialized: view
    sql: "select city, amount from {{ ref('revenue') }} where amount > 0"
`,
  });
}

/** The relations that readers see, with the order of their rows. */
export const PUBLISHED = {
  dim_customers_snapshot: "customer_id, dbt_valid_from",
  dim_customers: "customer_id, valid_from",
  int_totals: "customer_id",
  fct_orders: "order_id",
  revenue: "city",
  cities: "city",
} as const;

/** A dbt command of a run, as its words. */
interface DbtCommand {
  readonly steps: readonly string[];
  readonly words: readonly string[];
}

/** The dbt commands of a run in order, one for all models of a stage. */
function commandsOf(ir: Ir): readonly DbtCommand[] {
  const pipeline = ir.pipelines.find((one): one is BatchPipeline => one.kind === "batch") as BatchPipeline;
  const project = runningProject(ir);
  const groups: Step[][] = [];
  for (const step of pipeline.steps.filter(({ kind }) => kind !== "extract")) {
    const last = groups.at(-1);
    const isSame = last?.[0]?.kind === step.kind && (step.kind === "staging" || step.kind === "model");
    if (isSame) last?.push(step);
    else groups.push([step]);
  }
  return groups.flatMap((steps) => {
    const command = commandOf(steps as [Step, ...Step[]], pipeline, project);
    if (command === undefined) return [];
    const words = command.arguments.flatMap(wordsOf);
    // With other variables, dbt would parse the whole project again.
    const target = words.includes("--vars") ? ["--target-path", "target/audit"] : [];
    return [{ steps: steps.map(({ id }) => id), words: [...words, ...target] }];
  });
}

/** A run of a pipeline: the steps of the command that failed, the nodes that are not green, and the output of each command. */
export interface PipelineRun {
  readonly failed: readonly string[];
  readonly bad: Invoked["bad"];
  readonly said: readonly string[];
}

/** Runs the dbt commands of a pipeline in order, until one fails. */
export async function runPipeline(ir: Ir, session: Session): Promise<PipelineRun> {
  const all: Invoked[] = [];
  const run = (failed: readonly string[]): PipelineRun => ({
    failed,
    bad: Object.assign({}, ...all.map(({ bad }) => bad)),
    said: all.map(({ said }) => said),
  });
  for (const { steps, words } of commandsOf(ir)) {
    const invoked = await session.dbt(words);
    all.push(invoked);
    if (!invoked.ok) return run(steps);
  }
  return run([]);
}

function wordsOf(argument: Argument): readonly string[] {
  if (typeof argument === "string") return [argument];
  if (argument.kind !== "list") return [];
  const { flag, words } = argument;
  return words.flatMap((word) => (flag === undefined ? [word] : [flag, word]));
}
