import { nearest } from "../../text/nearest.ts";
import type { OptionsProblem, OptionsReader } from "../emitter.ts";

/** What a user may choose. */
export interface TypescriptOptions {
  /** The package's name; by default `<project>-contracts`. */
  readonly packageName?: string;
  /** The version to publish the package under; without one it is private. */
  readonly version?: string;
  /** What a 64-bit integer is in a row; default `string`. */
  readonly int64: "string" | "bigint" | "number";
  /** Whether zod schemas are written too; default false. */
  readonly zod: boolean;
  /** Whether a Kysely `Database` interface is written; default true. */
  readonly kysely: boolean;
}

const INT64 = ["string", "bigint", "number"] as const;
const KEYS = ["packageName", "version", "int64", "zod", "kysely"];
/** npm's rule for new packages: lower case, safe in an address, at most 214 characters. */
const PACKAGE = /^(?=.{1,214}$)(?:@[a-z0-9~-][a-z0-9._~-]*\/)?[a-z0-9~-][a-z0-9._~-]*$/;
const VERSION = /^\d{1,9}\.\d{1,9}\.\d{1,9}(?:[-+][0-9A-Za-z.+-]{1,64})?$/;

/** Reads the options by hand: a validation library would cost every command its loading time. */
export const readOptions: OptionsReader<TypescriptOptions> = (given) => {
  if (typeof given !== "object" || given === null || Array.isArray(given)) {
    return { problems: [{ path: [], message: 'write an object, such as { packageName: "shop-contracts" }' }] };
  }
  const options = given as Readonly<Record<string, unknown>>;
  const { packageName, version, int64 = "string", zod = false, kysely = true } = options;
  const problems: OptionsProblem[] = Object.keys(options)
    .filter((key) => !KEYS.includes(key))
    .map((key) => ({ path: [key], message: `no such option${hint(key, KEYS)}; they are ${KEYS.join(", ")}` }));
  const refuse = (key: string, message: string) => problems.push({ path: [key], message });
  if (packageName !== undefined && !matches(packageName, PACKAGE))
    refuse("packageName", 'write a name that npm takes, in lower case, such as "@shop/contracts"');
  if (version !== undefined && !matches(version, VERSION)) refuse("version", 'write a version, such as "1.0.0"');
  if (!isOneOf(int64, INT64)) refuse("int64", `write "string", "bigint" or "number"${hint(String(int64), INT64)}`);
  if (typeof zod !== "boolean") refuse("zod", "write true or false");
  if (typeof kysely !== "boolean") refuse("kysely", "write true or false");
  if (problems.length > 0) return { problems };
  return {
    value: {
      ...(typeof packageName === "string" && { packageName }),
      ...(typeof version === "string" && { version }),
      int64: int64 as TypescriptOptions["int64"],
      zod: zod === true,
      kysely: kysely === true,
    },
  };
};

function matches(value: unknown, pattern: RegExp): boolean {
  return typeof value === "string" && pattern.test(value);
}

function isOneOf<T extends string>(value: unknown, values: readonly T[]): value is T {
  return (values as readonly unknown[]).includes(value);
}

function hint(wanted: string, names: readonly string[]): string {
  const near = nearest(wanted, names);
  return near === undefined ? "" : `; did you mean "${near}"?`;
}
