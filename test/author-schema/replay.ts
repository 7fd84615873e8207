import Ajv from "ajv";
import Ajv2020 from "ajv/dist/2020.js";
import formats from "ajv-formats";
import fc from "fast-check";
import { expect } from "vitest";
import { contractSchema } from "../../src/emit/json-schema/views.ts";
import type { Ir } from "../../src/ir/ir.ts";
import { write } from "../../src/text/quote/json.ts";
import { type Checked, install } from "../emit/typescript/package.ts";
import { emitTypescript } from "../emit/typescript/project.ts";
import { irOf } from "../ir-of.ts";
import { type Drafted, schemas, VALUES } from "./random-schemas.ts";

type Decide = (row: unknown) => boolean;

/** The author's schema by ajv, and what dex makes of it: the generated schema by ajv, and the TypeScript validator. */
export interface Deciders {
  readonly author: Decide;
  readonly generated: Decide;
  readonly typescript: Decide;
}

const options = { strict: false, logger: false } as const;
const validators = { "draft-07": new Ajv.default(options), "2020-12": new Ajv2020.default(options) };
for (const ajv of Object.values(validators)) formats.default(ajv);

/** A schema as ajv decides, without its identity, so that one ajv takes many. */
function decideBy(draft: Drafted["draft"], schema: object): Decide {
  const { $id: _id, ...rest } = schema as { readonly $id?: string };
  const validate = validators[draft].compile(rest);
  return (row) => validate(row);
}

/** The contract of a schema; undefined if dex refuses it with a diagnostic. Any other failure is thrown. */
export function contractOf({ schema }: Drafted): Ir["contracts"][number] | undefined {
  try {
    return irOf({ "contracts/rows.json": JSON.stringify(schema) }).contracts[0];
  } catch (error) {
    if (error instanceof Error && /^(validate|check)\/[\w-]+: /.test(error.message)) return undefined;
    throw error;
  }
}

/** The deciders of schemas that dex takes, from one TypeScript package. */
export async function decidersOf(taken: readonly Drafted[]): Promise<readonly Deciders[]> {
  const named = taken.map(({ schema }, index) => ({ ...schema, title: `rows${index}` }));
  const ir = irOf(
    Object.fromEntries(named.map((schema) => [`contracts/${schema.title}.json`, JSON.stringify(schema)])),
  );
  const { load, remove } = install(emitTypescript(ir).files);
  try {
    const contracts = new Map(ir.contracts.map((contract) => [contract.name, contract]));
    const all = taken.map(async ({ draft, schema }, index): Promise<Deciders> => {
      const contract = contracts.get(`rows${index}`);
      if (contract === undefined) throw new Error(`no contract rows${index}`);
      const module = await load(`contracts/rows${index}.js`);
      const name = Object.keys(module).find((one) => one.startsWith("check"));
      // The package's own types say what it is.
      const check = module[name ?? ""] as (row: unknown) => Checked;
      return {
        author: decideBy(draft, structuredClone(schema)),
        generated: decideBy("2020-12", JSON.parse(write(contractSchema(contract, ir.project))) as object),
        typescript: (row) => check(row).ok,
      };
    });
    return await Promise.all(all);
  } finally {
    remove();
  }
}

/** How many random schemas dex took and refused, and how many rows were good and bad. */
export interface Replayed {
  readonly taken: number;
  readonly refused: number;
  readonly good: number;
  readonly bad: number;
}

/** Replays rows of random schemas. Every decider must give the verdict of the author's schema. */
export async function replay(count: number, seed: number): Promise<Replayed> {
  const all = fc.sample(schemas, { numRuns: count, seed });
  const taken = all.filter((one) => contractOf(one) !== undefined);
  const deciders = await decidersOf(taken);
  const verdicts = { good: 0, bad: 0 };
  for (const [index, one] of taken.entries()) {
    const { author, generated, typescript } = deciders[index] as Deciders;
    for (const row of rowsOf(one, author)) {
      const isGood = author(row);
      verdicts[isGood ? "good" : "bad"]++;
      const all = { author: isGood, generated: generated(row), typescript: typescript(row) };
      const wanted = { author: isGood, generated: isGood, typescript: isGood };
      expect(all, JSON.stringify({ row, schema: one.schema })).toEqual(wanted);
    }
  }
  return { taken: taken.length, refused: all.length - taken.length, ...verdicts };
}

/** Every value in every property beside good values of the other, rows without each property, and values that are no rows. */
function rowsOf({ schema }: Drafted, author: Decide): readonly unknown[] {
  const names = Object.keys(schema["properties"] as object);
  const base = goodRow(names, author);
  const rows = names.flatMap((name) => {
    const { [name]: _, ...rest } = base;
    return [rest, ...VALUES.map((value) => ({ ...base, [name]: value }))];
  });
  return [...rows, base, { ...base, other: 1 }, {}, null, [], "x", 1];
}

/** A good row of at most two properties; an empty one if no value of `VALUES` is good for one of them. */
function goodRow([first = "", second]: readonly string[], author: Decide): Readonly<Record<string, unknown>> {
  const one = [...VALUES.map((value) => ({ [first]: value })), {}];
  const other = second === undefined ? [{}] : [...VALUES.map((value) => ({ [second]: value })), {}];
  for (const left of one) for (const right of other) if (author({ ...left, ...right })) return { ...left, ...right };
  return {};
}
