import { expect, it } from "vitest";
import { run } from "./command.ts";
import { withoutPython } from "./needs.ts";

it.skipIf(withoutPython())("npm run demo shows a warehouse and the one bad row, and ends well", async () => {
  const { status, stdout, stderr } = await run("npm", ["run", "--silent", "demo"], { cwd: process.cwd() });
  expect(status, stdout + stderr).toBe(0);
  expect(stdout).toMatch(/fct_orders +incremental +\d{3} rows/);
  expect(stdout).toMatch(/caught {2}orders\.status\.in_set\n/);
  expect(stdout).toContain("not rebuilt: fct_orders, daily_revenue");
  expect(stdout).toMatch(/contracts\/orders\.contract\.yaml:\d+:\d+/);
  expect(stdout).not.toContain("\u001b");
});
