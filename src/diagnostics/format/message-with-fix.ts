import type { Diagnostic, Fix } from "../diagnostic.ts";

/** The message and its fix, for formats without a member for fixes. Without the fix if the message already contains it. */
export function messageWithFix({ message, fix }: Diagnostic): string {
  return fix === undefined || repeats(fix, message) ? message : `${message} Fix: ${fix.title}`;
}

/** True if the message already contains what to write. */
export function repeats({ edits }: Fix, message: string): boolean {
  return edits.length > 0 && edits.every(({ text }) => message.includes(text));
}
