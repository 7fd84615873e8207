import stringWidth from "string-width";
import { describe, expect, it } from "vitest";
import { terminal } from "../../../src/quality/report/terminal.ts";
import { check, dataset, EVERY_RUN, HOSTILE, hostileRun, NOTHING, run } from "./runs.ts";

describe("the report for a terminal", () => {
  it("lists what needs attention first, with reason and samples, and ends with the totals", () => {
    expect(terminal(EVERY_RUN, { colour: false })).toBe(
      [
        "orders 1.2.0  data/orders.csv · 12,480 rows · 840 ms",
        "         check                         kind        dimension                    found      allowed  by            time",
        "✗ fail   orders.id.unique              unique      uniqueness            37 of 12,480               rows        212 ms",
        "         37 of 12,480 rows violate it (rule: no two rows have the same id)",
        "         id 1001 (data/orders.csv:12)",
        "         id 1002",
        "✗ fail   orders.freshness              freshness   timeliness    2026-02-27T04:00:00Z               statistics    4 ms",
        "         the newest updated_at is 2 days old (rule: the newest updated_at is at most 1 day old)",
        "✗ error  orders.total.expression       expression  consistency                                      rows          4 ms",
        "         the engine ran out of memory (rule: amount * quantity = total)",
        "! warn   orders.email.format           format      conformity           140 of 12,480      max 1 %  rows          4 ms",
        "         140 of 12,480 rows violate it; at most 1 % may (rule: email is an email address)",
        "         id 77, email ***",
        "- skip   orders.customer_id.reference  reference   consistency                                      rows          4 ms",
        "         the rows of customers are not among the inputs (rule: customer_id is in customers.id)",
        "✓ pass   orders.amount.range           range       accuracy               3 of 12,480  baseline 40  rows          4 ms",
        "✓ pass   orders.customer_id.not_null   not_null    completeness           0 of 12,480               rows          4 ms",
        "",
        "customers 2.0.0  public.customers, where region = 'EU' · 900 rows · 41 ms",
        "         check                  kind      dimension        found  time",
        "✓ pass   customers.id.not_null  not_null  completeness  0 of 900  4 ms",
        "",
        "2 failed, 1 error, 1 warning, 1 skipped, 3 passed in 2 datasets, 1.3 s",
        "",
      ].join("\n"),
    );
  });

  it.each([40, 60, 72, 80, 100, 120])("fits into %i columns, hostile strings included", (width) => {
    for (const given of [EVERY_RUN, ...HOSTILE.map(hostileRun)]) {
      const lines = terminal(given, { colour: false, width }).split("\n");
      expect(lines.filter((line) => stringWidth(line) > width)).toEqual([]);
    }
  });

  it("has colors only if asked, and then says the same", () => {
    const coloured = terminal(EVERY_RUN, { colour: true, width: 100 });
    // biome-ignore lint/suspicious/noControlCharactersInRegex: colors are control sequences
    expect(coloured.replace(/\u001b\[\d+m/g, "")).toBe(terminal(EVERY_RUN, { colour: false, width: 100 }));
    expect(terminal(EVERY_RUN, { colour: false })).not.toContain("\u001b");
  });

  it("writes out what cannot be seen", () => {
    for (const text of HOSTILE) {
      const printed = terminal(hostileRun(text), { colour: false, width: 100 });
      expect(printed.replaceAll("\n", "")).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/u);
    }
  });

  it("says when there is nothing to see", () => {
    expect(terminal(NOTHING, { colour: false })).toBe("no checks in 0 datasets, 1.3 s\n");
    const { rows: _, ...unread } = dataset([]);
    expect(terminal(run([unread]), { colour: false })).toBe(
      "orders 1.2.0  data/orders.csv · not read · 840 ms\n         no checks\n\nno checks in 1 dataset, 1.3 s\n",
    );
  });

  it("names the figures if there are several", () => {
    const one = check("orders.row_count_equals", { measured: { total_rows: 5, other_rows: 6 } });
    expect(terminal(run([dataset([one])]), { colour: false })).toContain("total_rows 5, other_rows 6");
  });
});
