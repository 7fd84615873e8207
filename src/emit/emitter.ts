import type { Catalogue } from "../diagnostics/define.ts";
import type { Report } from "../diagnostics/diagnostic.ts";
import type { Coverage } from "../ir/coverage.ts";
import type { Ir } from "../ir/ir.ts";
import type { Step } from "../ir/pipeline.ts";
import type { Origin } from "../source/origin.ts";
import type { Block } from "./blocks.ts";
import type { Render } from "./render.ts";

/** What a file holds; `verify` parses it again accordingly. */
export type Language = "yaml" | "json" | "sql" | "typescript" | "javascript" | "python" | "markdown" | "text";

/** A published format that an output claims, beyond its language; `verify` checks the document against the schema of the format. */
export type PublishedFormat = "AsyncAPI 3.1";

/** One file, complete in memory. `path` is relative to the output folder. */
export interface EmittedFile {
  readonly path: string;
  readonly text: string;
  readonly language: Language;
  readonly format?: PublishedFormat;
  /** The documents it was made from, sorted, without doubles. */
  readonly sources: readonly Origin[];
  /** Which lines come from which node; a block inside another comes before it. */
  readonly blocks?: readonly Block[];
}

/** What an emitter returns, or a part of it. In all it has one Coverage record for every assertion of the Ir. */
export interface Emission {
  readonly files: readonly EmittedFile[];
  readonly coverage: readonly Coverage[];
  readonly diagnostics: readonly Report[];
}

/** What an emitter gets: the Ir, its own validated options, and the template engine. It reads nothing else. */
export interface EmitInput<Options> {
  readonly ir: Ir;
  readonly options: Options;
  readonly render: Render;
}

/**
 * An emitter's work: pure and synchronous. It returns everything at once, or yields it in parts, a contract at a time, say: dex puts each part
 * away before it asks for the next, so that what is made of thousands of contracts is never whole in memory.
 */
export type Emit<Options> = (input: EmitInput<Options>) => Emission | Iterable<Emission>;

/** All of something, or those with these names. */
export type Selection = "all" | readonly string[];

/** What a part is made from: it is given this slice of the emitter's input, and nothing else. */
export interface PartInputs<Facts = unknown> {
  /** Contracts, by id. */
  readonly contracts: Selection;
  /** Pipelines, by id. */
  readonly pipelines: Selection;
  readonly options: Selection;
  /** Templates, by the names that they are rendered under. */
  readonly templates: Selection;
  /** What the part needs to know of the rest of the project, as plain data. */
  readonly facts: Facts;
}

/** A part of what an emitter writes. As long as its inputs are the same, so is its emission. */
export interface Part<Options> {
  /** Unique in the emitter. */
  readonly key: string;
  readonly inputs: PartInputs;
  readonly emit: Emit<Options>;
}

/** Divides an emitter's work into parts. It sees the whole Ir, and decides only which parts there are and what each is made from. */
export type DivideWork<Options> = (input: Omit<EmitInput<Options>, "render">) => Iterable<Part<Options>>;

/** Reads what a user gave as options; throws an error whose message names the option. */
export type OptionsReader<Options> = (
  given: unknown,
) => { readonly value: Options } | { readonly problems: readonly OptionsProblem[] };

/** One fault in an emitter's options: the path of the option, and what is wrong. */
export interface OptionsProblem {
  readonly path: readonly (string | number)[];
  readonly message: string;
}

/** A light descriptor: loading the config loads this, and nothing of what the emitter needs to run. */
export interface Emitter<Options = unknown> {
  readonly name: string;
  /** The folder of its outputs below the output folder; by default its name. No two emitters share one. */
  readonly folder: string;
  readonly diagnostics: Catalogue<unknown>;
  /** The built-in templates, paths below `templates/<name>/`; a user's project may override exactly these. */
  readonly templates: readonly string[];
  readonly readOptions: OptionsReader<Options>;
  /** Whether it runs for a project whose config does not list its emitters; always when it is missing. An emitter that a config lists always runs. */
  readonly default?: (ir: Ir) => boolean;
  /** Loads the code that emits. An emitter that works in parts also tells which parts there are. */
  readonly load: () => Promise<{ readonly emit: Emit<Options>; readonly parts?: DivideWork<Options> }>;
  /** The kinds of step whose work is done by the files of this emitter. */
  readonly runs?: readonly Step["kind"][];
  /** Present when the files of this emitter run pipelines. */
  readonly orchestrator?: Orchestrator<Options>;
}

/** What `dex generate` needs of an emitter whose files run pipelines. */
interface Orchestrator<Options> {
  /** The ending of the names of its files: ".py". */
  readonly extension: string;
  /** The options of a file that lies outside of the output folder. `root` is the path from the folder of the file to the output folder. */
  readonly withRoot: (options: Options, root: string) => Options;
}

/** An emitter with the options it was given: what stands in `emitters` of a config. */
export interface ConfiguredEmitter {
  readonly emitter: Emitter;
  readonly given: unknown;
}

/** Declares an emitter; returns the function that a config calls with its options. */
export function defineEmitter<Options, Given = Partial<Options>>(
  emitter: Omit<Emitter<Options>, "folder" | "templates"> & {
    readonly folder?: string;
    readonly templates?: readonly string[];
  },
): (given?: Given) => ConfiguredEmitter {
  const complete = { folder: emitter.name, templates: [], ...emitter };
  // The options' type is known to the reader alone; the compiler passes on what the reader returned.
  return (given) => ({ emitter: complete as unknown as Emitter, given: given ?? {} });
}
