import type { Report } from "../../diagnostics/diagnostic.ts";
import { write, type YamlMap } from "../../text/quote/yaml.ts";
import { type Acl, aclsOf, principalOf } from "../../topic/acls.ts";
import { coverageOf } from "../../topic/coverage.ts";
import { subjectsDocument, topicsDocument } from "../../topic/documents.ts";
import { type MessageSchema, schemasOf, unnumberedOf } from "../../topic/schemas.ts";
import { retiredTopics, type Topic, type TopicContract, topicContracts, topicsOf } from "../../topic/topics.ts";
import type { Traced } from "../blocks.ts";
import type { Emit, EmitInput, EmittedFile } from "../emitter.ts";
import { header } from "../header.ts";
import { asyncApi } from "./asyncapi.ts";
import { diagnostics } from "./diagnostics.ts";
import type { KafkaOptions } from "./options.ts";
import { kafkaTopic, kafkaUser, resourceList, resourceName } from "./strimzi.ts";
import { aclsTfView, scriptView, topicsTfView } from "./views.ts";

type Sources = EmittedFile["sources"];

/** The input of all files. */
interface KafkaInput extends EmitInput<KafkaOptions> {
  readonly topics: readonly Topic[];
  readonly acls: readonly Acl[];
  readonly schemas: readonly MessageSchema[];
  /** All contracts with a topic: the sources of the files about the whole broker. */
  readonly sources: Sources;
}

/** Emits topics, access rights and schemas; nothing for a project without topics. */
export const emit: Emit<KafkaOptions> = (input) => {
  const { ir } = input;
  const contracts = topicContracts(ir);
  const schemas = schemasOf(ir);
  const sources = contracts.map(({ contract }) => contract.origin);
  const work = { ...input, topics: topicsOf(ir), acls: aclsOf(ir), schemas, sources };
  const fileOf = new Map(schemas.map((schema) => [schema.of.contract.id, schemaPath(schema)]));
  return {
    files: contracts.length === 0 ? [] : files(work),
    coverage: ir.contracts.flatMap((contract) => coverageOf(contract, fileOf.get(contract.id))),
    diagnostics: [
      ...contracts.flatMap(contractReports),
      ...(input.options.outputs.includes("strimzi") ? collisions(work.topics) : []),
    ],
  };
};

function files(work: KafkaInput): EmittedFile[] {
  const { options, sources, topics, acls, schemas, ir, render } = work;
  const text = (path: string, written: Traced): EmittedFile => ({ path, ...written, language: "text", sources });
  const wanted = (output: KafkaOptions["outputs"][number], make: () => EmittedFile[]) =>
    options.outputs.includes(output) ? make() : [];
  return [
    yaml("kafka/topics.yaml", topicsDocument({ topics, retired: retiredTopics(ir), acls }), sources),
    yaml("kafka/schemas/subjects.yaml", subjectsDocument(schemas), sources),
    ...schemas.map(schemaFile),
    ...wanted("strimzi", () => strimziFiles(work)),
    ...wanted("terraform", () => [
      text("kafka/terraform/topics.tf", render("kafka/topics.tf.njk", topicsTfView(topics))),
      text("kafka/terraform/acls.tf", render("kafka/acls.tf.njk", aclsTfView(acls))),
    ]),
    ...wanted("script", () => [text("kafka/apply.sh", render("kafka/apply.sh.njk", scriptView(topics, acls)))]),
    ...wanted("asyncapi", () => schemas.map((schema) => asyncApiFile(schema, topics))),
  ];
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

function strimziFiles(work: KafkaInput): EmittedFile[] {
  const { topics, acls, options, sources } = work;
  const principals = [...new Set(acls.map(({ principal }) => principal))];
  return [
    ...topics.map((topic) => {
      const name = topic.role === "events" ? topic.contract.name : `${topic.contract.name}.dead-letter`;
      return yaml(`kafka/strimzi/topic.${name}.yaml`, kafkaTopic(topic, options), [topic.contract.origin]);
    }),
    yaml("kafka/strimzi/users.yaml", resourceList(principals.map((principal) => userOf(principal, work))), sources),
  ];
}

function userOf(principal: string, { acls, options }: KafkaInput): YamlMap {
  const rights = acls.filter((acl) => acl.principal === principal);
  return kafkaUser(principal, rights, options);
}

function asyncApiFile(schema: MessageSchema, topics: readonly Topic[]): EmittedFile {
  const { of } = schema;
  const own = topics.filter(({ contract }) => contract.id === of.contract.id);
  const document = asyncApi({ of, topics: own, schema });
  return { ...yaml(`kafka/asyncapi/${of.contract.name}.yaml`, document, [of.contract.origin]), format: "AsyncAPI 3.1" };
}

function contractReports(of: TopicContract): Report[] {
  const { contract, spec } = of;
  if (contract.status === "retired") return [];
  const numbers = unnumberedOf(of).map(({ name, number }) => `${/^\w+$/.test(name) ? name : `"${name}"`}: ${number}`);
  const people = [...spec.producers, ...contract.consumers.map(({ name }) => name)];
  return [
    ...(numbers.length > 0
      ? [diagnostics.report("unnumbered-field", spec.origin, { numbers: numbers.join(", ") })]
      : []),
    ...people
      .filter((name) => principalOf(name) === undefined)
      .map((name) => diagnostics.report("no-principal", spec.origin, { name })),
  ];
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
