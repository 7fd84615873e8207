import type { Report } from "../diagnostics/diagnostic.ts";
import type { TopicDocument } from "../language/contract-document.ts";
import type { Located } from "../language/located.ts";
import type { Model } from "../link/model.ts";
import { diagnostics } from "./diagnostics.ts";
import { topicSettingReports } from "./topic-settings.ts";

/** Topics: settings by themselves and against each other, and names against Kafka's metrics. */
export function checkTopics({ contracts }: Model): readonly Report[] {
  const topics = contracts.flatMap(({ dataset, path }) => (dataset.topic ? [{ topic: dataset.topic, path }] : []));
  return [
    ...topics.flatMap(({ topic, path }) => settingReports(topic, path)),
    ...contracts.flatMap(topicSettingReports),
    ...collisions(topics.flatMap(namesOf)),
  ];
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

/** A name of a topic, and where it stands. */
interface TopicName extends Located<string> {
  readonly path: string;
}

/** The topic itself, and the one for dead letters. */
function namesOf({ topic, path }: { readonly topic: TopicDocument; readonly path: string }): readonly TopicName[] {
  const dead = topic.deadLetter?.value.topic;
  return [{ ...topic.name, path }, ...(dead ? [{ ...dead, path }] : [])];
}

function collisions(names: readonly TopicName[]): Report[] {
  const seen = new Map<string, TopicName>();
  return names.flatMap((name) => {
    const metric = name.value.replaceAll(".", "_");
    const first = seen.get(metric);
    seen.set(metric, first ?? name);
    if (first === undefined) return [];
    const related = [{ at: { path: first.path, pointer: first.pointer }, message: "the other topic" }];
    const parameters = { one: first.value, other: name.value };
    const at = { path: name.path, pointer: name.pointer };
    return [{ ...diagnostics.report("topic-collision", at, parameters), related }];
  });
}
