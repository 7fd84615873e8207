import type { Report } from "../diagnostics/diagnostic.ts";
import type { TopicDocument } from "../language/contract-document.ts";
import type { Model } from "../link/model.ts";
import { diagnostics } from "./diagnostics.ts";

/** Topics: settings against each other, and names against Kafka's metrics. */
export function checkTopics({ contracts }: Model): readonly Report[] {
  const topics = contracts.flatMap(({ dataset, path }) => (dataset.topic ? [{ topic: dataset.topic, path }] : []));
  return [...topics.flatMap(({ topic, path }) => settingReports(topic, path)), ...collisions(topics)];
}

function settingReports({ config, replicationFactor, key }: TopicDocument, path: string): Report[] {
  const setting = (name: string) => config.find((one) => one.name === name);
  const minimum = setting("min.insync.replicas");
  const cleanup = setting("cleanup.policy");
  const tooMany = minimum !== undefined && Number(minimum.value) > replicationFactor.value;
  const keyless = cleanup?.value.split(",").includes("compact") === true && key === undefined;
  return [
    ...(minimum && tooMany
      ? [
          diagnostics.report(
            "replicas-out-of-step",
            { path, pointer: minimum.pointer },
            { minimum: minimum.value, factor: replicationFactor.value },
          ),
        ]
      : []),
    ...(cleanup && keyless
      ? [diagnostics.report("compaction-without-key", { path, pointer: cleanup.pointer }, {})]
      : []),
  ];
}

function collisions(topics: readonly { readonly topic: TopicDocument; readonly path: string }[]): Report[] {
  const seen = new Map<string, { topic: TopicDocument; path: string }>();
  return topics.flatMap(({ topic, path }) => {
    const metric = topic.name.value.replaceAll(".", "_");
    const first = seen.get(metric);
    seen.set(metric, first ?? { topic, path });
    if (first === undefined) return [];
    const related = [{ at: { path: first.path, pointer: first.topic.name.pointer }, message: "the other topic" }];
    const parameters = { one: first.topic.name.value, other: topic.name.value };
    return [{ ...diagnostics.report("topic-collision", { path, pointer: topic.name.pointer }, parameters), related }];
  });
}
