/** A user's text on the terminal: what would move the cursor or cannot be seen is spelled out. */
export function shown(text: string): string {
  const spelled = text.replace(
    /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu,
    (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`,
  );
  return spelled.length > 120 ? `${spelled.slice(0, 119)}…` : spelled;
}

/** A user's text as one word of a POSIX shell, for a command that is shown to be copied. */
export function shownForShell(text: string): string {
  if (/^[\w./@%+,:][\w./@%+,:-]*$/.test(text)) return text;
  // A word that begins with a hyphen would be taken for an option.
  return `'${(text.startsWith("-") ? `./${text}` : text).replaceAll("'", "'\\''")}'`;
}
