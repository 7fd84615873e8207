import { Unreachable } from "./broker.ts";

/** A registered version of a schema. */
interface RegisteredSchema {
  readonly version: number;
  readonly type: string;
  readonly text: string;
}

/** A subject of the registry. */
export interface RegistrySubject {
  readonly subject: string;
  /** The compatibility level of the subject. Undefined if the subject has the level of the registry. */
  readonly level?: string;
  /** All versions, oldest first. */
  readonly versions: readonly RegisteredSchema[];
}

/** A schema to compare with a subject, or to register. */
export interface NewSchema {
  readonly type: string;
  readonly text: string;
}

/** The requests that dex sends to a schema registry with Confluent's API. */
export interface Registry {
  subject(subject: string): Promise<RegistrySubject>;
  /** True if the registry would accept the schema as the next version. */
  isCompatible(subject: string, schema: NewSchema): Promise<boolean>;
  setLevel(subject: string, level: string): Promise<void>;
  register(subject: string, schema: NewSchema): Promise<number>;
}

/** How to connect to a registry. The password is a value here; dex never prints it. */
export interface RegistryAccess {
  readonly url: string;
  readonly username?: string;
  readonly password?: string;
}

const MIME = "application/vnd.schemaregistry.v1+json";
const TIMEOUT = 10_000;

/** A client of the registry over HTTP. */
export function registryAt(access: RegistryAccess): Registry {
  const call = caller(access);
  const path = (subject: string) => encodeURIComponent(subject);
  return {
    subject: async (subject) => {
      const versions = ((await call("GET", `/subjects/${path(subject)}/versions`)) ?? []) as number[];
      const schemas: RegisteredSchema[] = [];
      for (const version of [...versions].sort((a, b) => a - b)) {
        const found = await call("GET", `/subjects/${path(subject)}/versions/${version}`);
        const { schema, schemaType } = (found ?? {}) as { schema?: string; schemaType?: string };
        schemas.push({ version, type: schemaType ?? "AVRO", text: schema ?? "" });
      }
      const config = (await call("GET", `/config/${path(subject)}`)) as Record<string, string> | undefined;
      const level = config?.["compatibilityLevel"] ?? config?.["compatibility"];
      return { subject, versions: schemas, ...(level !== undefined && { level }) };
    },
    isCompatible: async (subject, schema) => {
      const answer = await call("POST", `/compatibility/subjects/${path(subject)}/versions`, bodyOf(schema));
      return (answer as { is_compatible?: boolean } | undefined)?.is_compatible ?? true;
    },
    setLevel: async (subject, level) => {
      await call("PUT", `/config/${path(subject)}`, { compatibility: level });
    },
    register: async (subject, schema) => {
      const answer = await call("POST", `/subjects/${path(subject)}/versions`, bodyOf(schema));
      return (answer as { id: number }).id;
    },
  };
}

function bodyOf({ type, text }: NewSchema): object {
  return type === "AVRO" ? { schema: text } : { schema: text, schemaType: type };
}

type Call = (method: string, path: string, body?: object) => Promise<unknown>;

/** Sends one request. Returns undefined for a 404, and throws for other failures, with the message of the registry. */
function caller({ url, username, password }: RegistryAccess): Call {
  const base = withoutSlashes(url);
  const shown = shownUrl(base);
  const login = username === undefined ? undefined : Buffer.from(`${username}:${password ?? ""}`).toString("base64");
  return async (method, path, body) => {
    const response = await fetch(`${base}${path}`, {
      method,
      headers: {
        accept: `${MIME}, application/json`,
        ...(body !== undefined && { "content-type": MIME }),
        ...(login !== undefined && { authorization: `Basic ${login}` }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(TIMEOUT),
    }).catch((error: unknown) => {
      throw new Unreachable(
        `The schema registry at ${shown} does not respond: ${reasonOf(error).replaceAll(base, shown)}`,
      );
    });
    const text = await response.text();
    if (response.status === 404) return undefined;
    if (!response.ok)
      throw new Unreachable(`The schema registry refused ${method} ${path}: ${response.status} ${messageIn(text)}`);
    return text === "" ? undefined : JSON.parse(text);
  };
}

function withoutSlashes(url: string): string {
  let end = url.length;
  while (url.endsWith("/", end)) end--;
  return url.slice(0, end);
}

/** A URL without user, password and parameters, which may be secrets. */
function shownUrl(url: string): string {
  if (!URL.canParse(url)) return "the given address";
  const { protocol, host, pathname } = new URL(url);
  return `${protocol}//${host}${pathname === "/" ? "" : pathname}`;
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? error.cause.message : error.message;
}

function messageIn(text: string): string {
  try {
    const { message } = JSON.parse(text) as { message?: unknown };
    return typeof message === "string" ? message : "";
  } catch {
    // Not JSON: an error page of a proxy.
    return text.slice(0, 200);
  }
}
