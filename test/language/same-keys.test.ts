import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { house } from "../../src/language/contract/contract-forms.ts";
import type { constraintMembers } from "../../src/language/contract/field-members.ts";
import { completeness, freshness, volume } from "../../src/language/contract/sla-members.ts";
import { batch } from "../../src/language/pipeline/batch.ts";
import type { Json } from "../../src/source/json.ts";
import { edited } from "../used-by/edits.ts";
import { type Project, resultOf } from "../used-by/effects.ts";
import { occurrencesIn } from "../used-by/places.ts";

type Document = Readonly<Record<string, Json>>;

/** The Ir and the findings of a contract, with its assertions in a fixed order. The words of findings name places. */
function meaningOf(contract: Document): unknown {
  const result = resultOf(
    { documents: { "contracts/orders.yaml": contract, "contracts/c.yaml": CUSTOMERS }, sql: [] },
    [],
  );
  if (result.errors.length > 0) return result.errors;
  const [ir = "", ...findings] = result.compiler.split("\n");
  const sorted = (_: string, value: unknown) => {
    if (
      !Array.isArray(value) ||
      !value.every((item: { id?: unknown }) => typeof item?.id === "string" && "rule" in item)
    )
      return value;
    return [...value].sort((a: { id: string }, b: { id: string }) => (a.id < b.id ? -1 : 1));
  };
  return [JSON.parse(JSON.stringify(JSON.parse(ir), sorted)), findings.map((line) => line.split(":")[0])];
}

const HEADER = { name: "orders", version: "1.0.0", owner: "data-team@example.com" };
const CUSTOMERS = {
  contract: { ...HEADER, name: "customers" },
  schema: { properties: { id: { type: "bigint", primary_key: true } } },
};
const FIELDS = {
  id: { type: "bigint", not_null: true },
  at: { type: "timestamp" },
  amount: { type: "decimal", precision: 9, scale: 2, nullable: true },
  note: { type: "string" },
} as const;
const DATASET = { primary_key: ["id"], event_time: "at", updated_at: "at" };
const CONTRACT = { contract: HEADER, dataset: DATASET, schema: { properties: FIELDS } };

/** Values of each key under `freshness`, `completeness` and `volume`. */
const SERVICE_LEVELS: Readonly<
  Record<string, { readonly members: object; readonly values: Document; readonly beside: Document }>
> = {
  freshness: {
    members: freshness.members,
    values: {
      max_delay: "2h",
      max_delay_hours: 3,
      max_delay_minutes: 90,
      warn_after: "1m",
      column: "at",
      check_frequency: "daily",
    },
    beside: { max_delay: "1h" },
  },
  completeness: {
    members: completeness.members,
    values: { min_percentage: 99, required_fields_null_rate: 0.02, optional_fields_null_rate: 0.05, fields: ["note"] },
    beside: { min_percentage: 98 },
  },
  volume: {
    members: volume.members,
    values: {
      min_daily_records: 1,
      max_daily_records: 10,
      window: "7d",
      min_records: 2,
      max_records: 20,
      column: "at",
      anomaly_threshold: 3,
    },
    beside: { min_daily_records: 3 },
  },
};

const RIVALS: Readonly<Record<string, string>> = {
  max_delay_hours: "max_delay",
  max_delay_minutes: "max_delay",
  required_fields_null_rate: "min_percentage",
};

/** A value of each constraint, for a column of a type. */
const CONSTRAINTS: Readonly<Record<keyof typeof constraintMembers, Document>> = {
  bits: { type: "integer", bits: 16 },
  precision: { type: "decimal", precision: 5 },
  scale: { type: "decimal", precision: 9, scale: 3 },
  dimensions: { type: "vector", dimensions: 3 },
  format: { type: "string", format: "email" },
  nullable: { type: "string", nullable: false },
  not_null: { type: "string", not_null: true },
  required: { type: "string", required: true },
  unique: { type: "string", unique: true },
  primary_key: { type: "string", primary_key: true },
  enum: { type: "string", enum: ["a", "b"] },
  default: { type: "string", default: "a" },
  minimum: { type: "integer", minimum: 1 },
  maximum: { type: "integer", maximum: 1 },
  exclusive_minimum: { type: "integer", exclusive_minimum: 1 },
  exclusive_maximum: { type: "integer", exclusive_maximum: 1 },
  multiple_of: { type: "decimal", precision: 9, scale: 2, multiple_of: 0.5 },
  min_length: { type: "string", min_length: 1 },
  max_length: { type: "string", max_length: 9 },
  pattern: { type: "string", pattern: "^a" },
  min_items: { type: "array", items: { type: "string" }, min_items: 1 },
  max_items: { type: "array", items: { type: "string" }, max_items: 2 },
  references: { type: "bigint", references: "customers.id" },
};

describe("a key that is accepted in two places means the same in both", () => {
  it.each(Object.entries(SERVICE_LEVELS))("%s under sla and under quality", (level, { members, values, beside }) => {
    for (const key of Object.keys(members)) {
      const rival = RIVALS[key];
      const others = Object.fromEntries(Object.entries(beside).filter(([other]) => other !== rival));
      const rest = key === "required_fields_null_rate" ? { fields: ["note"] } : {};
      for (const said of [
        { ...others, ...rest, [key]: values[key] ?? null },
        { ...rest, [key]: values[key] ?? null },
      ]) {
        const below = (section: string) => meaningOf({ ...CONTRACT, [section]: { [level]: said } });
        // Alone, some keys are not complete.
        if ("max_delay" in said || "min_daily_records" in said || "min_percentage" in said)
          expect(below("sla"), key).not.toEqual([expect.any(String)]);
        expect(below("sla"), `${key}: ${JSON.stringify(said)}`).toEqual(below("quality"));
      }
    }
  });

  it("every rate of NULLs makes an assertion, with the other keys of its mapping and alone", () => {
    const rates = [{ optional_fields_null_rate: 0.05 }, { optional_fields_null_rate: 0.05, min_percentage: 99 }];
    for (const section of ["sla", "quality"])
      for (const rate of rates) {
        const text = JSON.stringify(meaningOf({ ...CONTRACT, [section]: { completeness: rate } }));
        for (const column of ["amount", "note", "at"]) expect(text).toContain(`"orders.${column}.not_null`);
        expect(text).toContain('"tolerance":{"max":"0.05","unit":"fraction"}');
      }
  });

  it.each(Object.entries(CONSTRAINTS))("%s of a field, of a column in a list, and under validity", (key, said) => {
    const { [key]: value = null, ...others } = said;
    const rest = { ...CONTRACT, dataset: {} };
    const field = meaningOf({ ...rest, schema: { properties: { ...FIELDS, x: said } } });
    const listed = Object.entries({ ...FIELDS, x: said }).map(([name, of]) => ({ name, ...(of as Document) }));
    expect(meaningOf({ ...rest, schema: { columns: listed } })).toEqual(field);
    if (key === "dimensions") return;
    const validity = { x: { [key]: value } };
    const bare = { ...FIELDS, x: others };
    expect(meaningOf({ ...rest, schema: { properties: bare }, quality: { validity } })).toEqual(field);
  });

  it("a primary key", () => {
    const { primary_key: _, ...dataset } = DATASET;
    const rest = { contract: HEADER, dataset };
    const own = { ...FIELDS, id: { ...FIELDS.id, primary_key: true } };
    const meanings = [
      CONTRACT,
      { ...rest, schema: { properties: FIELDS, primary_key: ["id"] } },
      { ...rest, schema: { properties: FIELDS }, primary_key: ["id"] },
      { ...rest, schema: { properties: own } },
    ].map(meaningOf);
    for (const meaning of meanings) expect(meaning).toEqual(meanings[0]);
  });

  it("a number of rows", () => {
    for (const end of ["min", "max"]) {
      const meanings = [
        { sla: { [`${end}_rows`]: 5 } },
        { sla: { [`${end}imum_records`]: 5 } },
        { sla: { volume: { [`${end}_records`]: 5 } } },
        { quality: { volume: { [`${end}_records`]: 5 } } },
        { [`row_count_${end}`]: 5 },
        { quality: [{ rule: "row_count", [end]: 5 }] },
      ].map((said) => meaningOf({ ...CONTRACT, ...said }));
      for (const meaning of meanings) expect(meaning).toEqual(meanings[0]);
    }
  });

  it("a tolerance of duplicates", () => {
    const pairs = [
      [
        { sla: { accuracy: { duplicate_tolerance: 0.01 } } },
        { quality: { uniqueness: { duplicate_tolerance: 0.01 } } },
      ],
      [
        { sla: { accuracy: { duplicate_tolerance: 0.01, fields: ["note", "amount"] } } },
        { quality: { uniqueness: { duplicate_tolerance: 0.01, combination: ["note", "amount"] } } },
      ],
      [{ quality: { uniqueness: { note: true } } }, { quality: [{ rule: "unique", fields: ["note"] }] }],
    ];
    for (const [one, other] of pairs)
      expect(meaningOf({ ...CONTRACT, ...one })).toEqual(meaningOf({ ...CONTRACT, ...other }));
  });

  it("columns, their requirements, and a closed table", () => {
    const rest = { contract: HEADER, dataset: DATASET };
    const listed = Object.entries(FIELDS).map(([name, of]) => ({ name, ...of }));
    const lists = [
      CONTRACT,
      { ...rest, schema: { columns: listed } },
      { ...rest, schema: { fields: listed } },
      { ...rest, columns: listed },
      { ...rest, fields: listed },
    ].map(meaningOf);
    for (const meaning of lists) expect(meaning).toEqual(lists[0]);
    const required = { ...FIELDS, note: { type: "string", required: true } };
    expect(meaningOf({ ...rest, schema: { properties: FIELDS, required: ["note"] } })).toEqual(
      meaningOf({ ...rest, schema: { properties: required } }),
    );
    expect(meaningOf({ ...rest, schema: { properties: FIELDS, additionalProperties: false } })).toEqual(
      meaningOf({ ...rest, dataset: { ...DATASET, closed: true }, schema: { properties: FIELDS } }),
    );
  });

  it("the keys of the header, in all forms", () => {
    const header = { ...HEADER, description: "Orders.", team: "a", domain: "b", tags: ["c"], slack_channel: "#d" };
    const { description, ...others } = header;
    const rest = { dataset: DATASET };
    const listed = Object.entries(FIELDS).map(([name, of]) => ({ name, ...of }));
    const meanings = [
      { ...rest, contract: header, schema: { properties: FIELDS } },
      { ...rest, contract: others, description, schema: { properties: FIELDS } },
      { ...rest, ...header, schema: FIELDS },
      { ...rest, ...header, columns: listed },
    ].map(meaningOf);
    for (const meaning of meanings) expect(meaning).toEqual(meanings[0]);
  });
});

const FORMS = { table: house, batch } as const;

describe("another spelling of a key means the same", () => {
  it.each(["table", "batch"] as const)("in the documents of a %s", (folder) => {
    const project = projectOf(`test/used-by/${folder}`);
    const base = resultOf(project, []);
    expect(base.errors).toEqual([]);
    const wrong: string[] = [];
    let tried = 0;
    for (const [path, document] of Object.entries(project.documents)) {
      const isPipeline = "pipeline" in (document as Document);
      if (isPipeline !== (folder === "batch")) continue;
      for (const { path: place, spellings, name } of occurrencesIn(folder, FORMS[folder], document)) {
        const written = String(place.at(-1));
        // The singular `field` takes one column.
        for (const spelling of spellings.filter((one) => one !== written && one !== "field")) {
          const next = resultOf(
            { ...project, documents: { ...project.documents, [path]: renamed(document, place, spelling) } },
            [],
          );
          tried++;
          if (next.errors.length > 0 || next.compiler !== base.compiler)
            wrong.push(`${name}: ${spelling} ${next.errors}`);
        }
      }
    }
    expect(wrong).toEqual([]);
    expect(tried).toBeGreaterThan(folder === "table" ? 30 : 0);
  });
});

/** A document with another spelling of a key, in the same place. */
function renamed(document: Json, path: readonly (string | number)[], spelling: string): Json {
  const [above, key] = [path.slice(0, -1), String(path.at(-1))];
  const owner = above.reduce<Json>(
    (value, step) => (value as Readonly<Record<string | number, Json>>)[step] ?? null,
    document,
  );
  const entries = Object.entries(owner as Document).map(([own, value]) => [own === key ? spelling : own, value]);
  return edited(document, above, Object.fromEntries(entries) as Json);
}

function projectOf(folder: string): Project {
  const texts = readdirSync(folder).map((name) => [name, readFileSync(`${folder}/${name}`, "utf8")] as const);
  return {
    documents: Object.fromEntries(
      texts
        .filter(([name]) => name.endsWith(".yaml"))
        .map(([name, text]) => [`contracts/${name}`, parse(text) as Json]),
    ),
    sql: texts
      .filter(([name]) => name.endsWith(".sql"))
      .map(([name, text]) => ({ path: `contracts/${name}`, text, hash: name })),
  };
}
