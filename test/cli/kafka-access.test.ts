import { describe, expect, it } from "vitest";
import { readArguments } from "../../src/cli/arguments.ts";
import { accessOptions, kafkaAccess } from "../../src/cli/commands/kafka/access.ts";

type Environment = Readonly<Record<string, string>>;

function access(given: readonly string[], env: Environment = {}) {
  const parsed = readArguments({ options: accessOptions, operands: "" }, given);
  return "problem" in parsed ? parsed : kafkaAccess(parsed.options, env);
}

function problem(given: readonly string[], env: Environment = {}): string {
  const found = access(given, env);
  return "problem" in found ? found.problem : "";
}

describe("the access to broker and registry", () => {
  it("comes from options and from environment variables", () => {
    const given = ["--broker", "a:1,b:2", "--username", "env:U", "--password", "env:P", "--registry", "https://r/x"];
    expect(access(given, { U: "u", P: "p" })).toEqual({
      broker: {
        servers: ["a:1", "b:2"],
        tls: false,
        sasl: { mechanism: "SCRAM-SHA-512", username: "u", password: "p" },
      },
      registry: { url: "https://r/x" },
    });
  });

  it.each([
    [["--broker", "a:1", "--username", "env:U", "--password", "hunter2"]],
    [["--registry", "http://u:hunter2@r"]],
    [["--registry", "http://r", "--registry-password", "hunter2"]],
  ])("refuses a secret as a value, without repeating it: %j", (given) => {
    expect(problem(given, { U: "u" })).not.toBe("");
    expect(problem(given, { U: "u" })).not.toContain("hunter2");
  });

  it.each<[readonly string[], string]>([
    [[], "Give an address: --broker HOST:PORT, --registry URL, or both."],
    [["--broker", "nowhere"], '--broker "nowhere" is not a host and a port. Write --broker localhost:9092.'],
    [["--broker", "a:1", "--username", "env:U"], "--username and --password go together."],
    [["--broker", "a:1", "--username", "env:NO"], "--username: the environment variable NO is not set."],
    [["--registry", "ftp://r"], "--registry is not the URL of a registry. Write --registry http://localhost:8081."],
    [
      ["--broker", "a:1", "--sasl-mechanism", "X"],
      '--sasl-mechanism must be PLAIN, SCRAM-SHA-256 or SCRAM-SHA-512, not "X".',
    ],
  ])("%j is refused with a sentence", (given, sentence) => {
    expect(problem(given, { U: "u" })).toBe(sentence);
  });
});
