/** Removes a character from the end of a string, in linear time. `/x+$/` takes quadratic time for a long run that is not at the end. */
export function withoutEnd(text: string, character: RegExp): string {
  let end = text.length;
  while (end > 0 && character.test(text.charAt(end - 1))) end--;
  return text.slice(0, end);
}

/** Removes a character from the start and the end of a string. */
export function withoutEdges(text: string, character: RegExp): string {
  const end = withoutEnd(text, character);
  let start = 0;
  while (start < end.length && character.test(end.charAt(start))) start++;
  return end.slice(start);
}
