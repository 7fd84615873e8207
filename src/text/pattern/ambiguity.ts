import { type Automaton, SEARCH } from "./automaton.ts";
import { components } from "./components.ts";

/** How the number of ways to match a string grows with its length, in the worst case. */
export type Growth = "constant" | "linear" | "polynomial" | "exponential" | "unknown";

const MOST_STEPS = 120_000;

class TooLong extends Error {}

/** Two loops of the automaton, by index. One string can go around the first, lead from the first to the second, and go around the second. */
interface Pair {
  readonly from: number;
  readonly to: number;
}

/** Finds how the number of ways grows. The result is exact, or `unknown` if the search takes more than `most` steps. */
export function growthOf(automaton: Automaton, most = MOST_STEPS): Growth {
  try {
    return new Search(automaton, most).growth();
  } catch (error) {
    if (error instanceof TooLong) return "unknown";
    throw error;
  }
}

/** True if every string has at most one way from any state, as with most patterns in contracts. */
export function isDeterministic({ reads, next }: Automaton): boolean {
  return next.every((edges, from) => {
    let read = 0n;
    for (const [to, ways] of edges) {
      if (from === SEARCH && to === SEARCH) continue;
      const characters = reads[to] ?? 0n;
      if (ways > 1 || (read & characters) !== 0n) return false;
      read |= characters;
    }
    return true;
  });
}

/**
 * Looks for pairs of states in the product of the automaton with itself (Weber and Seidl, 1991). If one
 * string has two ways around a loop, the number of ways grows exponentially. If it can go around one loop, lead from there to another one, and
 * go around that one, the number grows linearly; with a chain of two such pairs, quadratically.
 */
class Search {
  private steps = 0;
  private readonly automaton: Automaton;
  private readonly most: number;
  private readonly loops: readonly (readonly number[])[];
  private readonly loopOf: readonly (number | undefined)[];
  private readonly reached: readonly ReadonlySet<number>[];

  constructor(automaton: Automaton, most: number) {
    this.automaton = automaton;
    this.most = most;
    const found = components(automaton.next);
    this.loops = found.loops;
    this.loopOf = found.loopOf;
    this.reached = this.loops.map((loop) => this.reachable(loop));
  }

  growth(): Growth {
    if (this.loops.some((loop, index) => this.isExponential(loop, index))) return "exponential";
    const pairs: Pair[] = [];
    for (const pair of this.pairs()) {
      if ([...pairs, pair].some((other) => this.isChain(pair, other) || this.isChain(other, pair))) return "polynomial";
      pairs.push(pair);
    }
    return pairs.length === 0 ? "constant" : "linear";
  }

  private *pairs(): Generator<Pair> {
    for (const from of this.loops.keys())
      for (const to of this.loops.keys()) if (from !== to && this.isPair(from, to)) yield { from, to };
  }

  private isChain({ to }: Pair, { from }: Pair): boolean {
    return to === from || this.leadsTo(to, from);
  }

  private step(): void {
    if (++this.steps > this.most) throw new TooLong();
  }

  private reachable(from: readonly number[]): ReadonlySet<number> {
    const all = new Set(from);
    for (const state of all) for (const to of this.edges(state)) all.add(to);
    this.steps += all.size;
    this.step();
    return all;
  }

  private edges(state: number): readonly number[] {
    return [...(this.automaton.next[state] ?? new Map<number, number>()).keys()];
  }

  private reads(state: number): bigint {
    return this.automaton.reads[state] ?? 0n;
  }

  private leadsTo(from: number, to: number): boolean {
    const [first = -1] = this.loops[to] ?? [];
    return from !== to && (this.reached[from]?.has(first) ?? false);
  }

  /** True if one string has two different ways from a state of the loop to another. */
  private isExponential(loop: readonly number[], index: number): boolean {
    const inside = (state: number) => this.edges(state).filter((to) => this.loopOf[to] === index);
    const isDoubled = (from: number) => inside(from).some((to) => (this.automaton.next[from]?.get(to) ?? 0) > 1);
    if (loop.some(isDoubled)) return true;
    const size = this.automaton.next.length;
    const apart = new Set<number>();
    const visit = (one: number, other: number, isSame: boolean): boolean => {
      const others = inside(other);
      for (const to of inside(one))
        for (const also of others) {
          this.step();
          if ((this.reads(to) & this.reads(also)) === 0n) continue;
          if (to === also && !isSame) return true;
          if (to !== also) apart.add(Math.min(to, also) * size + Math.max(to, also));
        }
      return false;
    };
    for (const state of loop) visit(state, state, true);
    for (const pair of apart) if (visit(Math.floor(pair / size), pair % size, false)) return true;
    return false;
  }

  private isPair(from: number, to: number): boolean {
    if (!this.leadsTo(from, to)) return false;
    return (this.loops[from] ?? []).some((first) => (this.loops[to] ?? []).some((last) => this.isPairOf(first, last)));
  }

  /** True if one string leads from `first` to itself, from `first` to `last`, and from `last` to itself. */
  private isPairOf(first: number, last: number): boolean {
    const [before, after] = [this.loopOf[first], this.loopOf[last]];
    const seen = new Set<string>();
    const waiting: (readonly [number, number, number])[] = [[first, first, last]];
    const within = (state: number, loop: number | undefined) =>
      this.edges(state).filter((to) => this.loopOf[to] === loop);
    for (let triple = waiting.pop(); triple !== undefined; triple = waiting.pop()) {
      const [one, middle, other] = triple;
      const around = within(one, before).flatMap((a) =>
        within(other, after).flatMap((b) => {
          this.step();
          const characters = this.reads(a) & this.reads(b);
          return characters === 0n ? [] : [{ a, b, characters }];
        }),
      );
      for (const { a, b, characters } of around) {
        for (const to of this.edges(middle)) {
          this.step();
          if ((characters & this.reads(to)) === 0n) continue;
          if (a === first && to === last && b === last) return true;
          const key = `${a} ${to} ${b}`;
          if (seen.has(key)) continue;
          seen.add(key);
          waiting.push([a, to, b]);
        }
      }
    }
    return false;
  }
}
