import type { Ir } from "../ir/ir.ts";
import { Bug } from "../text/bug.ts";
import type { DivideWork, Emission, EmitInput, Part, PartInputs, Selection } from "./emitter.ts";

/** The inputs of a part that needs nothing, to be extended. */
export const noInputs = { contracts: [], pipelines: [], options: [], templates: [], facts: undefined } as const;

/** The inputs of a part that may depend on everything. */
export const allInputs = {
  contracts: "all",
  pipelines: "all",
  options: "all",
  templates: "all",
  facts: undefined,
} as const satisfies PartInputs;

/** Makes a part. `emit` should be a function of its own, not one that knows more of the project than it is given. */
export function part<Options, Facts>(
  key: string,
  inputs: PartInputs<Facts>,
  emit: (input: EmitInput<Options>, facts: Facts) => Emission,
): Part<Options> {
  return { key, inputs, emit: (input) => emit(input, inputs.facts) };
}

/** An emitter that makes its parts one after another, each from its slice of the input. */
export function inParts<Options>(divide: DivideWork<Options>): (input: EmitInput<Options>) => Iterable<Emission> {
  return function* emit(input) {
    const keys = new Set<string>();
    for (const one of divide({ ir: input.ir, options: input.options })) {
      if (keys.has(one.key)) throw new Bug(`two parts have the key "${one.key}"`);
      keys.add(one.key);
      const made = one.emit(restrict(input, one));
      if (Symbol.iterator in made) yield* made;
      else yield made;
    }
  };
}

/** The slice of an emitter's input that a part is made from. */
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

function restrictIr({ project, contracts, pipelines }: Ir, inputs: PartInputs): Ir {
  return {
    project,
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
  // A part does not read the options that it does not declare.
  return Object.fromEntries(entries) as Options;
}

function isSelected(name: string, selection: Selection): boolean {
  return selection === "all" || selection.includes(name);
}
