import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { LEXIS, type SqlDialect } from "../../src/sql/dialect.ts";
import { analyzeModel, type QueryAnalysis } from "../../src/sql/model.ts";

const DIALECTS = Object.keys(LEXIS) as SqlDialect[];
const RELATIONS = {
  orders: { label: "orders", columns: ["order_id", "customer_id", "order_date", "amount", "status", "items", "doc"] },
  ORDERS: { label: "orders", columns: ["order_id", "customer_id", "order_date", "amount", "status", "items", "doc"] },
  CUSTOMERS: { label: "customers", columns: ["customer_id", "name", "country", "address", "valid_from"] },
  UNKNOWN: { label: "unknown", columns: undefined },
  customers: { label: "customers", columns: ["customer_id", "name", "country", "address", "valid_from"] },
  unknown: { label: "unknown", columns: undefined },
};

function analyze(sql: string, dialect: SqlDialect = "duckdb"): QueryAnalysis {
  return analyzeModel({ sql, dialect, relations: RELATIONS });
}

/** Everything said of a query, as one text per thing. */
function said(sql: string, dialect: SqlDialect): readonly string[] {
  const { problems, foreign } = analyze(sql, dialect);
  return [...problems.map(({ message }) => message), ...foreign.map(({ name }) => `foreign: ${name}`)];
}

/** A query, what it yields (`?` for a column whose name the dialect makes up, null when unknown), and its dialects (all when none is given). */
type Row = readonly [sql: string, yields: readonly string[] | null, ...dialects: readonly SqlDialect[]];

const VALID: readonly Row[] = [
  // Select lists
  ["select order_id, amount from orders", ["order_id", "amount"]],
  ["select o.order_id as id, o.amount total from orders o", ["id", "total"]],
  ["select o.* from orders as o", RELATIONS.orders.columns],
  ["select distinct status from orders", ["status"]],
  ["select all status from orders", ["status"]],
  [
    "select distinct on (customer_id) customer_id, order_id from orders order by customer_id, order_date desc",
    ["customer_id", "order_id"],
    "postgres",
    "duckdb",
  ],
  ["select top 10 order_id from orders", ["order_id"], "snowflake", "redshift"],
  ["select count(*), max(amount) as biggest from orders", ["?", "biggest"]],
  ["select amount * 2 from orders", ["?"]],
  ["select case when amount > 1 then 'a' else 'b' end as size from orders", ["size"]],
  ["select case status when 'a' then 1 end size from orders", ["size"]],
  ["select (amount) amount from orders", ["amount"]],
  ['select amount as "Total amount" from orders', ["Total amount"], "postgres", "duckdb", "snowflake", "redshift"],
  ["select amount as `Total amount` from orders", ["Total amount"], "bigquery", "databricks", "mysql"],
  ["select order_id, amount, from orders", ["order_id", "amount"], "bigquery", "duckdb", "snowflake"],
  ["select total: amount * 2, order_id from orders", ["total", "order_id"], "duckdb"],
  ["select null as a, true as b, 1 as c, 'x' as d", ["a", "b", "c", "d"]],
  ["select current_date as today, current_timestamp as now", ["today", "now"]],
  ["select as struct order_id, amount from orders", ["?", "?"], "bigquery"],
  // Stars
  [
    "select * exclude (items, doc) from orders",
    ["order_id", "customer_id", "order_date", "amount", "status"],
    "duckdb",
    "snowflake",
  ],
  [
    "select * exclude items from orders",
    ["order_id", "customer_id", "order_date", "amount", "status", "doc"],
    "duckdb",
    "snowflake",
  ],
  [
    "select * except (items, doc) from orders",
    ["order_id", "customer_id", "order_date", "amount", "status"],
    "bigquery",
    "databricks",
  ],
  [
    "select * except (items, doc) replace (amount * 2 as amount) from orders",
    ["order_id", "customer_id", "order_date", "amount", "status"],
    "bigquery",
  ],
  [
    "select o.* replace (amount / 100 as amount), 1 as one from orders o",
    [...RELATIONS.orders.columns, "one"],
    "duckdb",
    "bigquery",
  ],
  ["select * rename (amount as total) from orders", null, "snowflake", "duckdb"],
  ["select * ilike '%id' from orders", null, "snowflake"],
  ["select columns('.*id') from orders", null, "duckdb"],
  ["select columns(* exclude (doc)) from orders", null, "duckdb"],
  ["select o.items.* from orders o", null, "bigquery"],
  ["select * from unknown", null],
  ["select anything from unknown", ["anything"]],
  // Relations
  ["select o.order_id, c.name from orders o join customers c on o.customer_id = c.customer_id", ["order_id", "name"]],
  ["select order_id, name from orders left outer join customers using (customer_id)", ["order_id", "name"]],
  ["select customer_id from orders join customers using (customer_id)", ["customer_id"]],
  [
    "select * from customers join (select customer_id, amount from orders) as o using (customer_id)",
    ["customer_id", "name", "country", "address", "valid_from", "amount"],
  ],
  ["select customer_id, name from orders natural join customers", ["customer_id", "name"]],
  ["select order_id, name from orders cross join customers", ["order_id", "name"]],
  ["select order_id, name from orders, customers", ["order_id", "name"]],
  ["select o.order_id from (orders o inner join customers c on o.customer_id = c.customer_id)", ["order_id"]],
  [
    "select o.order_id from ((orders o join customers c on o.customer_id = c.customer_id) join customers d on d.customer_id = c.customer_id)",
    ["order_id"],
  ],
  [
    "select order_id, status from orders left semi join customers on orders.customer_id = customers.customer_id",
    ["order_id", "status"],
    "databricks",
    "duckdb",
  ],
  ["select customer_id from orders semi join customers using (customer_id)", ["customer_id"], "duckdb"],
  [
    "select customer_id from orders anti join customers on orders.customer_id = customers.customer_id",
    ["customer_id"],
    "duckdb",
    "databricks",
  ],
  [
    "select o.order_id, c.name from orders o asof join customers c on o.customer_id = c.customer_id and o.order_date >= c.valid_from",
    ["order_id", "name"],
    "duckdb",
  ],
  [
    "select o.order_id from orders o asof join customers c match_condition (o.order_date >= c.valid_from) on o.customer_id = c.customer_id",
    ["order_id"],
    "snowflake",
  ],
  ["select order_id, name from orders positional join customers", ["order_id", "name"], "duckdb"],
  ["select s.total from (select sum(amount) as total from orders) as s", ["total"]],
  [
    "select t.a, t.b from (select order_id, amount from orders) as t(a, b)",
    ["a", "b"],
    "postgres",
    "duckdb",
    "snowflake",
    "redshift",
    "databricks",
  ],
  [
    "select a, b from (values (1, 'x'), (2, 'y')) as t(a, b)",
    ["a", "b"],
    "postgres",
    "duckdb",
    "snowflake",
    "databricks",
  ],
  [
    "select o.order_id, x.total from orders o cross join lateral (select sum(c.amount) as total from orders c where c.customer_id = o.customer_id) x",
    ["order_id", "total"],
    "postgres",
    "duckdb",
    "snowflake",
  ],
  [
    "select o.order_id, i.sku from orders o, unnest(o.items) as i",
    ["order_id", "sku"],
    "bigquery",
    "duckdb",
    "postgres",
  ],
  [
    "select o.order_id, i.sku, pos from orders o, o.items as i with offset as pos",
    ["order_id", "sku", "pos"],
    "bigquery",
  ],
  [
    "select o.order_id, f.value:sku::string as sku from orders o, lateral flatten(input => o.items) f",
    ["order_id", "sku"],
    "snowflake",
  ],
  [
    "select order_id, item.sku from orders lateral view outer explode(items) e as item",
    ["order_id", "sku"],
    "databricks",
  ],
  ["select order_id, k, v from orders lateral view explode(doc) e as k, v", ["order_id", "k", "v"], "databricks"],
  ["select g from generate_series(1, 10) as g", ["g"], "postgres", "duckdb"],
  ["select order_id from orders tablesample bernoulli (10)", ["order_id"]],
  ["select order_id from orders using sample 10%", ["order_id"], "duckdb"],
  [
    "select * from orders pivot (sum(amount) for status in ('a', 'b')) as p",
    null,
    "snowflake",
    "bigquery",
    "databricks",
    "duckdb",
  ],
  [
    "select p.anything from orders unpivot (v for n in (amount, status)) as p",
    ["anything"],
    "snowflake",
    "bigquery",
    "databricks",
    "duckdb",
  ],
  ["pivot orders on status using sum(amount)", null, "duckdb"],
  ["select order_id from orders at(offset => -60)", ["order_id"], "snowflake"],
  ["select order_id from orders for system_time as of timestamp '2026-01-01' as o", ["order_id"], "bigquery"],
  ["select c2 from 'file.parquet'", ["c2"], "duckdb"],
  ["from orders", RELATIONS.orders.columns, "duckdb"],
  ["from orders select order_id where amount > 1", ["order_id"], "duckdb"],
  ["select 1 as one from dual", ["one"]],
  // Common table expressions
  ["with a as (select order_id from orders) select * from a", ["order_id"]],
  ["with a as (select order_id from orders), b as (select a.order_id as id from a) select id from b", ["id"]],
  ["with a (x, y) as (select order_id, amount from orders) select x, y from a", ["x", "y"]],
  ["with a as materialized (select 1 as x) select x from a", ["x"], "postgres", "duckdb"],
  ["with a as not materialized (select 1 as x) select x from a", ["x"], "postgres", "duckdb"],
  ["with recursive t as (select 1 as n union all select n + 1 from t where n < 5) select n from t", ["n"]],
  [
    "with recursive t (n, m) as (select 1, 2 union all select n + 1, m from t where n < 5) select n, m from t",
    ["n", "m"],
  ],
  [
    "with recursive t (n) as (select 1 as a union all select n + 1 from t) search depth first by n set o select n, o from t",
    ["n", "o"],
    "postgres",
  ],
  ["with t as (select 1 as a union all select a + 1 from t) select a from t", ["a"], "snowflake"],
  ["with a as (with b as (select 1 as x) select x from b) select x from a", ["x"]],
  ["with a as (select 1 as x) (select x from a)", ["x"]],
  ["with a as (select 1 as x) select b.x from (with c as (select x from a) select * from c) as b", ["x"]],
  ["with orders as (select * from orders where amount > 0) select order_id from orders", ["order_id"]],
  // Set operators
  ["select order_id from orders union all select customer_id from customers", ["order_id"]],
  ["(select order_id from orders) union (select customer_id from customers) order by order_id", ["order_id"]],
  ["select order_id as x from orders except select customer_id from customers order by x limit 3", ["x"]],
  ["select order_id from orders intersect distinct select customer_id from customers", ["order_id"]],
  ["select order_id from orders minus select customer_id from customers", ["order_id"], "snowflake", "databricks"],
  [
    "select order_id, amount from orders union all by name select amount, customer_id from orders",
    ["order_id", "amount", "customer_id"],
    "duckdb",
    "snowflake",
  ],
  ["select order_id from orders left union all by name select customer_id from customers", null, "bigquery"],
  ["select * from (select order_id from orders union all select customer_id from customers) as u", ["order_id"]],
  ["((select order_id from orders) union all (select customer_id from customers)) limit 1", ["order_id"]],
  ["select order_id from orders union all select * from unknown", ["order_id"]],
  // Clauses
  [
    "select status, count(*) as n from orders group by status having count(*) > 1 order by n desc nulls last limit 10 offset 5",
    ["status", "n"],
  ],
  ["select status as s from orders group by s order by s", ["s"]],
  [
    "select status, sum(amount) as total from orders group by all order by all",
    ["status", "total"],
    "duckdb",
    "snowflake",
    "databricks",
  ],
  ["select status, sum(amount) as total from orders group by grouping sets ((status), ())", ["status", "total"]],
  ["select status from orders group by rollup (status)", ["status"]],
  [
    "select order_id from orders qualify row_number() over (partition by customer_id order by order_date desc) = 1",
    ["order_id"],
    "duckdb",
    "snowflake",
    "bigquery",
    "databricks",
    "redshift",
  ],
  [
    "select order_id, row_number() over (partition by customer_id order by order_date) as n from orders qualify n = 1",
    ["order_id", "n"],
    "duckdb",
    "snowflake",
    "bigquery",
    "databricks",
  ],
  ["select (amount * 2 as twice) + 1 as a, twice as b from orders", ["a", "b"], "databricks"],
  ["select interval (amount + 1) hour as h, -.5E+2BD as n from orders", ["h", "n"], "databricks", "duckdb"],
  [
    "select doc is json object with unique keys as j, json_value(doc, '$.a' returning int) as v from orders",
    ["j", "v"],
    "postgres",
  ],
  ['select order_id as foo, amount as "foo" from orders', ["foo", "foo"], "snowflake"],
  ["select somebody", ["somebody"]],
  [
    "select amount * 2 as twice, twice + 1 as more from orders where twice > 1",
    ["twice", "more"],
    "duckdb",
    "snowflake",
    "databricks",
    "redshift",
  ],
  [
    "select sum(amount) over w as total from orders window w as (partition by customer_id order by order_date rows between unbounded preceding and current row)",
    ["total"],
  ],
  [
    "select sum(amount) over (w order by order_date) as total from orders window w as (partition by customer_id)",
    ["total"],
    "postgres",
    "duckdb",
    "bigquery",
  ],
  ["select order_id from orders where order_date is distinct from current_date", ["order_id"]],
  [
    "select order_id from orders o where exists (select 1 from customers c where c.customer_id = o.customer_id)",
    ["order_id"],
  ],
  ["select order_id from orders where customer_id in (select customer_id from customers)", ["order_id"]],
  [
    "select order_id, (select max(name) from customers c where c.customer_id = orders.customer_id) as name from orders",
    ["order_id", "name"],
  ],
  ["select order_id from orders where amount > all (select amount from orders)", ["order_id"]],
  ["select listagg(status, ',') within group (order by order_date) as all_of from orders", ["all_of"]],
  ["select count(*) filter (where status = 'a') as n from orders", ["n"], "postgres", "duckdb", "databricks"],
  [
    "select array_agg(status order by order_date desc limit 3) as last_three from orders",
    ["last_three"],
    "bigquery",
    "duckdb",
  ],
  ["select any_value(status having max order_date) as latest from orders", ["latest"], "bigquery"],
  ["select first_value(status ignore nulls) over (order by order_date) as f from orders", ["f"]],
  ["select order_id from orders order by order_id fetch first 5 rows only", ["order_id"], "postgres", "snowflake"],
  ["from orders |> where amount > 1 |> aggregate count(*) as n group by status", null, "bigquery"],
  [
    "select customer_id, level from customers start with customer_id is null connect by prior customer_id = name",
    null,
    "snowflake",
  ],
  // Expressions
  ["select date_trunc('day', order_date) as day from orders", ["day"]],
  [
    "select date_trunc(order_date, month) as m, date_diff(order_date, current_date(), day) as d from orders",
    ["m", "d"],
    "bigquery",
  ],
  [
    "select datediff(day, order_date, current_date) as age, dateadd(mm, 1, order_date) as next from orders",
    ["age", "next"],
    "snowflake",
    "redshift",
    "databricks",
  ],
  ["select extract(day from order_date) as d, extract(epoch from order_date) as e from orders", ["d", "e"]],
  ["select order_date at time zone 'UTC' as utc from orders", ["utc"]],
  [
    "select amount::numeric(10, 2) as a, order_date::timestamp with time zone b, doc::int[] as c from orders",
    ["a", "b", "c"],
    "postgres",
    "duckdb",
  ],
  ["select order_date::date, amount::double precision from orders", ["?", "?"], "postgres", "duckdb"],
  ["select cast(amount as decimal(10, 2)) as a, try_cast(status as int) as b from orders", ["a", "b"]],
  [
    "select safe_cast(amount as numeric) as a, cast(doc as array<struct<a int64, b string>>) as d from orders",
    ["a", "d"],
    "bigquery",
  ],
  ["select array<int64>[1, 2] as a, struct<x int64, y string>(1, 'b') as s from orders", ["a", "s"], "bigquery"],
  [
    "select interval '1 day' as a, interval '3' month as b, order_date - interval 1 day as c from orders",
    ["a", "b", "c"],
  ],
  ["select date '2026-01-01' as a, timestamp '2026-01-01 00:00:00' as b", ["a", "b"]],
  ["select address.city, c.address.zip.code, address.street as s from customers c", ["city", "code", "s"]],
  ["select items[0].sku as sku, items[order_id] as i from orders", ["sku", "i"]],
  ["select (doc).a.b as x from orders", ["x"], "postgres", "duckdb", "databricks"],
  ["select doc->'a'->>'b' as x, doc #>> '{a,b}' as y, doc @> '{}' as z from orders", ["x", "y", "z"], "postgres"],
  ["select doc->>'$.a' as x, {'a': amount, 'b': status} as y, [amount, 1] as z from orders", ["x", "y", "z"], "duckdb"],
  ["select doc:a.b[0]::string as x, o.doc:c as y from orders o", ["x", "y"], "snowflake"],
  ["select doc:a.b from orders", ["?"], "snowflake", "databricks"],
  [
    "select list_transform(items, x -> x + amount) as a, list_reduce(items, (acc, x) -> acc + x) as b from orders",
    ["a", "b"],
    "duckdb",
    "databricks",
  ],
  [
    "select list_transform(items, lambda x: x + 1) as a, [y * 2 for y in items if y > 1] as b from orders",
    ["a", "b"],
    "duckdb",
  ],
  [
    "select trim(both ' ' from status) as t, substring(status from 1 for 2) as s, position('a' in status) as p from orders",
    ["t", "s", "p"],
  ],
  [
    "select status like 'a%' escape '!' as l, status not ilike 'b' as n, amount between 1 and 2 as b from orders",
    ["l", "n", "b"],
  ],
  ["select 1e10 as a, 1_000 as b, 0x1F as c, .5 as d, 1.5e-3 as e", ["a", "b", "c", "d", "e"]],
  ["select 10L as a, 1.0BD as b", ["a", "b"], "databricks"],
  [
    "select to_json(o) as whole, count(o) as n from orders o group by 1",
    ["whole", "n"],
    "postgres",
    "bigquery",
    "duckdb",
  ],
  ["select @day as d, o.order_id from orders o where o.order_date = @day", ["d", "order_id"], "bigquery"],
  ["select $1 as a, t.$2 as b from orders t", ["a", "b"], "snowflake"],
  ["select metadata$filename as f, metadata$action as a from orders", ["f", "a"], "snowflake"],
  ["select ctid, xmin from orders", ["ctid", "xmin"], "postgres"],
  ['select status collate "de-DE" as s from orders', ["s"], "postgres"],
  [
    "select if(amount > 1, 'a', 'b') as x, amount div 2 as y from orders",
    ["x", "y"],
    "databricks",
    "mysql",
    "bigquery",
  ],
  ["select array(select amount from orders) as a", ["a"], "postgres", "bigquery"],
  ["select ((select max(amount) from orders) + 1) as m", ["m"]],
  ["select json_object('a' value amount) as j from orders", ["j"]],
  // Lexis
  ["-- it's a comment\nselect order_id /* it's \"another\" */ from orders -- the end", ["order_id"]],
  ["/* one /* two */ it's */ select order_id from orders", ["order_id"], "postgres", "duckdb", "databricks"],
  ["# it's a comment\nselect order_id from orders", ["order_id"], "bigquery", "mysql"],
  ["// it's a comment\nselect order_id from orders", ["order_id"], "snowflake"],
  ["select amount // 2 as half from orders", ["half"], "duckdb"],
  ["select $$it's (a$$ as a, $tag$ ) from x $$ $tag$ as b", ["a", "b"], "postgres", "duckdb", "snowflake"],
  ["select 'it''s (' as a, E'it\\'s' as b", ["a", "b"], "postgres", "duckdb"],
  ["select 'it\\'s (' as a, r'\\d+' as b", ["a", "b"], "bigquery", "databricks", "mysql", "snowflake"],
  ['select "it\'s (" as a', ["a"], "bigquery", "databricks", "mysql"],
  ['select \'\'\'it\'s (\'\'\' as a, """and "so" on""" as b', ["a", "b"], "bigquery"],
  [
    'select "o"."order_id" from orders as "o" where "o"."status" = \'select\'',
    ["order_id"],
    "postgres",
    "duckdb",
    "snowflake",
    "redshift",
  ],
  ["select größe as grösse from unknown", ["grösse"]],
  ["SELECT ORDER_ID, Orders.Amount FROM orders", ["ORDER_ID", "Amount"]],
  ["select order_id from orders;", ["order_id"]],
  // Words that are names elsewhere
  [
    "select u.offset, u.value, date, timestamp, key, level from unknown u where offset > 3",
    ["offset", "value", "date", "timestamp", "key", "level"],
    "bigquery",
    "snowflake",
    "databricks",
  ],
  [
    "select left(status, 1) as l, right(status, 1) as r, replace(status, 'a', 'b') as x from orders o left join customers c on left(o.status, 1) = c.name",
    ["l", "r", "x"],
  ],
  ['select "from" from (select status as "from" from orders) as s', ["from"], "postgres", "duckdb", "snowflake"],
];

describe("queries that are right", () => {
  it.each(
    VALID.flatMap(([sql, yields, ...dialects]) =>
      (dialects.length > 0 ? dialects : DIALECTS).map((dialect) => ({ dialect, sql, yields })),
    ),
  )("$dialect: $sql", ({ dialect, sql, yields }) => {
    expect(said(sql, dialect)).toEqual([]);
    expect(analyze(sql, dialect).columns?.map((name) => name ?? "?") ?? null).toEqual(yields);
  });
});

/** A query, the one thing that is said of it (with `«»` around the text it is said at), and its dialects. */
type WrongRow = readonly [sql: string, says: string, ...dialects: readonly SqlDialect[]];

const WRONG: readonly WrongRow[] = [
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
    '"customer_id" is ambiguous: o and c have it; write o.customer_id',
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
    "this SELECT yields 2 columns, and the one before the set operator 1",
  ],
  ["select «o.*», c.customer_id from orders o join customers c on true", "", "duckdb"],
  [
    "select o.customer_id, «c.customer_id» from orders o join customers c on true",
    'the result has two columns "customer_id"; give one another name',
    "postgres",
    "snowflake",
    "bigquery",
    "redshift",
    "databricks",
    "mysql",
  ],
  [
    "select order_id, «*» from orders",
    'the result has two columns "order_id"; give one another name',
    "postgres",
    "snowflake",
  ],
  [
    "select «* exclude (ordr_id)» from orders",
    'this star leaves out "ordr_id", which is not among its columns',
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
  ["«selct» order_id from orders", '"selct" is not expected here; SELECT is wanted'],
  ["«insert» into orders select 1 as a", '"insert" is not expected here; SELECT is wanted'],
  ["select 1 as a«;» drop table orders", "a model is one SELECT, and a second statement begins here"],
  ["-- nothing\n«»", "the SQL ends too early; SELECT is wanted"],
  ["select 1 as a union all«»", "the SQL ends too early; SELECT is wanted"],
  ["with a as «select» 1 as x select x from a", '"select" is not expected here; a query in parentheses is wanted'],
  ["with «(»select 1 as x) select x from a", '"(" is not expected here; the name of a query is wanted'],
  ["select «(»1 as a from orders", "there is a ( without its )"],
  ["select 1«)» as a from orders", "there is a ) without its ("],
  ["select «'»a from orders", "this quote is not closed"],
  ["select 1 «/*» a from orders", "this comment is not closed"],
];

describe("queries that are wrong", () => {
  it.each(
    WRONG.flatMap(([marked, says, ...dialects]) =>
      (dialects.length > 0 ? dialects : DIALECTS).map((dialect) => ({ dialect, marked, says })),
    ),
  )("$dialect: $marked", ({ dialect, marked, says }) => {
    const sql = marked.replace(/[«»]/g, "");
    const [start, end] = [marked.indexOf("«"), marked.indexOf("»") - 1];
    expect(analyze(sql, dialect).problems).toEqual(says === "" ? [] : [{ message: says, start, end }]);
  });

  it("names every relation that is neither given nor defined, with what is near", () => {
    const { foreign, problems } = analyze(
      "with recent as (select 1 as a) select x from recnt join raw.public.orders o on o.id = recnt.id",
    );
    expect(problems).toEqual([]);
    expect(foreign).toEqual([
      { name: "recnt", near: ["recent"], start: 45, end: 50 },
      { name: "raw.public.orders", near: ["recent"], start: 56, end: 73 },
    ]);
  });

  it("tells which columns of the result have no name to write", () => {
    const sql =
      "select order_id, amount * 2, count(*), amount::int, 1 + case when true then 1 end, 'a' || status from orders";
    const { nameless } = analyze(sql, "postgres");
    expect(nameless.map(({ start, end }) => sql.slice(start, end))).toEqual(["amount * 2", "'a' || status"]);
  });

  it("reports no more than some of very many problems", () => {
    const { problems } = analyze(
      `select ${Array.from({ length: 500 }, (_, index) => `nothing_${index}`).join(", ")} from orders`,
    );
    expect(problems).toHaveLength(50);
  });
});

const WORDS = fc.constantFrom(
  ..."select from where with as ( ) , . * :: : ; join left on using union all except by group order having qualify window over values lateral view unnest pivot case when end [ ] { } < > array struct cast extract -> lambda x y orders customers order_id 'a' \"b\" `c` $$ $ @ 1 1.5 -- /* */ # // ' \" not exists in recursive distinct top limit |> name".split(
    " ",
  ),
);

describe("any text", () => {
  it("is read without an exception, and what is said lies in it", () => {
    const text = fc.oneof(
      fc.array(WORDS, { maxLength: 60 }).map((words) => `select ${words.join(" ")}`),
      fc.array(WORDS, { maxLength: 60 }).map((words) => words.join(" ")),
      fc.string({ unit: "binary" }),
    );
    fc.assert(
      fc.property(text, fc.constantFrom(...DIALECTS), (sql, dialect) => {
        const { problems, foreign, nameless } = analyze(sql, dialect);
        for (const { start, end } of [...problems, ...foreign, ...nameless]) {
          expect(start).toBeGreaterThanOrEqual(0);
          expect(end).toBeLessThanOrEqual(sql.length);
          expect(start).toBeLessThanOrEqual(end);
        }
      }),
      { numRuns: 3000 },
    );
  });

  it("is read the same with every word in upper case and comments between", () => {
    for (const [sql, yields, ...dialects] of VALID.filter(([text]) => !/['"`$]|--|\/\*|#|\/\//.test(text))) {
      for (const dialect of dialects.length > 0 ? dialects : DIALECTS) {
        const other = sql.toUpperCase().replaceAll(" ", " /* select ( */ ");
        expect(analyze(other, dialect).problems).toEqual([]);
        expect(analyze(other, dialect).columns?.map((name) => name?.toLowerCase() ?? "?") ?? null).toEqual(
          yields?.map((name) => name.toLowerCase()) ?? null,
        );
      }
    }
  });
});

const SIZE = 200_000;
const LARGE: Readonly<Record<string, string>> = {
  columns: `select ${"order_id, ".repeat(SIZE / 10)} 1 as a from orders`,
  "unknown columns": `select ${"nothing, ".repeat(SIZE / 9)} 1 as a from orders`,
  relations: `select 1 as a from ${"orders, ".repeat(SIZE / 8)} orders`,
  joins: `select order_id from orders ${"join customers using (customer_id) ".repeat(SIZE / 35)}`,
  queries: `select ${"(select 1 as a), ".repeat(SIZE / 17)} 1 as b from orders`,
  "common table expressions": `with ${Array.from({ length: SIZE / 40 }, (_, i) => `a${i} as (select * from a${Math.max(0, i - 1)})`).join(", ")} select * from a1`,
  "stars over stars": `with a0 as (select * from orders)${Array.from({ length: 60 }, (_, i) => `, a${i + 1} as (select x.*, y.* from a${i} x, a${i} y)`).join("")} select * from a60`,
  "set operators": `select 1 as a ${"union all select 2 ".repeat(SIZE / 19)}`,
  parentheses: `select ${"(".repeat(10_000)}1${")".repeat(10_000)} as a`,
  "open parentheses": `select ${"(".repeat(SIZE)}`,
  "closed parentheses": `select ${")".repeat(SIZE)}`,
  lambdas: `select ${"lambda ".repeat(SIZE / 7)}`,
  arrows: `select f(${"x, ".repeat(SIZE / 6)} x) ${"-> x".repeat(SIZE / 8)}`,
  angles: `select ${"array<".repeat(SIZE / 6)}`,
  casts: `select ${"cast(a as int), ".repeat(SIZE / 16)} 1 as b`,
  types: `select ${"a::int::text".repeat(SIZE / 12)}`,
  dots: `select ${"a.".repeat(SIZE / 2)}`,
  quotes: "'".repeat(SIZE),
  comments: "/*".repeat(SIZE / 2),
  dollars: "$a$ ".repeat(SIZE / 4),
  items: `select ${"a b ".repeat(SIZE / 4)}`,
  brackets: `select ${"[".repeat(SIZE / 2)}${"]".repeat(SIZE / 2)}`,
  windows: `select 1 as a from orders window ${"w as (order by order_id), ".repeat(SIZE / 26)}`,
  nested: `${"select order_id from (".repeat(40)}select order_id from orders where ${"order_id = 1 and ".repeat(SIZE / 20)} true${") as t".repeat(40)}`,
};

describe("200 kB of SQL", () => {
  it.each(
    Object.entries(LARGE).flatMap(([what, sql]) =>
      (["duckdb", "bigquery"] as const).map((dialect) => ({ what, sql, dialect })),
    ),
  )("is read at once: $what, $dialect", ({ sql, dialect }) => {
    const start = performance.now();
    analyze(sql, dialect);
    expect(performance.now() - start).toBeLessThan(3_000);
  });
});
