/** Random numbers that a seed determines: the same on every machine. */
export interface Random {
  /** A whole number of at least 0 and less than the limit. */
  below(limit: number): number;
  /** A whole number from `low` to `high`, both included. */
  between(low: bigint, high: bigint): bigint;
  pick<T>(choices: readonly T[]): T | undefined;
  /** True for one in a number of calls, on average. */
  oneIn(count: number): boolean;
}

/** Random numbers from a seed and names, such as those of a dataset and a column. Streams with different names are independent. */
export function randomOf(seed: number, ...names: readonly string[]): Random {
  const next = mulberry(hash(JSON.stringify([seed, ...names])));
  const below = (limit: number) => Math.floor((next() / 2 ** 32) * limit);
  const between = (low: bigint, high: bigint): bigint => {
    const size = high - low + 1n;
    if (size <= 2n ** 31n) return low + BigInt(below(Number(size)));
    let drawn = 0n;
    for (let bits = size.toString(2).length + 32; bits > 0; bits -= 32) drawn = (drawn << 32n) | BigInt(next());
    return low + (drawn % size);
  };
  return { below, between, pick: (choices) => choices[below(choices.length)], oneIn: (count) => below(count) === 0 };
}

/** FNV-1a, 32 bits. */
function hash(text: string): number {
  let state = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) state = Math.imul(state ^ text.charCodeAt(index), 0x01000193);
  return state >>> 0;
}

/** Mulberry32: numbers of 32 bits. */
function mulberry(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return (mixed ^ (mixed >>> 14)) >>> 0;
  };
}
