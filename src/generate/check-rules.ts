import { type CheckNode, parseCheck } from "../engine/check-expression.ts";
import type { LiveCheck, LiveColumn, LiveTable } from "../engine/schema.ts";
import { portablePattern } from "../text/portable-regex.ts";
import type { YamlMap, YamlValue } from "../text/quote/yaml.ts";
import { uniqueNames } from "../text/unique.ts";
import { expressionOf } from "./check-sql.ts";
import { kindOf, type ValueKind, wholeNumber } from "./value-kinds.ts";

/** The rules of the CHECK constraints of a table, and the constraints that have no rule with exactly their meaning. */
export interface CheckRules {
  readonly rules: readonly YamlMap[];
  readonly others: readonly LiveCheck[];
}

/** Drafts rules from CHECK constraints. `isNamed` is true for a column that the contract has. */
export function checkRules({ checks, columns }: LiveTable, isNamed: (column: string) => boolean): CheckRules {
  const free = uniqueNames();
  const known = new Map(columns.filter(({ name }) => isNamed(name)).map((column) => [column.name, column]));
  const found = checks.map((check) => ({ check, rules: rulesOf(check, known) }));
  return {
    rules: found.flatMap(({ check, rules }) => rules?.map((rule) => named(rule, free(ruleName(check.name)))) ?? []),
    others: found.flatMap(({ check, rules }) => (rules === undefined ? check : [])),
  };
}

function named(rule: YamlMap, name: string): YamlMap {
  const { rule: kind, ...members } = rule;
  return { rule: kind, name, ...members };
}

function ruleName(constraint: string): string {
  const clean = constraint.replace(/[^A-Za-z0-9_]+/g, "_").slice(0, 50);
  return /^[A-Za-z]/.test(clean) ? clean : `check_${clean}`;
}

type Columns = ReadonlyMap<string, LiveColumn>;

function rulesOf({ expression, isValid }: LiveCheck, columns: Columns): readonly YamlMap[] | undefined {
  const node = isValid ? parseCheck(expression) : undefined;
  if (node === undefined) return undefined;
  const parts = node.kind === "and" ? flat(node.items) : [node];
  const bounds = parts.map((part) => boundOf(part, columns));
  const rules = parts.map((part, index): YamlMap | undefined => {
    const bound = bounds[index];
    if (bound !== undefined) return rangeOf(bound, bounds) ?? expressionRule(part, columns);
    return valueRule(part, columns) ?? expressionRule(part, columns);
  });
  return merged(rules);
}

function flat(nodes: readonly CheckNode[]): readonly CheckNode[] {
  return nodes.flatMap((node) => (node.kind === "and" ? flat(node.items) : [node]));
}

/** The rules, with the bounds of each column in one. Undefined if a part has no rule. */
function merged(rules: readonly (YamlMap | undefined)[]): readonly YamlMap[] | undefined {
  const found: YamlMap[] = [];
  for (const rule of rules) {
    if (rule === undefined) return undefined;
    const { rule: kind, field } = rule;
    const members = Object.keys(rule).slice(2);
    const place = found.findIndex((other) => other["rule"] === kind && other["field"] === field);
    const other = found[place];
    const fits = (kind === "range" || kind === "length") && members.every((key) => !other?.[key]);
    if (other !== undefined && fits) found[place] = { ...other, ...rule };
    else found.push(rule);
  }
  return found;
}

/** A comparison of a column with a constant. */
interface Bound {
  readonly column: LiveColumn;
  readonly kind: ValueKind;
  readonly operator: string;
  readonly value: YamlValue;
}

const MIRRORED: Readonly<Record<string, string>> = { "<": ">", "<=": ">=", ">": "<", ">=": "<=" };
const KEYS: Readonly<Record<string, string>> = {
  "<": "exclusive_maximum",
  "<=": "maximum",
  ">": "exclusive_minimum",
  ">=": "minimum",
};

function boundOf(node: CheckNode, columns: Columns): Bound | undefined {
  if (node.kind !== "binary" || MIRRORED[node.operator] === undefined) return undefined;
  const { left, right, operator } = node;
  const bound = comparedEitherWay(left, right, { operator, columns });
  // The order of strings depends on the collation.
  return bound?.kind === "text" ? undefined : bound;
}

function comparedEitherWay(
  left: CheckNode,
  right: CheckNode,
  { operator, columns }: { readonly operator: string; readonly columns: Columns },
): Bound | undefined {
  return (
    compared(left, right, { operator, columns }) ??
    compared(right, left, { operator: MIRRORED[operator] ?? operator, columns })
  );
}

function compared(
  left: CheckNode,
  right: CheckNode,
  { operator, columns }: { readonly operator: string; readonly columns: Columns },
): Bound | undefined {
  const column = left.kind === "column" ? columns.get(left.name) : undefined;
  const kind = column && kindOf(column, left);
  if (column === undefined || kind === undefined) return undefined;
  const value = constantOf(right, kind);
  return value === undefined ? undefined : { column, kind, operator, value };
}

/** The range of a bound. NaN is above every number in PostgreSQL, so a float has a range only if it has an upper bound. */
function rangeOf({ column, kind, operator, value }: Bound, all: readonly (Bound | undefined)[]): YamlMap | undefined {
  const isBounded = all.some((other) => other?.column === column && other.operator.startsWith("<"));
  if (kind === "float" && !isBounded) return undefined;
  return { rule: "range", field: column.name, [KEYS[operator] ?? operator]: value };
}

const DATE = /^\d{4}-\d\d-\d\d$/;
const LOCAL = /^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d(?:\.\d+)?)$/;
const INSTANT = /^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d(?:\.\d+)?)\+00$/;

/** The value of a constant in YAML, if it is of the kind of the column. */
function constantOf(node: CheckNode, kind: ValueKind): YamlValue | undefined {
  if (node.kind !== "number" && node.kind !== "string") return undefined;
  const { text, cast } = node;
  switch (kind) {
    case "int":
    case "decimal":
    case "float": {
      const isNumber = /^-?\d+(?:\.\d+)?$/.test(text) && (kind !== "int" || wholeNumber(text));
      if (!isNumber) return undefined;
      return String(Number(text)) === text && (text.includes(".") || Number.isSafeInteger(Number(text)))
        ? Number(text)
        : text;
    }
    case "date":
      return cast === "date" && DATE.test(text) ? text : undefined;
    case "local":
      return cast === "timestamp without time zone" ? text.match(LOCAL)?.slice(1).join("T") : undefined;
    case "instant": {
      const parts = cast === "timestamp with time zone" ? INSTANT.exec(text) : null;
      return parts === null ? undefined : `${parts[1]}T${parts[2]}Z`;
    }
    case "text":
      return node.kind === "string" ? text : undefined;
    case "bool":
      return undefined;
  }
}

/** A rule about one value: a set, a length or a pattern. */
function valueRule(node: CheckNode, columns: Columns): YamlMap | undefined {
  if (node.kind === "or") return setRule(node.items, columns);
  if (node.kind !== "binary") return undefined;
  const { operator, left, right } = node;
  if (operator === "= any" && right.kind === "list") {
    return setRule(
      right.items.map((item) => ({ kind: "binary", operator: "=", left, right: item })),
      columns,
    );
  }
  if (operator === "=") return lengthRule(node, columns) ?? setRule([node], columns);
  if (operator === "~") return patternRule(left, right, columns);
  return lengthRule(node, columns);
}

function setRule(items: readonly CheckNode[], columns: Columns): YamlMap | undefined {
  const found = items.map((item) =>
    item.kind === "binary" && item.operator === "="
      ? compared(item.left, item.right, { operator: "=", columns })
      : undefined,
  );
  const [first] = found;
  if (first === undefined || !["text", "int"].includes(first.kind)) return undefined;
  const values = found.flatMap((one) => (one?.column === first.column ? [one.value] : []));
  return values.length === items.length ? { rule: "in_set", field: first.column.name, values } : undefined;
}

const LENGTHS = ["length", "char_length", "character_length"];

/** The bounds of a length. PostgreSQL counts characters, but does not count the last blanks of a char(n). */
function lengthRule(node: CheckNode, columns: Columns): YamlMap | undefined {
  if (node.kind !== "binary" || node.left.kind !== "call" || node.right.kind !== "number") return undefined;
  const [of, ...rest] = node.left.items;
  const column = of?.kind === "column" ? columns.get(of.name) : undefined;
  if (column === undefined || of === undefined || rest.length > 0 || !LENGTHS.includes(node.left.name))
    return undefined;
  if (kindOf(column, of) !== "text" || !wholeNumber(node.right.text)) return undefined;
  const size = Number(node.right.text);
  const bounds = lengthBounds(node.operator, size);
  return bounds && { rule: "length", field: column.name, ...bounds };
}

function lengthBounds(operator: string, size: number): YamlMap | undefined {
  const bounds: Readonly<Record<string, YamlMap>> = {
    "=": { min: size, max: size },
    "<": { max: size - 1 },
    "<=": { max: size },
    ">": { min: size + 1 },
    ">=": { min: size },
  };
  return size < 1 && operator === "<" ? undefined : bounds[operator];
}

/** A pattern, if it is portable as it is written. */
function patternRule(left: CheckNode, right: CheckNode, columns: Columns): YamlMap | undefined {
  const column = left.kind === "column" ? columns.get(left.name) : undefined;
  if (column === undefined || kindOf(column, left) !== "text" || right.kind !== "string") return undefined;
  const portable = portablePattern(right.text);
  const isSame = "normalised" in portable && portable.normalised === right.text;
  return isSame ? { rule: "matches", field: column.name, pattern: right.text } : undefined;
}

function expressionRule(node: CheckNode, columns: Columns): YamlMap | undefined {
  const sql = expressionOf(node, columns);
  return sql === undefined ? undefined : { rule: "expression", sql };
}
