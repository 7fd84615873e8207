import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { brokerJars } from "./java.ts";
import { freePorts, type Server, start } from "./process.ts";

/** A broker of a test: one node, on the loopback interface. */
export interface TestBroker extends Server {
  readonly address: string;
}

const MEMORY = ["-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"];
const CLUSTER = "MkU3OEVBNTcwNTJENDM2Qg";

/** How brokers let people in: anybody, or with a user and a password. */
export interface BrokerOptions {
  readonly login?: { readonly username: string; readonly password: string };
}

/** Starts a broker with a folder of its own. */
export async function startBroker({ login }: BrokerOptions = {}): Promise<TestBroker> {
  const folder = mkdtempSync(join(tmpdir(), "dex-kafka-"));
  const [port = 0, controller = 0] = await freePorts(2);
  const classpath = join(brokerJars(), "*");
  const settings = join(folder, "server.properties");
  writeFileSync(settings, properties({ folder, port, controller, login }));
  const scram = login ? ["--add-scram", `SCRAM-SHA-512=[name=${login.username},password=${login.password}]`] : [];
  const format = ["-cp", classpath, "kafka.tools.StorageTool", "format", "-t", CLUSTER, "-c", settings, ...scram];
  const formatted = spawnSync("java", format, { encoding: "utf8" });
  if (formatted.status !== 0) throw new Error(formatted.stdout + formatted.stderr);
  const server = await start([...MEMORY, "-cp", classpath, "kafka.Kafka", settings], folder, () => answers(port));
  return {
    address: `127.0.0.1:${port}`,
    stop: async () => {
      await server.stop();
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

interface Where {
  readonly folder: string;
  readonly port: number;
  readonly controller: number;
  readonly login: BrokerOptions["login"];
}

function properties({ folder, port, controller, login }: Where): string {
  const clients = login ? "SASL_PLAINTEXT" : "PLAINTEXT";
  const jaas = "listener.name.clients.scram-sha-512.sasl.jaas.config";
  return `
process.roles=broker,controller
node.id=1
controller.quorum.voters=1@127.0.0.1:${controller}
listeners=CLIENTS://127.0.0.1:${port},CONTROLLER://127.0.0.1:${controller}
advertised.listeners=CLIENTS://127.0.0.1:${port}
controller.listener.names=CONTROLLER
listener.security.protocol.map=CONTROLLER:PLAINTEXT,CLIENTS:${clients}
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
log.cleaner.dedupe.buffer.size=2097152
${
  login
    ? `sasl.enabled.mechanisms=SCRAM-SHA-512
sasl.mechanism.inter.broker.protocol=SCRAM-SHA-512
${jaas}=org.apache.kafka.common.security.scram.ScramLoginModule required username="${login.username}" password="${login.password}";
`
    : ""
}`;
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
