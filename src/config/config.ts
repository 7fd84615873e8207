import type { ConfiguredEmitter } from "../emit/emitter.ts";
import type { SourceFile } from "../source/source-file.ts";

/** What a `dex.config.ts` exports; everything has a default. */
export interface UserConfig {
  /** The project's name, an identifier; default: made from `name` in package.json, else `dex_project`. */
  readonly name?: string;
  /** Globs of contracts and pipeline specs; default `["contracts/**\/*.{yaml,yml,json}"]`. A glob that begins with `!` excludes. */
  readonly contracts?: readonly string[];
  /** The folder of template overrides; default `templates`. */
  readonly templates?: string;
  /** The folder of macros that models with `jinja: true` may call; without it there are none. */
  readonly macros?: string;
  /** The output folder; default `generated`. */
  readonly out?: string;
  /** The targets; by default, the built-in emitters that have something to write for the project, with their default options. */
  readonly emitters?: readonly ConfiguredEmitter[];
  /** Codes of warnings and notes that dex does not report. With a target after the code, it ignores those of that target: `"emit/x snowflake"`. */
  readonly ignore?: readonly string[];
}

/** A config with every default filled in and the emitters' options validated. */
export interface ResolvedConfig {
  /** The config file, or undefined when the defaults are used. */
  readonly source?: SourceFile;
  readonly name: string;
  readonly contracts: readonly string[];
  readonly templates: string;
  readonly macros?: string;
  readonly out: string;
  readonly emitters: readonly ResolvedEmitter[];
  readonly ignore: readonly string[];
}

/** An emitter and its validated options. */
export interface ResolvedEmitter {
  readonly emitter: ConfiguredEmitter["emitter"];
  readonly options: unknown;
  /** True when the config does not list its emitters: this one runs only for the projects that it is made for. */
  readonly isDefault?: boolean;
}
