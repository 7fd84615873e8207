import { type AST, RegExpParser } from "@eslint-community/regexpp";

/** A matcher that backtracks like the engines of JavaScript and Python, and counts its steps. It throws after `most` steps. */
export class TooManySteps extends Error {}

type Next = (at: number) => boolean;

/** The steps that a search for a pattern takes in a string. */
export function stepsOf(pattern: Pick<RegExp, "source" | "flags">, input: string, most = 1e7): number {
  return new Matcher(pattern, input, most).search();
}

class Matcher {
  private steps = 0;
  private readonly pattern: AST.Pattern;
  private readonly groups = new Map<AST.CapturingGroup, string>();

  private readonly flags: string;
  private readonly input: string;
  private readonly most: number;

  constructor({ source, flags }: Pick<RegExp, "source" | "flags">, input: string, most: number) {
    this.flags = flags;
    this.input = input;
    this.most = most;
    const unicode = flags.includes("u") || flags.includes("v");
    this.pattern = new RegExpParser({ ecmaVersion: 2025 }).parsePattern(source, 0, source.length, {
      unicode,
      unicodeSets: flags.includes("v"),
    });
  }

  search(): number {
    const starts = this.flags.includes("y") || isAnchored(this.pattern.alternatives) ? 1 : this.input.length + 1;
    for (let start = 0; start < starts; start++) if (this.branches(this.pattern.alternatives, start, () => true)) break;
    return this.steps;
  }

  private branches(branches: readonly AST.Alternative[], at: number, next: Next): boolean {
    return branches.some(({ elements }) => this.sequence(elements, 0, at, next));
  }

  private sequence(elements: readonly AST.Element[], index: number, at: number, next: Next): boolean {
    const element = elements[index];
    if (element === undefined) return next(at);
    return this.element(element, at, (end) => this.sequence(elements, index + 1, end, next));
  }

  private element(element: AST.Element, at: number, next: Next): boolean {
    if (++this.steps > this.most) throw new TooManySteps(`more than ${this.most} steps`);
    switch (element.type) {
      case "Quantifier":
        return this.isSingle(element.element) ? this.run(element, at, next) : this.repeat(element, 0, at, next);
      case "Group":
        return this.branches(element.alternatives, at, next);
      case "CapturingGroup":
        return this.branches(element.alternatives, at, (end) => {
          this.groups.set(element, this.input.slice(at, end));
          return next(end);
        });
      case "Backreference": {
        const [group] = [element.resolved].flat();
        const text = (group && this.groups.get(group)) ?? "";
        return this.input.startsWith(text, at) && next(at + text.length);
      }
      case "Assertion":
        return this.isTrue(element, at) && next(at);
      default: {
        const width = this.width(element, at);
        return width > 0 && next(at + width);
      }
    }
  }

  private isSingle({ type }: AST.QuantifiableElement): boolean {
    return type === "Character" || type === "CharacterSet" || type === "CharacterClass";
  }

  /** A repeat of one character, without recursion. */
  private run({ element, min, max, greedy }: AST.Quantifier, at: number, next: Next): boolean {
    const ends = [at];
    for (let end = at; ends.length <= max; ) {
      if (!greedy && ends.length > min && next(end)) return true;
      if (++this.steps > this.most) throw new TooManySteps(`more than ${this.most} steps`);
      const width = this.width(element, end);
      if (width === 0) return greedy && this.giveBack(ends, min, next);
      end += width;
      ends.push(end);
    }
    return greedy ? this.giveBack(ends, min, next) : ends.length > min && next(ends.at(-1) ?? at);
  }

  private giveBack(ends: readonly number[], min: number, next: Next): boolean {
    for (let count = ends.length - 1; count >= min; count--) {
      if (++this.steps > this.most) throw new TooManySteps(`more than ${this.most} steps`);
      if (next(ends[count] ?? 0)) return true;
    }
    return false;
  }

  private repeat(quantifier: AST.Quantifier, times: number, at: number, next: Next): boolean {
    const { element, min, max, greedy } = quantifier;
    const more = () =>
      times < max &&
      this.element(element, at, (end) => (end > at || times < min) && this.repeat(quantifier, times + 1, end, next));
    if (times < min) return more();
    return greedy ? more() || next(at) : next(at) || more();
  }

  private isTrue(assertion: AST.Assertion, at: number): boolean {
    const word = (index: number) => /\w/.test(this.input[index] ?? " ");
    const multiline = this.flags.includes("m");
    switch (assertion.kind) {
      case "start":
        return at === 0 || (multiline && this.input[at - 1] === "\n");
      case "end":
        return at === this.input.length || (multiline && this.input[at] === "\n");
      case "word":
        return (word(at - 1) !== word(at)) !== assertion.negate;
      case "lookahead":
        return this.branches(assertion.alternatives, at, () => true) !== assertion.negate;
      case "lookbehind":
        return new RegExp(`(?:${assertion.raw})`, this.flags.replace(/[gy]/g, "")).test(this.input.slice(0, at));
    }
  }

  /** The length of the character that matches here, or 0. */
  private width(element: AST.Element, at: number): number {
    const unicode = this.flags.includes("u") || this.flags.includes("v");
    const character = unicode ? String.fromCodePoint(this.input.codePointAt(at) ?? 0) : (this.input[at] ?? "");
    if (at >= this.input.length) return 0;
    return this.tester(element).test(character) ? character.length : 0;
  }

  private readonly testers = new Map<AST.Element, RegExp>();

  private tester(element: AST.Element): RegExp {
    const known = this.testers.get(element);
    if (known) return known;
    const tester = new RegExp(`^${element.raw}$`, this.flags.replace(/[gym]/g, ""));
    this.testers.set(element, tester);
    return tester;
  }
}

function isAnchored(branches: readonly AST.Alternative[]): boolean {
  return branches.every(({ elements: [first] }) => {
    if (first?.type === "Assertion") return first.kind === "start";
    return (first?.type === "Group" || first?.type === "CapturingGroup") && isAnchored(first.alternatives);
  });
}
