import { readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { describe, expect, it } from "vitest";
import { json } from "../../../src/quality/report/json.ts";
import type { RunResult } from "../../../src/quality/result.ts";
import { check, dataset, EVERY_RUN, HOSTILE, hostileRun, NOTHING, run } from "./runs.ts";

const SCHEMA = JSON.parse(readFileSync("schemas/quality-report.schema.json", "utf8"));
const ajv = new Ajv2020({ strict: true, allowUnionTypes: true });
addFormats.default(ajv);
const validate = ajv.compile(SCHEMA);

function read(given: RunResult) {
  return JSON.parse(json(given, { colour: false }));
}

const { rows: _, ...unread } = dataset([check("a", { status: "error" })]);
const UNREAD = run([unread]);

describe("the JSON report", () => {
  it("has every figure, in a stable order", () => {
    const report = read(EVERY_RUN);
    expect(Object.keys(report)).toEqual([
      "schemaVersion",
      "dexVersion",
      "run",
      "startedAt",
      "durationMs",
      "status",
      "counts",
      "score",
      "datasets",
    ]);
    expect(report).toMatchObject({
      schemaVersion: 1,
      status: "error",
      counts: { pass: 3, fail: 2, warn: 1, error: 1, skipped: 1 },
      score: { checks: 8, ran: 6 },
      datasets: [
        { contract: { id: "orders" }, rows: 12480 },
        { status: "pass", score: { percent: 100 } },
      ],
    });
    expect(report.datasets[0].checks[0]).toEqual({
      id: "orders.id.unique",
      kind: "unique",
      dimension: "uniqueness",
      severity: "error",
      sentence: "no two rows have the same id",
      columns: ["id"],
      status: "fail",
      reason: "37 of 12,480 rows violate it",
      violations: 37,
      violatingRows: 61,
      examined: 12480,
      by: "rows",
      durationMs: 212,
      origin: { path: "contracts/orders.contract.yaml", line: 12 },
      samples: [
        { key: { id: 1001 }, values: { id: 1001 }, file: "data/orders.csv", line: 12 },
        { key: { id: 1002 }, values: { id: 1002 } },
      ],
    });
  });

  it("does not depend on the order of members in the result", () => {
    const reversed = (value: unknown): unknown =>
      typeof value !== "object" || value === null || Array.isArray(value)
        ? Array.isArray(value)
          ? value.map(reversed)
          : value
        : Object.fromEntries(
            Object.entries(value)
              .reverse()
              .map(([key, member]) => [key, reversed(member)]),
          );
    const one = run([dataset([check("a")])]);
    expect(json(reversed(one) as RunResult, { colour: false })).toBe(json(one, { colour: false }));
  });

  it.each<readonly [string, RunResult]>([
    ["of every status", EVERY_RUN],
    ["of nothing", NOTHING],
    ["of data that could not be read", UNREAD],
    ...HOSTILE.map((text, index) => [`of hostile string ${index}`, hostileRun(text)] as const),
  ])("%s conforms to the published schema", (_, given) => {
    expect(validate(read(given)) ? "" : ajv.errorsText(validate.errors)).toBe("");
  });

  it("shows no invisible character, and loses none", () => {
    for (const text of HOSTILE) {
      const printed = json(hostileRun(text), { colour: false });
      expect(printed.replaceAll("\n", "")).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/u);
      expect(JSON.parse(printed).datasets[0].checks[0].samples[0].key[text]).toBe(text);
    }
  });
});

describe("schemas/quality-report.schema.json", () => {
  it("describes every member, and has no place on the web", () => {
    expect(SCHEMA).not.toHaveProperty("$id");
    expect(undescribed(SCHEMA)).toEqual([]);
  });

  it("is closed: a report with another member does not conform", () => {
    const report = read(EVERY_RUN);
    for (const part of [report, report.counts, report.score, report.datasets[0], report.datasets[0].checks[0]]) {
      part.other = 1;
      expect(validate(report)).toBe(false);
      delete part.other;
    }
    expect(validate(report)).toBe(true);
  });
});

function undescribed(node: unknown, at = ""): readonly string[] {
  if (typeof node !== "object" || node === null) return [];
  return Object.entries(node).flatMap(([key, value]) => {
    const inner = undescribed(value, `${at}/${key}`);
    if (key !== "properties") return inner;
    const missing = Object.entries(value as Record<string, { readonly description?: string }>)
      .filter(([, one]) => one.description === undefined)
      .map(([name]) => `${at}/${name}`);
    return [...missing, ...inner];
  });
}
