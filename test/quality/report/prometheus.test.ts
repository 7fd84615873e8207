import { describe, expect, it } from "vitest";
import { prometheus } from "../../../src/quality/report/prometheus.ts";
import { check, dataset, EVERY_RUN, HOSTILE, hostileRun, NOTHING, run } from "./runs.ts";

const print = (given: typeof EVERY_RUN) => prometheus(given, { colour: false });

interface Sample {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

const NAME = "[a-zA-Z_:][a-zA-Z0-9_:]*";
const LABELS = /([a-zA-Z_]\w*)="((?:[^"\\\n]|\\[\\"n])*)"(?:,|$)/gy;

/** Reads the text format strictly: HELP and TYPE before the samples of a metric, each metric once, each series once. */
function parse(text: string): readonly Sample[] {
  const samples: Sample[] = [];
  const seen = new Set<string>();
  let [helped, typed] = ["", ""];
  if (text !== "" && !text.endsWith("\n")) throw new Error("no newline at the end");
  for (const line of text.split("\n").slice(0, -1)) {
    const help = new RegExp(`^# HELP (${NAME}) [^\\n]+$`).exec(line)?.[1];
    const type = new RegExp(`^# TYPE (${NAME}) gauge$`).exec(line)?.[1];
    if (help !== undefined) {
      if (seen.has(`metric ${help}`)) throw new Error(`${help} twice`);
      seen.add(`metric ${help}`);
      helped = help;
    } else if (type !== undefined) {
      if (type !== helped) throw new Error(`TYPE of ${type} without HELP`);
      typed = type;
    } else {
      const [, name = "", labels = "", value = ""] =
        new RegExp(`^(${NAME})\\{(.*)\\} (-?\\d+(?:\\.\\d+)?(?:e[+-]?\\d+)?)$`, "s").exec(line) ?? [];
      if (name !== typed) throw new Error(`not a sample of ${typed}: ${line}`);
      if (seen.has(`${name}{${labels}}`)) throw new Error(`twice: ${line}`);
      seen.add(`${name}{${labels}}`);
      samples.push({ name, labels: labelsOf(labels), value: Number(value) });
    }
  }
  return samples;
}

function labelsOf(text: string): Record<string, string> {
  const found: Record<string, string> = {};
  let end = 0;
  for (const [whole, name = "", value = ""] of text.matchAll(LABELS)) {
    end += whole.length;
    found[name] = value.replace(/\\(.)/g, (_, character: string) => (character === "n" ? "\n" : character));
  }
  if (end !== text.length) throw new Error(`not labels: ${text}`);
  return found;
}

describe("the metrics", () => {
  it("have the figures of each check", () => {
    const samples = parse(print(EVERY_RUN));
    const of = (name: string, assertion: string) =>
      samples.find((one) => one.name === name && one.labels["assertion"] === assertion)?.value;
    expect(of("dex_quality_violations", "orders.id.unique")).toBe(37);
    expect(of("dex_quality_examined_rows", "orders.id.unique")).toBe(12480);
    expect(of("dex_quality_check_duration_seconds", "orders.id.unique")).toBe(0.212);
    expect(of("dex_quality_violations", "orders.freshness")).toBeUndefined();
    expect(samples.find(({ name }) => name === "dex_quality_violations")?.labels).toEqual({
      dataset: "orders",
      source: "data/orders.csv",
      assertion: "orders.id.unique",
      kind: "unique",
      dimension: "uniqueness",
      severity: "error",
    });
  });

  it("have exactly one status per check", () => {
    const statuses = parse(print(EVERY_RUN)).filter(({ name }) => name === "dex_quality_check_status");
    expect(statuses).toHaveLength(8 * 5);
    const set = statuses
      .filter(({ value }) => value === 1)
      .map(({ labels }) => [labels["assertion"], labels["status"]]);
    expect(set).toContainEqual(["orders.total.expression", "error"]);
    expect(set).toHaveLength(8);
  });

  it("have a score from 0 to 1, and none for a dimension in which no check ran", () => {
    const scores = parse(print(EVERY_RUN)).filter(({ name }) => name === "dex_quality_score");
    const orders = scores.filter(({ labels }) => labels["dataset"] === "orders");
    expect(Object.fromEntries(orders.map(({ labels, value }) => [labels["dimension"], value]))).toEqual({
      overall: 0.569,
      completeness: 1,
      uniqueness: 0.997,
      validity: 0.988,
      timeliness: 0,
      accuracy: 0.999,
    });
  });

  it("leave out the rows of data that could not be read", () => {
    const { rows: _, ...unread } = dataset([check("a", { status: "error" })]);
    expect(parse(print(run([unread]))).map(({ name }) => name)).not.toContain("dex_quality_rows");
  });

  it("name each series once, also for two results of one source", () => {
    const twice = run([dataset([check("a")]), dataset([check("a")])]);
    expect(parse(print(twice)).filter(({ name }) => name === "dex_quality_violations")).toHaveLength(1);
  });

  it.each(HOSTILE.map((text, index) => [index, text] as const))("escape hostile string %i", (_, text) => {
    const samples = parse(print(hostileRun(text)));
    const labels = samples.filter(({ name }) => name === "dex_quality_violations").map(({ labels }) => labels);
    expect(labels[0]?.["source"]).toBe(text.replace(/\p{Surrogate}/gu, "\ufffd"));
    expect(labels).toHaveLength(5);
  });

  it("are empty for nothing", () => {
    expect(print(NOTHING)).toBe("");
  });
});
