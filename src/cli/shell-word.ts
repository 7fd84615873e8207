/** Quotes a string as one word of a POSIX shell command, for commands that the user copies. */
export function shellWord(text: string): string {
  if (/^[\w./@%+,:][\w./@%+,:-]*$/.test(text)) return text;
  // A shell command would take a word that begins with a hyphen as an option.
  return `'${(text.startsWith("-") ? `./${text}` : text).replaceAll("'", "'\\''")}'`;
}
