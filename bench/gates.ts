import { join } from "node:path";
import { type Cost, figures, salesOf, setUp } from "./warehouse/project.ts";

// Runs the gate of one contract by dbt and by Great Expectations, in turns, on DuckDB and PostgreSQL: gates.ts [ROWS...]. Prints a table for bench/gates.md.
const counts = process.argv.slice(2).map(Number);

for (const warehouse of ["duckdb", "postgres"] as const) {
  for (const rows of counts.length > 0 ? counts : [1_000_000]) {
    const bench = await setUp(warehouse);
    const { dbt, dlt, gx } = bench.environments;
    const generated = join(bench.folder, "generated");
    const project = join(generated, "dbt", warehouse);
    const dbtWords = (command: string) => [dbt.bin("dbt"), command, "--profiles-dir", "."];
    try {
      bench.run(salesOf("public.sales", rows));
      bench.measure([dlt.python, join(generated, "extract", "daily_sales.py")], bench.folder);
      bench.measure(dbtWords("run"), project);
      const tests = bench.measure(dbtWords("test"), project);
      const source = warehouse === "duckdb" ? "pandas" : "postgres";
      const runner = join(generated, "great-expectations", "run_suites.py");
      const suites = bench.measure([gx.python, runner, source], bench.folder);
      const line = (name: string, cost: Cost) => figures(`${warehouse}, ${rows} rows: ${name}`, cost, tests);
      console.log(`${line("dbt test", tests)}\n${line("Great Expectations", suites)}`);
    } finally {
      await bench.server.stop();
    }
  }
}
