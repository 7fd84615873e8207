import { z } from "zod";
import { scalar } from "../shapes.ts";

const self: z.ZodType = z.lazy(() => schema);
const typeName = z.enum(["string", "integer", "number", "boolean", "object", "array", "null"]);
const count = z.int().min(0);
// `true` takes any value; `false` takes none, and so says nothing about a column.
const schemaOrTrue = z.union([self, z.literal(true)]);
const text = z.string();

/** The keywords of JSON Schema that dex keeps, or that say nothing it would have to keep. */
const keywords = z
  .object({
    $schema: text,
    $id: text,
    $ref: text,
    $comment: text,
    $defs: z.record(text, self),
    definitions: z.record(text, self),
    title: text,
    description: text,
    type: z.union([typeName, z.array(typeName).min(1)]),
    properties: z.record(text, schemaOrTrue),
    required: z.array(text),
    additionalProperties: z.union([z.boolean(), self]),
    items: schemaOrTrue,
    minItems: count,
    maxItems: count,
    enum: z.array(scalar).min(1),
    const: scalar,
    format: text,
    pattern: text.min(1).max(512),
    minLength: count,
    maxLength: count,
    minimum: z.number(),
    maximum: z.number(),
    exclusiveMinimum: z.number(),
    exclusiveMaximum: z.number(),
    multipleOf: z.number(),
    contentEncoding: text,
    contentMediaType: text,
    default: scalar,
    examples: z.array(z.unknown()),
    deprecated: z.boolean(),
    readOnly: z.boolean(),
    writeOnly: z.boolean(),
  })
  .partial();

/** The names of those keywords. */
export const KEYWORDS: readonly string[] = Object.keys(keywords.shape);

const schema = keywords.loose();

/** A plain JSON Schema, as far as dex reads it; keywords it does not keep are reported when it is read, with their own advice. */
export const jsonSchemaShape = schema;
