import type { Diagnostic, Fix } from "../diagnostic.ts";

/** The message, and the fix unless the message already says what to write. For formats without a member for fixes. */
export function messageWithFix({ message, fix }: Diagnostic): string {
  return fix === undefined || repeats(fix, message) ? message : `${message} Fix: ${fix.title}`;
}

/** True when the message already says what to write. */
export function repeats({ edits }: Fix, message: string): boolean {
  return edits.length > 0 && edits.every(({ text }) => message.includes(text));
}
