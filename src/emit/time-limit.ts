import type { Report } from "../diagnostics/diagnostic.ts";
import { diagnostics } from "./diagnostics.ts";
import type { Emitter } from "./emitter.ts";
import type { Render } from "./render.ts";
import type { Override } from "./templates.ts";

/** A limit for emitters and templates of the project. Those of dex end. */
export interface TimeLimit {
  /** For everything that one emitter does. */
  readonly seconds: number;
  isOwn(emitter: Emitter): boolean;
  /** Waits for work at most this long, and then throws an error that `isExceeded` accepts. */
  run<T>(seconds: number, work: () => T | Promise<T>): Promise<T>;
  isExceeded(error: unknown): boolean;
}

/** The work of one emitter under the limit. */
interface Watched {
  readonly within: <T>(work: () => T | Promise<T>) => T | Promise<T>;
  readonly render: Render;
  /** Reports an emitter or a template that was stopped. */
  readonly blame: (error: unknown) => Report | undefined;
}

/** Puts an emitter under the limit, if it, or one of its templates, is not dex's own. */
export function watch(
  { limit, render, overrides }: { limit?: TimeLimit; render: Render; overrides?: ReadonlyMap<string, Override> },
  emitter: Emitter,
): Watched {
  const own = [...(overrides?.keys() ?? [])].filter((template) => template.startsWith(`${emitter.name}/`));
  if (limit === undefined || (limit.isOwn(emitter) && own.length === 0))
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
    // A template that was stopped never sets it back.
    render: (name, view) => {
      template = name;
      const rendered = render(name, view);
      template = undefined;
      return rendered;
    },
    blame: (error) => {
      if (!limit.isExceeded(error)) return undefined;
      const override = template === undefined ? undefined : overrides?.get(template);
      const what =
        override === undefined
          ? `The emitter "${emitter.name}"`
          : `The template ${override.path} of the emitter "${emitter.name}"`;
      const at = { path: override?.path ?? "dex.config.ts", start: 0, end: 0 };
      return diagnostics.report("time-limit", at, { what, seconds: limit.seconds });
    },
  };
}
