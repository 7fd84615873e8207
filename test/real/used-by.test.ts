import { readdirSync, readFileSync } from "node:fs";
import { beforeAll, describe, expect, it } from "vitest";
import { parse } from "yaml";
import { airflow, dbt, extract, greatExpectations, jsonSchema, kafka, typescript } from "../../src/emit/registry.ts";
import { house } from "../../src/language/contract/contract-forms.ts";
import type { Kind } from "../../src/language/kind.ts";
import { batch } from "../../src/language/pipeline/batch.ts";
import { stream } from "../../src/language/pipeline/stream.ts";
import type { Json } from "../../src/source/json.ts";
import { edited, otherValues } from "../used-by/edits.ts";
import { differ, type Project, type Result, resultOf } from "../used-by/effects.ts";
import { isContainer, type Occurrence, occurrencesIn, type Place, placesOf } from "../used-by/places.ts";

const emitters = [
  airflow(),
  dbt({ adapters: ["duckdb", "bigquery"] }),
  extract(),
  greatExpectations(),
  jsonSchema(),
  kafka(),
  typescript({ kafka: true }),
];

const FORMS: Readonly<Record<string, Kind<unknown>>> = { contract: house, batch, stream };

/** The keys of columns in a list are those of columns by name: see test/validate/forms.test.ts. */
const LISTED = /^contract\.(?:schema\.)?(?:columns|fields)\.\*/;

const places = Object.entries(FORMS)
  .flatMap(([form, kind]) => placesOf(form, kind))
  .filter(({ name }) => !LISTED.test(name));

/** What all edits of a key change. */
interface Effect {
  readonly targets: Set<string>;
  /** True if an edit changes the Ir or the findings, errors included. */
  compiler: boolean;
  /** How many edits changed the Ir or the findings. */
  edits: number;
}

/** The effects of the keys of the projects in `test/used-by`. Places that share a member and its declaration share the effect. */
const effects = new Map<string, Effect>();
const ids = new Map<unknown, number>();

function groupOf({ member, usedBy }: Place): string {
  const id = ids.get(member) ?? ids.size;
  ids.set(member, id);
  return `${id} ${JSON.stringify(usedBy)}`;
}

/** The most places of a document at which a key is edited. */
const MOST = 4;

beforeAll(async () => {
  for (const folder of ["table", "topic", "batch", "stream"]) await walk(projectOf(`test/used-by/${folder}`));
}, 900_000);

function projectOf(folder: string): Project {
  const files = readdirSync(folder).map((name) => ({ name, text: readFileSync(`${folder}/${name}`, "utf8") }));
  const yaml = files.filter(({ name }) => name.endsWith(".yaml"));
  return {
    documents: Object.fromEntries(yaml.map(({ name, text }) => [`contracts/${name}`, parse(text) as Json])),
    sql: files
      .filter(({ name }) => name.endsWith(".sql"))
      .map(({ name, text }) => ({ path: `contracts/${name}`, text, hash: name })),
  };
}

/** Edits every key of a project. */
async function walk(project: Project): Promise<void> {
  const base = resultOf(project, emitters);
  expect(base.errors).toEqual([]);
  for (const [path, document] of Object.entries(project.documents)) {
    const counts = new Map<string, number>();
    for (const one of occurrencesIn(formOf(document), FORMS[formOf(document)] ?? house, document)) {
      const count = counts.get(one.name) ?? 0;
      counts.set(one.name, count + 1);
      if (count >= MOST || LISTED.test(one.name)) continue;
      await edit(one, { base, of: (value) => withValue(project, path, edited(document, one.path, value)), document });
    }
  }
}

function formOf(document: Json): string {
  const { pipeline } = document as { readonly pipeline?: { readonly type?: string } };
  if (pipeline === undefined) return "contract";
  return pipeline.type === "streaming" ? "stream" : "batch";
}

function withValue(project: Project, path: string, document: Json): Project {
  return { ...project, documents: { ...project.documents, [path]: document } };
}

interface Edited {
  readonly base: Result;
  readonly of: (value: Json | undefined) => Project;
  readonly document: Json;
}

/** Removes a key, or else gives it another value, until an edit without errors changes something. */
async function edit(one: Occurrence, { base, of, document }: Edited): Promise<void> {
  const group = groupOf(one);
  const effect: Effect = effects.get(group) ?? { targets: new Set(), compiler: false, edits: 0 };
  effects.set(group, effect);
  if (effect.edits >= 2 && problemOf(one) === undefined) return;
  let changed = 0;
  for (const value of otherValues(one, document)) {
    const next = resultOf(of(value), emitters);
    if (next.errors.length > 0 || next.compiler !== base.compiler) effect.compiler = true;
    if (next.errors.length > 0 || next.compiler === base.compiler) continue;
    const [before, after] = [await base.emitted(), await next.emitted().catch(() => undefined)];
    if (after === undefined) continue;
    for (const [name, files] of after) if (differ(files, before.get(name), "code")) effect.targets.add(name);
    effect.edits++;
    changed++;
    if (value === undefined || changed >= 4) return;
  }
}

/** The emitters that take a kind of document. */
function takersOf(subject: "table" | "topic" | "batch"): readonly string[] {
  return emitters.flatMap(({ emitter }) => (emitter.takes?.includes(subject) ? [emitter.name] : []));
}

/** What is wrong with a declaration; undefined if the output proves it. */
function problemOf(place: Place): string | undefined {
  const effect = effects.get(groupOf(place));
  if (effect === undefined) return "no document in test/used-by has the key";
  const { usedBy } = place;
  const targets = [...effect.targets].sort();
  if (usedBy === "compiler") {
    if (!effect.compiler) return "no edit changes the Ir or the findings";
    const isTotal = (["table", "topic", "batch"] as const).some((kind) =>
      takersOf(kind).every((name) => effect.targets.has(name)),
    );
    return isContainer(place.member.kind) || targets.length === 0 || isTotal ? undefined : `only ${targets} act on it`;
  }
  const declared: readonly string[] = usedBy === "documentation" ? [] : usedBy;
  const silent = declared.filter((name) => !effect.targets.has(name));
  // `dex kafka` registers the schemas that the emitter writes.
  const other = targets.filter(
    (name) => !declared.includes(name) && !(name === "dex kafka" && declared.includes("kafka")),
  );
  if (silent.length === 0 && other.length === 0) return undefined;
  return `${silent.length > 0 ? `no effect on ${silent}` : ""} ${other.length > 0 ? `undeclared: ${other}` : ""}`.trim();
}

/** Kinds of models that dex refuses in this version. */
function isRefused({ member }: Place): boolean {
  return member.options.about?.includes("cannot build it yet") === true && !member.options.about.includes("3 to 7");
}

describe("the actors that a key declares", () => {
  it.each(Object.keys(FORMS))("are those whose output it changes: every key of a %s", (form) => {
    const own = places.filter(({ name, ...place }) => name.startsWith(`${form}.`) && !isRefused({ name, ...place }));
    const problems = own.flatMap((place) => {
      const problem = problemOf(place);
      return problem === undefined ? [] : [`${place.name} (${place.usedBy}): ${problem}`];
    });
    expect(problems).toEqual([]);
    expect(own.length).toBeGreaterThan(30);
  });
});
