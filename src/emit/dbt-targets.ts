import type { Ir } from "../ir/ir.ts";
import type { Emitter } from "./emitter.ts";

/** Adds the targets of dbt, which are options of an emitter, to the Ir, since the files of several emitters follow them. */
export function withTargets(ir: Ir, emitters: readonly { readonly emitter: Emitter; readonly options: unknown }[]): Ir {
  const [first, ...others] = emitters.flatMap(({ emitter, options }) => emitter.targets?.(options) ?? []);
  return first === undefined ? ir : { ...ir, targets: [first, ...others] };
}
