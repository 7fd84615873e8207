import type { Report } from "../../diagnostics/diagnostic.ts";
import type { Assertion } from "../../ir/assertion.ts";
import type { Contract, Party } from "../../ir/contract.ts";
import type { Expression } from "../../ir/expression.ts";
import type { Field } from "../../ir/field.ts";
import type { Ir } from "../../ir/ir.ts";
import type { BatchPipeline } from "../../ir/pipeline.ts";
import type { Origin } from "../../source/origin.ts";
import { pointerTo } from "../../source/pointer.ts";
import { findJinja } from "../../text/quote/jinja.ts";
import { diagnostics } from "./diagnostics.ts";

/** What a text is in a dbt project: prose, a value that data is compared with, or a name that dbt quotes. */
type Role = "prose" | "value" | "name";

/** Where a text stands: below a node, at the members that lead to it. */
type Below = readonly [node: Origin, ...members: readonly (string | number)[]];

/** Looks at one text. */
type Look = (text: string | undefined, role: Role, below: Below) => void;

/**
 * What is wrong with the texts that would reach a dbt project. dbt renders them as Jinja, some twice, and its two engines do not agree
 * which; so no escaping is right everywhere, and such text is refused. Everything behind this point may take texts as they are.
 */
export function checkTexts(ir: Ir): readonly Report[] {
  const reports = new Map<string, Report>();
  const look: Look = (text, role, [node, ...members]) => {
    const problem = text === undefined ? undefined : problemOf(text, role);
    if (problem === undefined) return;
    // Where a form of contract writes a member elsewhere, the place is that of the node itself.
    const report = problem({ path: node.path, pointer: pointerTo(node.pointer, ...members) });
    reports.set(JSON.stringify([report.message, report.at]), report);
  };
  for (const contract of ir.contracts) lookAtContract(contract, look);
  for (const pipeline of ir.pipelines) if (pipeline.kind === "batch") lookAtPipeline(pipeline, look);
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

function lookAtContract({ description, owner, tags, dataset, consumers, origin }: Contract, look: Look): void {
  look(description, "prose", [origin, "description"]);
  lookAtParty(owner, origin, look);
  for (const [index, tag] of tags.entries()) look(tag, "prose", [origin, "tags", index]);
  if (dataset.physical === "table" || dataset.physical === "view")
    look(dataset.name, "name", [dataset.origin, "table"]);
  for (const field of dataset.fields) lookAtField(field, look);
  for (const assertion of dataset.assertions) lookAtAssertion(assertion, look);
  for (const { name, team, contact, usage, origin: at } of consumers) {
    for (const [key, text] of Object.entries({ name, team, contact, usage })) look(text, "prose", [at, key]);
  }
}

function lookAtParty({ name, email, team, slackChannel }: Party, origin: Origin, look: Look): void {
  look(name ?? email, "prose", [origin, "owner"]);
  look(team, "prose", [origin, "team"]);
  look(slackChannel, "prose", [origin, "slack_channel"]);
}

function lookAtField({ description, unit, evolution, origin }: Field, look: Look): void {
  look(description, "prose", [origin, "description"]);
  look(unit, "prose", [origin, "unit"]);
  look(evolution.deprecated?.since, "prose", [origin, "deprecated", "since"]);
  look(evolution.deprecated?.sunset, "prose", [origin, "deprecated", "sunset"]);
}

function lookAtAssertion({ rule, where, description, origin }: Assertion, look: Look): void {
  look(description, "prose", [origin, "description"]);
  if (where !== undefined) lookAtExpression(where, (text) => look(text, "prose", [origin, "where"]));
  if (rule.kind === "matches") look(rule.pattern, "value", [origin, "pattern"]);
  if (rule.kind === "expression") lookAtExpression(rule.expression, (text) => look(text, "prose", [origin, "sql"]));
  if (rule.kind !== "in_set") return;
  // The promise of a field stands at its list of values itself.
  const list = origin.pointer.endsWith("/enum") ? [] : ["values"];
  for (const [index, literal] of rule.values.entries()) {
    if (literal.kind === "string") look(literal.value, "value", [origin, ...list, index]);
  }
}

/** Finds every string literal of an expression, wherever it stands in the tree. */
function lookAtExpression(expression: Expression, see: (text: string) => void): void {
  if (expression.kind === "literal" && expression.literal.kind === "string") see(expression.literal.value);
  if (expression.kind === "like") see(expression.pattern);
  for (const member of Object.values(expression))
    for (const child of childExpressions(member)) lookAtExpression(child, see);
}

function childExpressions(member: unknown): Expression[] {
  if (Array.isArray(member)) return member.flatMap(childExpressions);
  if (typeof member !== "object" || member === null) return [];
  // A tree of expressions holds nothing but expressions, literals and the branches of `case`.
  if ("kind" in member) return [member as Expression];
  return Object.values(member).flatMap(childExpressions);
}

function lookAtPipeline({ destination, tags, origin }: BatchPipeline, look: Look): void {
  const root = { path: origin.path, pointer: "" };
  for (const [index, tag] of tags.entries()) look(tag, "prose", [origin, "tags", index]);
  look(destination.schema, "name", [root, "destination", "schema"]);
  look(destination.database, "name", [root, "destination", "database"]);
}
