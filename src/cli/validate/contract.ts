import { type Compilation, compile } from "../../compile.ts";
import { resolveConfig } from "../../config/resolve.ts";
import { hasErrors } from "../../diagnostics/outcome.ts";
import { didYouMean } from "../../diagnostics/suggest.ts";
import { readNamed } from "../../host/data-files.ts";
import type { Contract } from "../../ir/contract.ts";
import type { Ir } from "../../ir/ir.ts";
import { sourceOf } from "../../read/read.ts";
import type { SourceFile } from "../../source/source-file.ts";
import type { BaseContext } from "../command.ts";
import { compileProject } from "../compile-project.ts";
import { projectPath } from "../project-path.ts";

/** The contract of data, and the others that it may refer to. */
export interface Chosen {
  readonly contract: Contract;
  readonly ir: Ir;
  /** The documents that the contracts are in. */
  readonly files: readonly SourceFile[];
}

/** A contract, or the findings that stop the command, or what is wrong with its options. */
export type Choice = Chosen | { readonly findings: Compilation } | { readonly problem: string };

/** How the user names the contract: by its file, or else by the name of the table or of the file with the data. */
export interface Naming {
  readonly schema: string | undefined;
  readonly name: string;
}

/** Finds the contract of data. */
export async function chooseContract(context: BaseContext, { schema, name }: Naming): Promise<Choice> {
  if (schema === undefined) return await fromProject(context, name);
  const ofProject = await fromProjectFile(context, schema, name);
  if (ofProject !== undefined) return ofProject;
  const alone = await compileAlone(context, schema);
  if ("problem" in alone) return alone;
  const { ir } = alone;
  if (ir === undefined || hasErrors(alone.diagnostics)) return { findings: alone };
  const [contract, ...others] = ir.contracts;
  if (contract === undefined) return { problem: `${schema} is not a contract.` };
  if (others.length === 0) return { contract, ir, files: alone.sources.files };
  return (
    named(alone, ir, name) ?? {
      problem: `${schema} has several contracts, and none is named "${name}". Give the data the name of one of them.`,
    }
  );
}

/** The contract in a file of the project, with the others that it refers to. Undefined if the project does not have the file. */
async function fromProjectFile(context: BaseContext, schema: string, name: string): Promise<Choice | undefined> {
  const path = projectPath(schema, context);
  if (path.startsWith("../") || (await context.host.stat(path)) === undefined) return undefined;
  const compilation = await compileProject(context, { irOnly: true });
  const { ir, sources, diagnostics } = compilation;
  if (!sources.files.some((file) => file.path === path)) return undefined;
  if (ir === undefined || hasErrors(diagnostics)) return { findings: compilation };
  const own = ir.contracts.filter(({ origin }) => origin.path === path);
  const [only, ...others] = own;
  const contract = others.length === 0 ? only : named(compilation, { ...ir, contracts: own }, name)?.contract;
  if (contract === undefined) return { problem: `${schema} has no contract for "${name}".` };
  return { contract, ir, files: sources.files };
}

async function fromProject(context: BaseContext, name: string): Promise<Choice> {
  const compilation = await compileProject(context, { irOnly: true });
  const { ir, diagnostics } = compilation;
  if (ir === undefined || hasErrors(diagnostics)) return { findings: compilation };
  const found = named(compilation, ir, name);
  if (found !== undefined) return found;
  const names = ir.contracts.map((contract) => contract.name);
  const near = didYouMean(name, names);
  return {
    problem: `The project has no contract for "${name}".${near} Name the file of the contract: --schema FILE.`,
  };
}

/** The contract with a name: its own, that of its dataset, or its id. */
function named({ sources }: Compilation, ir: Ir, name: string): Chosen | undefined {
  const bare = name.split(".").at(-1) ?? name;
  const contract =
    ir.contracts.find(({ id, name: own }) => id === name || own === name) ??
    ir.contracts.find(({ dataset }) => dataset.name === name || dataset.name === bare) ??
    ir.contracts.find(({ id, name: own }) => id === bare || own === bare);
  return contract && { contract, ir, files: sources.files };
}

const LARGEST = 8 * 1024 * 1024;

/** Compiles one file, outside of any project. */
async function compileAlone(context: BaseContext, schema: string): Promise<Compilation | { readonly problem: string }> {
  const bytes = await readNamed(context.cwd, schema, LARGEST);
  if (bytes === undefined) return { problem: `There is no file ${schema}.` };
  const source = sourceOf(projectPath(schema, context), bytes);
  const [files, reports] = "code" in source ? [[], [source]] : [[source], []];
  return await compile(context.host, {
    irOnly: "alone",
    config: { value: resolveConfig({}, { projectName: "data", emitters: [] }).value, diagnostics: [] },
    sources: { value: { files, sql: [], macros: [], templates: [] }, diagnostics: reports },
  });
}

/** The name that a file of data suggests: `orders` of `data/orders.csv.gz`. */
export function nameOfFile(path: string): string {
  return path.split(/[/\\]/).at(-1)?.split(".")[0] ?? path;
}
