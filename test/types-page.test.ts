import { readFileSync, writeFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { dialects } from "../src/dialect/registry.ts";
import { typeName } from "../src/dialect/type-names.ts";
import { columnHint, hintLosses } from "../src/emit/dlt/types.ts";
import { engineType, suiteLosses } from "../src/emit/great-expectations/types.ts";
import { declarationsOf } from "../src/emit/typescript/declarations.ts";
import { moduleNames } from "../src/emit/typescript/names.ts";
import { rowChecksOf } from "../src/emit/typescript/row-checks.ts";
import type { Assertion } from "../src/ir/assertion.ts";
import type { Type } from "../src/ir/field.ts";
import { ofType } from "../src/ir/per-type.ts";
import type { TypeLosses } from "../src/ir/type-loss.ts";
import { typeText } from "../src/ir/type-text.ts";
import * as json from "../src/text/quote/json.ts";
import { avroSchema } from "../src/topic/avro.ts";
import { jsonSchema } from "../src/topic/json-schema.ts";
import { protobufOf } from "../src/topic/protobuf.ts";
import { type TopicContract, topicContracts } from "../src/topic/topics.ts";
import { avroLosses, protobufLosses } from "../src/topic/types.ts";
import { jsonLosses } from "../src/wire/json-type.ts";
import { field, TYPES } from "./dialect/types.ts";
import { everything, irOfContracts } from "./topic/project.ts";

const PAGE = "docs/types.md";
const SECTION = /(?<=<!-- types -->\n)[\s\S]*(?=<!-- end of types -->)/;
const types: readonly Type[] = Object.values(TYPES).flat();

/** A contract with one column of each type, named t0, t1, ..., none of them nullable. */
function contract(): TopicContract {
  const [one] = topicContracts(irOfContracts(everything("avro")));
  if (one === undefined) throw new Error("the project has no topic");
  const fields = types.map((type, index) => ({ ...field(`t${index}`, type), nullable: false }));
  const spec = { ...one.spec, fieldNumbers: {} };
  const assertions = fields.map(({ name, origin }): Assertion => {
    const rule = { kind: "not_null", field: [name] } as const;
    return { id: name, dataset: "t", rule, severity: "error", dimension: "completeness", origin };
  });
  return { contract: { ...one.contract, dataset: { ...one.contract.dataset, fields, assertions } }, spec };
}

/** The form of each type, in the order of `types`. */
type Forms = readonly string[];

const of = contract();
const oneLine = (value: unknown) => JSON.stringify(value).replace(/([:,])(?=\S)/g, "$1 ");

function avroForms(): Forms {
  const { fields } = avroSchema(of, "shop") as { readonly fields: readonly { readonly type: unknown }[] };
  return fields.map(({ type }) => (typeof type === "string" ? type : oneLine(type)));
}

function jsonForms(): Forms {
  const { properties } = jsonSchema(of, false) as { readonly properties: Readonly<Record<string, json.JsonValue>> };
  return types.map((_, index) =>
    json
      .write(properties[`t${index}`] ?? {})
      .replace(/(?<=[{[])\s+|\s+(?=[}\]])/g, "")
      .replace(/\s+/g, " ")
      .trim(),
  );
}

function typescriptForms(): Forms {
  const { row } = declarationsOf(rowChecksOf(of.contract), moduleNames("t"));
  const members = new Map([...row.text.matchAll(/^ {2}(t\d+): (.*);$/gm)].map(([, name, type]) => [name, type]));
  return types.map((_, index) => members.get(`t${index}`) ?? "");
}

interface Target {
  readonly title: string;
  readonly forms: Forms;
  readonly losses: TypeLosses;
}

const adapters = ["duckdb", "postgres", "snowflake", "bigquery", "redshift", "databricks"] as const;
const TARGETS: readonly Target[] = [
  ...adapters.map((name) => ({
    title: `dbt on ${name}`,
    forms: types.map((type) => typeName(type, dialects[name].types).text),
    losses: dialects[name].losses,
  })),
  { title: "dlt", forms: types.map((type) => oneLine(columnHint(type))), losses: hintLosses },
  {
    title: "Great Expectations on pandas",
    forms: types.map((type) => engineType(type).python ?? "object"),
    losses: suiteLosses("pandas"),
  },
  {
    title: "Great Expectations on PostgreSQL",
    forms: types.map((type) => engineType(type).postgres.join(", ")),
    losses: suiteLosses("postgres"),
  },
  { title: "Avro", forms: avroForms(), losses: avroLosses },
  { title: "Protobuf", forms: protobufOf(of).message.fields.map(({ type }) => type), losses: protobufLosses },
  { title: "JSON Schema", forms: jsonForms(), losses: jsonLosses },
  { title: "TypeScript", forms: typescriptForms(), losses: jsonLosses },
];

function cell(text: string): string {
  // Patterns are long, so the page does not have them.
  const short = text.replace(/"pattern": "(?:[^"\\]|\\.)*"/g, '"pattern": "…"');
  return `\`${short.replaceAll("|", "\\|")}\``;
}

function tableOf({ title, forms, losses }: Target): string {
  const rows = types.map((type, index) => {
    const loss = ofType(losses, type);
    return `| ${typeText(type)} | ${cell(forms[index] ?? "")} | ${loss ?? ""} |`;
  });
  return `\n## ${title}\n\n| type | form | what the form loses: it … |\n|---|---|---|\n${rows.join("\n")}\n`;
}

const DECLARABLE = { digits: 38, dimensions: 65_536 };
const LIMITS = /(?<=<!-- limits -->\n)[\s\S]*(?=<!-- end of limits -->)/;

function limitsTable(): string {
  const number = (value: number | undefined) => value?.toLocaleString("en") ?? "";
  const upTo = (limit: number, most: number) => (limit >= most ? "all" : number(limit));
  const rows = [...adapters, "spark" as const].map((name) => {
    const { decimalPrecision, decimalScale, stringBytes, vectorDimensions, source } = dialects[name].limits;
    const { digits, dimensions } = DECLARABLE;
    const cells = [
      upTo(decimalPrecision, digits),
      upTo(decimalScale, digits),
      number(stringBytes),
      upTo(vectorDimensions ?? dimensions, dimensions),
      `<https://${source}>`,
    ];
    return `| ${name} | ${cells.join(" | ")} |`;
  });
  const head =
    "| engine | digits of a decimal | of them after the point | bytes of a string | dimensions of a vector | source |";
  return `\n${head}\n|---|---|---|---|---|---|\n${rows.join("\n")}\n\n`;
}

describe("the forms of types", () => {
  it(`are documented in ${PAGE}`, () => {
    const page = readFileSync(PAGE, "utf8");
    const expected = page.replace(SECTION, () => TARGETS.map(tableOf).join("")).replace(LIMITS, limitsTable);
    if (process.env["UPDATE_GOLDEN"]) writeFileSync(PAGE, expected);
    expect(page, "UPDATE_GOLDEN=1 writes it").toBe(expected);
  });

  it.each(TARGETS)("are known for every type in $title", ({ forms }) => {
    expect(forms).toHaveLength(types.length);
    for (const form of forms) expect(form).not.toBe("");
  });

  // An enumeration is a string whose values an assertion checks. Validators and suites check values, so that the names of types do not matter.
  it.each(TARGETS.filter(({ title }) => !/^(TypeScript|Great)/.test(title)))(
    "of two types differ in $title, or one of them loses something",
    ({ forms, losses }) => {
      const byForm = new Map<string, string[]>();
      for (const [index, type] of types.entries()) {
        const form = forms[index] ?? "";
        if (ofType(losses, type) === undefined && type.kind !== "enum")
          byForm.set(form, [...(byForm.get(form) ?? []), typeText(type)]);
      }
      expect([...byForm.values()].filter((same) => same.length > 1)).toEqual([]);
    },
  );
});
