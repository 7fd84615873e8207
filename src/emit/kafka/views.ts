import { Code } from "../../text/quote/code.ts";
import * as hcl from "../../text/quote/hcl.ts";
import * as shell from "../../text/quote/shell.ts";
import { uniqueNames } from "../../text/unique.ts";
import type { Acl } from "../../topic/acls.ts";
import type { Topic } from "../../topic/topics.ts";
import type { View } from "../render.ts";

/** The view of the Terraform file of topics. */
export function topicsTfView(topics: readonly Topic[]): { readonly [key: string]: View } {
  const unique = uniqueNames();
  return {
    topics: topics.map((topic) => {
      const settings = Object.entries(topic.config);
      const width = Math.max(0, ...settings.map(([name]) => hcl.string(name).text.length));
      return {
        label: label(topic.name, unique),
        name: hcl.string(topic.name),
        partitions: Code.trusted(String(topic.partitions)),
        replicas: Code.trusted(String(topic.replicas)),
        hasConfig: settings.length > 0,
        settings: settings.map(([name, value]) => ({
          name: Code.trusted(hcl.string(name).text.padEnd(width)),
          value: hcl.string(value),
        })),
      };
    }),
  };
}

/** The view of the Terraform file of access rights: the provider has one operation per resource. */
export function aclsTfView(acls: readonly Acl[]): { readonly [key: string]: View } {
  const unique = uniqueNames();
  return {
    acls: acls.flatMap((acl) =>
      acl.operations.map((operation) => ({
        label: label(`${acl.principal}_${operation.toLowerCase()}_${acl.resource}_${acl.name}`, unique),
        resource: hcl.string(acl.name),
        type: hcl.string(acl.resource === "topic" ? "Topic" : "Group"),
        pattern: hcl.string(acl.pattern === "prefixed" ? "Prefixed" : "Literal"),
        principal: hcl.string(`User:${acl.principal}`),
        operation: hcl.string(operation),
        // Confluent's provider expects the same words in upper case.
        typeWord: hcl.string(acl.resource.toUpperCase()),
        patternWord: hcl.string(acl.pattern.toUpperCase()),
        operationWord: hcl.string(operation.toUpperCase()),
      })),
    ),
  };
}

/** A unique Terraform label. */
function label(text: string, unique: (name: string) => string): Code {
  return Code.trusted(unique(plainLabel(text)));
}

/** A name as a Terraform label. */
export function plainLabel(text: string): string {
  return `_${text}`.replace(/[^A-Za-z0-9_]+/g, "_").replace(/^_+(?=[A-Za-z])/, "");
}

/** The view of the shell script. */
export function scriptView(topics: readonly Topic[], acls: readonly Acl[]): { readonly [key: string]: View } {
  return {
    topics: topics.map((topic) => {
      const settings = Object.entries(topic.config).map(([name, value]) => `${name}=[${value}]`);
      return {
        name: shell.word(topic.name),
        partitions: Code.trusted(String(topic.partitions)),
        replicas: Code.trusted(String(topic.replicas)),
        hasConfig: settings.length > 0,
        config: shell.word(settings.join(",")),
        hasUnset: topic.unset.length > 0,
        unset: shell.word(topic.unset.join(",")),
      };
    }),
    acls: acls.map((acl) => ({
      principal: shell.word(`User:${acl.principal}`),
      resource: Code.trusted(acl.resource),
      name: shell.word(acl.name),
      pattern: Code.trusted(acl.pattern),
      operations: acl.operations.map((operation) => Code.trusted(operation)),
    })),
  };
}
