import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { parse as hcl } from "@cdktn/hcl2json";
import { Ajv } from "ajv";
import formats from "ajv-formats";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import type { Json } from "../../../src/source/json.ts";
import { asyncApiProblem } from "../../../src/verify/asyncapi.ts";
import { everything, irOfContracts } from "../../topic/project.ts";
import { emitKafka, textOf } from "./project.ts";

const contracts = (["json", "avro", "protobuf"] as const).map(everything);
const { files, diagnostics, coverage } = emitKafka(irOfContracts(...contracts));

const yaml = (path: string) => parse(textOf(files, path)) as Record<string, never>;

/** A configuration of Terraform: kinds of resource, labels, and the blocks under each. */
interface Configuration {
  readonly resource: Readonly<Record<string, Readonly<Record<string, readonly Readonly<Record<string, unknown>>[]>>>>;
}

/** Every argument of the provider's `kafka_acl`, and what it may be, by its documentation. */
const ACL_ARGUMENTS = {
  acl_host: /^\*$/,
  acl_operation: /^(Read|Write|Describe)$/,
  acl_permission_type: /^Allow$/,
  acl_principal: /^User:[a-z0-9-]+$/,
  resource_name: /^[\w.-]+$/,
  resource_pattern_type_filter: /^(Literal|Prefixed)$/,
  resource_type: /^(Topic|Group)$/,
};

/** Every argument of `confluent_kafka_acl` with its valid values. */
const CONFLUENT_ARGUMENTS = {
  host: /^\*$/,
  operation: /^(READ|WRITE|DESCRIBE)$/,
  pattern_type: /^(LITERAL|PREFIXED)$/,
  permission: /^ALLOW$/,
  principal: /^User:[a-z0-9-]+$/,
  resource_name: /^[\w.-]+$/,
  resource_type: /^(TOPIC|GROUP)$/,
};

/** Every `$ref` in a document. */
function refsIn(node: unknown): readonly string[] {
  if (typeof node !== "object" || node === null) return [];
  return Object.entries(node).flatMap(([key, value]) => (key === "$ref" ? [String(value)] : refsIn(value)));
}

/**
 * Lines that terraform fmt would change, by its rules (developer.hashicorp.com/terraform/language/style): two blanks for each level, and the
 * equal signs of arguments on neighbouring lines below each other.
 */
function layoutFaults(text: string): readonly string[] {
  let depth = 0;
  const lines = text.split("\n").map((line) => {
    if (/^\s*[}\]]/.test(line)) depth--;
    const indent = "  ".repeat(depth);
    if (/[{[]$/.test(line)) depth++;
    const [, key, value] = /^\s*("[^"]*"|\w+) += (.*)$/.exec(line) ?? [];
    return { line, indent, key, value };
  });
  const isAlone = (index: number) => lines[index]?.key === undefined || /[{[]$/.test(lines[index].line);
  return lines.flatMap(({ line, indent, key, value }, index) => {
    if (key === undefined) return line === (line === "" ? "" : indent + line.trim()) ? [] : [line];
    let [first, last] = [index, index];
    if (!isAlone(index)) {
      while (!isAlone(first - 1)) first--;
      while (!isAlone(last + 1)) last++;
    }
    const width = Math.max(...lines.slice(first, last + 1).map((one) => one.key?.length ?? 0));
    return line === `${indent}${key.padEnd(width)} = ${value}` ? [] : [line];
  });
}

/** True for a reference to a place in the document, or to a file that is written beside it. */
function leadsSomewhere(ref: string, document: unknown): boolean {
  if (!ref.startsWith("#/")) return files.some(({ path }) => path === join("kafka/asyncapi", ref));
  const steps = ref.slice(2).split("/");
  const found = steps.reduce<unknown>((node, step) => (node as Record<string, unknown> | undefined)?.[step], document);
  return found !== undefined;
}

/** A small contract on a topic; `topic` adds to it. */
function contract(name: string, topic: string, header = ""): string {
  return `
contract: {name: ${name}, version: 1.0.0, owner: a@example.com, ${header}}
dataset: {kind: topic}
topic: {partitions: 1, replication_factor: 1, format: json, ${topic}}
schema: {required: [id], properties: {id: {type: string}}}
`;
}

describe("what is written for other tools", () => {
  it("says nothing about a project in order", () => {
    expect(diagnostics).toEqual([]);
    expect(coverage.filter(({ how, expected }) => how === "unsupported" && !expected)).toEqual([]);
  });

  it("holds the topics and the rights that the contracts imply", () => {
    const { topics, acls } = yaml("kafka/topics.yaml") as unknown as {
      topics: { name: string; unset?: string[]; config: object; partitions: number }[];
      acls: { principal: string; resource: string; name: string; operations: string[] }[];
    };
    expect(topics.map(({ name }) => name)).toEqual([
      "dlq.shop.everything-avro",
      "dlq.shop.everything-json",
      "dlq.shop.everything-protobuf",
      "shop.everything-avro",
      "shop.everything-json",
      "shop.everything-protobuf",
    ]);
    expect(topics[1]).toMatchObject({
      partitions: 6,
      config: { "cleanup.policy": "delete", "max.message.bytes": "1065536", "retention.ms": "2419200000" },
    });
    expect(topics[4]).toMatchObject({
      config: { "cleanup.policy": "compact,delete", "retention.ms": "604800000" },
      unset: ["segment.bytes"],
    });
    const rights = acls.map(({ principal, resource, name, operations }) => [
      principal,
      resource,
      name,
      operations.join(),
    ]);
    expect(rights).toContainEqual(["User:analytics", "topic", "shop.everything-json", "Describe,Read"]);
    expect(rights).toContainEqual(["User:analytics", "group", "analytics.", "Read"]);
    expect(rights).toContainEqual(["User:shop-team", "topic", "shop.everything-json", "Describe,Write"]);
    expect(rights).toContainEqual(["User:shop-team", "topic", "dlq.shop.everything-json", "Describe,Read,Write"]);
  });

  it("is AsyncAPI 3.1 by the whole schema of the specification, and by the part of it that verify compiles", () => {
    const specification = JSON.parse(
      readFileSync(createRequire(import.meta.url).resolve("@asyncapi/specs/schemas/3.1.0-without-$id.json"), "utf8"),
    ) as { definitions: Record<string, unknown> };
    // The drafts of JSON Schema stand in it once more, and ajv knows them already.
    for (const name of Object.keys(specification.definitions))
      if (/json-schema\.org\/draft/.test(name)) delete specification.definitions[name];
    const ajv = new Ajv({ strict: false, logger: false });
    formats.default(ajv);
    const validate = ajv.compile(specification);
    for (const format of ["json", "avro", "protobuf"]) {
      const document = yaml(`kafka/asyncapi/everything_${format}.yaml`);
      expect(validate(document), JSON.stringify(validate.errors?.slice(0, 3))).toBe(true);
      expect(asyncApiProblem(document)).toBeUndefined();
      const wrong = { ...document, channels: { x: { address: 1 } } } as unknown as Json;
      expect(validate(wrong)).toBe(false);
      expect(asyncApiProblem(wrong)).toBe("/channels/x/address: must be string,null");
      expect(refsIn(document).map((ref) => [ref, leadsSomewhere(ref, document)])).toEqual(
        refsIn(document).map((ref) => [ref, true]),
      );
    }
  });

  it.each(["topics", "acls"])("is laid out as terraform fmt would: %s.tf", (name) => {
    const text = textOf(files, `kafka/terraform/${name}.tf`);
    expect(layoutFaults(text)).toEqual([]);
    expect(layoutFaults(text.replace(" = ", "  = "))).not.toEqual([]);
    expect(layoutFaults(text.replace("\n  ", "\n   "))).not.toEqual([]);
  });

  it("is Terraform by HashiCorp's own parser, with the arguments that the provider documents", async () => {
    const text = (name: string) => textOf(files, `kafka/terraform/${name}.tf`);
    const topics = (await hcl("topics.tf", text("topics"))) as Configuration;
    const { kafka_topic, kafka_acl } = {
      ...topics.resource,
      ...((await hcl("acls.tf", text("acls"))) as Configuration).resource,
    };
    expect(topics).toMatchObject({ terraform: [{ required_providers: [{ kafka: { source: "Mongey/kafka" } }] }] });
    const declared = Object.values(kafka_topic ?? {}).flat();
    expect(declared.map(({ name }) => name)).toEqual(expect.arrayContaining(["shop.everything-json"]));
    for (const { name, partitions, replication_factor, config, lifecycle, ...others } of declared) {
      expect([typeof name, typeof partitions, typeof replication_factor]).toEqual(["string", "number", "number"]);
      expect(Object.values(config as object).map((value) => typeof value)).toEqual(expect.arrayContaining(["string"]));
      expect([lifecycle, others]).toEqual([[{ prevent_destroy: true }], {}]);
    }
    const rights = Object.values(kafka_acl ?? {}).flat();
    for (const right of rights) {
      expect(Object.keys(right).sort()).toEqual(Object.keys(ACL_ARGUMENTS));
      for (const [argument, allowed] of Object.entries(ACL_ARGUMENTS)) expect(right[argument]).toMatch(allowed);
    }
    const { acls } = yaml("kafka/topics.yaml") as unknown as { acls: { operations: string[] }[] };
    expect(rights.length).toBe(acls.flatMap(({ operations }) => operations).length);
    await expect(hcl("bad.tf", 'resource "kafka_topic" "a" {\n  name =\n}\n')).rejects.toThrow("Invalid expression");
  });

  it("is Terraform for Confluent's provider, if the option lists it", async () => {
    const made = emitKafka(irOfContracts(...contracts), { outputs: ["terraform-confluent"] }).files;
    const read = async (name: string) => {
      const text = textOf(made, `kafka/terraform-confluent/${name}.tf`);
      expect(layoutFaults(text)).toEqual([]);
      return (await hcl(`${name}.tf`, text)) as Configuration;
    };
    const topics = await read("topics");
    expect(topics).toMatchObject({
      terraform: [{ required_providers: [{ confluent: { source: "confluentinc/confluent" } }] }],
    });
    const declared = Object.values(topics.resource["confluent_kafka_topic"] ?? {}).flat();
    expect(declared.length).toBe(textOf(files, "kafka/terraform/topics.tf").split('resource "kafka_topic"').length - 1);
    for (const { topic_name, partitions_count, config, lifecycle, ...others } of declared) {
      expect([typeof topic_name, typeof partitions_count, typeof config]).toEqual(["string", "number", "object"]);
      expect([lifecycle, others]).toEqual([[{ prevent_destroy: true }], {}]);
    }
    const rights = Object.values((await read("acls")).resource["confluent_kafka_acl"] ?? {}).flat();
    expect(rights.length).toBeGreaterThan(0);
    for (const right of rights) {
      expect(Object.keys(right).sort()).toEqual(Object.keys(CONFLUENT_ARGUMENTS));
      for (const [argument, allowed] of Object.entries(CONFLUENT_ARGUMENTS)) expect(right[argument]).toMatch(allowed);
    }
    expect(emitKafka(irOfContracts(...contracts)).files.some(({ path }) => path.includes("confluent"))).toBe(false);
  });

  it("is AsyncAPI with the servers of the option, and with operations named after the message", () => {
    const made = emitKafka(irOfContracts(...contracts), { servers: { production: "kafka.example.com:9092" } }).files;
    const document = parse(textOf(made, "kafka/asyncapi/everything_json.yaml")) as Readonly<Record<string, object>>;
    expect(document["servers"]).toEqual({ production: { host: "kafka.example.com:9092", protocol: "kafka" } });
    expect(asyncApiProblem(document as unknown as Json)).toBeUndefined();
    expect(Object.keys(document["operations"] ?? {})).toEqual([
      "sendEverythingJson",
      "receiveEverythingJson",
      "receiveEverythingJson_2",
    ]);
    expect(() => emitKafka(irOfContracts(...contracts), { servers: { production: "user:pw@kafka" } })).toThrow(
      "write a host and a port, without a login",
    );
  });

  it("shows durations and sizes of topics.yaml in words", () => {
    const text = textOf(files, "kafka/topics.yaml");
    expect(text).toContain('retention.ms: "604800000" # 7 days\n');
    expect(text).toContain('max.message.bytes: "1000000"\n');
    expect(yaml("kafka/topics.yaml")).toMatchObject({ version: 1 });
  });

  it("is a script that bash reads, and whose words are the topics' settings", () => {
    const text = textOf(files, "kafka/apply.sh");
    expect(spawnSync("bash", ["-n"], { input: text, encoding: "utf8" }).stderr).toBe("");
    const commands = ["topics", "configs", "acls"].map((name) => `kafka-${name}.sh() { printf '%s\\n' "$*"; }`);
    const run = spawnSync("bash", [], {
      input: `${commands.join("\n")}\n${text}`,
      encoding: "utf8",
      env: { ...process.env, KAFKA_BOOTSTRAP_SERVERS: "broker:9092" },
    });
    expect(run.stderr).toBe("");
    const lines = run.stdout.split("\n");
    expect(lines).toContain(
      "--bootstrap-server broker:9092 --create --if-not-exists --topic shop.everything-json --partitions 6 --replication-factor 1",
    );
    expect(lines).toContain(
      "--bootstrap-server broker:9092 --alter --entity-type topics --entity-name shop.everything-json --add-config cleanup.policy=[compact,delete],max.message.bytes=[1000000],retention.ms=[604800000]",
    );
    expect(lines).toContain(
      "--bootstrap-server broker:9092 --add --allow-principal User:analytics --resource-pattern-type prefixed --group analytics. --operation Read",
    );
  });

  it("has Strimzi's resources by Kubernetes' rules of names", () => {
    expect(yaml("kafka/strimzi/topic.everything_json.yaml")).toEqual({
      apiVersion: "kafka.strimzi.io/v1",
      kind: "KafkaTopic",
      metadata: { name: "shop.everything-json", labels: { "strimzi.io/cluster": "kafka" } },
      spec: {
        topicName: "shop.everything-json",
        partitions: 6,
        replicas: 1,
        config: { "cleanup.policy": "compact,delete", "max.message.bytes": 1000000, "retention.ms": 604800000 },
      },
    });
    const { files: odd } = emitKafka(irOfContracts(contract("a", 'name: "..A_b.-"')));
    expect(textOf(odd, "kafka/strimzi/topic.a.yaml")).toContain("name: a-b\n");
  });

  it("is what was asked for, and nothing without topics", () => {
    const few = emitKafka(irOfContracts(everything("json")), { outputs: ["strimzi"], cluster: "main" }).files;
    expect(few.map(({ path }) => path).filter((path) => !/strimzi|schemas|topics\.yaml/.test(path))).toEqual([]);
    expect(textOf(few, "kafka/strimzi/users.yaml")).toContain('"strimzi.io/cluster": main');
    const table = "contract: {name: t, version: 1.0.0, owner: a@b.c}\nschema: {properties: {id: {type: string}}}\n";
    expect(emitKafka(irOfContracts(table)).files).toEqual([]);
  });

  it("proposes the numbers of Protobuf fields that have none, as text to paste", () => {
    const text = everything("protobuf").replace("id: 1, note: 2,", "id: 1,").replace('"status=paid": 2, ', "");
    const unnumbered = emitKafka(irOfContracts(text)).diagnostics;
    expect(unnumbered.map(({ code }) => code)).toEqual(["kafka/unnumbered-field"]);
    expect(unnumbered[0]?.message).toContain('field_numbers: {note: 28, "status=paid": 10}');
  });

  it("refuses options that are none, by their name", () => {
    expect(() => emitKafka(irOfContracts(), { output: [] })).toThrow('did you mean \\"outputs\\"');
    expect(() => emitKafka(irOfContracts(), { outputs: ["terrafrom"] })).toThrow('did you mean \\"terraform\\"');
    expect(() => emitKafka(irOfContracts(), { cluster: "A b" })).toThrow("Kubernetes");
  });

  it("leaves the topic of a retired contract to be taken away, and grants nothing on it", () => {
    const { files: left } = emitKafka(irOfContracts(contract("old", "name: old", "status: retired")));
    expect(parse(textOf(left, "kafka/topics.yaml"))).toEqual({ version: 1, topics: [], retired: ["old"], acls: [] });
  });
});
