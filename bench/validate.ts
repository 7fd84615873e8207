import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";

// Checks a Parquet file of 10 columns with `dex validate`, and with one hand-written query of the same 16 checks in the same DuckDB, in turns:
// validate.ts [ROWS]. Prints a table for bench/validate.md.
const rows = Number(process.argv[2] ?? 20_000_000);
const folder = mkdtempSync(join(tmpdir(), "dex-bench-"));
const data = join(folder, "sales.parquet");
const THREADS = 2;

const CONTRACT = `contract: { name: sales, version: "1.0.0", owner: shop@example.com }
schema:
  properties:
    id: { type: bigint, not_null: true, minimum: 0 }
    customer: { type: bigint, not_null: true, minimum: 0 }
    amount: { type: decimal, precision: 12, scale: 2, not_null: true, minimum: 0, maximum: 100000 }
    quantity: { type: integer, minimum: 1, maximum: 100 }
    price: { type: double, minimum: 0 }
    status: { type: string, enum: [open, paid, sent] }
    country: { type: string, min_length: 2, max_length: 2 }
    code: { type: string, pattern: "^[A-Z]{3}-[0-9]+$" }
    day: { type: date, not_null: true }
    at: { type: timestamp, not_null: true }
quality:
  - { rule: expression, sql: "status <> 'open' or amount > 0" }
  - { rule: row_count, min: 1 }
`;

const BY_HAND = `select count(*),
  count(*) filter (where id is null), count(*) filter (where id < 0), count(*) filter (where customer is null), count(*) filter (where customer < 0),
  count(*) filter (where amount is null), count(*) filter (where amount < 0 or amount > 100000), count(*) filter (where quantity < 1 or quantity > 100),
  count(*) filter (where price < 0 or isnan(price)), count(*) filter (where status not in ('open', 'paid', 'sent')),
  count(*) filter (where length(country) < 2 or length(country) > 2), count(*) filter (where not regexp_matches(code, '^[A-Z]{3}-[0-9]+$')),
  count(*) filter (where day is null), count(*) filter (where "at" is null), count(*) filter (where not (status <> 'open' or amount > 0)),
  count(*) filter (where day < date '0001-01-01' or day > date '9999-12-31')
from read_parquet('${data}')`;

const instance = await DuckDBInstance.create(":memory:", { threads: String(THREADS) });
const connection = await instance.connect();
await connection.run(`copy (
  select i as id, i % 100000 as customer, cast(i % 9000000 / 100 + 0.5 as decimal(12, 2)) as amount, cast(i % 100 + 1 as integer) as quantity,
    i % 1000 / 7.0::double as price, ['open', 'paid', 'sent'][i % 3 + 1] as status, ['DE', 'FR', 'PT'][i % 3 + 1] as country, 'ABC-' || i as code,
    date '2026-01-01' + cast(i % 300 as integer) as day, timestamptz '2026-01-01 00:00:00Z' + to_seconds(i % 20000000) as "at"
  from range(${rows}) as numbers(i)
) to '${data}' (format parquet)`);
writeFileSync(join(folder, "sales.contract.yaml"), CONTRACT);

const took = async (work: () => unknown) => {
  const begun = performance.now();
  await work();
  return performance.now() - begun;
};
const dex = (checks: string) => {
  const words = [
    "validate",
    "--input",
    data,
    "--schema",
    join(folder, "sales.contract.yaml"),
    "--checks",
    checks,
    "--quiet",
  ];
  const { status, stdout } = spawnSync("node", [resolve("dist/cli/main.js"), ...words], {
    encoding: "utf8",
    cwd: folder,
  });
  if (status !== 0) throw new Error(stdout);
};
const least = (times: readonly number[]) => Math.min(...times);

const [hand, all, one]: number[][] = [[], [], []];
for (let turn = 0; turn < 3; turn++) {
  hand?.push(await took(() => connection.runAndReadAll(BY_HAND)));
  all?.push(await took(() => dex("all")));
  one?.push(await took(() => dex("sales.id.not_null")));
}
const ms = (times: readonly number[] = []) => `${least(times).toFixed(0)} ms`;
console.log(`| ${rows} rows, ${(statSync(data).size / 1e6).toFixed(0)} MB | time | ratio |
|---|---|---|
| one query by hand | ${ms(hand)} | 1 |
| dex validate, all checks, with its start | ${ms(all)} | ${(least(all ?? []) / least(hand ?? [])).toFixed(2)} |
| dex validate, one not_null | ${ms(one)} | ${(least(one ?? []) / least(hand ?? [])).toFixed(2)} |`);
connection.closeSync();
instance.closeSync();
rmSync(folder, { recursive: true });
