import type { SqlDialect } from "../../src/dialect/registry.ts";

/** A query, the one thing that is said of it (with `«»` around the text it is said at), and its dialects. */
export type WrongRow = readonly [sql: string, says: string, ...dialects: readonly SqlDialect[]];

/** Queries that are wrong in their dialects (all when none is given). */
export const WRONG: readonly WrongRow[] = [
  ["select «order_idd» from orders", '"orders" has no column "order_idd". Did you mean "order_id"?'],
  ["select order_id from orders where «amont» > 1", '"orders" has no column "amont". Did you mean "amount"?'],
  [
    "select order_id from orders group by order_id having max(«amont») > 1",
    '"orders" has no column "amont". Did you mean "amount"?',
  ],
  ["select order_id from orders order by «amont»", '"orders" has no column "amont". Did you mean "amount"?'],
  [
    "select sum(amount) over (partition by «custmer_id») as s from orders",
    '"orders" has no column "custmer_id". Did you mean "customer_id"?',
  ],
  [
    "select sum(amount) over w as s from orders window w as (order by «order_dat»)",
    '"orders" has no column "order_dat". Did you mean "order_date"?',
  ],
  [
    "select order_id, row_number() over (order by order_id) as n from orders qualify «nn» = 1",
    '"orders" has no column "nn". Did you mean "n"?',
    "duckdb",
    "snowflake",
    "bigquery",
  ],
  ["select «o.amont» from orders o join customers c on true", '"orders" has no column "amont". Did you mean "amount"?'],
  [
    "select c.name from orders o join customers c on «o.customer» = c.customer_id",
    '"orders" has no column "customer". Did you mean "customer_id"?',
  ],
  ["select «c.name» from orders o", 'there is no "c" in FROM. Did you mean "o"?'],
  ["select «clients.name» from orders o join customers c on true", 'there is no "clients" in FROM. It has o, c.'],
  [
    "select «customer_id» from orders o join customers c on o.customer_id = c.customer_id",
    '"customer_id" is ambiguous: o and c both have it; write o.customer_id',
  ],
  ["select «x.amont», y.anything from orders x, unknown y", '"orders" has no column "amont". Did you mean "amount"?'],
  ["with a as (select order_id from orders) select «amount» from a", '"a" has no column "amount".'],
  [
    "with a as (select «amont» from orders) select amont from a",
    '"orders" has no column "amont". Did you mean "amount"?',
  ],
  ["with a (x) as (select order_id from orders) select «order_id» from a", '"a" has no column "order_id".'],
  [
    "with recursive t as (select 1 as n union all select «total» + 1 from t) select n from t",
    '"t" has no column "total".',
  ],
  ["select s.order_id, «s.amount» from (select order_id from orders) s", '"s" has no column "amount".'],
  [
    "select order_id from orders o where exists (select 1 from customers c where c.customer_id = «o.client_id»)",
    '"orders" has no column "client_id".',
  ],
  [
    "select order_id from orders where customer_id in (select «client_id» from customers)",
    '"customers" has no column "client_id".',
  ],
  ["select order_id, «(select 1 as a)» from orders", "", "duckdb"],
  [
    "select o.order_id from orders o, lateral (select max(«o.amont») as m from customers) x",
    '"orders" has no column "amont". Did you mean "amount"?',
    "postgres",
    "duckdb",
    "snowflake",
  ],
  [
    "select order_id from orders union all «select customer_id, name from customers»",
    "this SELECT has 2 columns, and the one before the set operator has 1",
  ],
  ["select «o.*», c.customer_id from orders o join customers c on true", "", "duckdb"],
  [
    "select o.customer_id, «c.customer_id» from orders o join customers c on true",
    'the result has two columns "customer_id"; rename one',
    "postgres",
    "snowflake",
    "bigquery",
    "redshift",
    "databricks",
    "mysql",
  ],
  ["select order_id, «*» from orders", 'the result has two columns "order_id"; rename one', "postgres", "snowflake"],
  [
    "select «* exclude (ordr_id)» from orders",
    'this star excludes "ordr_id", which is not one of its columns',
    "duckdb",
    "snowflake",
  ],
  [
    "select amount * 2 as twice from orders where «twice» > 1",
    '"orders" has no column "twice".',
    "postgres",
    "bigquery",
    "mysql",
  ],
  // What is not one query
  ["«selct» order_id from orders", 'unexpected "selct"; expected SELECT'],
  ["«insert» into orders select 1 as a", 'unexpected "insert"; expected SELECT'],
  ["select 1 as a«;» drop table orders", "a model must be one SELECT, and a second statement begins here"],
  ["-- nothing\n«»", "the SQL ends too early; expected SELECT"],
  ["select 1 as a union all«»", "the SQL ends too early; expected SELECT"],
  ["with a as «select» 1 as x select x from a", 'unexpected "select"; expected a query in parentheses'],
  ["with «(»select 1 as x) select x from a", 'unexpected "("; expected the name of a query'],
  ["select «(»1 as a from orders", "a ( has no matching )"],
  ["select 1«)» as a from orders", "a ) has no matching ("],
  ["select «'»a from orders", "this quote is not closed"],
  ["select 1 «/*» a from orders", "this comment is not closed"],
];
