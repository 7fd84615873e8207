import { describe, expect, it } from "vitest";
import { type Ended, run } from "./command.ts";
import { withoutPython } from "./needs.ts";

function demo(...words: readonly string[]): Promise<Ended> {
  return run("npm", ["run", "--silent", "demo", "--", ...words], { cwd: process.cwd() });
}

/** What every demo shows: a warehouse, and the one bad row that both engines catch. */
function expectStory({ status, stdout, stderr }: Ended): void {
  expect(status, stdout + stderr).toBe(0);
  expect(stdout).toMatch(/fct_orders +incremental +\d{3} rows/);
  expect(stdout).toMatch(/ask Great Expectations +8 suites, \d{3} expectations hold \(/);
  expect(stdout).toMatch(/caught {2}orders\.status\.in_set\n/);
  expect(stdout).toContain("not rebuilt: fct_orders, daily_revenue");
  const [, order] = /order (\S+) of [\d.]+ has the status "lost"/.exec(stdout) ?? [];
  expect(stdout).toMatch(new RegExp(`by Great Expectations +1 critical: order_id ${order}\n`));
  expect(stdout).toMatch(/contracts\/orders\.contract\.yaml:\d+:\d+/);
  expect(stdout).not.toContain("\u001b");
}

describe.skipIf(withoutPython())("npm run demo", () => {
  it("goes from a PostgreSQL server through the extract to a warehouse that refuses a bad row", async () => {
    const ended = await demo();
    expectStory(ended);
    const [all, recent] = [...ended.stdout.matchAll(/(\d+) (?:rows|new and recent rows) into/g)].map(([, count]) =>
      Number(count),
    );
    expect(ended.stdout).toContain(`${all} rows in 5 tables`);
    expect(recent).toBeLessThan((all ?? 0) / 2);
  });

  it("does without PostgreSQL when it is told to, and says so in a line", async () => {
    const ended = await demo("--no-postgres");
    expectStory(ended);
    expect(ended.stdout.match(/.*PostgreSQL.*/g)).toEqual([
      expect.stringContaining("left out: --no-postgres; rows go straight into DuckDB"),
    ]);
    expect(ended.stdout).not.toContain("extract");
  });

  it("refuses a word that it does not know", async () => {
    const { status, stdout } = await demo("--no-postgre");
    expect(status).toBe(1);
    expect(stdout).toContain("Unknown option '--no-postgre'");
  });
});
