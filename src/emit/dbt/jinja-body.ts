import type { SqlPart } from "../../ir/pipeline.ts";
import { Code } from "../../text/quote/code.ts";
import * as jinja from "../../text/quote/jinja.ts";
import type { ModelView } from "./models/model-kind.ts";

/**
 * A model whose SQL contains Jinja. It is not quoted, since `jinja: true` allows dbt to run it. dex adds only Jinja above it, because a tag at the
 * start of the file may strip the line break after an SQL comment.
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

/** The content of a dbt file with LF line endings, without blank lines at the start and the end. */
export function fileText(text: string): string {
  return text
    .replaceAll(/\r\n?/g, "\n")
    .replace(/^(?:[ \t]*\n)+/, "")
    .trimEnd();
}
