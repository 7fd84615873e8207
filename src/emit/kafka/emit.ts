import type { Insertion, Report } from "../../diagnostics/diagnostic.ts";
import type { Contract, TopicSpec } from "../../ir/contract.ts";
import { pointerTo } from "../../source/pointer.ts";
import { write, type YamlMap } from "../../text/quote/yaml.ts";
import { type Acl, aclsOf, principalOf } from "../../topic/acls.ts";
import { coverageOf } from "../../topic/coverage.ts";
import { subjectsDocument, topicsDocument } from "../../topic/documents.ts";
import { type MessageSchema, schemasOf, unnumberedOf } from "../../topic/schemas.ts";
import { retiredTopics, type Topic, type TopicContract, topicContracts, topicsOf } from "../../topic/topics.ts";
import { avroLosses, protobufLosses } from "../../topic/types.ts";
import { jsonLosses } from "../../wire/json-type.ts";
import type { Traced } from "../blocks.ts";
import type { DivideWork, Emission, EmitInput, EmittedFile, Findings } from "../emitter.ts";
import { header } from "../header.ts";
import { allInputs, inParts, part } from "../parts.ts";
import type { TargetTypes } from "../type-losses.ts";
import { asyncApi } from "./asyncapi.ts";
import { diagnostics } from "./diagnostics.ts";
import type { KafkaOptions } from "./options.ts";
import { kafkaTopic, kafkaUser, resourceList, resourceName } from "./strimzi.ts";
import { aclsTfView, scriptView, topicsTfView } from "./views.ts";

type Sources = EmittedFile["sources"];

/** One part per topic, and one part with the files of the whole broker. No files for a project without topics. */
export const parts: DivideWork<KafkaOptions> = function* divide({ ir }) {
  for (const { contract } of topicContracts(ir))
    yield part(
      contract.id,
      { ...allInputs, contracts: [contract.id], pipelines: [], templates: [] },
      { emit: emitTopic, find: findTopic },
    );
  yield part("broker", { ...allInputs, pipelines: [] }, { emit: emitBroker, find: findBroker });
};

/** Writes topics, access rights and schemas. */
export const emit = inParts(parts);

type Input = EmitInput<KafkaOptions>;

/** Schemas, resources and documentation of a contract on a topic. */
function emitTopic({ ir, options }: Input): Emission {
  const [topics, schemas] = [topicsOf(ir), schemasOf(ir)];
  const files = [
    ...schemas.map(schemaFile),
    ...(options.outputs.includes("strimzi") ? topics.map((topic) => strimziTopicFile(topic, options)) : []),
    ...(options.outputs.includes("asyncapi") ? schemas.map((schema) => asyncApiFile(schema, topics, options)) : []),
  ];
  return { files, ...findTopic({ ir }) };
}

function findTopic({ ir }: Pick<Input, "ir">): Findings {
  return { coverage: [], diagnostics: topicContracts(ir).flatMap(contractReports) };
}

/** The lists of all topics, subjects and access rights, for each tool, and the coverage of every contract. */
function emitBroker({ ir, options, render }: Input): Emission {
  const [topics, acls, schemas] = [topicsOf(ir), aclsOf(ir), schemasOf(ir)];
  const fileOf = new Map(schemas.map((schema) => [schema.of.contract.id, schemaPath(schema)]));
  const coverage = ir.contracts.flatMap((contract) => coverageOf(contract, fileOf.get(contract.id)));
  const sources = topicContracts(ir).map(({ contract }) => contract.origin);
  if (sources.length === 0) return { files: [], coverage, diagnostics: [] };
  const has = (output: KafkaOptions["outputs"][number]) => options.outputs.includes(output);
  const text = (path: string, written: Traced): EmittedFile => ({ path, ...written, language: "text", sources });
  const files = [
    yaml("kafka/topics.yaml", topicsDocument({ topics, retired: retiredTopics(ir), acls }), sources),
    yaml("kafka/schemas/subjects.yaml", subjectsDocument(schemas), sources),
    ...(has("strimzi") ? [yaml("kafka/strimzi/users.yaml", strimziUsers(acls, options), sources)] : []),
    ...(has("terraform")
      ? [text("kafka/terraform/topics.tf", render("kafka/topics.tf.njk", topicsTfView(topics)))]
      : []),
    ...(has("terraform") ? [text("kafka/terraform/acls.tf", render("kafka/acls.tf.njk", aclsTfView(acls)))] : []),
    ...(has("terraform-confluent")
      ? [
          text("kafka/terraform-confluent/topics.tf", render("kafka/confluent-topics.tf.njk", topicsTfView(topics))),
          text("kafka/terraform-confluent/acls.tf", render("kafka/confluent-acls.tf.njk", aclsTfView(acls))),
        ]
      : []),
    ...(has("script") ? [text("kafka/apply.sh", render("kafka/apply.sh.njk", scriptView(topics, acls)))] : []),
  ];
  return { files, coverage, diagnostics: brokerReports(topics, options) };
}

function findBroker({ ir, options }: Omit<Input, "render">): Findings {
  // All unsupported assertions of a message schema are expected, so the coverage has no findings.
  return { coverage: [], diagnostics: brokerReports(topicsOf(ir), options) };
}

function brokerReports(topics: readonly Topic[], { outputs }: KafkaOptions): readonly Report[] {
  return outputs.includes("strimzi") ? collisions(topics) : [];
}

function yaml(path: string, document: YamlMap, sources: Sources): EmittedFile {
  return { path, text: write(document, { header: [header([])] }).text, language: "yaml", sources };
}

function schemaPath({ fileName }: MessageSchema): string {
  return `kafka/schemas/${fileName}`;
}

function schemaFile(schema: MessageSchema): EmittedFile {
  const { type, text, of } = schema;
  const language = type === "PROTOBUF" ? "text" : "json";
  return { path: schemaPath(schema), text, language, sources: [of.contract.origin] };
}

function strimziTopicFile(topic: Topic, options: KafkaOptions): EmittedFile {
  const { contract, role } = topic;
  const name = role === "events" ? contract.name : `${contract.name}.dead-letter`;
  return yaml(`kafka/strimzi/topic.${name}.yaml`, kafkaTopic(topic, options), [contract.origin]);
}

function strimziUsers(acls: readonly Acl[], options: KafkaOptions): YamlMap {
  const principals = [...new Set(acls.map(({ principal }) => principal))];
  const rightsOf = (user: string) => acls.filter(({ principal }) => principal === user);
  return resourceList(principals.map((principal) => kafkaUser(principal, rightsOf(principal), options)));
}

function asyncApiFile(schema: MessageSchema, topics: readonly Topic[], { servers }: KafkaOptions): EmittedFile {
  const { of } = schema;
  const own = topics.filter(({ contract }) => contract.id === of.contract.id);
  const document = asyncApi({ of, topics: own, schema, servers });
  return { ...yaml(`kafka/asyncapi/${of.contract.name}.yaml`, document, [of.contract.origin]), format: "AsyncAPI 3.1" };
}

function contractReports(of: TopicContract): Report[] {
  const { contract, spec } = of;
  if (contract.status === "retired") return [];
  const numbers = unnumberedOf(of).map(({ name, number }) => `${/^\w+$/.test(name) ? name : `"${name}"`}: ${number}`);
  const people = [...spec.producers, ...contract.consumers.map(({ name }) => name)];
  return [
    ...(numbers.length > 0
      ? [
          {
            ...diagnostics.report("unnumbered-field", spec.origin, { numbers: numbers.join(", ") }),
            insertion: numbersIn(spec, numbers),
          },
        ]
      : []),
    ...people
      .filter((name) => principalOf(name) === undefined)
      .map((name) => diagnostics.report("no-principal", spec.origin, { name })),
  ];
}

/** Inserts the numbers of fields into `field_numbers` if the topic has it, else into the topic. */
function numbersIn({ fieldNumbers, origin }: TopicSpec, numbers: readonly string[]): Insertion {
  const { path, pointer } = origin;
  if (Object.keys(fieldNumbers).length > 0)
    return { into: { path, pointer: pointerTo(pointer, "field_numbers"), part: "value" }, members: numbers };
  return { into: { path, pointer, part: "value" }, members: [`field_numbers: {${numbers.join(", ")}}`] };
}

/** Reports topics with the same resource name in Kubernetes. */
function collisions(topics: readonly Topic[]): Report[] {
  const seen = new Map<string, Topic>();
  return topics.flatMap((topic) => {
    const name = resourceName(topic.name);
    const first = seen.get(name);
    seen.set(name, first ?? topic);
    if (first === undefined) return [];
    const parameters = { name, one: first.name, other: topic.name };
    return [diagnostics.report("resource-collision", topic.spec.origin, parameters)];
  });
}

/** The types of the message formats. */
export function types(): readonly TargetTypes[] {
  const inFormat = (format: TopicSpec["format"]) => (contract: Contract) => contract.dataset.topic?.format === format;
  return [
    { target: "avro", losses: avroLosses, has: inFormat("avro") },
    { target: "protobuf", losses: protobufLosses, has: inFormat("protobuf") },
    { target: "json", losses: jsonLosses, has: inFormat("json") },
  ];
}
