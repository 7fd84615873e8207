import { createRequire } from "node:module";
import type { ErrorObject, ValidateFunction } from "ajv";
import type { Json } from "../source/json.ts";

/** The parts of the schema in @asyncapi/specs that this file reads. */
interface Specification {
  readonly definitions: Record<string, unknown>;
}

/** Why the AsyncAPI 3.1 schema rejects a document, as `/channels/a: must have …`; undefined for a valid document. */
export function asyncApiProblem(document: Json): string | undefined {
  const validate = validator();
  // Parsed objects have no prototype, and ajv calls methods of it to compare objects.
  return validate(structuredClone(document)) ? undefined : problemIn(validate.errors ?? []);
}

let compiled: ValidateFunction | undefined;

/** Compiles the schema once per process, and only when a project has AsyncAPI documents, because ajv is slow at it. */
function validator(): ValidateFunction {
  if (compiled === undefined) {
    const require = createRequire(import.meta.url);
    const { Ajv } = require("ajv") as typeof import("ajv");
    const { default: addFormats } = require("ajv-formats") as typeof import("ajv-formats");
    // The cast is safe: the package pins the structure of the schema.
    const { definitions, ...schema } = require("@asyncapi/specs/schemas/3.1.0-without-$id.json") as Specification;
    // The official schema needs no check against its meta-schema, and code that runs a few times needs no optimisation.
    const ajv = new Ajv({ strict: false, logger: false, validateSchema: false, code: { optimize: false } });
    addFormats(ajv);
    compiled = ajv.compile({ ...schema, definitions: writtenParts(definitions) });
  }
  return compiled;
}

/** Parts that dex never writes: other protocols, security, and inline schemas of foreign formats. */
const UNWRITTEN =
  /^(bindings-(?!kafka-0\.5\.0)|extensions-|oauth2|openIdConnect|userPassword|apiKey|X509|symmetricEnc|asymmetricEnc|.*SecurityScheme$|serverBindingsObject|serverVariable|operationReply|openapiSchema|avroSchema)/;

/** Replaces the parts that dex never writes with `false`, which leaves ajv a quarter to compile. ajv has the drafts of JSON Schema built in. */
function writtenParts(definitions: Specification["definitions"]): Specification["definitions"] {
  const parts = Object.entries(definitions).filter(([name]) => !name.includes("json-schema.org/draft"));
  return Object.fromEntries(parts.map(([name, part]) => [name, UNWRITTEN.test(name) ? false : part]));
}

/** The error deepest in the document: the errors above it only say that no alternative matches. */
function problemIn(errors: readonly ErrorObject[]): string {
  const depth = ({ instancePath }: ErrorObject) => instancePath.split("/").length;
  const [first, ...others] = errors;
  const deepest = others.reduce((best, error) => (best && depth(best) >= depth(error) ? best : error), first);
  return `${deepest?.instancePath || "/"}: ${deepest?.message ?? "is not valid"}`;
}
