import type { Contract } from "./contract.ts";
import type { Pipeline } from "./pipeline.ts";

/** The whole project, lowered: contracts and pipelines sorted by id, ids instead of pointers, every default explicit. */
export interface Ir {
  /** The project's name: an identifier, by default made from the folder's `package.json` or the config. */
  readonly project: string;
  readonly contracts: readonly Contract[];
  readonly pipelines: readonly Pipeline[];
}
