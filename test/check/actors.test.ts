import { describe, expect, it } from "vitest";
import { compile } from "../../src/compile.ts";
import { resolveConfig } from "../../src/config/resolve.ts";
import type { ConfiguredEmitter } from "../../src/emit/emitter.ts";
import { airflow, builtInEmitters, dbt, kafka } from "../../src/emit/registry.ts";
import { memoryHost } from "../../src/host/memory.ts";

const CONTRACT = (name: string) => `contract: {name: ${name}, version: "1.0.0", owner: data-team@example.com}
sla: {availability: "99.9", volume: {min_records: 1, anomaly_threshold: 3}}
compatibility: consumer
change_process: {notification_lead_time_days: 14}
schema:
  properties:
    order_id: {type: string, breaking_change: never, renamed_from: id, unit: EUR}
`;
const TOPIC = `dataset: {kind: topic}
topic: {name: orders, partitions: 1, replication_factor: 1, format: avro}
`;

describe("check/unused-key", () => {
  it("reports what no target of the project acts on, each key once", async () => {
    const files = { "contracts/a.yaml": CONTRACT("a"), "contracts/b.yaml": CONTRACT("b") };
    expect(await found(files)).toEqual([
      'No target acts on "sla.availability" here and in 1 more document.',
      'No target acts on "volume.anomaly_threshold" here and in 1 more document.',
      'No target acts on "compatibility" here and in 1 more document.',
      'No target acts on "change_process" here and in 1 more document.',
      'No target acts on "breaking_change" here and in 1 more document.',
    ]);
  });

  it("reports nothing that a configured target acts on in this document", async () => {
    const topic = { "contracts/a.yaml": CONTRACT("a") + TOPIC };
    const keys = (messages: readonly string[]) => messages.flatMap((text) => /"(.*?)"/.exec(text)?.[1] ?? []);
    expect(keys(await found(topic))).not.toContain("compatibility");
    expect(keys(await found(topic, [kafka()]))).toContain("unit");
    expect(keys(await found(topic, [dbt()]))).toContain("renamed_from");
  });

  it("is ignored in one document, or in the project", async () => {
    const ignored = CONTRACT("a").replace("compat", "# dex-ignore check/unused-key: a registry does\ncompat");
    const files = { "contracts/a.yaml": ignored, "contracts/b.yaml": CONTRACT("b") };
    const messages = await found(files);
    expect(messages.filter((text) => text.includes('"compatibility"'))).toEqual(['No target acts on "compatibility".']);
    expect(await found(files, builtInEmitters(), ["check/unused-key", "parse/unused-ignore"])).toEqual([]);
  });
});

describe("check/unused-pipeline", () => {
  const stream = `pipeline: {name: events, type: streaming, owner: a}
source: {topic: a}
sinks: [{name: lake, format: delta, path: /lake/events}]
checkpoint: {root: /checkpoints/events}
`;
  const batch = `pipeline: {name: daily, owner: a}
source: {type: postgres, connection: shop, tables: [b]}
destination: {type: duckdb, connection: warehouse}
`;
  const files = {
    "contracts/a.yaml": CONTRACT("a") + TOPIC,
    "contracts/b.yaml": CONTRACT("b"),
    "contracts/s.yaml": stream,
    "contracts/d.yaml": batch,
  };

  it("reports a pipeline that compiles to nothing", async () => {
    const pipelines = async (emitters: readonly ConfiguredEmitter[]) =>
      (await found(files, emitters)).flatMap((text) => /^No target writes .* the (\w+) pipeline/.exec(text)?.[1] ?? []);
    expect(await pipelines(builtInEmitters())).toEqual(["streaming"]);
    expect(await pipelines([airflow()])).toEqual(["streaming"]);
    expect((await pipelines([kafka()])).sort()).toEqual(["batch", "streaming"]);
  });
});

/** The first sentences of what is not acted on. */
async function found(
  files: Readonly<Record<string, string>>,
  emitters: readonly ConfiguredEmitter[] = builtInEmitters(),
  ignore: readonly string[] = [],
): Promise<readonly string[]> {
  const context = { projectName: "shop", emitters: [], isCode: () => true };
  const config = resolveConfig({ emitters, ignore }, context);
  const { diagnostics } = await compile(memoryHost(files), { config, checkOnly: true });
  return diagnostics
    .filter(({ code }) => code.startsWith("check/unused-"))
    .map(({ message }) => message.split(/(?<=\.) /)[0] ?? "");
}
