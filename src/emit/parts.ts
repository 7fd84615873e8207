import type { Ir } from "../ir/ir.ts";
import { Bug } from "../text/bug.ts";
import type { DivideWork, Emission, EmitInput, EmittedFile, Findings, Part, PartInputs, Selection } from "./emitter.ts";

/** The inputs of a part that needs nothing. Other parts extend it. */
export const noInputs = { contracts: [], pipelines: [], options: [], templates: [], facts: undefined } as const;

/** The inputs of a part that may depend on everything. */
export const allInputs = {
  contracts: "all",
  pipelines: "all",
  options: "all",
  templates: "all",
  facts: undefined,
} as const satisfies PartInputs;

/** The functions of a part. Use top-level functions, since a closure could read more of the project than the declared inputs. */
export interface Work<Options, Facts> {
  readonly emit: (input: EmitInput<Options>, facts: Facts) => Emission;
  /** Returns the coverage and the diagnostics of `emit`, without creating files. */
  readonly find?: (input: Omit<EmitInput<Options>, "render">, facts: Facts) => Findings;
}

/** Creates a part. */
export function part<Options, Facts>(
  key: string,
  inputs: PartInputs<Facts>,
  work: Work<Options, Facts> | Work<Options, Facts>["emit"],
): Part<Options> {
  const { emit, find } = typeof work === "function" ? { emit: work } : work;
  return {
    key,
    inputs,
    emit: (input) => emit(input, inputs.facts),
    ...(find && { find: (input) => find(input, inputs.facts) }),
  };
}

/** The findings of a part that only writes files, or whose coverage dex does not report. */
export const NOTHING: Findings = { coverage: [], diagnostics: [] };

/** The work of a part that only writes files. */
export function filesOnly<Options, Facts>(
  files: (input: EmitInput<Options>, facts: Facts) => readonly EmittedFile[],
): Work<Options, Facts> {
  return { emit: (input, facts) => ({ files: files(input, facts), ...NOTHING }), find: () => NOTHING };
}

/** The work of a part that writes no files. */
export function findingsOnly<Options, Facts>(
  find: (input: Omit<EmitInput<Options>, "render">, facts: Facts) => Findings,
): Work<Options, Facts> {
  return { emit: (input, facts) => ({ files: [], ...find(input, facts) }), find };
}

/** The findings of an emitter, part by part. A part without `find` is emitted. */
export function* findInParts<Options>(divide: DivideWork<Options>, input: EmitInput<Options>): Iterable<Emission> {
  for (const one of divide({ ir: input.ir, options: input.options, findOnly: true })) {
    const own = restrict(input, one);
    if (one.find !== undefined) yield { files: [], ...one.find(own) };
    else yield* emissionsOf(one.emit(own));
  }
}

/** Creates an emitter that emits its parts in order, each from its slice of the input. */
export function inParts<Options>(divide: DivideWork<Options>): (input: EmitInput<Options>) => Iterable<Emission> {
  return function* emit(input) {
    const keys = new Set<string>();
    for (const one of divide({ ir: input.ir, options: input.options })) {
      if (keys.has(one.key)) throw new Bug(`two parts have the key "${one.key}"`);
      keys.add(one.key);
      yield* emissionsOf(one.emit(restrict(input, one)));
    }
  };
}

/** The output of an emitter or of a part, as a sequence. */
function emissionsOf(made: Emission | Iterable<Emission>): Iterable<Emission> {
  return Symbol.iterator in made ? made : [made];
}

/** The slice of an emitter's input for a part. */
export function restrict<Options>(input: EmitInput<Options>, { key, inputs }: Part<Options>): EmitInput<Options> {
  return {
    ir: restrictIr(input.ir, inputs),
    options: restrictOptions(input.options, inputs.options),
    render: (template, view) => {
      if (isSelected(template, inputs.templates)) return input.render(template, view);
      throw new Bug(`the part "${key}" does not declare the template "${template}"`);
    },
  };
}

function restrictIr({ project, targets, contracts, pipelines }: Ir, inputs: PartInputs): Ir {
  return {
    project,
    ...(targets && { targets }),
    contracts: selected(contracts, inputs.contracts),
    pipelines: selected(pipelines, inputs.pipelines),
  };
}

/** The position of each node of a list by its id. A list has as many parts as nodes, so each part must find its nodes without a search. */
const positions = new WeakMap<readonly object[], ReadonlyMap<string, number>>();

function selected<T extends { readonly id: string }>(nodes: readonly T[], selection: Selection): readonly T[] {
  if (selection === "all") return nodes;
  const known = positions.get(nodes) ?? new Map(nodes.map(({ id }, index) => [id, index]));
  positions.set(nodes, known);
  const found = selection.flatMap((id) => known.get(id) ?? []);
  return [...new Set(found)].sort((a, b) => a - b).flatMap((index) => nodes[index] ?? []);
}

function restrictOptions<Options>(options: Options, selection: Selection): Options {
  if (selection === "all") return options;
  const entries = Object.entries(options as object).filter(([name]) => selection.includes(name));
  // A part reads only the options that it declares.
  return Object.fromEntries(entries) as Options;
}

function isSelected(name: string, selection: Selection): boolean {
  return selection === "all" || selection.includes(name);
}
