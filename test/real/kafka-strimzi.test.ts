import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv, type ValidateFunction } from "ajv";
import { beforeAll, describe, expect, it } from "vitest";
import { parse } from "yaml";
import { emitKafka } from "../emit/kafka/project.ts";
import { everything, irOfContracts } from "../topic/project.ts";
import { strimziDefinitions, withoutJava } from "./kafka/java.ts";

interface Resource {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: object;
  readonly spec: Readonly<Record<string, unknown>>;
}

describe.skipIf(withoutJava())("Strimzi's resources, by Strimzi's own definitions", () => {
  const rules = new Map<string, ValidateFunction>();
  beforeAll(() => {
    const folder = strimziDefinitions();
    for (const kind of ["KafkaTopic", "KafkaUser"]) rules.set(kind, rulesIn(join(folder, `${kind}.yaml`)));
  });

  const faults = ({ kind, ...more }: Resource) => {
    const validate = rules.get(kind);
    if (validate === undefined) throw new Error(`no definition of ${kind}`);
    validate({ kind, ...more });
    return validate.errors?.map(({ instancePath, message }) => `${instancePath} ${message}`) ?? [];
  };

  const written = (options: object) => {
    const contracts = (["json", "avro", "protobuf"] as const).map(everything);
    const { files } = emitKafka(irOfContracts(...contracts), { ...options, outputs: ["strimzi"] });
    const documents = files
      .filter(({ path }) => path.startsWith("kafka/strimzi/"))
      .map(({ text }) => parse(text) as Resource & { readonly items?: readonly Resource[] });
    return documents.flatMap((document) => document.items ?? [document]);
  };

  it.each(["scram-sha-512", "tls"])("are valid, users who log in by %s included", (authentication) => {
    const resources = written({ authentication });
    expect(resources.map(({ kind }) => kind).sort()).toEqual([
      ...Array<string>(6).fill("KafkaTopic"),
      ...Array<string>(3).fill("KafkaUser"),
    ]);
    for (const resource of resources) {
      expect(resource.apiVersion).toBe("kafka.strimzi.io/v1");
      expect(faults(resource)).toEqual([]);
    }
  });

  it("would not be with anything wrong in them", () => {
    const [topic, user] = ["KafkaTopic", "KafkaUser"].map((kind) => written({}).find((one) => one.kind === kind));
    if (topic === undefined || user === undefined) throw new Error("nothing was written");
    const { spec: _, ...empty } = topic;
    const right = (more: object) => ({
      ...user,
      spec: {
        ...user.spec,
        authorization: {
          type: "simple",
          acls: [{ resource: { type: "topic", name: "t" }, operations: ["Read"], ...more }],
        },
      },
    });
    expect(faults(right({}))).toEqual([]);
    const wrong: readonly Resource[] = [
      { ...topic, spec: { ...topic.spec, partitions: 0 } },
      { ...topic, spec: { ...topic.spec, partition: 1 } },
      empty as Resource,
      { ...user, spec: { ...user.spec, authentication: { type: "scram" } } },
      right({ operations: ["Reed"] }),
      right({ operation: "Read" }),
      right({ resource: { type: "topic", name: "t", patternType: "prefixed" } }),
    ];
    for (const resource of wrong) expect(faults(resource), JSON.stringify(resource.spec)).not.toEqual([]);
  });
});

/** The schema of version 1 in a definition. Kubernetes refuses members that are not in it, and an operator needs a `spec`. */
function rulesIn(path: string): ValidateFunction {
  const definition = parse(readFileSync(path, "utf8")) as {
    readonly spec: {
      readonly versions: readonly { readonly name: string; readonly schema: { readonly openAPIV3Schema: object } }[];
    };
  };
  const version = definition.spec.versions.find(({ name }) => name === "v1");
  if (version === undefined) throw new Error(`${path} has no v1`);
  return new Ajv({ strict: false, allErrors: true }).compile({
    ...closed(version.schema.openAPIV3Schema),
    required: ["apiVersion", "kind", "metadata", "spec"],
  });
}

function closed(schema: object): object {
  if (Array.isArray(schema)) return schema.map((item) => (typeof item === "object" ? closed(item) : item));
  const members = Object.entries(schema).map(([key, member]) => [
    key,
    typeof member === "object" && member !== null ? closed(member) : member,
  ]);
  const isObject = "properties" in schema && "type" in schema;
  return { ...Object.fromEntries(members), ...(isObject && { additionalProperties: false }) };
}
