/** The expression of a CHECK constraint, as PostgreSQL prints it. `cast` is the type that a value is cast to. */
export type CheckNode =
  | { readonly kind: "column"; readonly name: string; readonly cast?: string }
  | { readonly kind: "number" | "string"; readonly text: string; readonly cast?: string }
  | { readonly kind: "call"; readonly name: string; readonly items: readonly CheckNode[] }
  | { readonly kind: "list"; readonly items: readonly CheckNode[] }
  | { readonly kind: "and" | "or"; readonly items: readonly CheckNode[] }
  | { readonly kind: "not"; readonly operand: CheckNode }
  | { readonly kind: "null"; readonly operand: CheckNode; readonly negated: boolean }
  | { readonly kind: "binary"; readonly operator: string; readonly left: CheckNode; readonly right: CheckNode };

/** Parses the expression of a CHECK constraint. Undefined for a form that is not in the small subset. */
export function parseCheck(text: string): CheckNode | undefined {
  const tokens = tokensOf(text);
  if (tokens === undefined) return undefined;
  const reader = new Reader(tokens);
  try {
    const node = reader.disjunction();
    return reader.isAtEnd() ? node : undefined;
  } catch (error) {
    if (error instanceof Unknown) return undefined;
    throw error;
  }
}

const TOKEN =
  /\s+|(E?'(?:[^']|'')*')|("(?:[^"]|"")*")|(\d+(?:\.\d+)?)|([A-Za-z_][\w$]*)|(::|<=|>=|<>|!~~\*?|!~\*?|~~\*?|~\*?|\|\||[-+*/%<>=()[\],.])/y;

interface Token {
  readonly kind: "string" | "name" | "number" | "word" | "symbol" | "end";
  readonly text: string;
}

function tokensOf(text: string): readonly Token[] | undefined {
  const tokens: Token[] = [];
  TOKEN.lastIndex = 0;
  for (let at = 0; at < text.length; at = TOKEN.lastIndex) {
    TOKEN.lastIndex = at;
    const match = TOKEN.exec(text);
    if (match === null) return undefined;
    const [, string, name, number, word, symbol] = match;
    if (string !== undefined) tokens.push({ kind: "string", text: unquoted(string) });
    else if (name !== undefined) tokens.push({ kind: "name", text: name.slice(1, -1).replaceAll('""', '"') });
    else if (number !== undefined) tokens.push({ kind: "number", text: number });
    else if (word !== undefined) tokens.push({ kind: "word", text: word });
    else if (symbol !== undefined) tokens.push({ kind: "symbol", text: symbol });
  }
  return [...tokens, { kind: "end", text: "" }];
}

/** `E'…'` is a string with a backslash in it, and each is doubled. */
function unquoted(text: string): string {
  const inner = text.slice(text.indexOf("'") + 1, -1).replaceAll("''", "'");
  return text.startsWith("E") ? inner.replaceAll("\\\\", "\\") : inner;
}

class Unknown extends Error {}

const KEYWORDS = new Set([
  "AND",
  "OR",
  "NOT",
  "IS",
  "NULL",
  "ANY",
  "ALL",
  "ARRAY",
  "CASE",
  "WHEN",
  "COLLATE",
  "AT",
  "true",
  "false",
]);
const COMPARISONS = ["=", "<>", "<", "<=", ">", ">=", "~", "!~", "~*", "!~*", "~~", "!~~", "~~*", "!~~*"];
const LEVELS = [COMPARISONS, ["||"], ["+", "-"], ["*", "/", "%"]];
const DEEPEST = 50;

class Reader {
  private readonly tokens: readonly Token[];
  private index = 0;
  private depth = 0;

  constructor(tokens: readonly Token[]) {
    this.tokens = tokens;
  }

  isAtEnd(): boolean {
    return this.peek().kind === "end";
  }

  disjunction(): CheckNode {
    return this.series("or", "OR", () => this.series("and", "AND", () => this.negation()));
  }

  private series(kind: "and" | "or", word: string, next: () => CheckNode): CheckNode {
    const items = [next()];
    while (this.takes(word)) items.push(next());
    const [first] = items;
    return items.length === 1 && first !== undefined ? first : { kind, items };
  }

  private negation(): CheckNode {
    if (this.takes("NOT")) return { kind: "not", operand: this.negation() };
    const operand = this.binary(0);
    if (!this.takes("IS")) return operand;
    const negated = this.takes("NOT");
    this.demand("NULL");
    return { kind: "null", operand, negated };
  }

  private binary(level: number): CheckNode {
    const operators = LEVELS[level];
    if (operators === undefined) return this.cast(this.primary());
    let left = this.binary(level + 1);
    while (this.peek().kind === "symbol" && operators.includes(this.peek().text)) {
      const operator = this.next().text;
      const quantifier = this.takes("ANY") ? " any" : this.takes("ALL") ? " all" : "";
      left = { kind: "binary", operator: operator + quantifier, left, right: this.binary(level + 1) };
    }
    return left;
  }

  private primary(): CheckNode {
    const { kind, text } = this.next();
    if (kind === "number" || kind === "string") return { kind, text };
    if (kind === "name") return { kind: "column", name: text };
    if (text === "(") {
      if (++this.depth > DEEPEST) throw new Unknown();
      const inner = this.disjunction();
      this.depth--;
      this.demand(")");
      return inner;
    }
    if (text === "ARRAY" && this.takes("[")) return { kind: "list", items: this.items("]") };
    if (kind !== "word" || KEYWORDS.has(text)) throw new Unknown();
    return this.takes("(") ? { kind: "call", name: text, items: this.items(")") } : { kind: "column", name: text };
  }

  private items(end: string): readonly CheckNode[] {
    const items: CheckNode[] = [];
    while (!this.takes(end)) {
      if (items.length > 0) this.demand(",");
      items.push(this.disjunction());
    }
    return items;
  }

  private cast(node: CheckNode): CheckNode {
    let found = node;
    while (this.takes("::")) {
      const type = this.typeName();
      if (found.kind === "list") continue;
      if (found.kind !== "column" && found.kind !== "number" && found.kind !== "string") throw new Unknown();
      if (found.cast !== undefined) throw new Unknown();
      found = { ...found, cast: type };
    }
    return found;
  }

  private typeName(): string {
    const words: string[] = [];
    while (["word", "name"].includes(this.peek().kind) && !KEYWORDS.has(this.peek().text)) {
      words.push(this.next().text);
      if (this.takes(".")) words.pop();
      if (this.takes("(")) this.items(")");
    }
    if (words.length === 0) throw new Unknown();
    while (this.takes("[")) this.demand("]");
    return words.join(" ");
  }

  private peek(): Token {
    return this.tokens[this.index] ?? { kind: "end", text: "" };
  }

  private next(): Token {
    const token = this.peek();
    this.index++;
    return token;
  }

  private takes(text: string): boolean {
    const { kind, text: found } = this.peek();
    if (found !== text || (kind !== "word" && kind !== "symbol")) return false;
    this.index++;
    return true;
  }

  private demand(text: string): void {
    if (!this.takes(text)) throw new Unknown();
  }
}
