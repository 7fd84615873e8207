import type { Catalogue } from "../diagnostics/define.ts";
import type { Report } from "../diagnostics/diagnostic.ts";
import type { Coverage } from "../ir/coverage.ts";
import type { Ir } from "../ir/ir.ts";
import type { Step } from "../ir/pipeline.ts";
import type { Target } from "../ir/target.ts";
import type { ConnectionUse } from "../running/connection-use.ts";
import type { Origin } from "../source/origin.ts";
import type { Block } from "./blocks.ts";
import type { Render } from "./render.ts";
import type { TargetTypes } from "./type-losses.ts";

/** The language of a file. `verify` parses the file in this language. */
export type Language = "yaml" | "json" | "sql" | "typescript" | "javascript" | "python" | "markdown" | "text";

/** The published format of a file, in addition to its language. `verify` validates the document against the schema of the format. */
export type PublishedFormat = "AsyncAPI 3.1";

/** One file, complete in memory. `path` is relative to the output folder. */
export interface EmittedFile {
  readonly path: string;
  readonly text: string;
  readonly language: Language;
  readonly format?: PublishedFormat;
  /** The documents that the file was made from, sorted and unique. */
  readonly sources: readonly Origin[];
  /** The lines of each document node. Inner blocks come before outer ones. */
  readonly blocks?: readonly Block[];
}

/** The output of an emitter, or a part of it. The complete output has a Coverage record for every assertion of the Ir. */
export interface Emission {
  readonly files: readonly EmittedFile[];
  readonly coverage: readonly Coverage[];
  readonly diagnostics: readonly Report[];
}

/** An emission without its files. It may omit coverage that dex does not report. */
export type Findings = Omit<Emission, "files">;

/** The input of an emitter: the Ir, its validated options, and the template engine. An emitter reads nothing else. */
export interface EmitInput<Options> {
  readonly ir: Ir;
  readonly options: Options;
  readonly render: Render;
}

/**
 * The function of an emitter. It is pure and synchronous. It returns all output at once, or yields it in parts, such as one part per contract. dex
 * writes each part before it requests the next, so that the output of thousands of contracts is never in memory at once.
 */
export type Emit<Options> = (input: EmitInput<Options>) => Emission | Iterable<Emission>;

/** All items, or the items with these names. */
export type Selection = "all" | readonly string[];

/** The inputs of a part: the slice of the emitter's input that the part receives. */
export interface PartInputs<Facts = unknown> {
  /** Contracts, by id. */
  readonly contracts: Selection;
  /** Pipelines, by id. */
  readonly pipelines: Selection;
  readonly options: Selection;
  /** Templates, by name. */
  readonly templates: Selection;
  /** Facts about the rest of the project, as plain data. */
  readonly facts: Facts;
}

/** A part of an emitter's output. The same inputs always give the same emission. */
export interface Part<Options> {
  /** Unique within the emitter. */
  readonly key: string;
  readonly inputs: PartInputs;
  readonly emit: Emit<Options>;
  /** Returns the findings of `emit` without creating files, so that `dex check` is fast. Without `find`, `dex check` calls `emit`. */
  readonly find?: (input: Omit<EmitInput<Options>, "render">) => Findings;
}

/** The input of `DivideWork`. With `findOnly`, the parts that only write files may be omitted. */
interface DivideInput<Options> extends Omit<EmitInput<Options>, "render"> {
  readonly findOnly?: boolean;
}

/** Divides an emitter's work into parts. It reads the whole Ir, but only lists the parts and their inputs. */
export type DivideWork<Options> = (input: DivideInput<Options>) => Iterable<Part<Options>>;

/** Reads and validates the options from the config. */
export type OptionsReader<Options> = (
  given: unknown,
) => { readonly value: Options } | { readonly problems: readonly OptionsProblem[] };

/** A problem in an emitter's options: the path of the option, and the message. */
export interface OptionsProblem {
  readonly path: readonly (string | number)[];
  readonly message: string;
}

/** The descriptor of an emitter. It is small, since loading the config loads it. The code of the emitter is loaded later. */
export interface Emitter<Options = unknown> {
  readonly name: string;
  /** The folder of its files, below the output folder. It defaults to the name of the emitter, and must be unique. */
  readonly folder: string;
  readonly diagnostics: Catalogue<unknown>;
  /** The built-in templates, as paths below `templates/<name>/`. A project may override these templates and no others. */
  readonly templates: readonly string[];
  /** The built-in templates that it shares with other emitters, as paths below `templates/`. A project may also override these. */
  readonly sharedTemplates?: readonly string[];
  readonly readOptions: OptionsReader<Options>;
  /** The kinds of dataset and pipeline that the emitter writes files for. `dex check` reports documents that no emitter takes. The default is all. */
  readonly takes?: readonly ("table" | "view" | "file" | "topic" | "batch" | "stream")[];
  /** The targets of dbt in its options. The files of other emitters follow them too. */
  readonly targets?: (options: Options) => readonly Target[];
  /** Whether the emitter runs for a project without an `emitters` list in its config. The default is always. A listed emitter always runs. */
  readonly default?: (ir: Ir) => boolean;
  /** Loads the code of the emitter. An emitter that works in parts also returns `parts`. */
  readonly load: () => Promise<{
    readonly emit: Emit<Options>;
    readonly parts?: DivideWork<Options>;
    /** The column types of its targets. dex reports the types that lose something there. */
    readonly types?: (options: Options, ir: Ir) => readonly TargetTypes[];
    /** The connection settings that its files read from the environment, for `dex env`. */
    readonly connections?: (options: Options, ir: Ir) => readonly ConnectionUse[];
    /** What must exist in its orchestrator before pipelines can run, for `dex env`. */
    readonly needs?: (options: Options, ir: Ir) => readonly PipelineNeed[];
  }>;
  /** The kinds of step that the files of this emitter run. */
  readonly runs?: readonly Step["kind"][];
  /** Present when the files of this emitter run pipelines. */
  readonly orchestrator?: Orchestrator<Options>;
}

/** Something that a pipeline uses in an orchestrator. Pools and connections must exist before a run; a pipeline writes its variables. */
export interface OrchestratorNeed {
  readonly kind: "pool" | "connection" | "variable";
  readonly name: string;
  /** A description in a few words. */
  readonly about: string;
  /** The command that creates it. */
  readonly command?: string;
}

/** A need, and the pipelines that have it. */
export interface PipelineNeed extends OrchestratorNeed {
  readonly pipelines: readonly string[];
}

/** The settings for `dex generate` of an emitter whose files run pipelines. */
interface Orchestrator<Options> {
  /** The file extension, such as ".py". */
  readonly extension: string;
  /** The options for a file outside of the output folder. `root` is the path from the folder of the file to the output folder. */
  readonly withRoot: (options: Options, root: string) => Options;
}

/** An emitter with its options: an item of `emitters` in the config. */
export interface ConfiguredEmitter {
  readonly emitter: Emitter;
  readonly given: unknown;
}

/** Declares an emitter. Returns the function that the config calls with the options. */
export function defineEmitter<Options, Given = Partial<Options>>(
  emitter: Omit<Emitter<Options>, "folder" | "templates"> & {
    readonly folder?: string;
    readonly templates?: readonly string[];
  },
): (given?: Given) => ConfiguredEmitter {
  const complete = { folder: emitter.name, templates: [], ...emitter };
  // Only the reader knows the type of the options. The compiler passes the value of the reader to the emitter.
  return (given) => ({ emitter: complete as unknown as Emitter, given: given ?? {} });
}
