import { createRequire } from "node:module";
import type { ErrorObject, ValidateFunction } from "ajv";
import type { Json } from "../source/json.ts";

/** What is read here of the schema that @asyncapi/specs publishes. */
interface Specification {
  readonly definitions: Record<string, unknown>;
}

/** Why the AsyncAPI 3.1 schema rejects a document, as `/channels/a: must have …`; undefined for a valid document. */
export function asyncApiProblem(document: Json): string | undefined {
  const validate = validator();
  // Parsed objects have no prototype, and ajv compares objects by methods of it.
  return validate(structuredClone(document)) ? undefined : problemIn(validate.errors ?? []);
}

let compiled: ValidateFunction | undefined;

/** Compiled once per process, and only in a project that has AsyncAPI documents: ajv takes longer for it than most projects take to compile. */
function validator(): ValidateFunction {
  if (compiled === undefined) {
    const require = createRequire(import.meta.url);
    const { Ajv } = require("ajv") as typeof import("ajv");
    const { default: addFormats } = require("ajv-formats") as typeof import("ajv-formats");
    const { definitions, ...schema } = require("@asyncapi/specs/schemas/3.1.0-without-$id.json") as Specification;
    // The schema is official, so its own meta-schema need not check it again; code that runs a few times need not be optimised.
    const ajv = new Ajv({ strict: false, logger: false, validateSchema: false, code: { optimize: false } });
    addFormats(ajv);
    compiled = ajv.compile({ ...schema, definitions: writtenParts(definitions) });
  }
  return compiled;
}

/** What dex never writes: other protocols, servers, security, and schemas of foreign formats in place of references to their files. */
const UNWRITTEN =
  /^(bindings-(?!kafka-0\.5\.0)|extensions-|oauth2|openIdConnect|userPassword|apiKey|X509|symmetricEnc|asymmetricEnc|.*SecurityScheme$|server|operationReply|openapiSchema|avroSchema)/;

/** A part that dex never writes is rejected without further rules, so ajv has a quarter to compile. ajv knows the drafts of JSON Schema itself. */
function writtenParts(definitions: Specification["definitions"]): Specification["definitions"] {
  const parts = Object.entries(definitions).filter(([name]) => !name.includes("json-schema.org/draft"));
  return Object.fromEntries(parts.map(([name, part]) => [name, UNWRITTEN.test(name) ? false : part]));
}

/** The error deepest in the document: those above it only say that no alternative fits. */
function problemIn(errors: readonly ErrorObject[]): string {
  const depth = ({ instancePath }: ErrorObject) => instancePath.split("/").length;
  const [first, ...others] = errors;
  const deepest = others.reduce((best, error) => (best && depth(best) >= depth(error) ? best : error), first);
  return `${deepest?.instancePath || "/"}: ${deepest?.message ?? "is not valid"}`;
}
