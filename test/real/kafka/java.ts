import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from "node:fs";
import { join, resolve } from "node:path";
import { afterAll } from "vitest";

const POM = resolve("test/real/kafka/pom.xml");
const STRIMZI = resolve("test/real/kafka/strimzi/pom.xml");
const REGISTRY = "io.apicurio:apicurio-registry-app:3.0.9:tar.gz:all";
const CACHE = resolve(".dex/java");

/** Why tests that need Java and Maven cannot run here; undefined when they can. In CI they run, and so fail with that reason. */
export function withoutJava(): string | undefined {
  const missing = whatIsMissing();
  if (missing === undefined || process.env["CI"]) return undefined;
  afterAll(() => process.stderr.write(`Tests of Kafka are skipped: ${missing}.\n`));
  return missing;
}

function whatIsMissing(): string | undefined {
  const { stderr, status } = spawnSync("java", ["-version"], { encoding: "utf8" });
  const major = Number(/version "(\d+)/.exec(stderr ?? "")?.[1] ?? 0);
  if (status !== 0 || major < 17) return "they need Java 17 or later";
  return spawnSync("mvn", ["-version"]).status === 0 ? undefined : "they need Maven";
}

/** The folder with the broker's jars: copied by Maven once for each state of pom.xml, and kept in .dex/java. */
export function brokerJars(): string {
  return kept(`kafka-${hash(readFileSync(POM))}`, (folder) =>
    maven("dependency:copy-dependencies", "-f", POM, `-DoutputDirectory=${folder}`),
  );
}

/** The folder with the registry's application. */
export function registryFolder(): string {
  return kept(`registry-${hash(REGISTRY)}`, (folder) => {
    maven("dependency:copy", `-Dartifact=${REGISTRY}`, `-DoutputDirectory=${folder}`);
    const unpacked = spawnSync("tar", ["-xzf", "apicurio-registry-app-3.0.9-all.tar.gz"], { cwd: folder });
    if (unpacked.status !== 0) throw new Error(String(unpacked.stderr));
    rmSync(join(folder, "apicurio-registry-app-3.0.9-all.tar.gz"));
  });
}

/** The folder with Strimzi's own definitions of its resources, `KafkaTopic.yaml` and `KafkaUser.yaml`, as its generator writes them. */
export function strimziDefinitions(): string {
  return kept(`strimzi-${hash(readFileSync(STRIMZI))}`, (folder) => {
    const jars = join(folder, "jars");
    maven("dependency:copy-dependencies", "-f", STRIMZI, `-DoutputDirectory=${jars}`);
    const model = "io.strimzi.api.kafka.model";
    const wanted = [`${model}.topic.KafkaTopic`, `${model}.user.KafkaUser`].map(
      (name) => `${name}=${join(folder, `${name.slice(name.lastIndexOf(".") + 1)}.yaml`)}`,
    );
    const how = "--yaml --target-kube 1.25+ --crd-api-version v1 --api-versions v1".split(" ");
    const words = ["-cp", join(jars, "*"), "io.strimzi.crdgenerator.CrdGenerator", ...how, ...wanted];
    const { status, stdout, stderr } = spawnSync("java", words, { encoding: "utf8" });
    if (status !== 0) throw new Error(stdout + stderr);
  });
}

/** A folder that is complete or not there: it is filled under another name first. */
function kept(name: string, fill: (folder: string) => void): string {
  const folder = join(CACHE, name);
  if (existsSync(folder)) return folder;
  mkdirSync(CACHE, { recursive: true });
  const beside = mkdtempSync(join(CACHE, "making-"));
  fill(beside);
  if (existsSync(folder)) rmSync(beside, { recursive: true });
  else renameSync(beside, folder);
  return folder;
}

/** One at a time, where the system has flock: Maven's repository is not made for two that fill it. */
function maven(...words: readonly string[]): void {
  const command = ["mvn", "-q", "-B", ...words];
  const locked = spawnSync("flock", [join(CACHE, "maven.lock"), ...command], { encoding: "utf8" });
  const { status, stdout, stderr } = locked.error ? spawnSync("mvn", command.slice(1), { encoding: "utf8" }) : locked;
  if (status !== 0) throw new Error(`mvn ${words[0]} failed: ${stdout}${stderr}`);
}

function hash(text: string | Uint8Array): string {
  return createHash("sha256").update(text).digest("hex").slice(0, 12);
}
