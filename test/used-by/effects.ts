import { createHash } from "node:crypto";
import { planChanges } from "../../src/broker/plan-changes.ts";
import { check } from "../../src/check/check.ts";
import type { Report } from "../../src/diagnostics/diagnostic.ts";
import type { ConfiguredEmitter, EmitInput, EmittedFile, Emitter, Part, Selection } from "../../src/emit/emitter.ts";
import { restrict } from "../../src/emit/parts.ts";
import { createRender } from "../../src/emit/render.ts";
import { readPackageFile } from "../../src/host/package-files.ts";
import type { Ir } from "../../src/ir/ir.ts";
import { link } from "../../src/link/link.ts";
import { lower } from "../../src/lower/lower.ts";
import type { Json } from "../../src/source/json.ts";
import type { SourceFile } from "../../src/source/source-file.ts";
import { schemasOf } from "../../src/topic/schemas.ts";
import { topicsOf } from "../../src/topic/topics.ts";
import { validate } from "../../src/validate/validate.ts";
import { whole } from "../emit/whole.ts";
import { withoutDocumentation } from "./documentation.ts";

/** The documents of a project by path, and its SQL. */
export interface Project {
  readonly documents: Readonly<Record<string, Json>>;
  readonly sql: readonly SourceFile[];
}

/** What dex makes of a project. */
export interface Result {
  readonly errors: readonly string[];
  /** The Ir without places, and the findings: what the compiler itself makes. */
  readonly compiler: string;
  readonly emitted: () => Promise<ReadonlyMap<string, Emitted>>;
}

/** The files of an emitter by part, with and without their documentation. */
export type Emitted = ReadonlyMap<string, { readonly all: string; readonly code: string }>;

const render = createRender((name) => readPackageFile(`templates/${name}`));

/** Compiles a project, up to the emitters. They run when their files are needed. */
export function resultOf({ documents, sql }: Project, emitters: readonly ConfiguredEmitter[]): Result {
  const read = Object.entries(documents).map(([path, value]) => readOne(path, value));
  const linked = link(
    read.flatMap(({ value }) => value),
    sql,
  );
  const found = [...read.flatMap((one) => one.diagnostics), ...linked.diagnostics, ...check(linked.value)];
  const errors = found.filter(({ severity }) => severity === "error").map(said);
  if (errors.length > 0) return { errors, compiler: "", emitted: async () => new Map() };
  const ir = lower(linked.value, "shop");
  return {
    errors: [],
    compiler: [withoutPlaces(ir.value), ...[...found, ...ir.diagnostics].map(said)].join("\n"),
    emitted: () => emit(ir.value, emitters),
  };
}

/** The documents of all values that have been read. An edit leaves the other documents of a project as they are. */
const known = new WeakMap<object, ReturnType<typeof validate>>();

function readOne(path: string, value: Json): ReturnType<typeof validate> {
  const key = Object(value) as object;
  const outcome = known.get(key) ?? validate([{ path, value, ignores: [] }]);
  known.set(key, outcome);
  return outcome;
}

function said({ code, message }: Report): string {
  return `${code}: ${message}`;
}

function withoutPlaces(ir: Ir): string {
  return JSON.stringify(ir, (key, value: unknown) => (/^(origin|sqlOrigin)$/.test(key) ? undefined : value));
}

/** Emissions by their inputs. A part with the same inputs has the same files, so an edit emits only what it changes. */
const emissions = new Map<string, { readonly all: string; readonly code: string }>();

async function emit(ir: Ir, emitters: readonly ConfiguredEmitter[]): Promise<ReadonlyMap<string, Emitted>> {
  const hashes = new Map([...ir.contracts, ...ir.pipelines].map((node) => [node.id, hash(JSON.stringify(node))]));
  const made = new Map<string, Emitted>();
  for (const { emitter, given } of emitters) {
    const options = optionsOf(emitter, given);
    const { parts } = await emitter.load();
    if (parts === undefined) throw new Error(`${emitter.name} has no parts`);
    const own = new Map<string, { readonly all: string; readonly code: string }>();
    for (const part of parts({ ir, options })) {
      const { contracts, pipelines, facts } = part.inputs;
      const chosen = (all: readonly { readonly id: string }[], of: Selection) =>
        (of === "all" ? all.map(({ id }) => id) : of).map((id) => `${id} ${hashes.get(id)}`);
      const inputs = [chosen(ir.contracts, contracts), chosen(ir.pipelines, pipelines), facts];
      const key = hash(JSON.stringify([emitter.name, part.key, ...inputs]));
      const files = emissions.get(key) ?? filesOf(part, { ir, options, render });
      emissions.set(key, files);
      own.set(part.key, files);
    }
    made.set(emitter.name, own);
  }
  made.set("dex kafka", new Map([["plan", commandOf(ir)]]));
  return made;
}

/** What `dex kafka plan` shows, apart from the texts of schemas, for an empty cluster, and for one whose topics have one partition. */
function commandOf(ir: Ir): { readonly all: string; readonly code: string } {
  const schemas = schemasOf(ir).map((schema) => ({
    schema,
    registered: { subject: schema.subject, versions: [] },
    compatible: true,
  }));
  const rights = { rights: [], openByDefault: false };
  const live = topicsOf(ir).map(({ name }) => ({ name, partitions: 1, replicas: 1, settings: {} }));
  const changes = [[], live].flatMap((topics) => planChanges(ir, { topics, rights, schemas }, { prune: true }));
  const text = JSON.stringify(changes, (key, value: unknown) => (/^(origin|text)$/.test(key) ? undefined : value));
  return { all: text, code: text };
}

function filesOf(part: Part<unknown>, input: EmitInput<unknown>): { readonly all: string; readonly code: string } {
  const { files, diagnostics } = whole(part.emit(restrict(input, part)));
  const errors = diagnostics.filter(({ severity }) => severity === "error");
  if (errors.length > 0) throw new Error(errors.map(said).join("\n"));
  const text = (of: (file: EmittedFile) => string) => files.map((file) => `${file.path}\n${of(file)}`).join("\n");
  return { all: text((file) => file.text), code: text(withoutDocumentation) };
}

function hash(text: string): string {
  return createHash("sha1").update(text).digest("base64");
}

function optionsOf(emitter: Emitter, given: unknown): unknown {
  const read = emitter.readOptions(given);
  if ("problems" in read) throw new Error(JSON.stringify(read.problems));
  return read.value;
}

/** True if two emissions have other files; `of` is the files with or without documentation. */
export function differ(one: Emitted | undefined, other: Emitted | undefined, of: "all" | "code"): boolean {
  const keys = new Set([...(one?.keys() ?? []), ...(other?.keys() ?? [])]);
  return [...keys].some((key) => (one?.get(key)?.[of] ?? "") !== (other?.get(key)?.[of] ?? ""));
}
