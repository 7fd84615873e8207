import type { Report } from "../diagnostics/diagnostic.ts";
import type { SourceFile } from "../source/source-file.ts";
import { diagnostics } from "./diagnostics.ts";
import type { Emitter } from "./emitter.ts";

/** Where the text of a template comes from: the project's own file at the same path, else the built-in one. */
export function templateLookup(
  overrides: readonly SourceFile[],
  builtIn: (name: string) => string | undefined,
): (name: string) => string | undefined {
  const texts = new Map(overrides.map((file) => [file.path, file.text]));
  return (name) => texts.get(name) ?? builtIn(name);
}

/** Warns of overrides in the project's template folder that no emitter of the project would ever read. */
export function reportUnknownTemplates(
  overrides: readonly SourceFile[],
  config: { readonly templates: string; readonly emitters: readonly { readonly emitter: Emitter }[] },
): readonly Report[] {
  const names = config.emitters.flatMap(({ emitter }) =>
    emitter.templates.map((template) => `${emitter.name}/${template}`),
  );
  return overrides
    .filter((file) => !names.includes(file.path))
    .map((file) => {
      const at = { path: `${config.templates}/${file.path}`, start: 0, end: 0 };
      return diagnostics.report("unknown-template", at, { name: file.path, names });
    });
}
