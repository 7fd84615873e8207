import type { Party } from "../../ir/contract.ts";

/** Who answers for a pipeline, in one name. */
export function ownerName({ team, name, email }: Party): string | undefined {
  return team ?? name ?? email;
}

/**
 * A text for a field that Airflow renders as a template: as it is where Jinja finds nothing in it and it is no name of a template's file, else as
 * the literal of an expression.
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
