import fc from "fast-check";

type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** A JSON Schema, or a part of one. */
export type Schema = { readonly [keyword: string]: Json };

/** A schema of one draft. */
export interface Drafted {
  readonly draft: "draft-07" | "2020-12";
  readonly schema: Schema;
}

/** The address of each draft, for `$schema`. */
export const DRAFTS = {
  "draft-07": "http://json-schema.org/draft-07/schema#",
  "2020-12": "https://json-schema.org/draft/2020-12/schema",
} as const;

const TYPES = ["string", "integer", "number", "boolean", "object", "array"] as const;
const FORMATS = ["date", "date-time", "time", "uuid", "email", "uri", "hostname", "ipv4", "ipv6", "duration"];

/** Values at the borders of the keywords below. dex states what differs for others: see `differences.ts`. */
export const VALUES: readonly unknown[] = [
  ...[null, true, false, 0, 1, 2, 3, 5, 9, 10, 11, 0.5, 1.5, -1, 1e15, 4.0, 2.25],
  ...["", "a", "ab", "abc", "abcd", "b", "1x", "x", "😀", "😀😀", "a b", "null"],
  ...["2024-02-29", "2023-02-29", "2024-02-29T10:00:00Z", "2024-02-29T10:00:00+05:30", "2024-02-29 10:00:00"],
  ...["10:00:00Z", "10:00:00", "25:00:00Z", "6f1c9f7e-1c1c-4c1c-8c1c-1c1c1c1c1c1c", "6f1c9f7e", "P1D", "PT1H", "P"],
  ...[
    "a@b.cc",
    "a..b@c.de",
    "a@b",
    "https://a.b/c?d#e",
    "a:b",
    "://",
    "a.b",
    "-a.b",
    "1.2.3.4",
    "1.2.3.256",
    "::1",
    "1::2::3",
  ],
  ...[[], [1], [1, 1], [1, 2, 3], ["a"], ["a", "b"], [null], [[1]], [{ a: 1 }]],
  ...[
    {},
    { a: 1 },
    { a: "x" },
    { a: null },
    { b: null },
    { a: 1, b: null },
    { a: 1, c: 2 },
    { b: "ab" },
    { a: { a: 1 } },
    { a: { a: 1, c: 2 } },
    { a: "ab", c: "b" },
    { a: ["ab"] },
  ],
  ...[[{ a: 1, c: 2 }], [{ a: "ab" }, {}], [{ a: 1 }, null], { a: [{ a: 1 }] }, { b: [{ a: 1, c: 2 }] }],
];

const scalars = fc.constantFrom<Json>(null, true, 0, 1, 2.25, 5, "a", "ab", "x", "2024-02-29");
const few = fc.integer({ min: 0, max: 3 });

const type = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom<Json>(...TYPES) },
  { weight: 3, arbitrary: fc.constantFrom(...TYPES).map((name): Json => [name, "null"]) },
  { weight: 1, arbitrary: fc.constantFrom<Json>("null", ["null"], ["string", "integer"], ["string"]) },
);

/** Keywords that dex may take, by the type of the values that they apply to. */
const OWN: Readonly<
  Record<(typeof TYPES)[number] | "any", (self: fc.Arbitrary<Schema>) => Record<string, fc.Arbitrary<Json>>>
> = {
  any: () => ({
    enum: fc.uniqueArray(scalars, { minLength: 1, maxLength: 4 }),
    const: scalars,
    title: fc.constant("a title"),
    default: fc.constant(null),
  }),
  string: () => ({
    minLength: few,
    maxLength: few,
    pattern: fc.constantFrom("^[a-c]+$", "a", "^\\d", "b$", "^(a|b)?$", "[^a]"),
    format: fc.constantFrom(...FORMATS, "regex", "iri", "int32"),
    contentMediaType: fc.constant("text/plain"),
  }),
  integer: () => numbers(fc.constantFrom<Json>(1, 2, 3)),
  number: () => numbers(fc.constantFrom<Json>(0.5, 0.25, 1, 3)),
  boolean: () => ({}),
  array: (self) => ({ items: fc.oneof(self, fc.constant(true)), minItems: few, maxItems: few }),
  object: (self) => ({
    properties: fc.dictionary(
      fc.constantFrom("a", "b"),
      fc.oneof({ weight: 8, arbitrary: self }, { weight: 1, arbitrary: fc.constant(true) }),
      { minKeys: 0, maxKeys: 2 },
    ),
    required: fc.subarray(["a", "b"]),
    additionalProperties: fc.oneof(fc.boolean(), self),
  }),
};

function numbers(multiple: fc.Arbitrary<Json>): Record<string, fc.Arbitrary<Json>> {
  const bound = fc.constantFrom<Json>(0, 1, 1.5, 5, 10);
  return { minimum: bound, maximum: bound, exclusiveMinimum: bound, exclusiveMaximum: bound, multipleOf: multiple };
}

/** Keywords that combine schemas, and keywords that no column can satisfy. */
function combined(self: fc.Arbitrary<Schema>): fc.Arbitrary<Schema> {
  const none = fc.constantFrom<Schema>(
    { type: "null" },
    { const: null },
    { enum: [null] },
    { type: "null", title: "none" },
  );
  const list = fc.oneof(
    fc.tuple(self, none),
    fc.tuple(none, self),
    fc.tuple(self),
    fc.tuple(self, self),
    fc.tuple(self, none, none),
  );
  return fc.oneof(
    { weight: 4, arbitrary: list.map((anyOf): Schema => ({ anyOf })) },
    { weight: 4, arbitrary: list.map((oneOf): Schema => ({ oneOf })) },
    { weight: 3, arbitrary: fc.array(self, { minLength: 1, maxLength: 2 }).map((allOf): Schema => ({ allOf })) },
    { weight: 3, arbitrary: fc.constantFrom("a", "b").map((name): Schema => ({ $ref: `#/$defs/${name}` })) },
    {
      weight: 2,
      arbitrary: fc.constantFrom<Schema>(
        { not: { type: "string" } },
        { if: { type: "string" }, else: { minLength: 2 } },
        { uniqueItems: true },
        { contains: { type: "integer" } },
        { prefixItems: [{ type: "integer" }] },
        { minProperties: 1 },
        { patternProperties: { "^a": { type: "integer" } } },
        { propertyNames: { maxLength: 1 } },
        { dependentRequired: { a: ["b"] } },
        { dependencies: { a: ["b"] } },
        { unevaluatedProperties: false },
        { $id: "https://a.example/b" },
        { $anchor: "here" },
      ),
    },
  );
}

/** Closed objects, lists of closed objects, and maps whose values have a pattern. */
function nested(self: fc.Arbitrary<Schema>): fc.Arbitrary<Schema> {
  const members = fc.dictionary(fc.constantFrom("a", "b"), self, { minKeys: 1, maxKeys: 2 });
  const closed = fc
    .tuple(members, fc.subarray(["a", "b"]), fc.constantFrom<Json>("object", ["object", "null"]))
    .map(([properties, required, type]): Schema => {
      const listed = required.filter((name) => name in properties);
      return { type, properties, required: listed, additionalProperties: false };
    });
  const pattern = fc.constantFrom("^[a-c]+$", "b$", "^\\d");
  return fc.oneof(
    closed,
    closed.map((items): Schema => ({ type: "array", items })),
    closed.map((additionalProperties): Schema => ({ type: "object", additionalProperties })),
    pattern.map((given): Schema => ({ type: "object", additionalProperties: { type: "string", pattern: given } })),
  );
}

/** A schema of a value: keywords of its type mostly, and sometimes of another. */
const { value } = fc.letrec<{ value: Schema }>((tie) => {
  const self = tie("value");
  const of = (name: keyof typeof OWN, most: number) => {
    const entries = Object.entries(OWN[name](self));
    return fc
      .subarray(entries, { maxLength: Math.min(most, entries.length) })
      .chain((some) => fc.record(Object.fromEntries(some))) as fc.Arbitrary<Schema>;
  };
  const plain = fc.option(type, { freq: 8, nil: undefined }).chain((given) => {
    const name = [given].flat().find((one) => TYPES.some((each) => each === one)) as (typeof TYPES)[number] | undefined;
    const own = name === undefined ? fc.constant({}) : of(name, 3);
    const rare = <T>(one: fc.Arbitrary<T>, freq: number) => fc.option(one, { freq: freq, nil: {} });
    const other = fc.constantFrom(...TYPES).chain((each) => of(each, 1));
    // `freq` is how many times out of freq + 1 a value is there.
    return fc
      .tuple(
        own,
        fc.boolean().chain((yes) => (yes ? rare(of("any", 1), 1) : fc.constant({}))),
        fc.nat(7).chain((n) => (n === 0 ? other : fc.constant({}))),
      )
      .map(([a, b, c]): Schema => ({ ...(given !== undefined && { type: given }), ...c, ...b, ...a }));
  });
  return {
    value: fc.oneof(
      { depthSize: "small", withCrossShrink: true },
      { weight: 6, arbitrary: plain },
      { weight: 2, arbitrary: nested(self) },
      {
        weight: 2,
        arbitrary: fc
          .tuple(
            combined(self),
            fc.nat(3).chain((n) => (n === 0 ? plain : fc.constant({}))),
          )
          .map(([one, two]) => ({ ...two, ...one })),
      },
    ),
  };
});

/** Random schemas of rows with a few properties. */
export const schemas: fc.Arbitrary<Drafted> = fc
  .record({
    draft: fc.constantFrom("draft-07" as const, "2020-12" as const),
    properties: fc.array(value, { minLength: 1, maxLength: 2 }),
    defs: fc.record({ a: value, b: value }),
    required: fc.subarray(["p0", "p1"]),
    closed: fc.boolean(),
  })
  .map(({ draft, properties, defs, required, closed }) => ({
    draft,
    schema: {
      $schema: DRAFTS[draft],
      title: "rows",
      type: "object",
      properties: Object.fromEntries(properties.map((one, index) => [`p${index}`, one])),
      required: required.filter((_, index) => index < properties.length),
      ...(closed && { additionalProperties: false }),
      $defs: defs,
    },
  }));
