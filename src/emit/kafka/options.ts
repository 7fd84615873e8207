import { nearest } from "../../text/nearest.ts";
import type { OptionsProblem, OptionsReader } from "../emitter.ts";

/** The tools that dex can write files for. */
const outputs = ["strimzi", "terraform", "script", "asyncapi"] as const;

/** The options of the emitter. */
export interface KafkaOptions {
  /** The tools to write topics and access rights for; default: all. `topics.yaml` and the schemas are always written. */
  readonly outputs: readonly (typeof outputs)[number][];
  /** The name of the Strimzi cluster that the resources belong to; default `kafka`. */
  readonly cluster: string;
  /** The authentication of Strimzi's users; default `scram-sha-512`. */
  readonly authentication: "scram-sha-512" | "tls";
}

const AUTHENTICATIONS = ["scram-sha-512", "tls"] as const;
const KEYS = ["outputs", "cluster", "authentication"] as const;

/** Reads the options. */
export const readOptions: OptionsReader<KafkaOptions> = (given) => {
  if (typeof given !== "object" || given === null || Array.isArray(given))
    return { problems: [{ path: [], message: 'write an object, such as { outputs: ["strimzi"] }' }] };
  const options = given as Readonly<Record<string, unknown>>;
  const problems: OptionsProblem[] = Object.keys(options)
    .filter((key) => !isOneOf(key, KEYS))
    .map((key) => ({ path: [key], message: `no such option${hint(key, KEYS)}` }));
  const chosen = options["outputs"] ?? outputs;
  if (!Array.isArray(chosen)) problems.push({ path: ["outputs"], message: `write a list of ${outputs.join(", ")}` });
  else problems.push(...outputProblems(chosen));
  const cluster = options["cluster"] ?? "kafka";
  if (typeof cluster !== "string" || !/^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/.test(cluster))
    problems.push({
      path: ["cluster"],
      message: "write the name of a Kubernetes resource: small letters, digits, hyphens",
    });
  const authentication = options["authentication"] ?? "scram-sha-512";
  if (!isOneOf(authentication, AUTHENTICATIONS))
    problems.push({ path: ["authentication"], message: 'write "scram-sha-512" or "tls"' });
  if (problems.length > 0) return { problems };
  // The checks above are what these types say.
  return { value: { outputs: chosen, cluster, authentication } as KafkaOptions };
};

function outputProblems(chosen: readonly unknown[]): OptionsProblem[] {
  return chosen.flatMap((output, index) => {
    const path = ["outputs", index];
    if (!isOneOf(output, outputs))
      return [{ path, message: `there is no output ${JSON.stringify(output)}${hint(String(output), outputs)}` }];
    return chosen.indexOf(output) === index ? [] : [{ path, message: `"${output}" stands twice` }];
  });
}

function isOneOf<T extends string>(value: unknown, values: readonly T[]): value is T {
  return (values as readonly unknown[]).includes(value);
}

function hint(wanted: string, names: readonly string[]): string {
  const near = nearest(wanted, names);
  return near === undefined ? "" : `; did you mean "${near}"?`;
}
