/**
 * Escapes a string for a field that Airflow renders as a template. A string with Jinja syntax, or one that Airflow would read as the name of a template
 * file, becomes a literal in a Jinja expression. Any other string stays unchanged.
 */
export function templated(text: string): string {
  if (!/\{[{%#]|\.(?:html?|sh|bash|sql|json|md|txt|jinja2?)$/.test(text)) return text;
  const escaped = [...text].map((character) => {
    if (/^[\w @.,:;+-]$/.test(character)) return character;
    const digits = (character.codePointAt(0) ?? 0).toString(16);
    return digits.length > 4 ? `\\U${digits.padStart(8, "0")}` : `\\u${digits.padStart(4, "0")}`;
  });
  return `{{ '${escaped.join("")}' }}`;
}
