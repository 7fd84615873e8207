import type { AST } from "@eslint-community/regexpp";
import { ALL, type Characters, charactersOf, type OneCharacter } from "./characters.ts";

/** The first state: a match that begins at the start of the string. */
export const START = 0;
/** The second state: the search before a match begins. It reads any character. */
export const SEARCH = 1;

/**
 * The automaton of a pattern. A state is the character of the pattern that was matched last; repeats with a limit are expanded. An edge has
 * the number of ways in which a backtracking engine takes it, so that `(a|a)*` and `(a*)*` have more ways than `a*`.
 */
export interface Automaton {
  /** The characters that lead to each state. */
  readonly reads: readonly Characters[];
  /** For each state, the next ones, with the number of ways. */
  readonly next: readonly ReadonlyMap<number, number>[];
  /** False if every match begins at the start of the string. */
  readonly searches: boolean;
}

const MOST_STATES = 5000;
const MOST_EDGES = 20_000;

/** Returns the automaton of a portable pattern; undefined if it is too large. */
export function automatonOf(pattern: AST.Pattern): Automaton | undefined {
  const builder = new Builder();
  try {
    const begun = pattern.alternatives.map((branch) => ({ branch, fragment: builder.alternative(branch, true) }));
    for (const { branch, fragment } of begun)
      builder.join(new Map([[isAnchored(branch) ? START : SEARCH, 1]]), fragment.first);
  } catch (error) {
    if (error instanceof TooLarge) return undefined;
    throw error;
  }
  const searches = builder.next[SEARCH]?.size !== 0;
  if (searches) builder.next[SEARCH]?.set(SEARCH, 1);
  return { reads: builder.reads, next: builder.next, searches };
}

function isAnchored({ elements: [first] }: AST.Alternative): boolean {
  if (first?.type === "Assertion") return first.kind === "start";
  return (first?.type === "Group" || first?.type === "CapturingGroup") && first.alternatives.every(isAnchored);
}

class TooLarge extends Error {}

type Ways = Map<number, number>;

/** A part of the automaton: where it begins and ends, and the number of ways in which it matches the empty string. */
interface Fragment {
  readonly first: Ways;
  readonly last: Ways;
  readonly empty: number;
}

const EMPTY: Fragment = { first: new Map(), last: new Map(), empty: 1 };

class Builder {
  readonly reads: Characters[] = [0n, ALL];
  readonly next: Ways[] = [new Map(), new Map()];
  private edges = 0;

  /**
   * A sequence. `isTail`: the pattern ends after it. Nothing can fail after a repeat of one character at its end, so the engine never backtracks
   * into it.
   */
  alternative({ elements }: AST.Alternative, isTail: boolean): Fragment {
    return elements.reduce<Fragment>(
      (before, element, index) => this.sequence(before, this.element(element, isTail && index === elements.length - 1)),
      EMPTY,
    );
  }

  private element(element: AST.Element, isTail: boolean): Fragment {
    switch (element.type) {
      case "Quantifier":
        return this.repeat(element, isTail);
      case "Group":
      case "CapturingGroup":
        return element.alternatives
          .map((branch) => this.alternative(branch, isTail))
          .reduce((one, other) => ({
            first: sum(one.first, other.first),
            last: sum(one.last, other.last),
            empty: one.empty + other.empty,
          }));
      case "Character":
      case "CharacterSet":
      case "CharacterClass":
        return this.character(element);
      default:
        return EMPTY;
    }
  }

  private character(element: OneCharacter): Fragment {
    if (this.reads.length > MOST_STATES) throw new TooLarge();
    const state = this.reads.push(charactersOf(element)) - 1;
    this.next.push(new Map());
    return { first: new Map([[state, 1]]), last: new Map([[state, 1]]), empty: 0 };
  }

  private repeat({ element, min, max }: AST.Quantifier, isTail: boolean): Fragment {
    const inside = () => this.element(element, false);
    const most = isTail && isOne(element) ? min : max;
    let before = EMPTY;
    const copies = Number.isFinite(most) ? min : Math.max(0, min - 1);
    for (let copy = 0; copy < copies; copy++) before = this.sequence(before, inside());
    if (Number.isFinite(most)) return this.sequence(before, this.optional(inside, most - min));
    const body = inside();
    this.join(body.last, body.first);
    return this.sequence(before, min === 0 ? { ...body, empty: 1 } : body);
  }

  /** `(X(X(X)?)?)?`. An engine skips an optional part that would match the empty string. */
  private optional(inside: () => Fragment, times: number): Fragment {
    let rest = EMPTY;
    for (let time = 0; time < times; time++) rest = { ...this.sequence({ ...inside(), empty: 0 }, rest), empty: 1 };
    return rest;
  }

  private sequence(before: Fragment, after: Fragment): Fragment {
    if (before === EMPTY) return after;
    this.join(before.last, after.first);
    return {
      first: before.empty === 0 ? before.first : sum(before.first, after.first, before.empty),
      last: after.empty === 0 ? after.last : sum(after.last, before.last, after.empty),
      empty: before.empty * after.empty,
    };
  }

  /** Adds an edge from each last state to each first state. */
  join(last: Ways, first: Ways): void {
    this.edges += last.size * first.size;
    if (this.edges > MOST_EDGES) throw new TooLarge();
    for (const [from, ways] of last) {
      const edges = this.next[from];
      for (const [to, more] of first) edges?.set(to, (edges.get(to) ?? 0) + ways * more);
    }
  }
}

/** Adds the ways of two sets, those of the second one multiplied. */
function sum(one: Ways, other: Ways, times = 1): Ways {
  const all = new Map(one);
  for (const [state, ways] of other) all.set(state, (all.get(state) ?? 0) + ways * times);
  return all;
}

function isOne({ type }: AST.Element): boolean {
  return type === "Character" || type === "CharacterSet" || type === "CharacterClass";
}
