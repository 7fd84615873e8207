import { spawnSync } from "node:child_process";
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { Admin } from "@platformatic/kafka";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { REFUSED, TOPIC_SETTINGS } from "../../src/topic/settings.ts";
import { emitKafka, textOf } from "../emit/kafka/project.ts";
import { everything, irOfContracts } from "../topic/project.ts";
import { run } from "./command.ts";
import { startBroker, type TestBroker } from "./kafka/broker.ts";
import { brokerJars, withoutJava } from "./kafka/java.ts";
import { contractText, makeProject } from "./kafka/project.ts";

const LOGIN = { username: "dex", password: "s3cret-of-dex" };

describe.skipIf(withoutJava())("what dex knows and writes, by Kafka's own code", () => {
  let broker: TestBroker;
  let folder: string;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "dex-kafka-tools-"));
    broker = await startBroker({ login: LOGIN, users: [] });
  });
  afterAll(async () => {
    await broker?.stop();
    if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
  });

  it("knows every setting of a topic, with its type, default and range", () => {
    const words = ["-cp", join(brokerJars(), "*"), resolve("test/real/kafka/Settings.java")];
    const { stdout, stderr } = spawnSync("java", words, { encoding: "utf8" });
    const lines = stdout.trim().split("\n");
    expect(lines.length, stderr).toBe(34);
    const known = lines.map((line) => line.split("|")).filter(([name = ""]) => !Object.hasOwn(REFUSED, name));
    expect(known.map(([name]) => name)).toEqual(Object.keys(TOPIC_SETTINGS).sort());
    for (const [name = "", type = "", preset = "", validator = ""] of known) {
      const setting = TOPIC_SETTINGS[name];
      expect({ name, type: setting?.type, preset: setting?.default }).toEqual({
        name,
        type: type.toLowerCase(),
        preset: preset.replace(/[[\]]/g, ""),
      });
      const range = /^\[(-?[\d.]+),\.\.\.(?:,(-?[\d.]+))?\](?: or (-?\d+))?$/.exec(validator);
      if (range !== null)
        expect([name, setting?.min, setting?.max, setting?.also]).toEqual([name, range[1], range[2], range[3]]);
      else if (validator !== "null")
        expect([...(setting?.values ?? [])].sort()).toEqual(validator.replace(/[[\]]/g, "").split(", ").sort());
    }
  });

  it("writes a script that Kafka's own tools run, twice, to the same end, and to what dex kafka wants", async () => {
    const contract = everything("json");
    const script = textOf(emitKafka(irOfContracts(contract)).files, "kafka/apply.sh");
    const runs = [];
    const states = [];
    const admin = new Admin({
      clientId: "test",
      bootstrapBrokers: [broker.address],
      sasl: { mechanism: "SCRAM-SHA-512", ...LOGIN },
    });
    for (let count = 0; count < 2; count++) {
      runs.push(await run("bash", [], { cwd: folder, input: script, env: toolsFor(broker, folder) }));
      states.push(await stateOf(admin));
    }
    await admin.close();
    expect(runs.map(({ status, stderr }) => (status === 0 ? "" : stderr))).toEqual(["", ""]);
    const [first, second] = states;
    expect(second).toEqual(first);
    expect(first?.settings["shop.everything-json"]).toEqual({
      "cleanup.policy": "compact,delete",
      "max.message.bytes": "1000000",
      "retention.ms": "604800000",
    });
    expect(first?.rights.length).toBe(19);
    const project = makeProject();
    project.write("everything", contract);
    const login = ["--username", "env:KAFKA_USER", "--password", "env:KAFKA_PASSWORD"];
    const { stdout, stderr } = await project.dex(["kafka", "drift", "--broker", broker.address, ...login], {
      KAFKA_USER: LOGIN.username,
      KAFKA_PASSWORD: LOGIN.password,
    });
    expect(stdout + stderr).toBe("The broker and the registry match the contracts.\n");
    project.remove();
  });

  it("logs in with what the environment holds, and never prints it", async () => {
    const project = makeProject();
    project.write(
      "a",
      contractText({
        name: "a",
        topic: "name: shop.a, partitions: 1, format: json",
        fields: "  properties: {id: {type: string}}",
      }),
    );
    const words = ["kafka", "apply", "--broker", broker.address];
    const login = ["--username", "env:KAFKA_USER", "--password", "env:KAFKA_PASSWORD"];
    const right = await project.dex([...words, ...login], {
      KAFKA_USER: LOGIN.username,
      KAFKA_PASSWORD: LOGIN.password,
    });
    expect(right.stderr).toContain("done  shop.a: create");
    const wrong = await project.dex([...words, ...login], {
      KAFKA_USER: LOGIN.username,
      KAFKA_PASSWORD: "wr0ng-of-dex",
    });
    expect(wrong.status).toBe(2);
    expect(wrong.stderr).toMatch(/(Could not|refused to) .*(authenticat|credential)/i);
    const plain = await project.dex([...words, "--username", "env:KAFKA_USER", "--password", LOGIN.password], {
      KAFKA_USER: LOGIN.username,
    });
    expect(plain.status).toBe(2);
    expect(plain.stderr).toContain("--password takes the name of an environment variable, never a value");
    const inUrl = await project.dex(["kafka", "plan", "--registry", `http://u:${LOGIN.password}@127.0.0.1:1`]);
    expect(inUrl.status).toBe(2);
    for (const { stdout, stderr } of [right, wrong, plain, inUrl])
      expect(stdout + stderr).not.toMatch(/s3cret-of-dex|wr0ng-of-dex/);
    project.remove();
  });

  it("says in a sentence that nobody answers", async () => {
    const project = makeProject();
    project.write(
      "a",
      contractText({
        name: "a",
        topic: "name: shop.a, partitions: 1, format: json",
        fields: "  properties: {id: {type: string}}",
      }),
    );
    const gone = await project.dex(["kafka", "plan", "--registry", "http://127.0.0.1:9"]);
    expect(gone.status).toBe(2);
    expect(gone.stderr).toMatch(/^dex: The schema registry at http:\/\/127\.0\.0\.1:9 does not respond: /);
    const broken = await project.dex(["kafka", "plan", "--broker", "127.0.0.1:9"]);
    expect(broken.status).toBe(2);
    expect(broken.stderr).toMatch(/^dex: Could not describe the topics: /);
    project.remove();
  });
});

/** Kafka's own scripts by the broker's jars, and the environment that the generated script reads. */
function toolsFor({ address }: TestBroker, folder: string): Record<string, string> {
  const login = join(folder, "client.properties");
  const jaas = `org.apache.kafka.common.security.scram.ScramLoginModule required username="${LOGIN.username}" password="${LOGIN.password}";`;
  writeFileSync(login, `security.protocol=SASL_PLAINTEXT\nsasl.mechanism=SCRAM-SHA-512\nsasl.jaas.config=${jaas}\n`);
  const tools = {
    topics: "org.apache.kafka.tools.TopicCommand",
    configs: "kafka.admin.ConfigCommand",
    acls: "org.apache.kafka.tools.AclCommand",
  };
  for (const [name, main] of Object.entries(tools)) {
    const path = join(folder, `kafka-${name}.sh`);
    writeFileSync(path, `#!/bin/sh\nexec java -XX:TieredStopAtLevel=1 -cp '${brokerJars()}/*' ${main} "$@"\n`);
    chmodSync(path, 0o755);
  }
  return { KAFKA_BIN: folder, KAFKA_BOOTSTRAP_SERVERS: address, KAFKA_COMMAND_CONFIG: login };
}

/** Everything that the script may change: topics with their identity, settings of their own, and rights. */
async function stateOf(admin: Admin) {
  const names = (await admin.listTopics()).sort();
  const { topics } = await admin.metadata({ topics: names, forceUpdate: true });
  const described = await admin.describeConfigs({
    resources: names.map((resourceName) => ({ resourceType: 2, resourceName })),
  });
  const settings = described.map(({ resourceName, configs }) => {
    const own = configs.filter(({ configSource }) => configSource === 1);
    return [resourceName, Object.fromEntries(own.map(({ name, value }) => [name, value]))] as const;
  });
  const anything = { resourceType: 1, resourcePatternType: 1, operation: 1, permissionType: 1 } as const;
  const rights = await admin.describeAcls({ filter: { ...anything, resourceName: null, principal: null, host: null } });
  return {
    topics: names.map((name) => [name, topics.get(name)?.id, topics.get(name)?.partitionsCount]),
    settings: Object.fromEntries(settings) as Readonly<Record<string, object>>,
    rights: rights.flatMap(({ acls, ...on }) => acls.map((acl) => JSON.stringify({ ...on, ...acl }))).sort(),
  };
}
