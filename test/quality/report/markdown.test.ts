import { Marked } from "marked";
import { describe, expect, it } from "vitest";
import { markdown } from "../../../src/quality/report/markdown.ts";
import { check, dataset, EVERY_RUN, HOSTILE, hostileRun, NOTHING, run } from "./runs.ts";

const print = (given: typeof EVERY_RUN) => markdown(given, { colour: false });
const reader = new Marked({ gfm: true });

/** The tags of a document, in order. */
function tags(text: string): readonly string[] {
  return ((reader.parse(text) as string).match(/<[^>]*>/g) ?? []).map((tag) => tag);
}

describe("the Markdown report", () => {
  it("has a table of the datasets, and the checks that need attention", () => {
    expect(print(EVERY_RUN)).toBe(`## 🛑 Data quality: 2 failed, 1 error, 1 warning, 1 skipped, 3 passed

| | dataset | source | rows | checks | score | time |
|---|---|---|---:|---|---:|---:|
| 🛑 | orders 1.2.0 | data/orders.csv | 12,480 rows | 2 failed, 1 error, 1 warning, 1 skipped, 2 passed | 56.9 % | 840 ms |
| ✅ | customers 2.0.0 | public.customers, where region = 'EU' | 900 rows | 1 passed | 100 % | 41 ms |

- ❌ **orders.id.unique** (orders): 37 of 12,480 rows violate it (rule: no two rows have the same id)
  - found 37 of 12,480
  - sample: id 1001 (data/orders.csv:12)
  - sample: id 1002
  - rule: contracts/orders.contract.yaml:12

- ❌ **orders.freshness** (orders): the newest updated\\_at is 2 days old (rule: the newest updated\\_at is at most 1 day old)
  - found 2026-02-27T04\\:00:00Z
  - rule: contracts/orders.contract.yaml:12

- 🛑 **orders.total.expression** (orders): the engine ran out of memory (rule: amount \\* quantity = total)
  - rule: contracts/orders.contract.yaml:12

- ⚠️ **orders.email.format** (orders): 140 of 12,480 rows violate it; at most 1 % may (rule: email is an email address)
  - found 140 of 12,480, max 1 %
  - sample: id 77, email \\*\\*\\*
  - rule: contracts/orders.contract.yaml:12

- ⏭️ **orders.customer\\_id.reference** (orders): the rows of customers are not among the inputs (rule: customer\\_id is in customers.id)
  - rule: contracts/orders.contract.yaml:12

dex 0.1.0 in 1.3 s, run 0192f3c4-7b1e-7c55-9f7e-0242ac120002
`);
  });

  it.each(HOSTILE.map((text, index) => [index, text] as const))(
    "has no other markup with hostile string %i",
    (_, text) => {
      expect(tags(print(hostileRun(text)))).toEqual(tags(print(hostileRun("x"))));
    },
  );

  it("fits into a comment on GitHub, and counts what it leaves out", () => {
    const long = HOSTILE[10];
    const samples = Array.from({ length: 5 }, () => ({ key: { [long]: long }, values: { [long]: long } }));
    const checks = Array.from({ length: 400 }, (_, index) =>
      check(`${index} ${long}`, { status: "fail", reason: long, samples }),
    );
    const printed = print(run([dataset(checks)]));
    expect(printed.length).toBeLessThan(65_536);
    expect(printed).toContain("350 more checks not shown.");
  });

  it("says when there is nothing", () => {
    expect(print(NOTHING)).toContain("## ⏭️ Data quality: no checks\n");
  });
});
