import type { Field } from "../../ir/field.ts";
import type { Literal } from "../../ir/literal.ts";
import * as typescript from "../../text/quote/typescript.ts";

/** A documentation comment with an indentation. Empty without lines, else it ends with a line break. */
export function docComment(lines: readonly string[], margin: string): string {
  if (lines.length === 0) return "";
  const [only = ""] = lines;
  if (lines.length === 1 && margin.length + only.length + 7 <= 80) return `${margin}/** ${only} */\n`;
  return `${margin}/**\n${lines.map((line) => `${margin} *${line === "" ? "" : ` ${line}`}\n`).join("")}${margin} */\n`;
}

/** A string of a contract as lines of a comment. */
export function proseLines(text: string | undefined): readonly string[] {
  return text === undefined ? [] : typescript.comment(text).map((line) => line.text);
}

/** The documentation of a field: its description, and tags for its unit, privacy, default and deprecation. */
export function fieldLines({ description, unit, privacy, evolution, default: given }: Field): readonly string[] {
  const tags = [
    ...(unit === undefined ? [] : [`@unit ${inline(unit)}`]),
    ...(privacy.pii ? ["@pii"] : []),
    ...(privacy.classification === undefined ? [] : [`@classification ${privacy.classification}`]),
    ...(privacy.retentionDays === undefined ? [] : [`@retention ${privacy.retentionDays} days`]),
    ...(given === undefined ? [] : [`@defaultValue ${inline(literalText(given))}`]),
    ...(evolution.deprecated === undefined ? [] : [deprecatedTag(evolution.deprecated)]),
  ];
  const prose = proseLines(description);
  return prose.length > 0 && tags.length > 0 ? [...prose, "", ...tags] : [...prose, ...tags];
}

function deprecatedTag({ since, sunset, replacement }: NonNullable<Field["evolution"]["deprecated"]>): string {
  const parts = [
    ...(since === undefined ? [] : [`since ${inline(since)}`]),
    ...(sunset === undefined ? [] : [`gone on ${inline(sunset)}`]),
    ...(replacement === undefined ? [] : [`use ${inline(replacement)} instead`]),
  ];
  return parts.length === 0 ? "@deprecated" : `@deprecated ${parts.join("; ")}.`;
}

/** A string as one line of a comment. */
function inline(text: string): string {
  return proseLines(text).join(" ");
}

function literalText(literal: Literal): string {
  if (literal.kind === "null") return "null";
  return literal.kind === "string" ? JSON.stringify(literal.value) : String(literal.value);
}
