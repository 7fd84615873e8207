import type { Origin } from "../source/origin.ts";
import type { Contract } from "./contract.ts";
import type { Pipeline } from "./pipeline.ts";
import type { Targets } from "./target.ts";

/** The whole project, lowered: contracts and pipelines sorted by id, ids instead of pointers, every default explicit. */
export interface Ir {
  /** The project's name: an identifier, by default made from the folder's `package.json` or the config. */
  readonly project: string;
  readonly contracts: readonly Contract[];
  readonly pipelines: readonly Pipeline[];
  /** The macros of the project, for models with Jinja. Sorted by path. */
  readonly macros?: readonly MacroFile[];
  /** The targets of dbt, if the config has some. */
  readonly targets?: Targets;
}

/** A file of macros. */
export interface MacroFile {
  /** The path relative to the folder of macros. */
  readonly path: string;
  readonly text: string;
  readonly origin: Origin;
}
