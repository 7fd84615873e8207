import { z } from "zod";
import { once } from "../kind.ts";
import { scalar } from "../scalar-kinds.ts";

const self: z.ZodType = z.lazy(() => jsonSchemaShape());
const typeName = z.enum(["string", "integer", "number", "boolean", "object", "array", "null"]);
const count = z.int().min(0);
// `true` accepts every value; `false` accepts none, and so describes no column.
const schemaOrTrue = z.union([self, z.literal(true)]);
const text = z.string();

/** The keywords of JSON Schema that dex turns into fields and constraints, or that need no action. */
const keywords = once(() => {
  const anyScalar = scalar.shape();
  return z
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
      enum: z.array(anyScalar).min(1),
      const: anyScalar,
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
      default: anyScalar,
      examples: z.array(z.unknown()),
      deprecated: z.boolean(),
      readOnly: z.boolean(),
      writeOnly: z.boolean(),
    })
    .partial();
});

/** The names of those keywords. */
export const keywordNames: () => readonly string[] = once(() => Object.keys(keywords().shape));

/** A plain JSON Schema, as far as dex reads it. The reader reports all other keywords, each with its own advice. */
export const jsonSchemaShape: () => z.ZodType = once(() => keywords().loose());
