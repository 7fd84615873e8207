import { type Automaton, SEARCH, START } from "./automaton.ts";
import type { Characters } from "./characters.ts";

/** The longest strings that are tried. */
const LONGEST = 1000;

/** The number of steps in a few milliseconds. */
const MOST_STEPS = 500_000;

/**
 * True if a backtracking engine takes too many steps for a string that does not match. For patterns without exponential or cubic growth, whose
 * repeats with a limit can still be slow: `(a|a){200}` has 2^200 ways. Tries strings a little longer than the pattern: one character repeated,
 * and the worst next character at each step.
 */
export function isSlow(automaton: Automaton): boolean {
  const labels = labelsOf(automaton);
  const length = Math.min(LONGEST, automaton.reads.length + 50);
  // A quadratic pattern of any length is allowed.
  const most = Math.max(MOST_STEPS, 3 * length ** 2);
  return [undefined, ...labels.common].some(
    (repeated) => stepsOf(automaton, labels, { repeated, length, most }) > most,
  );
}

interface Trial {
  /** The character to repeat; undefined for the worst one at each step. */
  readonly repeated: Characters | undefined;
  readonly length: number;
  readonly most: number;
}

interface Labels {
  /** The different sets of characters, and the one that leads to each state. */
  readonly sets: readonly Characters[];
  readonly ofState: readonly number[];
  /** One character for each group of characters that the same sets contain. */
  readonly atoms: readonly Characters[];
  /** The atoms that most states read. */
  readonly common: readonly Characters[];
}

function labelsOf({ reads }: Automaton): Labels {
  const sets = [...new Set(reads)];
  const ofState = reads.map((characters) => sets.indexOf(characters));
  const signatures = new Map<string, Characters>();
  for (let code = 0n; code <= 128n; code++) {
    const atom = 1n << code;
    const signature = sets.map((set) => ((set & atom) === 0n ? "0" : "1")).join("");
    if (!signatures.has(signature)) signatures.set(signature, atom);
  }
  const atoms = [...signatures.values()];
  const count = (atom: Characters) => reads.filter((characters) => (characters & atom) !== 0n).length;
  const common = atoms
    .map((atom) => ({ atom, states: count(atom) }))
    .sort((one, other) => other.states - one.states)
    .slice(0, 3)
    .map(({ atom }) => atom);
  return { sets, ofState, atoms, common };
}

/** Counts the steps for one string, up to the limit. */
function stepsOf({ reads, next, searches }: Automaton, labels: Labels, { repeated, length, most }: Trial): number {
  let ways = new Map<number, number>([[START, 1], ...(searches ? ([[SEARCH, 1]] as const) : [])]);
  let steps = 0;
  for (let read = 0; read < length && ways.size > 0 && steps <= most; read++) {
    const reached = new Map<number, number>();
    for (const [state, count] of ways)
      for (const [to, more] of next[state] ?? []) reached.set(to, (reached.get(to) ?? 0) + count * more);
    const character = repeated ?? worst(reached, labels);
    ways = new Map([...reached].filter(([state]) => ((reads[state] ?? 0n) & character) !== 0n));
    for (const count of ways.values()) steps += count;
  }
  return steps;
}

/** Returns the character that most ways read. If several are equal, the one that leads furthest into the pattern. */
function worst(reached: ReadonlyMap<number, number>, { sets, ofState, atoms }: Labels): Characters {
  const ways = sets.map(() => 0);
  const furthest = sets.map(() => 0);
  for (const [state, count] of reached) {
    const label = ofState[state] ?? 0;
    ways[label] = (ways[label] ?? 0) + count;
    furthest[label] = Math.max(furthest[label] ?? 0, state);
  }
  let best = { atom: 0n, ways: 0, furthest: 0 };
  for (const atom of atoms) {
    const found = { atom, ways: 0, furthest: 0 };
    for (const [label, characters] of sets.entries()) {
      if ((characters & atom) === 0n) continue;
      found.ways += ways[label] ?? 0;
      found.furthest = Math.max(found.furthest, furthest[label] ?? 0);
    }
    if (found.ways > best.ways || (found.ways === best.ways && found.furthest > best.furthest)) best = found;
  }
  return best.atom;
}
