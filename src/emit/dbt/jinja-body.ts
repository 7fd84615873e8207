import type { SqlPart } from "../../ir/pipeline.ts";
import { Code } from "../../text/quote/code.ts";
import * as jinja from "../../text/quote/jinja.ts";
import type { ModelView } from "./models/model-kind.ts";

/**
 * A model whose SQL is dbt's own. The text comes from a .sql file whose model asks for Jinja, which is its author's consent to run it. The
 * lines that dex adds are Jinja alone: a tag at the start of the file may strip the line break after a comment of SQL.
 */
export function jinjaView(parts: readonly SqlPart[], dependsOn: readonly string[]): ModelView {
  const text = parts.map((part) => (part.kind === "text" ? part.text : "")).join("");
  return {
    template: "jinja_model.sql.njk",
    view: {
      depends_on: dependsOn.map((model) => Code.trusted(jinja.bareCall("ref", model))),
      sql: Code.trusted(fileText(text)),
    },
  };
}

/** The text of a file of dbt with LF line ends, without blank lines around it. */
export function fileText(text: string): string {
  return text
    .replaceAll(/\r\n?/g, "\n")
    .replace(/^(?:[ \t]*\n)+/, "")
    .trimEnd();
}
