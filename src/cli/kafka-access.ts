import type { BrokerAccess } from "../broker/broker.ts";
import type { RegistryAccess } from "../broker/registry.ts";
import type { OptionSpec, OptionValues } from "./command.ts";

/** How to reach broker and registry, with secrets as values. */
export interface KafkaAccess {
  readonly broker?: BrokerAccess;
  readonly registry?: RegistryAccess;
}

/** The options that say so. Users and passwords are never given themselves: they would be seen in the list of processes and in logs. */
export const kafkaOptions = {
  broker: { type: "string", multiple: true, value: "HOST:PORT", help: "a broker; may be given more than once" },
  tls: { type: "boolean", help: "speak TLS to the brokers" },
  "sasl-mechanism": { type: "string", value: "NAME", help: "PLAIN, SCRAM-SHA-256 or SCRAM-SHA-512 (the default)" },
  username: { type: "string", value: "env:NAME", help: "the variable that holds the brokers' user" },
  password: { type: "string", value: "env:NAME", help: "the variable that holds the user's password" },
  registry: { type: "string", value: "URL", help: "a schema registry that speaks Confluent's API" },
  "registry-username": { type: "string", value: "env:NAME", help: "the variable that holds the registry's user" },
  "registry-password": { type: "string", value: "env:NAME", help: "the variable that holds that user's password" },
} as const satisfies Record<string, OptionSpec>;

type Name = keyof typeof kafkaOptions;
type Environment = Readonly<Record<string, string | undefined>>;

const MECHANISMS = ["PLAIN", "SCRAM-SHA-256", "SCRAM-SHA-512"] as const;

/** A fault in the options; thrown inside this file only. */
class Fault extends Error {}

/** Reads the options, and the secrets from the environment; or says what is wrong. */
export function kafkaAccess(options: OptionValues, env: Environment): KafkaAccess | { readonly problem: string } {
  const reader = new Reader(options, env);
  try {
    const broker = reader.broker();
    const registry = reader.registry();
    if (broker === undefined && registry === undefined)
      return { problem: "say where: --broker HOST:PORT, --registry URL, or both." };
    return { ...(broker && { broker }), ...(registry && { registry }) };
  } catch (error) {
    if (error instanceof Fault) return { problem: error.message };
    throw error;
  }
}

class Reader {
  readonly #options: OptionValues;
  readonly #env: Environment;

  constructor(options: OptionValues, env: Environment) {
    this.#options = options;
    this.#env = env;
  }

  broker(): BrokerAccess | undefined {
    const servers = [this.#options["broker"] ?? []]
      .flat()
      .map(String)
      .flatMap((text) => text.split(","));
    if (servers.length === 0) return undefined;
    const wrong = servers.find((server) => !/^[^\s:/@]+:\d{1,5}$|^\[[0-9a-fA-F:]+\]:\d{1,5}$/.test(server));
    if (wrong !== undefined) throw new Fault(`--broker "${wrong}" is not a host and a port: --broker localhost:9092.`);
    const username = this.#secret("username");
    const password = this.#secret("password");
    if ((username === undefined) !== (password === undefined))
      throw new Fault("--username and --password go together.");
    const tls = this.#options["tls"] === true;
    if (username === undefined || password === undefined) return { servers, tls };
    return { servers, tls, sasl: { mechanism: this.#mechanism(), username, password } };
  }

  registry(): RegistryAccess | undefined {
    const given = this.#options["registry"];
    if (typeof given !== "string") return undefined;
    const url = URL.canParse(given) ? new URL(given) : undefined;
    if (url === undefined || !/^https?:$/.test(url.protocol))
      throw new Fault("--registry is not the URL of a registry: --registry http://localhost:8081.");
    if (url.username !== "" || url.password !== "")
      throw new Fault(
        "--registry holds a user or a password. Give them as --registry-username env:NAME and --registry-password env:NAME.",
      );
    const username = this.#secret("registry-username");
    const password = this.#secret("registry-password");
    return { url: given, ...(username !== undefined && { username }), ...(password !== undefined && { password }) };
  }

  #mechanism(): (typeof MECHANISMS)[number] {
    const given = this.#options["sasl-mechanism"] ?? "SCRAM-SHA-512";
    const found = MECHANISMS.find((mechanism) => mechanism === given);
    if (found === undefined) throw new Fault(`--sasl-mechanism is one of ${MECHANISMS.join(", ")}.`);
    return found;
  }

  /** The value of the variable that an option names. What was given instead is not repeated: it may be the secret. */
  #secret(option: Name): string | undefined {
    const given = this.#options[option];
    if (given === undefined) return undefined;
    const name = /^env:([A-Za-z_][A-Za-z0-9_]*)$/.exec(String(given))?.[1];
    if (name === undefined)
      throw new Fault(`--${option} takes the name of an environment variable, never a value: --${option} env:NAME.`);
    const value = this.#env[name];
    if (value === undefined || value === "")
      throw new Fault(`--${option}: the environment variable ${name} is not set.`);
    return value;
  }
}
