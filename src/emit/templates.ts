import type { Report } from "../diagnostics/diagnostic.ts";
import type { SourceFile } from "../source/source-file.ts";
import { lineStarts } from "../source/span.ts";
import { diagnostics } from "./diagnostics.ts";
import type { Emitter } from "./emitter.ts";
import type { TemplateError } from "./render.ts";

/** Finds the text of a template: the override at the same path, else the built-in template. */
export function templateLookup(
  overrides: readonly SourceFile[],
  builtIn: (name: string) => string | undefined,
): (name: string) => string | undefined {
  const texts = new Map(overrides.map((file) => [file.path, file.text]));
  return (name) => texts.get(name) ?? builtIn(name);
}

/** A template of the project: its path in the project, and its text. */
export type Override = Pick<SourceFile, "path" | "text">;

/** The project's templates that differ from the built-in ones, by template name. `folder` contains them. */
export function overridesOf(
  files: readonly SourceFile[],
  folder: string,
  builtIn: (name: string) => string | undefined,
): ReadonlyMap<string, Override> {
  const changed = files.filter(({ path, text }) => text !== builtIn(path));
  return new Map(changed.map(({ path, text }) => [path, { path: `${folder}/${path}`, text }]));
}

/** Reports an override that cannot be rendered, at its line. */
export function reportBrokenTemplate({ path, text }: Override, { reason, line, column }: TemplateError): Report {
  const start = Math.min(text.length, (lineStarts(text)[line - 1] ?? 0) + column - 1);
  return diagnostics.report("broken-template", { path, start, end: start + 1 }, { path, why: reason });
}

/** The names of the templates of an emitter. */
function templatesOf({ name, templates, sharedTemplates = [] }: Emitter): readonly string[] {
  return [...templates.map((template) => `${name}/${template}`), ...sharedTemplates];
}

/** True if the project overrides a template of the emitter. */
export function hasOverride(emitter: Emitter, overrides: ReadonlyMap<string, Override>): boolean {
  return templatesOf(emitter).some((template) => overrides.has(template));
}

/** Warns about files in the project's template folder that no emitter of the project reads. */
export function reportUnknownTemplates(
  overrides: readonly SourceFile[],
  config: { readonly templates: string; readonly emitters: readonly { readonly emitter: Emitter }[] },
): readonly Report[] {
  const names = config.emitters.flatMap(({ emitter }) => templatesOf(emitter));
  return overrides
    .filter((file) => !names.includes(file.path))
    .map((file) => {
      const at = { path: `${config.templates}/${file.path}`, start: 0, end: 0 };
      return diagnostics.report("unknown-template", at, { name: file.path, names });
    });
}
