import type { Outcome } from "../diagnostics/outcome.ts";
import { diagnostics } from "./diagnostics.ts";
import type { Emitter } from "./emitter.ts";

/** The emitters that were asked for by name; all of them when none was. */
export function chooseTargets<T extends { readonly emitter: Emitter }>(
  emitters: readonly T[],
  wanted: readonly string[] | undefined,
): Outcome<readonly T[]> {
  if (wanted === undefined || wanted.length === 0) return { value: emitters, diagnostics: [] };
  const names = emitters.map(({ emitter }) => emitter.name);
  const unknown = wanted.filter((name) => !names.includes(name));
  return {
    value: emitters.filter(({ emitter }) => wanted.includes(emitter.name)),
    diagnostics: unknown.map((name) =>
      diagnostics.report("unknown-target", { path: "dex.config.ts", start: 0, end: 0 }, { name, names }),
    ),
  };
}
