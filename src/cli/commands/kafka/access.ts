import type { BrokerAccess } from "../../../broker/broker.ts";
import type { RegistryAccess } from "../../../broker/registry-requests.ts";
import type { OptionTable, OptionValues } from "../../command.ts";
import type { Environment } from "../../terminal.ts";

/** How to reach the broker and the registry, with secrets as values. */
export interface KafkaAccess {
  readonly broker?: BrokerAccess;
  readonly registry?: RegistryAccess;
}

/** The options for that. A user or a password is never an option itself: the process list and logs would show it. */
export const accessOptions = {
  broker: { type: "string", multiple: true, value: "HOST:PORT", help: "a broker; may be given more than once" },
  tls: { type: "boolean", help: "connect to the brokers with TLS" },
  "sasl-mechanism": {
    type: "string",
    value: "NAME",
    choices: ["PLAIN", "SCRAM-SHA-256", "SCRAM-SHA-512"],
    help: "PLAIN, SCRAM-SHA-256 or SCRAM-SHA-512 (default)",
  },
  username: { type: "string", value: "env:NAME", help: "the environment variable with the user for the broker" },
  password: { type: "string", value: "env:NAME", help: "the environment variable with the password of that user" },
  registry: { type: "string", value: "URL", help: "a schema registry with Confluent's API" },
  "registry-username": {
    type: "string",
    value: "env:NAME",
    help: "the environment variable with the user for the registry",
  },
  "registry-password": {
    type: "string",
    value: "env:NAME",
    help: "the environment variable with the password of that user",
  },
} as const satisfies OptionTable;

/** The values of the access options. */
export type AccessOptions = OptionValues<typeof accessOptions>;

/** A wrong option; thrown and caught inside this file only. */
class WrongOption extends Error {}

/** Reads the options, and the secrets from the environment. Returns a message if something is wrong. */
export function kafkaAccess(options: AccessOptions, env: Environment): KafkaAccess | { readonly problem: string } {
  try {
    const broker = brokerAccess(options, env);
    const registry = registryAccess(options, env);
    if (broker === undefined && registry === undefined)
      return { problem: "Give an address: --broker HOST:PORT, --registry URL, or both." };
    return { ...(broker && { broker }), ...(registry && { registry }) };
  } catch (error) {
    if (error instanceof WrongOption) return { problem: error.message };
    throw error;
  }
}

function brokerAccess(options: AccessOptions, env: Environment): BrokerAccess | undefined {
  const { tls, "sasl-mechanism": mechanism = "SCRAM-SHA-512" } = options;
  const servers = options.broker.flatMap((text) => text.split(","));
  if (servers.length === 0) return undefined;
  const wrong = servers.find((server) => !/^[^\s:/@]+:\d{1,5}$|^\[[0-9a-fA-F:]+\]:\d{1,5}$/.test(server));
  if (wrong !== undefined)
    throw new WrongOption(
      `--broker "${wrong.replace(/^.*@/, "***@")}" is not a host and a port. Write --broker localhost:9092.`,
    );
  const username = secret("username", options, env);
  const password = secret("password", options, env);
  if ((username === undefined) !== (password === undefined))
    throw new WrongOption("--username and --password go together.");
  if (username === undefined || password === undefined) return { servers, tls };
  return { servers, tls, sasl: { mechanism, username, password } };
}

function registryAccess(options: AccessOptions, env: Environment): RegistryAccess | undefined {
  const { registry } = options;
  if (registry === undefined) return undefined;
  const url = URL.canParse(registry) ? new URL(registry) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol))
    throw new WrongOption("--registry is not the URL of a registry. Write --registry http://localhost:8081.");
  if (url.username !== "" || url.password !== "")
    throw new WrongOption(
      "--registry contains a user or a password. Pass them as --registry-username env:NAME and --registry-password env:NAME.",
    );
  const username = secret("registry-username", options, env);
  const password = secret("registry-password", options, env);
  return { url: registry, ...(username !== undefined && { username }), ...(password !== undefined && { password }) };
}

type SecretOption = "username" | "password" | "registry-username" | "registry-password";

/** The value of the variable that an option names. A message never repeats what was given instead: it may be the secret. */
function secret(option: SecretOption, options: AccessOptions, env: Environment): string | undefined {
  const given = options[option];
  if (given === undefined) return undefined;
  const name = /^env:([A-Za-z_][A-Za-z0-9_]*)$/.exec(given)?.[1];
  if (name === undefined)
    throw new WrongOption(
      `--${option} takes the name of an environment variable, never a value: --${option} env:NAME.`,
    );
  const value = env[name];
  if (value === undefined || value === "")
    throw new WrongOption(`--${option}: the environment variable ${name} is not set.`);
  return value;
}
