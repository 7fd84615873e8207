import { describe, expect, it } from "vitest";
import { junit } from "../../../src/quality/report/junit.ts";
import { EVERY_RUN, HOSTILE, hostileRun, NOTHING } from "./runs.ts";
import { elementsOf, parseXml, textOf } from "./xml.ts";

const print = (run: typeof EVERY_RUN) => junit(run, { colour: false });

describe("the JUnit report", () => {
  it("has a suite for each dataset and a case for each check", () => {
    const root = parseXml(print(EVERY_RUN));
    expect(root.attributes).toEqual({
      name: "dex validate",
      tests: "8",
      failures: "2",
      errors: "1",
      skipped: "1",
      time: "1.340",
    });
    const suites = elementsOf(root).filter(({ name }) => name === "testsuite");
    expect(suites.map(({ attributes }) => attributes)).toEqual([
      expect.objectContaining({ name: "orders", tests: "7", timestamp: "2026-03-01T06:00:00", time: "0.840" }),
      expect.objectContaining({ name: "customers", tests: "1", failures: "0" }),
    ]);
  });

  it("writes each status in JUnit's form, with figures and samples", () => {
    const cases = elementsOf(parseXml(print(EVERY_RUN))).filter(({ name }) => name === "testcase");
    const shown = cases.map(({ attributes, children }) => {
      const body = children.find((child) => typeof child !== "string");
      return [attributes["name"], body && typeof body !== "string" ? [body.name, textOf(body)] : "passed"];
    });
    expect(shown).toEqual([
      ["orders.id.unique", ["failure", "found: 37 of 12,480\nid 1001 (data/orders.csv:12)\nid 1002"]],
      [
        "orders.email.format",
        [
          "system-out",
          "140 of 12,480 rows violate it; at most 1 % may (rule: email is an email address)\nfound: 140 of 12,480\nid 77, email ***",
        ],
      ],
      ["orders.freshness", ["failure", "found: 2026-02-27T04:00:00Z"]],
      ["orders.total.expression", ["error", ""]],
      ["orders.customer_id.reference", ["skipped", ""]],
      ["orders.amount.range", "passed"],
      ["orders.customer_id.not_null", "passed"],
      ["customers.id.not_null", "passed"],
    ]);
    expect(cases[0]?.attributes).toMatchObject({ file: "contracts/orders.contract.yaml", line: "12", time: "0.212" });
  });

  it.each(HOSTILE.map((text, index) => [index, text] as const))(
    "is valid XML 1.0 with hostile string %i",
    (_, text) => {
      const elements = elementsOf(parseXml(print(hostileRun(text))));
      const names = elements.map(({ name }) => name);
      expect(names).toEqual(elementsOf(parseXml(print(hostileRun("x")))).map(({ name }) => name));
    },
  );

  it("is a whole document of nothing", () => {
    expect(parseXml(print(NOTHING)).attributes).toMatchObject({ tests: "0" });
  });
});
