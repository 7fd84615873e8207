import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { SqlDialect } from "../../src/sql/dialect.ts";
import { analyzeModel, type QueryAnalysis } from "../../src/sql/model.ts";
import { DIALECTS, RELATIONS, VALID } from "./valid-queries.ts";

function analyze(sql: string, dialect: SqlDialect = "duckdb"): QueryAnalysis {
  return analyzeModel({ sql, dialect, relations: RELATIONS });
}

/** Everything said of a query, as one text per thing. */
function said(sql: string, dialect: SqlDialect): readonly string[] {
  const { problems, foreign } = analyze(sql, dialect);
  return [...problems.map(({ message }) => message), ...foreign.map(({ name }) => `foreign: ${name}`)];
}

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
