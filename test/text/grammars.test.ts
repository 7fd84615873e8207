import { spawnSync } from "node:child_process";
import { DuckDBInstance } from "@duckdb/node-api";
import Ajv2020 from "ajv/dist/2020.js";
import formats from "ajv-formats";
import { RE2JS } from "re2js";
import { describe, expect, it } from "vitest";
import { enginePattern } from "../../src/dialect/pattern.ts";
import { dialects } from "../../src/dialect/registry.ts";
import { pythonPattern } from "../../src/emit/great-expectations/pattern.ts";
import { FORMAT_LENGTHS, FORMATS, type FormatName, hasFormat } from "../../src/text/grammars.ts";
import { hostileValues, VALUES } from "./format-values.ts";

const NAMES = Object.keys(FORMATS).filter((name): name is FormatName => name in FORMATS);

/** The schema of a format, as dex writes it. */
function schemaOf(format: FormatName) {
  const maxLength = FORMAT_LENGTHS[format];
  return { type: "string", format, pattern: FORMATS[format], ...(maxLength !== undefined && { maxLength }) };
}

/** The strings of a format, by its grammar. */
function accepted(format: FormatName): readonly string[] {
  return hostileValues(format).filter((value) => hasFormat(value, format));
}

/** The values that are not too long. The length of a format is an assertion of its own. */
function short(format: FormatName): readonly string[] {
  return hostileValues(format).filter((value) => value.length <= (FORMAT_LENGTHS[format] ?? value.length));
}

describe.each(NAMES)("the format %s", (format) => {
  it("has the strings that it should have", () => {
    const { good, bad } = VALUES[format];
    expect(good.filter((value) => !hasFormat(value, format))).toEqual([]);
    expect(bad.filter((value) => hasFormat(value, format))).toEqual([]);
    expect(hostileValues(format).length).toBeGreaterThan(200);
  });

  it("is decided alike by ajv with formats and without", () => {
    const checking = new Ajv2020.default();
    formats.default(checking);
    const ignoring = new Ajv2020.default({ validateFormats: false });
    for (const ajv of [checking, ignoring]) {
      const validate = ajv.compile(schemaOf(format));
      expect(hostileValues(format).filter((value) => validate(value))).toEqual(accepted(format));
    }
  });

  it("is decided alike by RE2 and DuckDB", async () => {
    const pattern = enginePattern(FORMATS[format], dialects.duckdb);
    const compiled = RE2JS.compile(pattern);
    expect(short(format).filter((value) => compiled.matcher(value).find())).toEqual(accepted(format));
    const connection = await (await DuckDBInstance.create(":memory:")).connect();
    const query = await connection.prepare("select regexp_matches($1, $2)");
    const found: string[] = [];
    // DuckDB's client ends a string at a zero character.
    const values = short(format).filter((value) => !value.includes("\u0000"));
    for (const value of values) {
      query.bind([value, pattern]);
      if ((await query.runAndReadAll()).getRows()[0]?.[0] === true) found.push(value);
    }
    expect(found).toEqual(accepted(format));
    connection.closeSync();
  });

  it("is decided alike by Python's re", ({ skip }) => {
    const program =
      "import json, re, sys; p, vs = json.load(sys.stdin); json.dump([v for v in vs if re.search(p, v)], sys.stdout)";
    const input = JSON.stringify([pythonPattern(FORMATS[format]), short(format)]);
    const { status, stdout } = spawnSync("python3", ["-c", program], { input, encoding: "utf8" });
    if (status === null) skip();
    expect(JSON.parse(stdout)).toEqual(accepted(format));
  });

  it("is decided in linear time", () => {
    const { good } = VALUES[format];
    const pattern = new RegExp(FORMATS[format], "u");
    // More than quadratic time would not end within the time limit of the test.
    for (const value of good)
      for (const piece of ["a", "a.", "1:", "%41", "9", "-"])
        expect(pattern.test(`${value}${piece.repeat(20_000)}\n`)).toBe(false);
  }, 30_000);
});
