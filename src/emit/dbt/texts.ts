import type { Report } from "../../diagnostics/diagnostic.ts";
import type { Assertion } from "../../ir/assertion.ts";
import type { Contract, Party } from "../../ir/contract.ts";
import type { Expression } from "../../ir/expression.ts";
import type { Field } from "../../ir/field.ts";
import type { Ir } from "../../ir/ir.ts";
import type { Literal } from "../../ir/literal.ts";
import type { BatchPipeline } from "../../ir/pipeline.ts";
import type { Origin } from "../../source/origin.ts";
import { findJinja } from "../../text/quote/jinja.ts";
import { diagnostics } from "./diagnostics.ts";

/** A text on its way into a dbt project, and what it is there: prose, a value that data is compared with, or a name that dbt quotes. */
interface Found {
  readonly text: string | undefined;
  readonly role: "prose" | "value" | "name";
  readonly origin: Origin;
}

/**
 * What is wrong with the texts that would reach a dbt project. dbt renders them as Jinja, some twice, and its two engines do not agree
 * which; so no escaping is right everywhere, and such text is refused. Everything behind this point may take texts as they are.
 */
export function checkTexts(ir: Ir): readonly Report[] {
  const found = [
    ...ir.contracts.flatMap(contractTexts),
    ...ir.pipelines.flatMap((pipeline) => (pipeline.kind === "batch" ? pipelineTexts(pipeline) : [])),
  ];
  const reports = found.flatMap(checkText);
  const keys = reports.map((report) => JSON.stringify([report.message, report.at]));
  return reports.filter((_, index) => keys.indexOf(keys[index] ?? "") === index);
}

function checkText({ text, role, origin }: Found): Report[] {
  if (text === undefined) return [];
  const jinja = findJinja(text);
  if (jinja !== undefined) return [diagnostics.report("jinja-in-text", origin, { text: shorten(text), found: jinja })];
  const unprintable = (role === "prose" ? UNPRINTABLE : UNPRINTABLE_VALUE).exec(text)?.[0];
  if (unprintable !== undefined) {
    return [diagnostics.report("unprintable-text", origin, { text: shorten(text), character: spell(unprintable) })];
  }
  const mark = role === "name" ? /["`'\\]/.exec(text)?.[0] : undefined;
  return mark === undefined ? [] : [diagnostics.report("unquotable-name", origin, { name: text, character: mark })];
}

// Prose may have several lines. NUL and halves of characters cannot be kept by any file or warehouse.
const UNPRINTABLE =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it looks for
  /\u0000|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;
// A value must arrive exactly; Jinja normalises line ends and drops the last one.
const UNPRINTABLE_VALUE =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it looks for
  /[\u0000-\u0008\u000a-\u001f\u007f]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;

function spell(character: string): string {
  return `U+${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}`;
}

/** The text, in quotes, on one line and not too long for a message. */
function shorten(text: string): string {
  const line = text.replace(/[\p{Cc}\p{Cs}]+/gu, " ").trim();
  return line.length <= 60 ? `"${line}"` : `"${line.slice(0, 57)}…"`;
}

function contractTexts(contract: Contract): Found[] {
  const { dataset, origin, owner, tags, consumers } = contract;
  const prose = (text: string | undefined): Found => ({ text, role: "prose", origin });
  return [
    prose(contract.description),
    ...partyTexts(owner, origin),
    ...tags.map(prose),
    {
      text: dataset.physical === "table" || dataset.physical === "view" ? dataset.name : undefined,
      role: "name",
      origin: dataset.origin,
    },
    ...dataset.fields.flatMap(fieldTexts),
    ...dataset.assertions.flatMap(assertionTexts),
    ...consumers.flatMap(({ name, team, contact, usage, origin: at }) =>
      [name, team, contact, usage].map((text): Found => ({ text, role: "prose", origin: at })),
    ),
  ];
}

function partyTexts({ name, email, team, slackChannel }: Party, origin: Origin): Found[] {
  return [name, email, team, slackChannel].map((text) => ({ text, role: "prose", origin }));
}

function fieldTexts({ description, unit, evolution, origin }: Field): Found[] {
  const { deprecated } = evolution;
  return [description, unit, deprecated?.since, deprecated?.sunset].map((text) => ({ text, role: "prose", origin }));
}

function assertionTexts({ rule, where, description, origin }: Assertion): Found[] {
  const value = (text: string): Found => ({ text, role: "value", origin });
  const found: Found[] = [{ text: description, role: "prose", origin }];
  if (where !== undefined) found.push(...expressionTexts(where).map(value));
  if (rule.kind === "in_set") found.push(...rule.values.flatMap(literalTexts).map(value));
  if (rule.kind === "matches" || rule.kind === "format") found.push(value(rule.pattern));
  if (rule.kind === "expression") found.push(...expressionTexts(rule.expression).map(value));
  return found;
}

function literalTexts(literal: Literal): string[] {
  return literal.kind === "string" ? [literal.value] : [];
}

/** Every string literal of an expression, wherever it stands in the tree. */
function expressionTexts(expression: Expression): string[] {
  if (expression.kind === "literal") return literalTexts(expression.literal);
  const inner = Object.values(expression).flatMap((member: unknown) => childExpressions(member));
  const own = expression.kind === "like" ? [expression.pattern] : [];
  return [...own, ...inner.flatMap(expressionTexts)];
}

function childExpressions(member: unknown): Expression[] {
  if (Array.isArray(member)) return member.flatMap(childExpressions);
  if (typeof member !== "object" || member === null) return [];
  // A tree of expressions holds nothing but expressions and the branches of `case`.
  if ("kind" in member) return [member as Expression];
  return Object.values(member).flatMap(childExpressions);
}

function pipelineTexts(pipeline: BatchPipeline): Found[] {
  const { destination, origin } = pipeline;
  return [destination.schema, destination.database].map((text) => ({ text, role: "name", origin }));
}
