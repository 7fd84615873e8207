import type { Report } from "../diagnostics/diagnostic.ts";
import type { Outcome } from "../diagnostics/outcome.ts";
import type { ConfiguredEmitter } from "../emit/emitter.ts";
import type { TextPlace } from "../source/origin.ts";
import type { SourceFile } from "../source/source-file.ts";
import { withoutEnd } from "../text/trim.ts";
import type { ResolvedConfig, ResolvedEmitter } from "./config.ts";
import { diagnostics } from "./diagnostics.ts";
import { isInside, reservedFor } from "./folders.ts";
import { globProblem } from "./globs.ts";

/** What a config is resolved with: its file, and the defaults of its keys. */
export interface ConfigContext {
  readonly source?: SourceFile;
  readonly projectName: string;
  /** The absolute paths of the project and of the user's home folder. */
  readonly root?: string;
  readonly home?: string;
  readonly emitters: readonly ConfiguredEmitter[];
  /** Whether dex itself has a diagnostic with this code. Emitters of the config have their own. */
  readonly isCode?: (code: string) => boolean;
}

const CONTRACTS: readonly string[] = ["contracts/**/*.{yaml,yml,json}"];
const KEYS = ["name", "contracts", "templates", "macros", "out", "emitters", "ignore"] as const;

/** Validates the export of a config file and fills in every default. A fault points at its key in the file. */
export function resolveConfig(
  given: Readonly<Record<string, unknown>>,
  context: ConfigContext,
): Outcome<ResolvedConfig> {
  const reports: Report[] = unknownKeys(given, context);
  const emitters =
    checked(given["emitters"], isEmitterList) ??
    wrong("emitters", "a list of emitters, such as [dbt(), typescript()]", context.emitters);
  const contracts = globs(
    checked(given["contracts"], isStringList) ?? wrong("contracts", "a list of globs", [...CONTRACTS]),
  );
  const templates = folder("templates", "templates");
  const macros = given["macros"] === undefined ? undefined : folder("macros", "macros");
  const value: ResolvedConfig = {
    ...(context.source && { source: context.source }),
    name:
      checked(given["name"], isIdentifier) ??
      wrong("name", "an identifier: letters, digits and underscores", context.projectName),
    contracts,
    templates,
    ...(macros !== undefined && { macros }),
    out: outFolder(folder("out", "generated")),
    emitters: resolveEmitters(emitters, context, reports).map((one) =>
      emitters === context.emitters ? { ...one, isDefault: true } : one,
    ),
    ignore:
      checked(given["ignore"], isIgnoreList) ?? wrong("ignore", 'a list of codes, such as ["check/unused-key"]', []),
  };
  reports.push(...unknownCodes(value, context));
  return { value, diagnostics: reports };

  function wrong<T>(key: (typeof KEYS)[number], wanted: string, otherwise: T): T {
    if (given[key] !== undefined)
      reports.push(diagnostics.report("wrong-type", keyPlace(context, key), { key, wanted }));
    return otherwise;
  }

  function globs(patterns: readonly string[]): readonly string[] {
    const problems = badGlobs(patterns, context);
    reports.push(...problems);
    return problems.length === 0 ? patterns : CONTRACTS;
  }

  function outFolder(out: string): string {
    const why = reservedFor(out, { root: context.root, home: context.home, contracts, templates, macros });
    if (why === undefined) return out;
    reports.push(diagnostics.report("reserved-folder", keyPlace(context, "out"), { folder: out, why }));
    return "generated";
  }

  function folder(key: "templates" | "macros" | "out", otherwise: string): string {
    const path = checked(given[key], isString) ?? wrong(key, "the path of a folder", otherwise);
    const clean = withoutEnd(path.replace(/^\.\//, ""), /\//);
    if (isInside(clean)) return clean;
    reports.push(diagnostics.report("bad-folder", keyPlace(context, key), { key, folder: path }));
    return otherwise;
  }
}

/** The place of a key in the config's text: its first `key:`, or the start of the file without one. */
export function keyPlace(context: Pick<ConfigContext, "source">, key: string): TextPlace {
  const path = context.source?.path ?? "dex.config.ts";
  const match = /^[A-Za-z]+$/.test(key)
    ? new RegExp(`\\b${key}\\b(?=\\s*[:(])`).exec(context.source?.text ?? "")
    : null;
  return match === null ? { path, start: 0, end: 0 } : { path, start: match.index, end: match.index + key.length };
}

function badGlobs(patterns: readonly string[], context: ConfigContext): Report[] {
  const at = keyPlace(context, "contracts");
  return patterns.flatMap((glob) => {
    const why = globProblem(glob);
    return why === undefined ? [] : [diagnostics.report("bad-glob", at, { glob: shortened(glob), why })];
  });
}

function unknownKeys(given: Readonly<Record<string, unknown>>, context: ConfigContext): Report[] {
  const unknown = Object.keys(given).filter((key) => !(KEYS as readonly string[]).includes(key));
  return unknown.map((key) => diagnostics.report("unknown-key", keyPlace(context, key), { key, keys: KEYS }));
}

/** Reports codes that no diagnostic has, so that an ignored code with a typing error does not stay unnoticed. */
function unknownCodes({ ignore, emitters }: ResolvedConfig, context: ConfigContext): Report[] {
  const { isCode } = context;
  if (isCode === undefined) return [];
  const own = emitters.flatMap(({ emitter }) => emitter.diagnostics.codes);
  const codes = ignore.map((entry) => entry.split(" ")[0] ?? entry);
  return codes
    .filter((code) => !own.includes(code) && !isCode(code))
    .map((code) => diagnostics.report("unknown-code", keyPlace(context, "ignore"), { code, codes: own }));
}

function resolveEmitters(
  configured: readonly ConfiguredEmitter[],
  context: ConfigContext,
  reports: Report[],
): ResolvedEmitter[] {
  const names = new Set<string>();
  return configured.flatMap(({ emitter, given }) => {
    const at = keyPlace(
      context,
      emitter.name.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase()),
    );
    if (names.has(emitter.name)) {
      reports.push(diagnostics.report("duplicate-emitter", at, { name: emitter.name }));
      return [];
    }
    names.add(emitter.name);
    const read = emitter.readOptions(given);
    if ("value" in read) return [{ emitter, options: read.value }];
    for (const { path, message } of read.problems) {
      reports.push(
        diagnostics.report("emitter-options", at, { emitter: emitter.name, option: path.join("."), problem: message }),
      );
    }
    return [];
  });
}

function checked<T>(value: unknown, is: (value: unknown) => value is T): T | undefined {
  return is(value) ? value : undefined;
}

function isString(value: unknown): value is string {
  return typeof value === "string" && value !== "";
}

function isIdentifier(value: unknown): value is string {
  return isString(value) && /^[A-Za-z_][A-Za-z0-9_]{0,62}$/.test(value);
}

function isStringList(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.length > 0 && value.every(isString);
}

function isIgnoreList(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((item) => isString(item) && /^[a-z-]+\/[a-z0-9-]+( \S+)?$/.test(item));
}

function isEmitterList(value: unknown): value is readonly ConfiguredEmitter[] {
  return (
    Array.isArray(value) &&
    value.every((item) => typeof item === "object" && item !== null && "emitter" in item && "given" in item)
  );
}

function shortened(text: string): string {
  return text.length > 80 ? `${text.slice(0, 79)}…` : text;
}
