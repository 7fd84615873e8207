import type { Emission } from "../../src/emit/emitter.ts";

/** All of an emission, whether the emitter returned it at once or in parts. */
export function whole(emission: Emission | Iterable<Emission>): Emission {
  const parts = Symbol.iterator in emission ? [...emission] : [emission];
  return {
    files: parts.flatMap(({ files }) => files),
    coverage: parts.flatMap(({ coverage }) => coverage),
    diagnostics: parts.flatMap(({ diagnostics }) => diagnostics),
  };
}
