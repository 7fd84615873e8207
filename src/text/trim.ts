/**
 * The text without these characters at its end. `/x+$/` takes quadratic time: the engine tries it at each `x` of a run that something follows.
 */
export function withoutEnd(text: string, character: RegExp): string {
  let end = text.length;
  while (end > 0 && character.test(text.charAt(end - 1))) end--;
  return text.slice(0, end);
}

/** The text without these characters at its start and its end. */
export function withoutEdges(text: string, character: RegExp): string {
  const end = withoutEnd(text, character);
  let start = 0;
  while (start < end.length && character.test(end.charAt(start))) start++;
  return end.slice(start);
}
