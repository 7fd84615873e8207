import { afterAll, describe, expect, it } from "vitest";
import { irOf } from "../../ir-of.ts";
import { install } from "./package.ts";
import { emitTypescript } from "./project.ts";

const ir = irOf({
  "contracts/visits.contract.yaml": `
contract: {name: visits, version: "1.0.0", owner: web@example.com}
on_violation: quarantine
dataset: {kind: topic}
topic: {name: visits, partitions: 3, replication_factor: 1, key: user_id, format: json, dead_letter: {topic: dlq.visits}}
fields:
  - {name: user_id, type: string, not_null: true}
  - {name: kind, type: string, enum: [click, view], on_violation: warn}
  - {name: city, type: string, not_null: true, on_violation: warn}
  - {name: seconds, type: integer, minimum: 0}
quality:
  - {rule: range, field: seconds, maximum: 100, on_violation: block}
  - {rule: expression, name: short, sql: "seconds < 50", severity: warn}
  - {rule: length, field: kind, max: 4, where: "seconds > 10", severity: info, name: brief}
`,
});
const emitted = emitTypescript(ir, { kafka: true });
const installed = install(emitted.files);
afterAll(installed.remove);
const visits = await installed.validator("visits", "Visits");

const good = { user_id: "ann", kind: "click", city: "Rome", seconds: "1" };

describe("a validator", () => {
  it("rejects no row because of a rule that warns, and says what it violates", () => {
    const row = { ...good, kind: "clicks", city: null, seconds: "60" };
    const checked = visits.check(row) as { readonly ok: boolean; readonly warnings?: readonly object[] };
    expect(checked.ok).toBe(true);
    expect(checked.warnings).toMatchObject([
      { pointer: "/kind", assertion: "visits.kind.in_set", onViolation: "warn" },
      { pointer: "/city", assertion: "visits.city.not_null", onViolation: "warn" },
      { pointer: "", assertion: "visits.short", onViolation: "warn" },
      { pointer: "/kind", assertion: "visits.brief", onViolation: "warn" },
    ]);
    expect(visits.is(row)).toBe(true);
  });

  it("says what happens to each violation that rejects a row", () => {
    expect(visits.check({ ...good, user_id: null, seconds: "101" })).toMatchObject({
      ok: false,
      problems: [
        { assertion: "visits.user_id.not_null", onViolation: "quarantine" },
        { assertion: "visits.seconds.range_2" },
      ],
      warnings: [{ assertion: "visits.short" }, { assertion: "visits.brief" }],
    });
    const checked = visits.check({ ...good, seconds: "101" });
    expect(checked.ok ? [] : checked.problems).toEqual([
      { pointer: "/seconds", assertion: "visits.seconds.range_2", message: expect.any(String) as string },
    ]);
    expect(visits.check({ ...good, seconds: "many" })).toMatchObject({
      problems: [{ assertion: "visits.schema", onViolation: "quarantine" }],
    });
  });

  it("adds nothing for a row without violations", () => {
    expect(visits.check(good)).toEqual({ ok: true, row: good });
  });

  it("covers every rule", () => {
    expect(emitted.coverage.map(({ how }) => how)).not.toContain("documented");
  });
});
