import type { Report } from "../diagnostics/diagnostic.ts";
import { diagnostics } from "./diagnostics.ts";
import type { Emitter } from "./emitter.ts";
import type { Render } from "./render.ts";
import { hasOverride, type Override } from "./templates.ts";

/** A time limit for the emitters and templates of the project. The built-in ones always terminate. */
export interface TimeLimit {
  /** The limit for all work of one emitter. */
  readonly seconds: number;
  /** True for a built-in emitter. */
  isOwn(emitter: Emitter): boolean;
  /** Waits for the result of some work. Throws an error that `isExceeded` accepts if it takes longer. */
  run<T>(seconds: number, work: () => T | Promise<T>): Promise<T>;
  isExceeded(error: unknown): boolean;
}

/** The work of one emitter under the limit. */
interface Watched {
  readonly within: <T>(work: () => T | Promise<T>) => T | Promise<T>;
  readonly render: Render;
  /** The report about a stopped emitter or template. Undefined for any other error. */
  readonly blame: (error: unknown) => Report | undefined;
}

/** Applies the limit to an emitter if the emitter or one of its templates is not built in. */
export function watch(
  {
    limit,
    render,
    overrides = new Map(),
  }: { limit?: TimeLimit; render: Render; overrides?: ReadonlyMap<string, Override> },
  emitter: Emitter,
): Watched {
  if (limit === undefined || (limit.isOwn(emitter) && !hasOverride(emitter, overrides)))
    return { within: (work) => work(), render, blame: () => undefined };
  let template: string | undefined;
  let left = limit.seconds;
  return {
    within: async (work) => {
      const start = performance.now();
      const result = await limit.run(left, work);
      left -= (performance.now() - start) / 1000;
      return result;
    },
    // A stopped template leaves its name in `template`.
    render: (name, view) => {
      template = name;
      const rendered = render(name, view);
      template = undefined;
      return rendered;
    },
    blame: (error) => {
      if (!limit.isExceeded(error)) return undefined;
      const override = template === undefined ? undefined : overrides.get(template);
      const what =
        override === undefined
          ? `The emitter "${emitter.name}"`
          : `The template ${override.path} of the emitter "${emitter.name}"`;
      const at = { path: override?.path ?? "dex.config.ts", start: 0, end: 0 };
      return diagnostics.report("time-limit", at, { what, seconds: limit.seconds });
    },
  };
}
