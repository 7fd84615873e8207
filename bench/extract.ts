import { rmSync } from "node:fs";
import { join } from "node:path";
import { figures, salesOf, setUp } from "./warehouse/project.ts";

// Loads a table of PostgreSQL by plain dlt, by the extract of dex and by COPY alone, in turns: extract.ts [ROWS]. Prints a table for bench/extract.md.
const rows = Number(process.argv[2] ?? 1_000_000);
const here = (name: string) => join(import.meta.dirname, "warehouse", name);

for (const warehouse of ["duckdb", "postgres"] as const) {
  const bench = await setUp(warehouse);
  const { python } = bench.environments.dlt;
  const { host, port, user } = bench.server;
  const url = `postgresql://${user}:unused@${host}:${port}/postgres`;
  const target = (name: string) => (warehouse === "duckdb" ? join(bench.folder, `${name}.duckdb`) : url);
  try {
    bench.run(salesOf("public.sales", rows));
    const plain = bench.measure([python, here("plain_dlt.py"), url, target("plain")], bench.folder);
    const extract = bench.measure([python, join(bench.folder, "generated/extract/daily_sales.py")], bench.folder);
    const copy = bench.measure([python, here("copy_alone.py"), url, target("copy")], bench.folder);
    const named = { "plain dlt": plain, "the extract of dex": extract, "COPY alone": copy };
    for (const [name, cost] of Object.entries(named)) console.log(figures(`to ${warehouse}: ${name}`, cost, plain));
  } finally {
    await bench.server.stop();
    rmSync(bench.folder, { recursive: true });
  }
}
