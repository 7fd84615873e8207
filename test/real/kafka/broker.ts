import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { brokerJars } from "./java.ts";
import { freePorts, type Server, start } from "./process.ts";

/** A broker of a test: one node, on the loopback interface. */
export interface TestBroker extends Server {
  readonly address: string;
}

const MEMORY = ["-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"];
const CLUSTER = "MkU3OEVBNTcwNTJENDM2Qg";

/** A user of a broker. */
export interface Login {
  readonly username: string;
  readonly password: string;
}

/** How brokers let people in: anybody, or with a user and a password. */
export interface BrokerOptions {
  /** The broker's own user, who may do everything. */
  readonly login?: Login;
  /** Others who can log in. With them the broker has an authorizer, and they may do only what they have a right to. */
  readonly users?: readonly Login[];
  /** More lines of server.properties. */
  readonly settings?: string;
  /** A Java class of its own, by its file. */
  readonly source?: string;
}

/** Starts a broker with a folder of its own. */
export async function startBroker({ login, users, settings = "", source }: BrokerOptions = {}): Promise<TestBroker> {
  const folder = mkdtempSync(join(tmpdir(), "dex-kafka-"));
  const [port = 0, controller = 0] = await freePorts(2);
  const jars = join(brokerJars(), "*");
  if (source !== undefined) java("javac", ["-cp", jars, "-d", folder, source]);
  const classpath = [jars, folder].join(delimiter);
  const file = join(folder, "server.properties");
  writeFileSync(
    file,
    [
      properties({ folder, port, controller }),
      login === undefined ? "" : loginProperties(login),
      login === undefined || users === undefined ? "" : authorizerProperties(login),
      settings,
    ].join("\n"),
  );
  const scram = [login ?? [], users ?? []]
    .flat()
    .flatMap(({ username, password }) => ["--add-scram", `SCRAM-SHA-512=[name=${username},password=${password}]`]);
  const format = ["-cp", classpath, "kafka.tools.StorageTool", "format", "-t", CLUSTER, "-c", file, ...scram];
  java("java", format);
  const server = await start([...MEMORY, "-cp", classpath, "kafka.Kafka", file], folder, () => answers(port));
  return {
    address: `127.0.0.1:${port}`,
    stop: async () => {
      await server.stop();
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

function java(command: "java" | "javac", words: readonly string[]): void {
  const { status, stdout, stderr } = spawnSync(command, words, { encoding: "utf8" });
  if (status !== 0) throw new Error(stdout + stderr);
}

interface Where {
  readonly folder: string;
  readonly port: number;
  readonly controller: number;
}

function properties({ folder, port, controller }: Where): string {
  return `
process.roles=broker,controller
node.id=1
controller.quorum.voters=1@127.0.0.1:${controller}
listeners=CLIENTS://127.0.0.1:${port},CONTROLLER://127.0.0.1:${controller}
advertised.listeners=CLIENTS://127.0.0.1:${port}
controller.listener.names=CONTROLLER
listener.security.protocol.map=CONTROLLER:PLAINTEXT,CLIENTS:PLAINTEXT
inter.broker.listener.name=CLIENTS
log.dirs=${join(folder, "logs")}
offsets.topic.replication.factor=1
offsets.topic.num.partitions=1
transaction.state.log.replication.factor=1
transaction.state.log.min.isr=1
transaction.state.log.num.partitions=1
share.coordinator.state.topic.replication.factor=1
share.coordinator.state.topic.min.isr=1
share.coordinator.state.topic.num.partitions=1
group.initial.rebalance.delay.ms=0
auto.create.topics.enable=false
log.cleaner.dedupe.buffer.size=2097152`;
}

/** A later line wins over an earlier one of the same name. */
function loginProperties({ username, password }: Login): string {
  const jaas = "listener.name.clients.scram-sha-512.sasl.jaas.config";
  return `
listener.security.protocol.map=CONTROLLER:PLAINTEXT,CLIENTS:SASL_PLAINTEXT
sasl.enabled.mechanisms=SCRAM-SHA-512
sasl.mechanism.inter.broker.protocol=SCRAM-SHA-512
${jaas}=org.apache.kafka.common.security.scram.ScramLoginModule required username="${username}" password="${password}";`;
}

/** Nobody logs in to the controller's listener; only the broker itself speaks there. */
function authorizerProperties({ username }: Login): string {
  return `
authorizer.class.name=org.apache.kafka.metadata.authorizer.StandardAuthorizer
super.users=User:${username};User:ANONYMOUS`;
}

function answers(port: number): Promise<boolean> {
  return new Promise((done) => {
    const socket = connect({ host: "127.0.0.1", port });
    socket.once("connect", () => {
      socket.destroy();
      done(true);
    });
    socket.once("error", () => done(false));
  });
}
