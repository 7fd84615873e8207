import type { Report } from "../../diagnostics/diagnostic.ts";
import { hasErrors } from "../../diagnostics/outcome.ts";
import type { Contract } from "../../ir/contract.ts";
import type { Origin } from "../../source/origin.ts";
import { FORMATS, WIRE } from "../../text/grammars.ts";
import { Code } from "../../text/quote/code.ts";
import * as typescript from "../../text/quote/typescript.ts";
import { jsonLosses } from "../../wire/json-type.ts";
import type { DivideWork, Emission, EmitInput, EmittedFile, Findings } from "../emitter.ts";
import { header } from "../header.ts";
import { allInputs, filesOnly, findingsOnly, inParts, noInputs, part } from "../parts.ts";
import type { Render, View } from "../render.ts";
import type { TargetTypes } from "../type-losses.ts";
import { checkNames } from "./collisions.ts";
import { coverageOf, missedBy } from "./coverage.ts";
import { isOnTopic, kafkaContract, kafkaImports, kafkaView } from "./kafka.ts";
import { kyselyView } from "./kysely.ts";
import { importFrom } from "./layout.ts";
import { moduleNames } from "./names.ts";
import type { TypescriptOptions } from "./options.ts";
import { type ModuleExports, packageExports } from "./package-exports.ts";
import { packageJson } from "./package-files.ts";
import { readmeView } from "./package-readme.ts";
import { type RowChecks, rowChecksOf } from "./row-checks.ts";
import { rowAliases } from "./singular.ts";
import { DRIVER_FILES, KAFKA_RUNTIME, RUNTIME, ZOD_RUNTIME } from "./template-names.ts";
import { ALIASES } from "./types.ts";
import { type ModuleView, moduleView } from "./views.ts";

/** The parts: the runtime, one module per contract, and the entry points of the package. No files if names collide. */
export const parts: DivideWork<TypescriptOptions> = function* divide({ ir, options }) {
  const reports = checkNames(ir.contracts, options);
  yield part("names", { ...noInputs, facts: reports }, findingsOnly(findNames));
  if (hasErrors(reports)) return;
  yield part(
    "runtime",
    { ...allInputs, pipelines: [], templates: runtimeNames(options).map(templateOf) },
    filesOnly(runtimeFiles),
  );
  const aliases = rowAliases(ir.contracts);
  for (const { id } of ir.contracts) {
    const facts: ModuleFacts = { alias: aliases.get(id) };
    yield part(id, { ...allInputs, contracts: [id], pipelines: [], facts }, modules);
  }
  yield part(
    "entries",
    { ...allInputs, pipelines: [], templates: [README, ...ENTRIES.map(templateOf)] },
    filesOnly(entryFiles),
  );
};

/** Writes one package for the whole project. */
export const emit = inParts(parts);

type Input = EmitInput<TypescriptOptions>;

/** A second name for the type of a row. */
interface ModuleFacts {
  readonly alias: string | undefined;
}

function findNames(_: unknown, diagnostics: readonly Report[]): Findings {
  return { coverage: [], diagnostics };
}

function runtimeNames({ zod, kafka }: TypescriptOptions): readonly string[] {
  return [...RUNTIME, ...DRIVER_FILES, ...(zod ? ZOD_RUNTIME : []), ...(kafka ? KAFKA_RUNTIME : [])];
}

function runtimeFiles({ ir, options, render }: Input): readonly EmittedFile[] {
  const view = { header: header([]), ...runtimeView(options) };
  const origins = ir.contracts.map(({ origin }) => origin);
  return runtimeNames(options).map((name) => place(name, { view, origins }, render));
}

function emitModules({ ir, options, render }: Input, { alias }: ModuleFacts): Emission {
  const all = ir.contracts.map(rowChecksOf);
  return {
    files: all.flatMap((checks) => [
      ...moduleFiles(moduleView(checks, options, alias), options, render),
      ...(options.kafka && isOnTopic(checks.contract) ? topicFiles(checks.contract, render) : []),
    ]),
    ...coverageOfAll(all),
  };
}

const modules = {
  emit: emitModules,
  find: ({ ir }: Pick<Input, "ir">) => ({ coverage: ir.contracts.flatMap(missedBy), diagnostics: [] }),
};

function coverageOfAll(all: readonly RowChecks[]): Findings {
  const coverage = all.flatMap((checks) => coverageOf(checks, pathOf(`contracts/${checks.contract.name}.js`)));
  return { coverage, diagnostics: [] };
}

function pathOf(name: string): string {
  return `typescript/${name}`;
}

function moduleFiles({ contract, names, script, types }: ModuleView, { zod }: TypescriptOptions, render: Render) {
  const { name, origin } = contract;
  const given = { header: header([origin]) };
  const module = { template: "contracts/module", origins: [origin] };
  const files = [
    place(`contracts/${name}.js`, { ...module, view: { ...given, ...script } }, render),
    place(`contracts/${name}.d.ts`, { ...module, view: { ...given, ...types } }, render),
  ];
  if (!zod) return files;
  const view = {
    ...given,
    module: typescript.identifier(name),
    row: typescript.identifier(names.row),
    schema: typescript.identifier(`${names.constant}Schema`),
    fields: typescript.identifier(`${names.constant}Fields`),
  };
  const schemas = { template: "zod/module", origins: [origin], view };
  return [...files, ...["js", "d.ts"].map((extension) => place(`zod/${name}.${extension}`, schemas, render))];
}

function topicFiles(contract: Contract, render: Render): readonly EmittedFile[] {
  const { topic } = contract.dataset;
  if (topic === undefined) return [];
  const given = { header: header([contract.origin]), ...kafkaView(contract, topic) };
  const script = { ...given, imports: kafkaImports(contract, "script"), contract: kafkaContract(contract, topic) };
  const types = { ...given, imports: kafkaImports(contract, "types") };
  const module = { template: "kafka/module", origins: [contract.origin] };
  return [
    place(`kafka/${contract.name}.js`, { ...module, view: script }, render),
    place(`kafka/${contract.name}.d.ts`, { ...module, view: types }, render),
  ];
}

const README = templateOf("README.md");
const ENTRIES = ["index.js", "index.d.ts", "kysely.js", "kysely.d.ts"] as const;

function entryFiles({ ir, options, render }: Input): readonly EmittedFile[] {
  const given = { header: header([]), ...runtimeView(options) };
  const modules = ir.contracts.map((contract) => ({ contract, names: moduleNames(contract.name) }));
  const rows = rowAliases(ir.contracts);
  const exported = packageExports(ir.contracts, rows);
  const exports = (kind: keyof ModuleExports) =>
    modules.map(({ contract: { id, name } }) =>
      importFrom("export", exported.get(id)?.[kind] ?? [], `./contracts/${name}.js`),
    );
  const aliases = importFrom("export type", ["Checked", "ContractSpec", ...ALIASES, "Problem"].sort(), "./contract.js");
  const views = {
    "index.js": { ...given, modules: exports("script") },
    "index.d.ts": { ...given, modules: exports("types"), aliases },
    ...(options.kysely && { "kysely.js": given, "kysely.d.ts": { ...given, ...kyselyView(modules) } }),
  };
  const origins = ir.contracts.map(({ origin }) => origin);
  const text = packageJson(ir, options);
  return [
    ...Object.entries(views).map(([name, view]) => place(name, { view, origins }, render)),
    { path: pathOf("package.json"), language: "json", text, sources: origins },
    {
      path: pathOf("README.md"),
      language: "markdown",
      ...render(README, readmeView(ir, options, rows)),
      sources: origins,
    },
  ];
}

function place(name: string, { template, view, origins }: Placed, render: Render): EmittedFile {
  const isTypes = name.endsWith(".d.ts");
  const stem = template === undefined ? undefined : `${template}${isTypes ? ".d.ts" : ".js"}`;
  const rendered = render(templateOf(stem ?? name), view);
  return { path: pathOf(name), language: isTypes ? "typescript" : "javascript", ...rendered, sources: origins };
}

function templateOf(name: string): string {
  return `typescript/${name}.njk`;
}

/** The input for rendering a file. The template defaults to the name of the file. */
interface Placed {
  readonly template?: string;
  readonly view: { readonly [key: string]: View };
  readonly origins: readonly Origin[];
}

/** The inputs of the files that do not depend on contracts. */
function runtimeView({ int64 }: TypescriptOptions): { readonly [key: string]: View } {
  return {
    int64Type: Code.trusted(int64),
    int64Doc: INT64_DOCS[int64],
    uuidGrammar: typescript.regex(FORMATS.uuid),
    dateGrammar: typescript.regex(FORMATS.date),
    timeGrammar: typescript.regex(WIRE.time),
    instantGrammar: typescript.regex(FORMATS["date-time"]),
    localGrammar: typescript.regex(WIRE.local),
    durationGrammar: typescript.regex(WIRE.duration),
    bytesGrammar: typescript.regex(WIRE.bytes),
  };
}

const INT64_DOCS = {
  string: Code.trusted('A 64-bit integer as text, so that no digit is lost: `"9007199254740993"`.'),
  bigint: Code.trusted("A 64-bit integer."),
  number: Code.trusted("A 64-bit integer within the range that JavaScript has exactly; any other is refused."),
} as const satisfies Record<TypescriptOptions["int64"], Code>;

/** The types of TypeScript. */
export function types(): readonly TargetTypes[] {
  return [{ target: "typescript", losses: jsonLosses, has: () => true }];
}
