/** The first byte of a file that is not UTF-8, counted from 0, and its line, counted from 1. */
export function firstBadByte(bytes: Uint8Array): { readonly byte: number; readonly line: number } {
  let [good, bad] = [0, bytes.length];
  while (bad - good > 1) {
    const middle = Math.floor((good + bad) / 2);
    if (charactersOf(bytes.subarray(0, middle)) !== undefined) good = middle;
    else bad = middle;
  }
  const characters = charactersOf(bytes.subarray(0, good)) ?? "";
  return { byte: new TextEncoder().encode(characters).length, line: characters.split("\n").length };
}

/** The characters of UTF-8, without one that is cut off at the end; undefined for other bytes. */
function charactersOf(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes, { stream: true });
  } catch {
    // The decoder throws only for bytes that are not UTF-8.
    return undefined;
  }
}
