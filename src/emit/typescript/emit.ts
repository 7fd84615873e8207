import { hasErrors } from "../../diagnostics/outcome.ts";
import type { Contract } from "../../ir/contract.ts";
import type { Ir } from "../../ir/ir.ts";
import type { Origin } from "../../source/origin.ts";
import { FORMATS, WIRE } from "../../text/grammars.ts";
import { Code } from "../../text/quote/code.ts";
import * as typescript from "../../text/quote/typescript.ts";
import type { Emission, EmitInput, EmittedFile } from "../emitter.ts";
import type { Render, View } from "../render.ts";
import { checkNames } from "./collisions.ts";
import { coverageOf } from "./coverage.ts";
import { isOnTopic, kafkaContract, kafkaImports, kafkaView } from "./kafka.ts";
import { kyselyView } from "./kysely.ts";
import { importFrom } from "./layout.ts";
import type { TypescriptOptions } from "./options.ts";
import { packageJson, scriptExports, typeExports } from "./package-files.ts";
import { KAFKA_RUNTIME, RUNTIME, ZOD_RUNTIME } from "./template-names.ts";
import { ALIASES } from "./types.ts";
import { type Module, type ModuleView, moduleView } from "./views.ts";

/** Writes one package for the whole project. */
export function* emit({ ir, options, render }: EmitInput<TypescriptOptions>): Iterable<Emission> {
  const diagnostics = checkNames(ir.contracts, options);
  yield { files: [], coverage: [], diagnostics };
  if (hasErrors(diagnostics)) return;
  const writer = new Writer(ir, options, render);
  writer.runtime();
  // Contract by contract: what a module is made from is large, and only the entries' part of it is kept.
  const modules: Module[] = [];
  for (const contract of ir.contracts) {
    modules.push(writer.module(moduleView(contract, options)));
    const coverage = coverageOf(contract, pathOf(`contracts/${contract.name}.js`));
    yield { files: writer.take(), coverage, diagnostics: [] };
  }
  if (options.kafka) for (const contract of ir.contracts.filter(isOnTopic)) writer.topic(contract);
  writer.entries(modules);
  yield { files: writer.take(), coverage: [], diagnostics: [] };
}

function pathOf(name: string): string {
  return `typescript/${name}`;
}

/** Collects the files of the package. */
class Writer {
  private files: EmittedFile[] = [];
  private readonly ir: Ir;
  private readonly options: TypescriptOptions;
  private readonly render: Render;
  private readonly origins: readonly Origin[];

  constructor(ir: Ir, options: TypescriptOptions, render: Render) {
    this.ir = ir;
    this.options = options;
    this.render = render;
    this.origins = ir.contracts.map(({ origin }) => origin);
  }

  /** What was collected since the last call. */
  take(): readonly EmittedFile[] {
    const { files } = this;
    this.files = [];
    return files;
  }

  runtime(): void {
    const view = { header: header([]), ...runtimeView(this.options) };
    for (const name of RUNTIME) this.place(name, { view, origins: this.origins });
    if (this.options.zod) for (const name of ZOD_RUNTIME) this.place(name, { view, origins: this.origins });
    if (this.options.kafka) for (const name of KAFKA_RUNTIME) this.place(name, { view, origins: this.origins });
  }

  module({ contract, names, table, script, types }: ModuleView): Module {
    const { name, origin } = contract;
    const given = { header: header([origin]) };
    const origins = [origin];
    const template = "contracts/module";
    this.place(`contracts/${name}.js`, { template, view: { ...given, ...script }, origins });
    this.place(`contracts/${name}.d.ts`, { template, view: { ...given, ...types }, origins });
    const module = { contract, names, table };
    if (!this.options.zod) return module;
    const view = {
      ...given,
      module: typescript.identifier(name),
      row: typescript.identifier(names.row),
      schema: typescript.identifier(`${names.constant}Schema`),
      fields: typescript.identifier(`${names.constant}Fields`),
    };
    this.place(`zod/${name}.js`, { template: "zod/module", view, origins });
    this.place(`zod/${name}.d.ts`, { template: "zod/module", view, origins });
    return module;
  }

  topic(contract: Contract): void {
    const { topic } = contract.dataset;
    if (topic === undefined) return;
    const given = { header: header([contract.origin]), ...kafkaView(contract, topic) };
    const script = { ...given, imports: kafkaImports(contract, "script"), contract: kafkaContract(contract, topic) };
    const types = { ...given, imports: kafkaImports(contract, "types") };
    const place = { template: "kafka/module", origins: [contract.origin] };
    this.place(`kafka/${contract.name}.js`, { ...place, view: script });
    this.place(`kafka/${contract.name}.d.ts`, { ...place, view: types });
  }

  entries(modules: readonly Module[]): void {
    const given = { header: header([]), ...runtimeView(this.options) };
    const exports = (of: (module: Module) => readonly string[]) =>
      modules.map((module) => importFrom("export", of(module), `./contracts/${module.contract.name}.js`));
    const [origins, names] = [this.origins, ["Checked", ...ALIASES, "Problem"].sort()];
    const aliases = importFrom("export type", names, "./contract.js");
    const scripts = exports(({ names: own }) => scriptExports(own));
    const types = exports(({ names: own }) => typeExports(own));
    this.place("index.js", { view: { ...given, modules: scripts }, origins });
    this.place("index.d.ts", { view: { ...given, modules: types, aliases }, origins });
    if (this.options.kysely) {
      this.place("kysely.js", { view: given, origins });
      this.place("kysely.d.ts", { view: { ...given, ...kyselyView(modules) }, origins });
    }
    const text = packageJson(this.ir, this.options);
    this.files.push({ path: pathOf("package.json"), language: "json", text, sources: origins });
  }

  private place(name: string, file: Placed): void {
    const isTypes = name.endsWith(".d.ts");
    const template = `${file.template ?? name.replace(/\.d\.ts$|\.js$/, "")}${isTypes ? ".d.ts" : ".js"}.njk`;
    const language = isTypes ? "typescript" : "javascript";
    const rendered = this.render(`typescript/${template}`, file.view);
    this.files.push({ path: pathOf(name), language, ...rendered, sources: file.origins });
  }
}

/** What a file is rendered from; its template has the file's own name, or another. */
interface Placed {
  readonly template?: string;
  readonly view: { readonly [key: string]: View };
  readonly origins: readonly Origin[];
}

/** What the fixed files of the package depend on. */
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

/** The first line of a file. A path with unusual characters is left out, since it stands in a comment. */
function header(origins: readonly Origin[]): Code {
  const [path] = origins.map((origin) => origin.path);
  if (path === undefined || !/^[A-Za-z0-9_][A-Za-z0-9_./-]{0,200}$/.test(path))
    return Code.trusted("Generated by dex. Do not edit: change the contracts and compile again.");
  return Code.trusted(`Generated by dex from ${path}. Do not edit: change it and compile again.`);
}
