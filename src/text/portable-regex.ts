/** A pattern in the portable subset, or where it leaves it and why. */
export type PortableRegex = { readonly normalised: string } | { readonly problem: string; readonly index: number };

const LONGEST = 512;
const MOST_REPEATS = 255;
const MOST_NESTED_REPEATS = 1000;
const CLASSES: Readonly<Record<string, string>> = { d: "0-9", w: "A-Za-z0-9_", s: " \\t\\n\\r\\f\\v" };

/**
 * Checks a regular expression against the subset that means the same to JavaScript, RE2, PostgreSQL, Java, Python and Snowflake, and writes out what
 * they would read differently: `\d`, `\w` and `\s` become ASCII classes, `.` becomes `[^\n\r]`. 255 repeats is PostgreSQL's limit,
 * and 1,000 in all, nested ones multiplied, is RE2's.
 * A repeated group that repeats without bound inside is refused: backtracking engines need exponential time for it.
 */
export function portablePattern(pattern: string): PortableRegex {
  if (pattern.length > LONGEST) return { problem: `it is longer than ${LONGEST} characters`, index: LONGEST };
  const state: State = { pattern, index: 0 };
  try {
    const { text } = alternation(state, 0);
    if (state.index < pattern.length) throw new Refusal("there is a ) without its (", state.index);
    return { normalised: text };
  } catch (error) {
    if (error instanceof Refusal) return { problem: error.message, index: error.index };
    throw error;
  }
}

interface State {
  readonly pattern: string;
  index: number;
}

/** A piece of the pattern, whether it can match texts of unbounded length, and how often its counted repeats, multiplied, repeat at most. */
interface Piece {
  readonly text: string;
  readonly unbounded: boolean;
  readonly repeats: number;
}

class Refusal extends Error {
  readonly index: number;
  constructor(message: string, index: number) {
    super(message);
    this.index = index;
  }
}

function alternation(state: State, depth: number): Piece {
  if (depth > 20) throw new Refusal("its groups are nested too deep", state.index);
  const branches = [sequence(state, depth)];
  while (state.pattern[state.index] === "|") {
    state.index++;
    branches.push(sequence(state, depth));
  }
  return {
    text: branches.map(({ text }) => text).join("|"),
    unbounded: branches.some(({ unbounded }) => unbounded),
    repeats: Math.max(...branches.map(({ repeats }) => repeats)),
  };
}

function sequence(state: State, depth: number): Piece {
  let text = "";
  let unbounded = false;
  let repeats = 1;
  while (state.index < state.pattern.length && !"|)".includes(state.pattern[state.index] ?? "")) {
    const piece = quantified(state, depth);
    text += piece.text;
    unbounded ||= piece.unbounded;
    repeats = Math.max(repeats, piece.repeats);
  }
  return { text, unbounded, repeats };
}

function quantified(state: State, depth: number): Piece {
  const start = state.index;
  const piece = atom(state, depth);
  const rest = state.pattern.slice(state.index);
  const match = /^(?:[?*+]|\{(\d{1,4})(,(\d{0,4}))?\})/.exec(rest);
  if (match === null) {
    if (rest.startsWith("{")) throw new Refusal("a { that is no repeat must be written \\{", state.index);
    return piece;
  }
  state.index += match[0].length;
  if ("^$".includes(piece.text)) throw new Refusal(`${piece.text} cannot be repeated`, start);
  const numbers = [match[1], match[3]].filter((number) => number !== undefined && number !== "").map(Number);
  if (numbers.some((number) => number > MOST_REPEATS))
    throw new Refusal(`it repeats more than ${MOST_REPEATS} times`, start);
  const repeats = piece.repeats * Math.max(1, ...numbers);
  if (repeats > MOST_NESTED_REPEATS)
    throw new Refusal(`its repeats, multiplied with those inside, come to more than ${MOST_NESTED_REPEATS}`, start);
  if (numbers.length === 2 && (numbers[0] ?? 0) > (numbers[1] ?? 0))
    throw new Refusal("its repeat runs backwards", start);
  if (/^[?+]/.test(state.pattern.slice(state.index)))
    throw new Refusal("lazy and possessive repeats are not portable", state.index);
  const endless = /^[*+]$/.test(match[0]) || match[2] === ",";
  if (piece.unbounded && match[0] !== "?")
    throw new Refusal("a repeat inside a repeat can take exponential time", start);
  return { text: piece.text + match[0], unbounded: piece.unbounded || endless, repeats };
}

function atom(state: State, depth: number): Piece {
  const character = state.pattern[state.index] ?? "";
  if (character === "(") return group(state, depth);
  if (character === "[") return { text: characterClass(state), unbounded: false, repeats: 1 };
  if (character === "\\") return { text: escaped(state), unbounded: false, repeats: 1 };
  if ("?*+".includes(character)) throw new Refusal(`there is nothing before ${character} to repeat`, state.index);
  if ("{}]".includes(character))
    throw new Refusal(`a ${character} that stands for itself must be written \\${character}`, state.index);
  state.index++;
  if (character === ".") return { text: "[^\\n\\r]", unbounded: false, repeats: 1 };
  const code = character.charCodeAt(0);
  if (code < 32 || code > 126) throw new Refusal("it has a character outside printable ASCII", state.index - 1);
  return { text: character, unbounded: false, repeats: 1 };
}

function group(state: State, depth: number): Piece {
  const start = state.index++;
  if (state.pattern[state.index] === "?") {
    if (state.pattern[state.index + 1] !== ":") throw new Refusal("only ( ) and (?: ) groups are portable", start);
    state.index += 2;
  }
  const inside = alternation(state, depth + 1);
  if (state.pattern[state.index] !== ")") throw new Refusal("there is a ( without its )", start);
  state.index++;
  return { text: `(${inside.text})`, unbounded: inside.unbounded, repeats: inside.repeats };
}

/** An escape outside a class: a class of characters, a control character, or punctuation that stands for itself. */
function escaped(state: State): string {
  const character = state.pattern[state.index + 1] ?? "";
  const at = state.index;
  state.index += 2;
  const members = CLASSES[character.toLowerCase()];
  if (members !== undefined && /[dws]/i.test(character))
    return character === character.toLowerCase() ? `[${members}]` : `[^${members}]`;
  if (/[tnrfv]/.test(character)) return `\\${character}`;
  if (/[!-/:-@[-`{-~]/.test(character)) return /[\\^$.*+?()[\]{}|]/.test(character) ? `\\${character}` : character;
  throw new Refusal(`the escape \\${character} is not portable`, at);
}

function characterClass(state: State): string {
  const start = state.index++;
  const negated = state.pattern[state.index] === "^";
  if (negated) state.index++;
  let members = "";
  while (state.pattern[state.index] !== "]") {
    if (state.index >= state.pattern.length) throw new Refusal("there is a [ without its ]", start);
    members += classMember(state);
  }
  state.index++;
  if (members === "") throw new Refusal("an empty class matches nothing", start);
  return `[${negated ? "^" : ""}${members}]`;
}

/** One character of a class, or a range of two. */
function classMember(state: State): string {
  const first = classCharacter(state);
  if (state.pattern[state.index] !== "-" || state.pattern[state.index + 1] === "]") return first.text;
  const at = state.index++;
  const last = classCharacter(state);
  if (first.code === undefined || last.code === undefined || first.code > last.code)
    throw new Refusal("its range runs backwards", at);
  return `${first.text}-${last.text}`;
}

function classCharacter(state: State): { text: string; code?: number } {
  const character = state.pattern[state.index] ?? "";
  if (character === "[") throw new Refusal("a [ inside a class must be written \\[", state.index);
  if (character === "\\") {
    const next = state.pattern[state.index + 1] ?? "";
    const members = /[dws]/.test(next) ? CLASSES[next] : undefined;
    if (members !== undefined) {
      state.index += 2;
      return { text: members };
    }
    if (/[DWS]/.test(next)) throw new Refusal(`\\${next} inside a class is not portable`, state.index);
    if (next === "-") {
      state.index += 2;
      return { text: "\\-", code: 45 };
    }
    const text = escaped(state);
    return {
      text,
      ...(/^\\?[!-~]$/.test(text) && !/^\\[tnrfv]$/.test(text) && { code: text.charCodeAt(text.length - 1) }),
    };
  }
  const code = character.charCodeAt(0);
  if (code < 32 || code > 126) throw new Refusal("it has a character outside printable ASCII", state.index);
  state.index++;
  return { text: /[\\\]^-]/.test(character) ? `\\${character}` : character, code };
}
