import type { Report } from "../../diagnostics/diagnostic.ts";
import type { Assertion } from "../../ir/assertion.ts";
import type { Contract, Party } from "../../ir/contract.ts";
import type { Expression } from "../../ir/expression.ts";
import type { Field } from "../../ir/field.ts";
import type { Ir } from "../../ir/ir.ts";
import type { BatchPipeline, Model } from "../../ir/pipeline.ts";
import type { Origin } from "../../source/origin.ts";
import { pointerTo } from "../../source/pointer.ts";
import { findJinja } from "../../text/quote/jinja.ts";
import { strings } from "./check-settings.ts";
import { diagnostics } from "./diagnostics.ts";

/** The use of a string in a dbt project: prose, a value that data is compared with, or a name that dbt quotes. */
type Role = "prose" | "value" | "name";

/** The place of a string: a node, and the members that lead from it to the string. */
type Below = readonly [node: Origin, ...members: readonly (string | number)[]];

/** Checks one string. */
type Check = (text: string | undefined, role: Role, below: Below) => void;

/**
 * Reports texts that a dbt project cannot contain. dbt renders texts as Jinja, some of them twice, and its two engines differ in which. No
 * escaping is right for both, so text with Jinja in it is an error. The rest of the emitter may write texts as they are.
 */
export function checkTexts(ir: Ir): readonly Report[] {
  const reports = new Map<string, Report>();
  const check: Check = (text, role, below) => {
    const problem = text === undefined ? undefined : problemOf(text, role);
    if (problem === undefined) return;
    const [node, ...members] = below;
    // Some forms of contract have a member elsewhere; the report is then at the node itself.
    const report = problem({ path: node.path, pointer: pointerTo(node.pointer, ...members) });
    reports.set(JSON.stringify([report.message, report.at]), report);
  };
  for (const contract of ir.contracts) checkContract(contract, check);
  for (const pipeline of ir.pipelines) if (pipeline.kind === "batch") checkPipeline(pipeline, check);
  return [...reports.values()];
}

function problemOf(text: string, role: Role): ((at: Origin) => Report) | undefined {
  const found = findJinja(text);
  if (found !== undefined) return (at) => diagnostics.report("jinja-in-text", at, { text: shorten(text), found });
  const unprintable = (role === "prose" ? UNPRINTABLE : UNPRINTABLE_VALUE).exec(text)?.[0];
  if (unprintable !== undefined) {
    return (at) => diagnostics.report("unprintable-text", at, { text: shorten(text), character: spell(unprintable) });
  }
  const mark = role === "name" ? /["`'\\]/.exec(text)?.[0] : undefined;
  if (mark === undefined) return undefined;
  return (at) => diagnostics.report("unquotable-name", at, { name: text, character: mark });
}

// Prose may have several lines. No file or warehouse can store NUL or half of a surrogate pair.
const UNPRINTABLE =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the pattern finds control characters
  /\u0000|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;
// A value must reach the warehouse unchanged; Jinja normalises line ends and drops the last one.
const UNPRINTABLE_VALUE =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the pattern finds control characters
  /[\u0000-\u0008\u000a-\u001f\u007f]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;

function spell(character: string): string {
  return `U+${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}`;
}

/** The text in quotes, on one line and short enough for a message. */
function shorten(text: string): string {
  const line = text.replace(/[\p{Cc}\p{Cs}]+/gu, " ").trim();
  return line.length <= 60 ? `"${line}"` : `"${line.slice(0, 57)}…"`;
}

function checkContract({ description, owner, tags, dataset, consumers, origin }: Contract, check: Check): void {
  check(description, "prose", [origin, "description"]);
  checkParty(owner, origin, check);
  for (const [index, tag] of tags.entries()) check(tag, "prose", [origin, "tags", index]);
  if (dataset.physical === "table" || dataset.physical === "view")
    check(dataset.name, "name", [dataset.origin, "table"]);
  for (const field of dataset.fields) checkField(field, check);
  for (const assertion of dataset.assertions) checkAssertion(assertion, check);
  for (const { name, team, contact, usage, origin: at } of consumers) {
    for (const [key, text] of Object.entries({ name, team, contact, usage })) check(text, "prose", [at, key]);
  }
}

function checkParty({ name, email, team, slackChannel }: Party, origin: Origin, check: Check): void {
  check(name ?? email, "prose", [origin, "owner"]);
  check(team, "prose", [origin, "team"]);
  check(slackChannel, "prose", [origin, "slack_channel"]);
}

function checkField({ description, unit, evolution, origin }: Field, check: Check): void {
  check(description, "prose", [origin, "description"]);
  check(unit, "prose", [origin, "unit"]);
  check(evolution.deprecated?.since, "prose", [origin, "deprecated", "since"]);
  check(evolution.deprecated?.sunset, "prose", [origin, "deprecated", "sunset"]);
}

function checkAssertion({ rule, where, description, origin }: Assertion, check: Check): void {
  check(description, "prose", [origin, "description"]);
  if (where !== undefined) checkExpression(where, (text) => check(text, "prose", [origin, "where"]));
  if (rule.kind === "matches") check(rule.pattern, "value", [origin, "pattern"]);
  if (rule.kind === "expression") checkExpression(rule.expression, (text) => check(text, "prose", [origin, "sql"]));
  if (rule.kind !== "in_set") return;
  // The assertion of a field with "enum" has the list of values as its origin.
  const list = origin.pointer.endsWith("/enum") ? [] : ["values"];
  for (const [index, literal] of rule.values.entries()) {
    if (literal.kind === "string") check(literal.value, "value", [origin, ...list, index]);
  }
}

/** Finds every string literal of an expression. */
function checkExpression(expression: Expression, see: (text: string) => void): void {
  if (expression.kind === "literal" && expression.literal.kind === "string") see(expression.literal.value);
  if (expression.kind === "like") see(expression.pattern);
  for (const member of Object.values(expression))
    for (const child of childExpressions(member)) checkExpression(child, see);
}

function childExpressions(member: unknown): Expression[] {
  if (Array.isArray(member)) return member.flatMap(childExpressions);
  if (typeof member !== "object" || member === null) return [];
  // Objects in an expression are expressions, literals or branches of `case`; those with a kind are treated as expressions.
  if ("kind" in member) return [member as Expression];
  return Object.values(member).flatMap(childExpressions);
}

function checkModel({ settings, origin }: Model, check: Check): void {
  if (settings === undefined) return;
  check(settings.description, "prose", [origin, "description"]);
  for (const [index, tag] of settings.tags.entries()) check(tag, "prose", [origin, "tags", index]);
  for (const text of strings(settings.config)) check(text, "prose", [origin, "config"]);
  for (const { description, tags, meta, tests, origin: at } of settings.columns) {
    check(description, "prose", [at, "description"]);
    for (const [index, tag] of tags.entries()) check(tag, "prose", [at, "config", "tags", index]);
    for (const text of meta === undefined ? [] : strings(meta)) check(text, "prose", [at, "config", "meta"]);
    for (const test of tests) {
      check(test.description, "prose", [test.origin, "description"]);
      for (const text of test.config === undefined ? [] : strings(test.config))
        check(text, "prose", [test.origin, "config"]);
    }
  }
}

function checkPipeline({ destination, models, tags, origin }: BatchPipeline, check: Check): void {
  for (const model of models) checkModel(model, check);
  const root = { path: origin.path, pointer: "" };
  for (const [index, tag] of tags.entries()) check(tag, "prose", [origin, "tags", index]);
  check(destination.schema, "name", [root, "destination", "schema"]);
  check(destination.database, "name", [root, "destination", "database"]);
}
