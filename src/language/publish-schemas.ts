import { z } from "zod";
import { columnList, flat, house } from "./contract/contract-forms.ts";
import { REFUSED } from "./mapping.ts";
import { batch } from "./pipeline/batch.ts";
import { stream } from "./pipeline/stream.ts";

/** The published schema of each kind of document: one definition for each of its forms. */
const PUBLISHED = {
  contract: {
    title: "dex contract",
    description: "A data contract of dex: the schema of a dataset, and constraints on its rows.",
    forms: { house, flat, columnList },
  },
  pipeline: {
    title: "dex pipeline spec",
    description: "A pipeline spec of dex: where rows come from, what is built of them, and where they go.",
    forms: { batch, streaming: stream },
  },
} as const;

/** The JSON Schemas (draft-07, which all editors know) that are published in `schemas/`, by file name. */
export function publishedSchemas(): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(PUBLISHED).map(([kind, { title, description, forms }]) => {
      const definitions = Object.assign(
        {},
        ...Object.entries(forms).map(([form, { shape }]) => definitionsOf(form, shape())),
      );
      const schema = {
        $schema: "http://json-schema.org/draft-07/schema#",
        title,
        description,
        type: "object",
        anyOf: Object.keys(forms).map((form) => ({ $ref: `#/definitions/${form}` })),
        definitions,
      };
      return [`${kind}.json`, `${JSON.stringify(schema, undefined, 2)}\n`];
    }),
  );
}

/** A form and the definitions that it refers to, by name. */
function definitionsOf(form: string, shape: z.ZodType): Readonly<Record<string, unknown>> {
  const {
    $schema: _dialect,
    definitions = {},
    ...own
  }: Readonly<Record<string, unknown>> & { readonly definitions?: object } = z.toJSONSchema(shape, {
    target: "draft-7",
    io: "input",
    override: ({ jsonSchema }) => {
      // The largest safe integer is a limit of JavaScript, not of the language.
      if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
    },
  });
  return withoutRefused({ ...definitions, [form]: own });
}

/** A schema without the properties that are always errors. */
function withoutRefused<T>(schema: T): T {
  if (typeof schema !== "object" || schema === null) return schema;
  if (Array.isArray(schema)) {
    schema.forEach(withoutRefused);
    return schema;
  }
  const { properties } = schema as { properties?: Record<string, { [REFUSED]?: true }> };
  for (const [key, property] of Object.entries(properties ?? {})) if (property[REFUSED]) delete properties?.[key];
  Object.values(schema).forEach(withoutRefused);
  return schema;
}
