/** A message of a .proto file. */
export interface ProtoMessage {
  readonly fields: ReadonlyMap<number, ProtoField>;
  readonly reserved: ReadonlySet<number>;
}

/** A field with its type as written; `label` is empty for a single value. */
export interface ProtoField {
  readonly name: string;
  readonly type: string;
  readonly label: "" | "optional" | "repeated" | "required";
}

/** The declarations of a .proto file, by their names in the package: `UserEvents.Address`. */
export interface ProtoFile {
  readonly package: string;
  readonly messages: ReadonlyMap<string, ProtoMessage>;
  readonly enums: ReadonlySet<string>;
}

const TOKEN =
  /\/\/[^\n]*|\/\*[\s\S]*?(?:\*\/|$)|"(?:\\.|[^"\\])*"?|'(?:\\.|[^'\\])*'?|[A-Za-z_.][\w.]*|-?\d[\w.]*|[^\s]/g;

/** Reads the declarations of a file. The file must be valid: dex wrote it, or a registry accepted it. */
export function readProtobuf(text: string): ProtoFile {
  const tokens = (text.match(TOKEN) ?? []).filter((token) => !/^\/[/*]/.test(token));
  const reader = new ProtoReader(tokens);
  reader.body("", undefined);
  return reader;
}

interface OpenMessage {
  readonly fields: Map<number, ProtoField>;
  readonly reserved: Set<number>;
}

class ProtoReader implements ProtoFile {
  package = "";
  readonly messages = new Map<string, OpenMessage>();
  readonly enums = new Set<string>();
  readonly #tokens: readonly string[];
  #at = 0;

  constructor(tokens: readonly string[]) {
    this.#tokens = tokens;
  }

  /** Statements up to the closing brace of the block, or the end. */
  body(scope: string, message: OpenMessage | undefined): void {
    for (let token = this.#next(); token !== undefined && token !== "}"; token = this.#next()) {
      if (token === "message") this.#message(scope);
      else if (token === "enum") this.#enum(scope);
      else if (token === "oneof") this.#oneof(scope, message);
      else if (token === "package") this.package = this.#statement().join("");
      else if (token === "reserved") this.#reserved(message);
      else if (token === "extend" || token === "service") this.#skipBlock();
      else if (["syntax", "import", "option", "edition", "extensions", ";"].includes(token)) this.#skip(token);
      else this.#field(token, message);
    }
  }

  #next(): string | undefined {
    return this.#tokens[this.#at++];
  }

  #skip(token: string): void {
    if (token !== ";") this.#statement();
  }

  /** The tokens up to the semicolon. Options may contain braces and brackets. */
  #statement(): string[] {
    const found: string[] = [];
    let depth = 0;
    for (let token = this.#next(); token !== undefined; token = this.#next()) {
      if (token === ";" && depth === 0) return found;
      if (token === "{" || token === "[") depth++;
      if (token === "}" || token === "]") depth--;
      found.push(token);
    }
    return found;
  }

  #skipBlock(): void {
    while (this.#next() !== "{") if (this.#at > this.#tokens.length) return;
    for (let depth = 1; depth > 0 && this.#at <= this.#tokens.length; ) {
      const token = this.#next();
      depth += token === "{" ? 1 : token === "}" ? -1 : 0;
    }
  }

  #message(scope: string): void {
    const name = scope + (this.#next() ?? "");
    const message = { fields: new Map(), reserved: new Set<number>() };
    this.messages.set(name, message);
    this.#next();
    this.body(`${name}.`, message);
  }

  #enum(scope: string): void {
    this.enums.add(scope + (this.#tokens[this.#at] ?? ""));
    this.#skipBlock();
  }

  #oneof(scope: string, message: OpenMessage | undefined): void {
    this.#next();
    this.#next();
    this.body(scope, message);
  }

  #reserved(message: OpenMessage | undefined): void {
    const tokens = this.#statement();
    for (const [index, token] of tokens.entries()) {
      if (!/^\d+$/.test(token)) continue;
      const last = tokens[index + 1] === "to" ? Number(tokens[index + 2]) : Number(token);
      // Only the first number of a range to "max" is stored, because no field uses the others.
      for (let number = Number(token); number <= (Number.isNaN(last) ? Number(token) : last); number++)
        message?.reserved.add(number);
    }
  }

  #field(first: string, message: OpenMessage | undefined): void {
    const tokens = [first, ...this.#statement()];
    const equals = tokens.indexOf("=");
    if (equals < 2) return;
    const label = /^(optional|repeated|required)$/.test(first) ? (first as ProtoField["label"]) : "";
    const type = tokens.slice(label === "" ? 0 : 1, equals - 1).join("");
    message?.fields.set(Number(tokens[equals + 1]), { name: tokens[equals - 1] ?? "", type, label });
  }
}
