import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { type Ended, run } from "../command.ts";

/** A project in a folder of its own, and dex as a user runs it there. */
export interface Project {
  readonly folder: string;
  /** Replaces the contract `name`. */
  write(name: string, text: string): void;
  dex(words: readonly string[], env?: Readonly<Record<string, string>>): Promise<Ended>;
  remove(): void;
}

/** Makes an empty project. */
export function makeProject(): Project {
  const folder = mkdtempSync(join(tmpdir(), "dex-kafka-project-"));
  const main = resolve("dist/cli/main.js");
  mkdirSync(join(folder, "contracts"));
  writeFileSync(join(folder, "package.json"), '{"name": "shop", "type": "module"}\n');
  return {
    folder,
    write: (name, text) => writeFileSync(join(folder, "contracts", `${name}.contract.yaml`), text),
    dex: (words, env = {}) => run(process.execPath, [main, ...words], { cwd: folder, env }),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** What a test changes of a contract on a topic. */
export interface TopicContractText {
  readonly name: string;
  readonly version?: string;
  readonly status?: string;
  readonly topic: string;
  readonly replicas?: number;
  readonly fields: string;
  readonly more?: string;
}

/** A contract on a topic. */
export function contractText(given: TopicContractText): string {
  const { name, version = "1.0.0", status = "active", topic, replicas = 1, fields, more = "" } = given;
  return `
contract: {name: ${name}, version: "${version}", status: ${status}, owner: web@example.com, team: web}
dataset: {kind: topic}
topic: {replication_factor: ${replicas}, ${topic}}
${more}
schema:
${fields}
`;
}
