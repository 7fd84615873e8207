import type { Outcome } from "../diagnostics/outcome.ts";
import type { Ir } from "../ir/ir.ts";
import { diagnostics } from "./diagnostics.ts";
import type { Emitter } from "./emitter.ts";

/** An emitter, and whether it runs only because the config does not list emitters. */
interface Candidate {
  readonly emitter: Emitter;
  readonly isDefault?: boolean;
}

/** The emitters to run: the requested ones, else the ones in the config, else the built-in ones that apply to the project. */
export function chooseTargets<T extends Candidate>(
  emitters: readonly T[],
  wanted: readonly string[] | undefined,
  ir: Ir,
): Outcome<readonly T[]> {
  if (wanted === undefined || wanted.length === 0)
    return { value: emitters.filter((one) => isForProject(one, ir)), diagnostics: [] };
  const names = emitters.map(({ emitter }) => emitter.name);
  const unknown = wanted.filter((name) => !names.includes(name));
  return {
    value: emitters.filter(({ emitter }) => wanted.includes(emitter.name)),
    diagnostics: unknown.map((name) =>
      diagnostics.report("unknown-target", { path: "dex.config.ts", start: 0, end: 0 }, { name, names }),
    ),
  };
}

function isForProject({ emitter, isDefault = false }: Candidate, ir: Ir): boolean {
  return !isDefault || emitter.default?.(ir) !== false;
}
