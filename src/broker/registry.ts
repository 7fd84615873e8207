import { isList, isObject, type Json } from "../source/json.ts";
import { type Limits, type RegistryAccess, requestsTo, unexpected } from "./registry-requests.ts";

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

/** A client of the registry over HTTP. */
export function registryAt(access: RegistryAccess, limits?: Limits): Registry {
  const call = requestsTo(access, limits);
  const path = (subject: string) => encodeURIComponent(subject);
  return {
    subject: async (subject) => {
      const versions = await call("GET", `/subjects/${path(subject)}/versions`);
      const schemas: RegisteredSchema[] = [];
      for (const version of versionsIn(versions)) {
        const found = await call("GET", `/subjects/${path(subject)}/versions/${version}`);
        schemas.push({ version, ...schemaIn(found) });
      }
      const level = levelIn(await call("GET", `/config/${path(subject)}`));
      return { subject, versions: schemas, ...(level !== undefined && { level }) };
    },
    isCompatible: async (subject, schema) => {
      const answer = await call("POST", `/compatibility/subjects/${path(subject)}/versions`, bodyOf(schema));
      // A subject without versions is compatible with every schema.
      return answer === undefined || booleanIn(answer, "is_compatible");
    },
    setLevel: async (subject, level) => {
      await call("PUT", `/config/${path(subject)}`, { compatibility: level });
    },
    register: async (subject, schema) => {
      const answer = await call("POST", `/subjects/${path(subject)}/versions`, bodyOf(schema));
      const id = isObject(answer) ? answer["id"] : undefined;
      return typeof id === "number" ? id : unexpected("an object with an id");
    },
  };
}

function bodyOf({ type, text }: NewSchema): object {
  return type === "AVRO" ? { schema: text } : { schema: text, schemaType: type };
}

/** The numbers of the versions of a subject, oldest first. An unknown subject has none. */
function versionsIn(answer: Json | undefined): readonly number[] {
  if (answer === undefined) return [];
  if (!isList(answer) || !answer.every(isVersionNumber)) return unexpected("a list of version numbers");
  return [...answer].sort((a, b) => a - b);
}

function isVersionNumber(value: Json): value is number {
  return Number.isSafeInteger(value);
}

function schemaIn(answer: Json | undefined): Omit<RegisteredSchema, "version"> {
  const { schema, schemaType = "AVRO" } = isObject(answer) ? answer : {};
  if (typeof schema !== "string" || typeof schemaType !== "string") return unexpected("an object with a schema");
  return { type: schemaType, text: schema };
}

/** The level of a subject. A subject without one has the level of the registry. */
function levelIn(answer: Json | undefined): string | undefined {
  if (answer === undefined) return undefined;
  const level = isObject(answer) ? (answer["compatibilityLevel"] ?? answer["compatibility"]) : undefined;
  return typeof level === "string" ? level : unexpected("an object with a compatibility level");
}

function booleanIn(answer: Json, key: string): boolean {
  const found = isObject(answer) ? answer[key] : undefined;
  return typeof found === "boolean" ? found : unexpected(`an object with ${key}`);
}
