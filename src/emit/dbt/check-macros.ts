import type { Report } from "../../diagnostics/diagnostic.ts";
import type { Ir, MacroFile } from "../../ir/ir.ts";
import { diagnostics } from "./diagnostics.ts";

/** The beginning of a macro or of a generic test. */
const DEFINITION = /\{%-?\s*(macro|test|data_test)\s+([A-Za-z_]\w*)/g;

/** A macro of dex, or its form for one adapter. */
const OF_DEX = /^(?:[a-z]+__)?(?:test_)?dex_/;

/** A path that every file system supports, outside the folder of dex's own macros. */
const PATH = /^(?!dex\/)(?:[A-Za-z0-9_][\w-]*\/)*[A-Za-z0-9_][\w-]*\.sql$/i;

/** Reports macros of the project whose name or path would replace a macro of dex. */
export function checkMacros({ macros = [] }: Ir): readonly Report[] {
  return macros.flatMap(({ path, text, origin }) => [
    ...(PATH.test(path) && path.length <= 150
      ? []
      : [diagnostics.report("macro-path", { path: origin.path, start: 0, end: 0 }, { path: origin.path })]),
    ...[...text.matchAll(DEFINITION)].flatMap((match) => {
      const [whole, , name = ""] = match;
      if (!OF_DEX.test(name)) return [];
      const end = match.index + whole.length;
      return [diagnostics.report("macro-clash", { path: origin.path, start: end - name.length, end }, { name })];
    }),
  ]);
}

/** The generic tests that the project defines. */
export function ownTestNames(macros: readonly MacroFile[]): readonly string[] {
  return macros.flatMap(({ text }) =>
    [...text.matchAll(DEFINITION)].flatMap(([, kind, name]) => (kind === "macro" ? [] : (name ?? []))),
  );
}
