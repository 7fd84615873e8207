import { describe, expect, it } from "vitest";
import { openlineage } from "../../../src/quality/report/openlineage.ts";
import { dataset, EVERY_RUN, EVERY_STATUS, HOSTILE, hostileRun, NOTHING, run } from "./runs.ts";

function read(given: typeof EVERY_RUN) {
  return JSON.parse(openlineage(given, { colour: false }));
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

describe("the OpenLineage event", () => {
  it("has what the specification requires of a run event", () => {
    expect(read(EVERY_RUN)).toMatchObject({
      eventType: "FAIL",
      eventTime: "2026-03-01T06:00:01.340Z",
      producer: "https://www.npmjs.com/package/dex-compiler/v/0.1.0",
      schemaURL: "https://openlineage.io/spec/2-0-2/OpenLineage.json#/$defs/RunEvent",
      run: { runId: "0192f3c4-7b1e-7c55-9f7e-0242ac120002" },
      job: { namespace: "dex", name: "validate.orders,customers" },
    });
  });

  it("is complete if every check ran, also if some failed", () => {
    expect(read(run([dataset(EVERY_STATUS.slice(0, 3))])).eventType).toBe("COMPLETE");
  });

  it("has an assertion for each check with a verdict, in the input facets of its dataset", () => {
    const [orders, customers] = read(EVERY_RUN).inputs;
    const { dataQualityAssertions, dataQualityMetrics } = orders.inputFacets;
    expect(orders).toMatchObject({ namespace: "file", name: "data/orders.csv" });
    expect(customers).toMatchObject({ namespace: "postgres", name: "public.customers" });
    expect(dataQualityMetrics).toMatchObject({ rowCount: 12480, fileCount: 1, columnMetrics: {} });
    expect(dataQualityAssertions._schemaURL).toBe(
      "https://openlineage.io/spec/facets/1-1-0/DataQualityAssertionsDatasetFacet.json",
    );
    expect(
      dataQualityAssertions.assertions.map((one: { name: string; success: boolean }) => [one.name, one.success]),
    ).toEqual([
      ["orders.id.unique", false],
      ["orders.email.format", false],
      ["orders.freshness", false],
      ["orders.amount.range", true],
      ["orders.customer_id.not_null", true],
    ]);
    expect(dataQualityAssertions.assertions[1]).toEqual({
      assertion: "format",
      success: false,
      column: "email",
      severity: "warn",
      name: "orders.email.format",
      description: "email is an email address",
      expected: "max 1 %",
      actual: "140 of 12,480",
      params: { dimension: "conformity", contract: "orders", contractVersion: "1.2.0" },
    });
  });

  it("makes a UUID of any other id of a run, always the same", () => {
    const of = (id: string) => read(run([], { run: id })).run.runId;
    expect(of("nightly")).toMatch(UUID);
    expect(of("nightly")).toBe(of("nightly"));
    expect(of("nightly")).not.toBe(of("daily"));
  });

  it("is an event of nothing", () => {
    expect(read(NOTHING)).toMatchObject({ eventType: "COMPLETE", inputs: [] });
  });

  it.each(HOSTILE.map((text, index) => [index, text] as const))(
    "has valid URIs and ids with hostile string %i",
    (_, text) => {
      const event = read({ ...hostileRun(text), version: text });
      expect(event.run.runId).toMatch(UUID);
      expect(URL.canParse(event.producer)).toBe(true);
      expect(event.inputs[0].name).toBe(text);
    },
  );
});
