import type { SourceFile } from "../source/source-file.ts";

/** Every input of a compile except the config, sorted by path. */
export interface Sources {
  /** Contracts and pipeline specs. */
  readonly files: readonly SourceFile[];
  /** `.sql` files under the folders of the contracts, for models that name one. */
  readonly sql: readonly SourceFile[];
  /** The project's own macros for dbt; paths relative to the project. */
  readonly macros: readonly SourceFile[];
  /** The project's template overrides; paths relative to its template folder. */
  readonly templates: readonly SourceFile[];
}
