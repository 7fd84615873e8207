import type { Ir } from "../../../src/ir/ir.ts";
import { irOf } from "../../ir-of.ts";

/** Customers, orders and what is built from them. Rows leave the staging models, the fact and the mart when they violate their contracts. */
export function quarantiningIr(destination: "duckdb" | "postgres"): Ir {
  return irOf({
    "contracts/customers.contract.yaml": `
contract: {name: customers, version: 1.0.0, owner: shop@example.com}
on_violation: quarantine
dataset: {primary_key: [customer_id], updated_at: updated_at}
fields:
  - {name: customer_id, type: bigint}
  - {name: city, type: string, min_length: 2}
  - {name: referrer, type: bigint, references: customers.customer_id}
  - {name: updated_at, type: timestamp}
`,
    "contracts/orders.contract.yaml": `
contract: {name: orders, version: 1.0.0, owner: shop@example.com}
on_violation: quarantine
dataset: {primary_key: [order_id], updated_at: updated_at}
fields:
  - {name: order_id, type: bigint}
  - {name: customer_id, type: bigint, not_null: true, references: customers.customer_id}
  - {name: amount, type: integer, minimum: 0}
  - {name: code, type: string, pattern: "^[a-z'{}]+$"}
  - {name: status, type: string, enum: [new, paid, "it's"]}
  - {name: updated_at, type: timestamp}
quality:
  - {rule: expression, name: paid_orders_cost, sql: "status <> 'paid' or amount > 0"}
  - {rule: multiple_of, field: amount, value: 5, where: "status = 'paid'", tolerance: 0.5}
  - {rule: range, field: amount, maximum: 100000, on_violation: block}
  - {rule: range, field: amount, maximum: 50000, on_violation: warn, name: large}
`,
    "contracts/fct_orders.contract.yaml": `
contract: {name: fct_orders, version: 1.0.0, owner: shop@example.com}
dataset: {primary_key: [order_id], updated_at: updated_at}
fields:
  - {name: order_id, type: bigint}
  - {name: customer_id, type: bigint}
  - {name: amount, type: integer, maximum: 1000, on_violation: quarantine}
  - {name: code, type: string, unique: true, on_violation: quarantine}
  - {name: updated_at, type: timestamp}
`,
    "contracts/revenue.contract.yaml": `
contract: {name: revenue, version: 1.0.0, owner: shop@example.com}
dataset: {primary_key: [city]}
fields:
  - {name: city, type: string}
  - {name: amount, type: bigint}
quality:
  - {rule: range, field: amount, maximum: 5000, on_violation: quarantine, tolerance: {max_rows: 1}}
`,
    "contracts/daily.pipeline.yaml": `
pipeline: {name: daily, owner: shop@example.com}
source: {name: shop, type: postgres, connection: shop, tables: [customers, orders]}
destination: {type: ${destination}, connection: warehouse, schema: raw}
models:
  - {staging: customers}
  - {staging: orders}
  - {dimension: customers, name: dim_customers, scd: 2, tracked: [city]}
  - name: fct_orders
    kind: fact
    contract: fct_orders
    materialized: incremental
    unique_key: order_id
    lookback: 1h
    sql: "select order_id, customer_id, amount, code, updated_at from {{ ref('orders') }}"
  - name: revenue
    kind: mart
    contract: revenue
    materialized: table
    sql: "select c.city, sum(t.amount) as amount from {{ ref('fct_orders') }} as t join {{ ref('dim_customers') }} as c on t.customer_id = c.customer_id and c.is_current group by c.city"
`,
  });
}
