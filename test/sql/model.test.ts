import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type SqlDialect, sqlDialects } from "../../src/dialect/registry.ts";
import { analyzeModel, type QueryAnalysis } from "../../src/sql/model.ts";
import { anyText, runs } from "../extent.ts";
import { RELATIONS, VALID } from "./valid-queries.ts";
import { WRONG } from "./wrong-queries.ts";

function analyze(sql: string, dialect: SqlDialect = "duckdb"): QueryAnalysis {
  return analyzeModel({ sql, dialect, relations: RELATIONS });
}

/** The findings of an analysis, one string each. */
function said({ problems, foreign }: QueryAnalysis): readonly string[] {
  return [...problems.map(({ message }) => message), ...foreign.map(({ name }) => `foreign: ${name}`)];
}

describe("queries that are right", () => {
  it.each(
    VALID.flatMap(([sql, yields, ...dialects]) =>
      (dialects.length > 0 ? dialects : sqlDialects).map((dialect) => ({ dialect, sql, yields })),
    ),
  )("$dialect: $sql", ({ dialect, sql, yields }) => {
    const analysis = analyze(sql, dialect);
    expect(said(analysis)).toEqual([]);
    expect(analysis.columns?.map((name) => name ?? "?") ?? null).toEqual(yields);
  });
});

describe("queries that are wrong", () => {
  it.each(
    WRONG.flatMap(([marked, says, ...dialects]) =>
      (dialects.length > 0 ? dialects : sqlDialects).map((dialect) => ({ dialect, marked, says })),
    ),
  )("$dialect: $marked", ({ dialect, marked, says }) => {
    const sql = marked.replace(/[«»]/g, "");
    const [start, end] = [marked.indexOf("«"), marked.indexOf("»") - 1];
    const problems = analyze(sql, dialect).problems.map(({ unknown: _, ...problem }) => problem);
    expect(problems).toEqual(says === "" ? [] : [{ message: says, start, end }]);
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
      anyText(),
    );
    fc.assert(
      fc.property(text, fc.constantFrom(...sqlDialects), (sql, dialect) => {
        const { problems, foreign, nameless } = analyze(sql, dialect);
        for (const { start, end } of [...problems, ...foreign, ...nameless]) {
          expect(start).toBeGreaterThanOrEqual(0);
          expect(end).toBeLessThanOrEqual(sql.length);
          expect(start).toBeLessThanOrEqual(end);
        }
      }),
      { numRuns: runs(3000) },
    );
  });

  it("is read the same with every word in upper case and comments between", () => {
    for (const [sql, yields, ...dialects] of VALID.filter(([text]) => !/['"`$]|--|\/\*|#|\/\//.test(text))) {
      for (const dialect of dialects.length > 0 ? dialects : sqlDialects) {
        const other = sql.toUpperCase().replaceAll(" ", " /* select ( */ ");
        const { problems, columns } = analyze(other, dialect);
        expect(problems).toEqual([]);
        expect(columns?.map((name) => name?.toLowerCase() ?? "?") ?? null).toEqual(
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
  )(
    "is read in linear time: $what, $dialect",
    ({ sql, dialect }) => {
      // Quadratic work on 200 kB would take longer than the limit, also on a fast machine.
      expect(() => analyze(sql, dialect)).not.toThrow();
    },
    60_000,
  );
});
