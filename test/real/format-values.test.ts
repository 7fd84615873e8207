import { spawnSync } from "node:child_process";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { enginePattern } from "../../src/dialect/pattern.ts";
import { dialects } from "../../src/dialect/registry.ts";
import { contractSchema } from "../../src/emit/json-schema/views.ts";
import { FORMAT_LENGTHS, FORMATS, type FormatName, hasFormat, isFormatName } from "../../src/text/grammars.ts";
import { Code } from "../../src/text/quote/code.ts";
import { write } from "../../src/text/quote/json.ts";
import { contractIr } from "../emit/dbt/project.ts";
import { hostileValues } from "../text/format-values.ts";
import { createDatabase } from "./dbt/engine.ts";
import { setUp } from "./dbt/machine.ts";
import { environment } from "./environments/environment.ts";
import { withoutPython } from "./needs.ts";

const NAMES = Object.keys(FORMATS).filter(isFormatName);
type Verdicts = Readonly<Record<FormatName, readonly string[]>>;

/** The values that a decider accepts, by format. */
function verdicts(accepts: (format: FormatName) => readonly string[]): Verdicts {
  return Object.fromEntries(NAMES.map((format) => [format, accepts(format)])) as Verdicts;
}

/** The values without those that are too long, because the length of a format is an assertion of its own. */
function values(format: FormatName): readonly string[] {
  return hostileValues(format).filter((value) => value.length <= (FORMAT_LENGTHS[format] ?? value.length));
}

const EXPECTED = verdicts((format) => values(format).filter((value) => hasFormat(value, format)));

describe.skipIf(withoutPython())("hostile values of each format", () => {
  let machine: Awaited<ReturnType<typeof setUp>> | undefined;
  beforeAll(async () => {
    machine = await setUp();
  });
  afterAll(() => machine?.tearDown());

  it("have the same verdict in the SQL that dbt and Great Expectations run on PostgreSQL", async () => {
    const { string, matches } = dialects.postgres;
    const database = await createDatabase("postgres", "formats", machine as NonNullable<typeof machine>);
    // PostgreSQL stores no zero character.
    const stored = (format: FormatName) => values(format).filter((value) => !value.includes("\u0000"));
    const queries = verdicts((format) => {
      const rows = stored(format).map((value, index) => `(${index}, ${string(value).text})`);
      const pattern = string(enginePattern(FORMATS[format], dialects.postgres));
      return [
        `select n from (values ${rows.join(", ")}) as t (n, v) where ${matches(Code.trusted("v"), pattern).text} order by n`,
      ];
    });
    const found = await database.query(
      Object.fromEntries(NAMES.map((format) => [format, queries[format][0] ?? ""])) as Record<FormatName, string>,
    );
    const accepted = verdicts((format) => (found[format] ?? []).map(([n]) => stored(format)[Number(n)] ?? ""));
    expect(accepted).toEqual(EXPECTED);
  });

  it("have the same verdict in Python's jsonschema, with formats and without, except a final line break", async () => {
    const { python } = await environment("gx");
    const asked = Object.fromEntries(NAMES.map((format) => [format, [schemaOf(format), hostileValues(format)]]));
    const { stdout, stderr } = spawnSync(python, ["-I", "-X", "utf8", "test/real/formats/validate.py"], {
      input: JSON.stringify(asked),
      encoding: "utf8",
      maxBuffer: 1e8,
    });
    expect(stderr).toBe("");
    const found = JSON.parse(stdout) as Record<FormatName, Record<"ignored" | "checked", readonly string[]>>;
    for (const how of ["ignored", "checked"] as const) {
      // In Python, $ also matches before a final line break; see "Formats" in docs/language.md.
      const isTail = (value: string, format: FormatName) =>
        value.endsWith("\n") && hasFormat(value.slice(0, -1), format);
      expect(verdicts((format) => found[format][how].filter((value) => !isTail(value, format)))).toEqual(EXPECTED);
    }
  });

  it("have the same verdict in the patterns of Java, which Spark uses", ({ skip }) => {
    const pairs = NAMES.flatMap((format) =>
      values(format).map((value) => [enginePattern(FORMATS[format], dialects.spark), value]),
    );
    const base64 = (text = "") => Buffer.from(text, "utf8").toString("base64");
    const input = pairs.map((pair) => pair.map(base64).join(" ")).join("\n");
    const { status, stdout, stderr } = spawnSync("java", ["test/real/formats/Matches.java"], {
      input,
      encoding: "utf8",
    });
    if (status === null) skip();
    expect(stderr).toBe("");
    let index = 0;
    expect(verdicts((format) => values(format).filter(() => stdout[index++] === "1"))).toEqual(EXPECTED);
  });
});

/** The schema of a column with a format, in the generated file. */
function schemaOf(format: FormatName): unknown {
  const ir = contractIr(`schema: {properties: {x: {type: string, not_null: true, format: ${format}}}}`);
  const [contract] = ir.contracts;
  if (contract === undefined) throw new Error("no contract");
  const schema = JSON.parse(write(contractSchema(contract, ir.project))) as { properties: { x: unknown } };
  return schema.properties.x;
}
