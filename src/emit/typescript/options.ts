import { choice, flag, type OptionsOf, optionalText, optionsReader } from "../options.ts";

/** npm's rule for new package names: lower case, URL-safe, at most 214 characters. */
const PACKAGE = /^(?=.{1,214}$)(?:@[a-z0-9~-][a-z0-9._~-]*\/)?[a-z0-9~-][a-z0-9._~-]*$/;
const VERSION = /^\d{1,9}\.\d{1,9}\.\d{1,9}(?:[-+][0-9A-Za-z.+-]{1,64})?$/;

/** The options of the TypeScript emitter. */
export const options = {
  /** The name of the package. It defaults to `<project>-contracts`. */
  packageName: optionalText({
    matches: (name) => PACKAGE.test(name),
    write: 'a name that npm accepts, in lower case, such as "@shop/contracts"',
    example: "@shop/contracts",
  }),
  /** The version of the published package. Without a version, the package is private. */
  version: optionalText({
    matches: (version) => VERSION.test(version),
    write: 'a version, such as "1.0.0"',
    example: "1.0.0",
  }),
  /** The type of a 64-bit integer in a row. */
  int64: choice(["string", "bigint", "number"], "string"),
  /** Whether to write zod schemas. */
  zod: flag(false),
  /** Whether to write a `Database` interface for Kysely. */
  kysely: flag(true),
  /** Whether to write a producer and a consumer for each topic. */
  kafka: flag(false),
};

/** The options of the TypeScript emitter, every default filled in. */
export type TypescriptOptions = OptionsOf<typeof options>;

/** Reads the options. */
export const readOptions = optionsReader(options);
