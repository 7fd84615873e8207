import { createRequire } from "node:module";
import type { Environment } from "nunjucks";
import { Bug } from "../text/bug.ts";
import { Code } from "../text/quote/code.ts";
import { type Traced, trace } from "./blocks.ts";
import { createMarker, escapeMarks, type Marker } from "./marks.ts";

/** The input of a template: code, flags, and lists and objects of them. A raw string is a type error, and throws at run time. */
export type View = Code | boolean | undefined | readonly View[] | { readonly [key: string]: View };

/** Renders `templates/<name>` with a view. The text ends with exactly one newline. The blocks are the lines of code with an origin. */
export type Render = (template: string, view: { readonly [key: string]: View }) => Traced;

/** A template that cannot be rendered. For an override it is the user's error, for a built-in template a bug. Line and column are 1-based. */
export class TemplateError extends Error {
  override readonly name = "TemplateError";
  readonly template: string;
  readonly reason: string;
  readonly line: number;
  readonly column: number;
  constructor(template: string, reason: string, [line, column]: readonly [number, number] = [1, 1]) {
    super(`template "${template}": ${reason}`);
    this.template = template;
    this.reason = reason;
    this.line = line;
    this.column = column;
  }
}

type Nunjucks = typeof import("nunjucks");

/** Creates the renderer of one compile. Nunjucks is loaded for the first template, and each template is compiled once. */
export function createRender(lookup: (name: string) => string | undefined): Render {
  let environment: Environment | undefined;
  return (template, view) => {
    environment ??= createEnvironment(lookup);
    const marker = createMarker();
    const rendered = renderWith(environment, template, toContext(view, { template, marker }));
    return trace(endedOnce(marker.unmark(rendered)));
  };
}

/** Ends code with exactly one newline. Most code already does, and needs no copy. */
function endedOnce(code: Code): Code {
  const { text, regions } = code;
  const body = text.trimEnd();
  if (text.length === body.length + 1 && text.endsWith("\n")) return code;
  const kept = regions.filter(({ start }) => start < body.length);
  return Code.trusted(
    `${body}\n`,
    kept.map((region) => ({ ...region, end: Math.min(region.end, body.length) })),
  );
}

function createEnvironment(lookup: (name: string) => string | undefined): Environment {
  const nunjucks = loadNunjucks();
  const loader = {
    getSource(name: string) {
      const src = lookup(name);
      if (src === undefined) throw new TemplateError(name, "there is no such template");
      return { src: escapeMarks(src), path: name, noCache: false };
    },
  };
  const environment = new nunjucks.Environment(loader as never, {
    autoescape: false,
    throwOnUndefined: true,
    trimBlocks: true,
    lstripBlocks: true,
    // The usual delimiters appear in the generated files, which often contain Jinja.
    tags: {
      blockStart: "<%",
      blockEnd: "%>",
      variableStart: "<$",
      variableEnd: "$>",
      commentStart: "<#",
      commentEnd: "#>",
    },
  });
  return environment;
}

let loaded: Nunjucks | undefined;

function loadNunjucks(): Nunjucks {
  if (loaded === undefined) {
    loaded = createRequire(import.meta.url)("nunjucks") as Nunjucks;
    denyLookups(loaded);
  }
  return loaded;
}

const DENIED = new Set(["constructor", "__proto__", "prototype"]);

/** Denies templates the properties that lead from any value to `Function`. The cast is needed because nunjucks has no types for its runtime. */
function denyLookups(nunjucks: Nunjucks): void {
  const runtime = nunjucks.runtime as unknown as { memberLookup: (target: unknown, name: unknown) => unknown };
  const lookup = runtime.memberLookup;
  runtime.memberLookup = (target, name) => {
    if (DENIED.has(String(name))) throw new Error(`a template may not read "${String(name)}"`);
    return lookup(target, name);
  };
}

function renderWith(environment: Environment, template: string, context: object): string {
  try {
    return environment.render(template, context);
  } catch (error) {
    if (error instanceof Bug || error instanceof TemplateError) throw error;
    const text = (error instanceof Error ? error.message : String(error)).replace(/\s+/g, " ");
    const [, line = "1", column = "1", reason = text] = /\[Line (\d+), Column (\d+)\] (.*)/.exec(text) ?? [];
    throw new TemplateError(template, reason, [Number(line), Number(column)]);
  }
}

interface Rendering {
  readonly template: string;
  readonly marker: Marker;
}

/** Converts a view to the context of a template, with code as text. It rejects raw strings, since a quoter must escape all text. */
function toContext(view: { readonly [key: string]: View }, rendering: Rendering): object {
  const context: Record<string, unknown> = Object.create(null) as Record<string, unknown>;
  for (const [name, member] of Object.entries(view)) context[name] = toValue(member, name, rendering);
  return context;
}

function toValue(view: View, name: string, rendering: Rendering): unknown {
  if (view instanceof Code) return rendering.marker.mark(view);
  if (view === undefined || typeof view === "boolean") return view;
  if (Array.isArray(view)) return view.map((item: View) => toValue(item, name, rendering));
  if (typeof view === "object" && view !== null) return toContext(view as { readonly [key: string]: View }, rendering);
  throw new Bug(`a view holds a raw ${typeof view} at ${rendering.template}: ${name}; quote it first`);
}
