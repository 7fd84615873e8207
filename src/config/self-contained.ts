/*
 * A grammar of the configs whose value depends on their text alone:
 *
 *   config  = { import } "export" "default" value [ ";" ]
 *   import  = "import" [ "type" ] "{" [ name [ "as" name ] { "," name [ "as" name ] } [ "," ] ] "}" "from" module [ ";" ]
 *   value   = string | [ "-" ] number | "true" | "false" | "null" | "undefined" | list | object | name "(" [ value { "," value } ] ")"
 *   list    = "[" [ value { "," value } [ "," ] ] "]"
 *   object  = "{" [ key ":" value { "," key ":" value } [ "," ] ] "}"
 *
 * A called name must be imported. Everything else (a variable, a member access, a template string, a spread, another import) is outside of it.
 */

/** What a config may import: functions that compute their result from their arguments alone. */
const MODULES: Readonly<Record<string, (name: string) => boolean>> = {
  "dex-compiler": (name) => name === "defineConfig",
  "dex-compiler/emitters": () => true,
};

const CONSTANTS: ReadonlySet<string> = new Set(["true", "false", "null", "undefined"]);

// Strings have no escapes in front of a quote or a line break that the pattern would have to understand: a backslash takes the next character with it.
const TOKEN =
  /\s+|\/\/[^\n\r\u2028\u2029]*|\/\*[\s\S]*?\*\/|([A-Za-z_$][\w$]*)|("(?:[^"\\\n\r]|\\[^\n\r])*"|'(?:[^'\\\n\r]|\\[^\n\r])*')|(\d+(?:\.\d+)?(?![\w$.]))|([-{}[\](),:;])/y;

/** True when the value of a config depends on its text alone, so that an unchanged config has an unchanged value. */
export function isSelfContained(text: string): boolean {
  const tokens = tokensOf(text);
  return tokens !== undefined && new Recogniser(tokens).accepts();
}

interface Token {
  readonly kind: "name" | "string" | "number" | "sign";
  readonly text: string;
}

/** The tokens of a config without blanks and comments; undefined when it has one that the grammar does not know. */
function tokensOf(text: string): readonly Token[] | undefined {
  const tokens: Token[] = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < text.length) {
    const match = TOKEN.exec(text);
    if (match === null) return undefined;
    const [, name, string, number, sign] = match;
    if (name !== undefined) tokens.push({ kind: "name", text: name });
    else if (string !== undefined) tokens.push({ kind: "string", text: string });
    else if (number !== undefined) tokens.push({ kind: "number", text: number });
    else if (sign !== undefined) tokens.push({ kind: "sign", text: sign });
  }
  return tokens;
}

/** A recursive-descent recogniser; each method consumes what it recognises. */
class Recogniser {
  readonly #tokens: readonly Token[];
  readonly #imported = new Set<string>();
  #next = 0;

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  accepts(): boolean {
    while (this.#takes("import")) if (!this.#importRest()) return false;
    if (!this.#takes("export") || !this.#takes("default") || !this.#value()) return false;
    this.#takes(";");
    return this.#next === this.#tokens.length;
  }

  #importRest(): boolean {
    this.#takes("type");
    const names: string[] = [];
    const isName = () => {
      const name = this.#take("name");
      if (name === undefined) return false;
      names.push(name);
      const local = this.#takes("as") ? this.#take("name") : name;
      if (local !== undefined) this.#imported.add(local);
      return local !== undefined;
    };
    if (!this.#takes("{") || !this.#listRest("}", isName) || !this.#takes("from")) return false;
    const module = this.#take("string")?.slice(1, -1) ?? "";
    this.#takes(";");
    const isPure = Object.hasOwn(MODULES, module) ? MODULES[module] : undefined;
    return isPure !== undefined && names.every(isPure);
  }

  #value(): boolean {
    if (this.#takes("[")) return this.#listRest("]", () => this.#value());
    if (this.#takes("{")) return this.#listRest("}", () => this.#member());
    if (this.#takes("-")) return this.#take("number") !== undefined;
    if (this.#take("string") !== undefined || this.#take("number") !== undefined) return true;
    const name = this.#take("name");
    if (name === undefined) return false;
    if (this.#imported.has(name)) return this.#takes("(") && this.#listRest(")", () => this.#value());
    return CONSTANTS.has(name);
  }

  #member(): boolean {
    const key = this.#take("name") ?? this.#take("string") ?? this.#take("number");
    return key !== undefined && this.#takes(":") && this.#value();
  }

  /** The rest of a list after its opening bracket: items with commas between them, and perhaps one after the last. */
  #listRest(end: string, item: () => boolean): boolean {
    while (!this.#takes(end)) {
      if (!item()) return false;
      if (!this.#takes(",")) return this.#takes(end);
    }
    return true;
  }

  #take(kind: Token["kind"]): string | undefined {
    const token = this.#tokens[this.#next];
    if (token?.kind !== kind) return undefined;
    this.#next++;
    return token.text;
  }

  /** Consumes a word or a sign; a string of the same text is neither. */
  #takes(text: string): boolean {
    const token = this.#tokens[this.#next];
    if (token?.text !== text) return false;
    this.#next++;
    return true;
  }
}
