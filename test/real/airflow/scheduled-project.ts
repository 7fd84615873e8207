import type { Ir } from "../../../src/ir/ir.ts";
import { irOf } from "../../ir-of.ts";

const ORDERS = `
contract: {name: orders, version: 1.0.0, owner: shop@example.com, description: One row per order.}
dataset: {primary_key: [order_id], updated_at: updated_at}
fields:
  - {name: order_id, type: bigint}
  - {name: city, type: string, max_length: 20, on_violation: quarantine}
  - {name: amount, type: integer, minimum: 0}
  - {name: updated_at, type: timestamp}
`;
const FACT = `
contract: {name: fct_orders, version: 1.0.0, owner: shop@example.com}
dataset: {primary_key: [order_id], updated_at: updated_at}
fields:
  - {name: order_id, type: bigint}
  - {name: city, type: string}
  - {name: amount, type: integer, maximum: 1000}
  - {name: updated_at, type: timestamp}
`;
const REVENUE = `
contract: {name: revenue, version: 1.0.0, owner: shop@example.com, description: Revenue by city.}
dataset: {primary_key: [city]}
fields:
  - {name: city, type: string}
  - {name: amount, type: bigint, maximum: 5000}
`;
const STOCK = `
contract: {name: sh, version: 1.0.0, owner: shop@example.com}
dataset: {primary_key: [id]}
fields:
  - {name: id, type: bigint}
`;
const PRICES = `
contract: {name: prices, version: 1.0.0, owner: shop@example.com, description: Prices.}
dataset: {primary_key: [id], updated_at: updated_at}
sla: {freshness: {max_delay: 1s}}
fields:
  - {name: id, type: bigint}
  - {name: updated_at, type: timestamp}
`;

const MODELS = `
  - {staging: orders}
  - name: fct_orders
    kind: fact
    contract: fct_orders
    materialized: incremental
    unique_key: order_id
    lookback: 0s
    sql: "select order_id, city, amount, updated_at from {{ ref('orders') }}"
  - {name: revenue, kind: mart, contract: revenue, materialized: table, sql: "select city, sum(amount) as amount from {{ ref('fct_orders') }} group by city"}
`;

/**
 * Orders up to a mart in a DuckDB file, another pipeline on the same file, and one without a source that the first one triggers. The last one, on a
 * file of its own, cannot meet its deadline.
 */
export function scheduledIr(): Ir {
  return irOf({
    "contracts/orders.contract.yaml": ORDERS,
    "contracts/fct_orders.contract.yaml": FACT,
    "contracts/revenue.contract.yaml": REVENUE,
    "contracts/sh.contract.yaml": STOCK,
    "contracts/prices.contract.yaml": PRICES,
    "contracts/daily.pipeline.yaml": `
pipeline:
  name: daily
  owner: shop@example.com
  schedule: "0 5 * * *"
  start_date: "2026-01-01"
  run_timeout: 1h
  alerts: {slack: team}
source: {name: shop, type: postgres, connection: shop_postgres, tables: [orders], mode: incremental, watermark: updated_at}
destination: {type: duckdb, connection: lake}
models:${MODELS}
quality:
  - {after: staging}
  - {after: models}
`,
    "contracts/stock.pipeline.yaml": `
pipeline: {name: stock, owner: shop@example.com, schedule: "0 5 * * *", start_date: "2026-01-01", retries: 0}
source: {name: shop, type: postgres, connection: shop_postgres, tables: [sh]}
destination: {type: duckdb, connection: lake}
models: [{staging: sh}]
quality: {after: staging, engines: [great_expectations]}
tasks: [{id: tell, notify: slack}, {id: afterwards, after: tell}]
`,
    "contracts/late.pipeline.yaml": `
pipeline: {name: late, owner: shop@example.com, alerts: {slack: team, email: [team@example.com]}}
source: {name: shop, type: postgres, connection: shop_postgres, tables: [prices]}
destination: {type: duckdb, connection: prices}
`,
    "contracts/reports.pipeline.yaml": `
pipeline: {name: reports, owner: shop@example.com}
destination: {type: duckdb, connection: lake}
models: [{name: cities, kind: mart, materialized: table, sql: "select city from {{ ref('revenue') }}"}]
`,
  });
}

/** The models of the first pipeline alone, without a schedule. */
export function plainIr(connection: string): Ir {
  return irOf({
    "contracts/orders.contract.yaml": ORDERS,
    "contracts/fct_orders.contract.yaml": FACT,
    "contracts/revenue.contract.yaml": REVENUE,
    [`contracts/${connection}.pipeline.yaml`]: `
pipeline: {name: ${connection}, owner: shop@example.com}
source: {name: shop, type: postgres, connection: shop_postgres, tables: [orders]}
destination: {type: duckdb, connection: ${connection}}
models:${MODELS}`,
  });
}
