import { readFileSync, writeFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { options as airflow } from "../../src/emit/airflow/options.ts";
import { options as dbt } from "../../src/emit/dbt/options.ts";
import { options as extract } from "../../src/emit/dlt/options.ts";
import { options as greatExpectations } from "../../src/emit/great-expectations/options.ts";
import { options as jsonSchema } from "../../src/emit/json-schema/options.ts";
import { options as kafka } from "../../src/emit/kafka/options.ts";
import {
  choice,
  choices,
  count,
  flag,
  group,
  type Option,
  type OptionTable,
  optionalText,
  optionsReader,
} from "../../src/emit/options.ts";
import { options as typescript } from "../../src/emit/typescript/options.ts";

const table = {
  colours: choices(["red", "green"], { noun: "colour", default: ["red"] }),
  shape: choice(["round", "square"], "round"),
  size: count(3, 10),
  bold: flag(false),
  name: optionalText({ matches: (name) => /^[a-z]+$/.test(name), write: "a name in lower case", example: "a" }),
  inner: group({ deep: flag(true) }),
};
const read = optionsReader(table, ({ shape, size }) =>
  shape === "square" && size > 5 ? [{ path: ["size"], message: "a square has at most 5" }] : [],
);
const defaults = { colours: ["red"], shape: "round", size: 3, bold: false, name: undefined, inner: { deep: true } };

describe("an emitter's options", () => {
  it("have the defaults of their table", () => {
    expect(read({})).toEqual({ value: defaults });
    expect(read({ size: undefined })).toEqual({ value: defaults });
  });

  it("are read by the rows of their table", () => {
    const given = {
      colours: ["green", "red"],
      shape: "square",
      size: 1,
      bold: true,
      name: "a",
      inner: { deep: false },
    };
    expect(read(given)).toEqual({ value: given });
  });

  it.each<[unknown, (string | number)[], string]>([
    [[], [], 'write an object, such as { colours: ["red"] }'],
    [{ colour: [] }, ["colour"], 'there is no such option; did you mean "colours"?'],
    [{ x: 1 }, ["x"], "there is no such option; the options are colours, shape, size, bold, name, inner"],
    [{ colours: [] }, ["colours"], "write a list of colours: red, green"],
    [{ colours: ["red", "gren"] }, ["colours", 1], '"gren" is not a known colour; did you mean "green"?'],
    [{ colours: ["x"] }, ["colours", 0], '"x" is not a known colour; the colours are red, green'],
    [{ colours: ["red", "red"] }, ["colours", 1], '"red" is listed twice; remove one'],
    [{ shape: "squar" }, ["shape"], 'write "round" or "square"; did you mean "square"?'],
    [{ size: 11 }, ["size"], "write a whole number from 1 to 10"],
    [{ bold: 1 }, ["bold"], "write true or false"],
    [{ name: "A" }, ["name"], "write a name in lower case"],
    [{ inner: true }, ["inner"], "write an object, such as { deep: false }"],
    [{ inner: { depe: true } }, ["inner", "depe"], 'there is no such option; did you mean "deep"?'],
    [{ shape: "square", size: 6 }, ["size"], "a square has at most 5"],
  ])("%j has a problem at %j", (given, path, message) => {
    expect(read(given)).toEqual({ problems: [{ path, message }] });
  });
});

const PAGE = "docs/emitters.md";
const SECTION = /(?<=<!-- options -->\n)[\s\S]*(?=<!-- end of options -->)/;

describe("the options of the built-in emitters", () => {
  it(`are documented in ${PAGE}`, () => {
    const section = Object.entries({
      airflow: ["airflow", airflow],
      dbt: ["dbt", dbt],
      extract: ["dlt", extract],
      greatExpectations: ["great-expectations", greatExpectations],
      jsonSchema: ["json-schema", jsonSchema],
      kafka: ["kafka", kafka],
      typescript: ["typescript", typescript],
    } as const)
      .map(([name, [folder, own]]) => `\n\`${name}()\`\n\n${tableOf(own, commentsOf(folder))}`)
      .join("");
    const page = readFileSync(PAGE, "utf8");
    const expected = page.replace(SECTION, () => `${section}\n`);
    if (process.env["UPDATE_GOLDEN"]) writeFileSync(PAGE, expected);
    expect(page, "UPDATE_GOLDEN=1 writes it").toBe(expected);
  });
});

/** The comment above each row of an emitter's tables of options, by the name of the table and of the row. */
function commentsOf(folder: string): ReadonlyMap<string, string> {
  const comments = new Map<string, string>();
  const source = readFileSync(`src/emit/${folder}/options.ts`, "utf8");
  for (const [, name = "", rows = ""] of source.matchAll(/^(?:export )?const (\w+) = \{\n([\s\S]*?)^\}/gm))
    for (const [, comment = "", row = ""] of rows.matchAll(/^ {2}\/\*\* (.*) \*\/\n {2}(\w+): /gm))
      comments.set(`${name}.${row}`, comment);
  return comments;
}

function tableOf(options: OptionTable, comments: ReadonlyMap<string, string>): string {
  const rows = Object.entries(options).flatMap(([name, option]) => [
    rowOf(name, option, comments.get(`options.${name}`)),
    ...Object.entries(option.table ?? {}).map(([inner, one]) =>
      rowOf(`${name}.${inner}`, one, comments.get(`${name}.${inner}`)),
    ),
    ...Object.entries(option.each ?? {}).map(([inner, one]) =>
      rowOf(`${name}.<name>.${inner}`, one, comments.get(`${name}.${inner}`)),
    ),
  ]);
  if (rows.length === 0) return "It has no options.\n";
  return ["| option | value | default | meaning |", "|---|---|---|---|", ...rows, ""].join("\n");
}

function rowOf(name: string, option: Option<unknown>, comment: string | undefined): string {
  expect(comment, `${name} has a comment`).toBeDefined();
  const hasDefault = option.default !== undefined && option.table === undefined && option.each === undefined;
  return `| \`${name}\` | ${option.values} | ${hasDefault ? `\`${JSON.stringify(option.default)}\`` : ""} | ${comment} |`;
}
