import { spawnSync } from "node:child_process";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { dbtAdapters } from "../../src/emit/dbt/options.ts";
import { STEPS } from "../../src/link/names.ts";
import { isTextPlace } from "../../src/source/origin.ts";
import { anyText } from "../extent.ts";
import { type Compile, type Compiled, type CompiledFile, compileFor, compileOf } from "./compile.ts";
import { type Comparison, differenceOf } from "./difference.ts";
import { hostile } from "./hostile.ts";
import { filesWith, holdsLiteral, nameOf, originalOf, project, type Spot, spots } from "./project.ts";
import { dialectOf, readYaml, type Shape, shapeOf } from "./shape.ts";

/*
 * Shape invariance: no string in a contract changes the structure of an output. Each case puts a hostile string into one spot of a project and
 * compares every output with the output of a harmless string in the same spot. The parser of the output's language reads both. dex may also
 * refuse the project, with a diagnostic that has a location. DEX_QUOTING=full tries every string in every spot and takes some minutes.
 */

/**
 * The output of a hostile string must have the shape that one of these strings gives. There are several because emitters write a plain string in
 * a shorter way, tell an email address from a name and quote a reserved word, and some spots take only a name, a date or a number. Without quotes
 * these strings have no effect in any language. The two with a backslash and with quotes are exceptions; a wrong quoting of those gives a shape of
 * its own.
 */
const HARMLESS = [
  "harmless_q7",
  "harmless ü (q7) 50%",
  "harmless@q7.example",
  "Harmless_Q7",
  "union",
  "¿",
  "2041-05-07",
  "2041-05-07T04:05:06Z",
  "7041995",
  "harmless \\ q7",
  "harmless's q7's",
  "false",
];

/** The number of strings per spot and of random cases, and the least total of cases (`tried`) and of cases that compile. */
export interface Extent {
  readonly perSpot: number;
  readonly random: number;
  readonly tried: number;
  readonly compiled: number;
}

const outcomes = { compiled: 0, refused: 0 };
const yamls = new Set<string>();

/** One text in one spot; `literal` puts it into an SQL literal there. */
interface Case {
  readonly spot: Spot;
  readonly text: string;
  readonly literal: boolean;
  readonly adapter: string;
}

/** Declares the tests. */
export function testShapeInvariance({ perSpot, random, tried, compiled }: Extent): void {
  describe("a hostile text", () => {
    it.each(Object.keys(project))(
      "in %s changes no output's shape",
      async (path) => {
        const cases = spots.filter((spot) => spot.path === path).flatMap((spot) => casesOf(spot, perSpot));
        const faults: string[] = [];
        for (const one of cases) await tryOut(one).catch((error: unknown) => faults.push(String(error)));
        expect(faults.slice(0, 60), `${faults.length} of ${cases.length} cases`).toEqual([]);
      },
      1_200_000,
    );

    it("made at random changes no output's shape either", async () => {
      const text = fc.oneof(
        anyText(20),
        fc.array(fc.constantFrom(...hostile), { minLength: 2, maxLength: 4 }).map((parts) => parts.join("")),
      );
      await fc.assert(
        fc.asyncProperty(
          fc.constantFrom(...spots),
          text,
          fc.constantFrom(...dbtAdapters),
          async (spot, text, adapter) => {
            await tryOut({ spot, text, literal: holdsLiteral(spot), adapter });
          },
        ),
        { numRuns: random, seed: 20_261_124 },
      );
    }, 600_000);

    it("made of the marks that carry regions through templates changes no output's shape", async () => {
      const text = "\ufdd00;a\ufdd1 \ufdd21 \ufdd2";
      for (const spot of spots.filter((_, index) => index % 5 === 0))
        await tryOut({ spot, text, literal: holdsLiteral(spot), adapter: "duckdb" });
    }, 600_000);

    it("is tried in many ways, and often compiles", () => {
      expect(outcomes.compiled + outcomes.refused).toBeGreaterThan(tried);
      expect(outcomes.compiled).toBeGreaterThan(compiled);
    });

    it("is read by PyYAML, which dbt uses, as it is read by yaml", () => {
      expect(yamls.size).toBeGreaterThan(Math.min(100, compiled / 2));
      if (spawnSync("python3", ["-c", "import yaml"]).status !== 0) return;
      const texts = [...yamls];
      const { stdout, stderr } = spawnSync("python3", ["-c", PYTHON], {
        input: JSON.stringify(texts),
        encoding: "utf8",
        maxBuffer: 2 ** 30,
        env: { ...process.env, PYTHONIOENCODING: "utf8" },
      });
      expect(stderr).toBe("");
      const read = JSON.parse(stdout) as unknown[];
      for (const [index, text] of texts.entries()) expect(read[index]).toEqual(readYaml(text));
    }, 300_000);
  });
}

const PYTHON = `
import json, sys, yaml
loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
print(json.dumps([yaml.load(text, loader) for text in json.load(sys.stdin)]))
`;

/** The texts that a spot gets: another choice for each spot, so that together they get all of them; the dialects take turns. */
function casesOf(spot: Spot, perSpot: number): Case[] {
  const index = spots.indexOf(spot);
  const cases = Array.from({ length: perSpot }, (_, turn) => ({
    spot,
    text: hostile[(index * 7 + turn * 13) % hostile.length] ?? "",
    literal: holdsLiteral(spot) && turn % 4 !== 0,
    adapter: dbtAdapters[(index + turn) % dbtAdapters.length] ?? "duckdb",
  }));
  // There, the name of another step means another order of tasks.
  return cases.filter(({ text }) => !(spot.keys.includes("after") && STEPS.includes(text)));
}

async function tryOut(one: Case): Promise<void> {
  const title = `${JSON.stringify(one.text)} in ${nameOf(one.spot)} (${one.adapter})`;
  const texts = filesWith(one.spot, one.text, one.literal);
  const compiled = await compileFor(one.adapter, texts).catch((error: unknown) => {
    throw new Error(`${title}: ${error}`, { cause: error });
  });
  outcomes["errors" in compiled ? "refused" : "compiled"]++;
  if ("errors" in compiled) return expectLocated(compiled.errors, texts, title);
  const differences: string[] = [];
  for (const text of harmlessFor(one.spot)) {
    const difference = await differenceBy({ ...one, text }, one.text, compiled.files);
    if (difference === undefined) {
      lastMatch.set(one.spot, text);
      return;
    }
    differences.push(`\n  from ${text}: ${difference.slice(0, 300)}`);
  }
  throw new Error(`${title} differs${differences.join("")}`);
}

const lastMatch = new Map<Spot, string>();

/** The harmless texts for a spot, first the one that the last hostile text there matched. */
function harmlessFor(spot: Spot): readonly string[] {
  const last = lastMatch.get(spot);
  return [...new Set([...(last === undefined ? [] : [last]), ...HARMLESS, originalOf(spot)])];
}

/** The first difference between the files of a hostile text and those of a harmless one. The dbt files come last: they differ by adapter. */
async function differenceBy(harmless: Case, text: string, given: readonly CompiledFile[]): Promise<string | undefined> {
  // A pattern is rewritten so that every engine means the same by it.
  const how = { harmless: harmless.text, text, exact: harmless.spot.keys.at(-1) !== "pattern" };
  const compile = compileHarmless(harmless);
  const isDbt = ({ emitter }: CompiledFile) => emitter === "dbt";
  const others = given.filter((file) => !isDbt(file));
  return (
    differenceFrom(await compile.others(), others, how) ??
    differenceFrom(await compile.dbt(harmless.adapter), given.filter(isDbt), how)
  );
}

/** Every refusal says in which file, and where in it. */
function expectLocated(errors: Extract<Compiled, { errors: unknown }>["errors"], texts: object, title: string): void {
  for (const { at, message } of errors) {
    expect(Object.keys(texts), title).toContain(at.path);
    expect(isTextPlace(at) ? at.end : at.pointer.length, `${title}: ${message}`).toBeGreaterThan(0);
  }
}

const known = new Map<string, Compile>();

/** The compile of a harmless text in the same spot. */
function compileHarmless({ spot, literal, text }: Case): Compile {
  const key = JSON.stringify([nameOf(spot), literal, text]);
  const found = known.get(key) ?? compileOf(filesWith(spot, text, literal));
  known.set(key, found);
  return found;
}

function differenceFrom(
  harmless: Compiled,
  given: readonly CompiledFile[],
  how: Omit<Comparison, "dialect" | "path">,
): string | undefined {
  if ("errors" in harmless) return "that text is refused there";
  const expected = harmless.files;
  const rename = (text: string) => text.replaceAll(how.harmless, () => how.text);
  const files = new Map(given.map((file) => [file.path, file]));
  const missing = expected.map(({ path }) => rename(path)).filter((path) => !files.has(path));
  if (missing.length > 0) return `${missing} missing`;
  if (expected.length < files.size) return `${files.size} files, not ${expected.length}`;
  for (const file of expected) {
    const other = files.get(rename(file.path));
    if (other === undefined || other.text === file.text) continue;
    if (other.language === "yaml") yamls.add(other.text);
    const difference = differenceOf(knownShapeOf(file), knownShapeOf(other), {
      ...how,
      dialect: dialectOf(file.path),
      path: file.path,
    });
    if (difference !== undefined) return `${other.path}: ${difference}`;
  }
  return undefined;
}

const shapes = new WeakMap<CompiledFile, Shape>();

/** The shape of a file, read once. */
function knownShapeOf(file: CompiledFile): Shape {
  const shape = shapes.get(file) ?? shapeOf(file);
  shapes.set(file, shape);
  return shape;
}
