import { Commented, type YamlMap } from "../text/quote/yaml.ts";
import type { Acl } from "./acls.ts";
import { readableSetting } from "./readable-setting.ts";
import type { MessageSchema } from "./schemas.ts";
import type { Topic, TopicContract } from "./topics.ts";

/** Everything that must be on the broker. */
export interface DesiredState {
  readonly topics: readonly Topic[];
  readonly retired: readonly TopicContract[];
  readonly acls: readonly Acl[];
}

/** The document `topics.yaml`: the desired state in a format of dex, to compare with all other files. */
export function topicsDocument({ topics, retired, acls }: DesiredState): YamlMap {
  return {
    version: 1,
    topics: topics.map((topic) => ({
      name: topic.name,
      contract: topic.contract.name,
      contract_version: topic.contract.version,
      role: topic.role,
      partitions: topic.partitions,
      replicas: topic.replicas,
      key: topic.key,
      config: withComments(topic.config),
      unset: topic.unset.length > 0 ? topic.unset : undefined,
    })),
    retired: retired.length > 0 ? retired.map(({ spec }) => spec.name) : undefined,
    acls: acls.map(({ principal, resource, name, pattern, operations }) => ({
      principal: `User:${principal}`,
      resource,
      name,
      pattern,
      operations,
    })),
  };
}

/** Settings, with durations and sizes in words. */
function withComments(config: Topic["config"]): YamlMap {
  return Object.fromEntries(
    Object.entries(config).map(([name, value]) => {
      const comment = readableSetting(name, value);
      return [name, comment === undefined ? value : new Commented(value, comment)];
    }),
  );
}

/** The document `subjects.yaml`: the subjects of the schema registry. */
export function subjectsDocument(schemas: readonly MessageSchema[]): YamlMap {
  return {
    version: 1,
    subjects: schemas.map(({ subject, of, type, level, fileName }) => ({
      subject,
      contract: of.contract.name,
      contract_version: of.contract.version,
      type,
      compatibility: level,
      file: fileName,
    })),
  };
}
