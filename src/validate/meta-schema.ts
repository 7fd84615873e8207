import { createRequire } from "node:module";
import type { Ajv, AnySchema, ErrorObject } from "ajv";
import type { Report } from "../diagnostics/diagnostic.ts";
import { diagnostics } from "../language/diagnostics.ts";
import { type Draft, draftOf } from "../language/json-schema/drafts.ts";
import type { ObjectNode } from "../language/node.ts";
import { pointerTokens } from "../source/pointer.ts";
import { MOST } from "./issues.ts";

/** Reports the first parts that the meta-schema of a JSON Schema rejects, except parts that already have a report. */
export function metaSchemaReports({ path, value, reports }: ObjectNode): readonly Report[] {
  const { $schema: named, ...schema } = value;
  const draft = typeof named === "string" || named === undefined ? draftOf(named) : undefined;
  if (draft === undefined) return [];
  const known = new Set(reports.flatMap(({ at }) => ("pointer" in at && at.pointer !== "" ? [at.pointer] : [])));
  return deepest(errorsOf(schema, draft))
    .filter(({ instancePath }) => ![...above(instancePath), instancePath].some((pointer) => known.has(pointer)))
    .slice(0, MOST)
    .map((error) => {
      const keyword = pointerTokens(error.instancePath).at(-1) ?? "";
      const place = { path, pointer: error.instancePath };
      return diagnostics.report("invalid-schema", place, { keyword, draft, problem: problemOf(error) });
    });
}

function errorsOf(schema: object, draft: Draft): readonly ErrorObject[] {
  const ajv = validators.get(draft) ?? load(draft);
  validators.set(draft, ajv);
  // Parsed objects have no prototype, and ajv compares objects by a method of theirs.
  const plain: AnySchema = structuredClone(schema);
  return ajv.validateSchema(plain) === true ? [] : (ajv.errors ?? []);
}

const validators = new Map<Draft, Ajv>();

/** Loads ajv with the meta-schema of one version, for projects with JSON Schemas. */
function load(draft: Draft): Ajv {
  const require = createRequire(import.meta.url);
  const options = {
    strict: false,
    allErrors: true,
    validateFormats: false,
    logger: false,
    code: { optimize: false },
  } as const;
  if (draft === "draft-07") return new (require("ajv") as typeof import("ajv")).Ajv(options);
  if (draft === "2019-09")
    return new (require("ajv/dist/2019.js") as typeof import("ajv/dist/2019.js")).Ajv2019(options);
  return new (require("ajv/dist/2020.js") as typeof import("ajv/dist/2020.js")).Ajv2020(options);
}

/** The first error of each place. Skips places that contain others, because their errors only say that a part is wrong. */
function deepest(errors: readonly ErrorObject[]): readonly ErrorObject[] {
  const places = new Map<string, ErrorObject>();
  for (const error of errors) if (!places.has(error.instancePath)) places.set(error.instancePath, error);
  const outer = new Set([...places.keys()].flatMap(above));
  return [...places.values()].filter(({ instancePath }) => !outer.has(instancePath));
}

/** The pointers of the nodes that contain a node, from the outermost to the innermost. */
function above(pointer: string): readonly string[] {
  return [...pointer.matchAll(/\//g)].map(({ index }) => pointer.slice(0, index));
}

/** What is wrong, and what to write, as the end of a sentence about the keyword. */
function problemOf({ keyword, params, message }: ErrorObject): string {
  const problem = PROBLEMS[keyword];
  return problem === undefined ? (message ?? "it does not fit the meta-schema") : problem(params);
}

const PROBLEMS: Readonly<Record<string, (parameters: ErrorObject["params"]) => string>> = {
  uniqueItems: () => "an entry is listed twice; remove one of the two",
  exclusiveMinimum: ({ limit }) => `it must be above ${limit}`,
  minimum: ({ limit }) => `it must be at least ${limit}`,
  minItems: ({ limit }) => `it must have at least ${limit} ${limit === 1 ? "entry" : "entries"}`,
  type: ({ type }) => `it must be of type ${[type].flat().join(" or ")}`,
  enum: ({ allowedValues }) => `it must be one of ${[allowedValues].flat().join(", ")}`,
  pattern: ({ pattern }) => `it must match the pattern ${pattern}`,
};
