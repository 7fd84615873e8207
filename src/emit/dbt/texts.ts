import type { Report } from "../../diagnostics/diagnostic.ts";
import type { Assertion } from "../../ir/assertion.ts";
import type { Contract, Party } from "../../ir/contract.ts";
import type { Expression } from "../../ir/expression.ts";
import type { Field } from "../../ir/field.ts";
import type { Ir } from "../../ir/ir.ts";
import type { Literal } from "../../ir/literal.ts";
import type { BatchPipeline } from "../../ir/pipeline.ts";
import type { Origin } from "../../source/origin.ts";
import { pointerTo } from "../../source/pointer.ts";
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
  const reports = new Map(
    found.flatMap(checkText).map((report) => [JSON.stringify([report.message, report.at]), report]),
  );
  return [...reports.values()];
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
  const isRelation = dataset.physical === "table" || dataset.physical === "view";
  return [
    prose(contract.description, below(origin, "description")),
    ...partyTexts(owner, origin),
    ...tags.map((tag, index) => prose(tag, below(origin, "tags", index))),
    { text: isRelation ? dataset.name : undefined, role: "name", origin: below(dataset.origin, "table") },
    ...dataset.fields.flatMap(fieldTexts),
    ...dataset.assertions.flatMap(assertionTexts),
    ...consumers.flatMap(({ name, team, contact, usage, origin: at }) =>
      Object.entries({ name, team, contact, usage }).map(([key, text]) => prose(text, below(at, key))),
    ),
  ];
}

function prose(text: string | undefined, origin: Origin): Found {
  return { text, role: "prose", origin };
}

/** The place of a member. Where a form of contract writes it elsewhere, the place is that of the node itself. */
function below({ path, pointer }: Origin, ...tokens: readonly (string | number)[]): Origin {
  return { path, pointer: pointerTo(pointer, ...tokens) };
}

function partyTexts({ name, email, team, slackChannel }: Party, origin: Origin): Found[] {
  return [
    prose(name ?? email, below(origin, "owner")),
    prose(team, below(origin, "team")),
    prose(slackChannel, below(origin, "slack_channel")),
  ];
}

function fieldTexts({ description, unit, evolution, origin }: Field): Found[] {
  const { since, sunset } = evolution.deprecated ?? {};
  return [
    prose(description, below(origin, "description")),
    prose(unit, below(origin, "unit")),
    prose(since, below(origin, "deprecated", "since")),
    prose(sunset, below(origin, "deprecated", "sunset")),
  ];
}

function assertionTexts({ rule, where, description, origin }: Assertion): Found[] {
  const value = (text: string, at: Origin): Found => ({ text, role: "value", origin: at });
  const found: Found[] = [prose(description, below(origin, "description"))];
  if (where !== undefined) found.push(...expressionTexts(where).map((text) => prose(text, below(origin, "where"))));
  if (rule.kind === "in_set") {
    // The promise of a field stands at its list of values itself.
    const at = origin.pointer.endsWith("/enum") ? origin : below(origin, "values");
    for (const [index, literal] of rule.values.entries()) {
      found.push(...literalTexts(literal).map((text) => value(text, below(at, index))));
    }
  }
  if (rule.kind === "matches") found.push(value(rule.pattern, below(origin, "pattern")));
  if (rule.kind === "expression") {
    found.push(...expressionTexts(rule.expression).map((text) => prose(text, below(origin, "sql"))));
  }
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

function pipelineTexts({ destination, tags, origin }: BatchPipeline): Found[] {
  return [
    ...tags.map((tag, index) => prose(tag, below(origin, "tags", index))),
    { text: destination.schema, role: "name", origin: { path: origin.path, pointer: "/destination/schema" } },
    { text: destination.database, role: "name", origin: { path: origin.path, pointer: "/destination/database" } },
  ];
}
