import type { MacroFile } from "../../ir/ir.ts";
import type { EmitInput, EmittedFile, Part } from "../emitter.ts";
import { header } from "../header.ts";
import { filesOnly, noInputs, part } from "../parts.ts";
import { pathIn } from "./files.ts";
import { fileText } from "./jinja-body.ts";
import type { Adapter, DbtOptions } from "./options.ts";

interface MacroFacts {
  readonly adapter: Adapter;
  readonly macros: readonly MacroFile[];
}

/** The project's own macros, unchanged. */
export function macrosPart(adapter: Adapter, macros: readonly MacroFile[]): Part<DbtOptions> {
  return part(`${adapter}/macros`, { ...noInputs, facts: { adapter, macros } }, filesOnly(macroFiles));
}

function macroFiles(_: EmitInput<DbtOptions>, { adapter, macros }: MacroFacts): readonly EmittedFile[] {
  return macros.map(
    ({ path, text, origin }): EmittedFile => ({
      path: pathIn(adapter, `macros/${path}`),
      text: `{# ${header([origin], "the macro").text} #}\n${fileText(text)}\n`,
      language: "sql",
      sources: [origin],
    }),
  );
}
