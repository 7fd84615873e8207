import { defineDiagnostics } from "../diagnostics/define.ts";

/** What can be wrong with the text of a document. */
export const diagnostics = defineDiagnostics("parse", {
  "forbidden-character": {
    severity: "error",
    message: ({ character }: { character: string }) =>
      `${character} stands here, which cannot be seen and may make a reader see something else than dex does. Remove it.`,
  },
  "too-deep": {
    severity: "error",
    message: ({ limit }: { limit: number }) =>
      `This is nested more than ${limit} levels deep. A contract needs about ten; flatten it.`,
  },
  "too-many-nodes": {
    severity: "error",
    message: ({ limit, what }: { limit: number; what: string }) =>
      `This document has more than ${limit} ${what}. Split it: one contract per file.`,
  },
  directive: {
    severity: "error",
    message: ({ text }: { text: string }) =>
      `The directive "${clip(text)}" would change how the rest of the file is read. Remove it: dex reads YAML 1.2.`,
  },
  tag: {
    severity: "error",
    message: ({ text }: { text: string }) =>
      `The tag "${clip(text)}" is not part of the language. Remove it, and put the value in quotes if it must be text.`,
  },
  alias: {
    severity: "error",
    message: ({ text, kind }: { text: string; kind: string }) =>
      `The ${kind} "${clip(text)}" is not part of the language. Write the value out where it is used; if it is text, put it in quotes.`,
  },
  "several-documents": {
    severity: "error",
    message: (_: object) =>
      `A second document begins here. Put each document into a file of its own, and remove the "---".`,
  },
  empty: {
    severity: "error",
    message: (_: object) => "This file has no content. Write a contract or a pipeline spec, or remove the file.",
  },
  "duplicate-key": {
    severity: "error",
    message: ({ key }: { key: string }) => `The key "${clip(key)}" stands twice in one mapping. Remove one of the two.`,
  },
  "bad-key": {
    severity: "error",
    message: ({ key, problem }: { key: string; problem: string }) =>
      `"${clip(key)}" cannot be a key: ${problem}. Use another name.`,
  },
  "unquoted-key": {
    severity: "error",
    message: ({ key }: { key: string }) =>
      key === ""
        ? "There is no key before this colon. Write one."
        : `The key ${clip(key)} is read as a value of another kind than text. Put it in quotes: "${clip(key)}".`,
  },
  "collection-key": {
    severity: "error",
    message: (_: object) =>
      "A list or a mapping cannot be a key. Use a name as the key; put a text that begins with a bracket or a brace in quotes.",
  },
  "inexact-number": {
    severity: "error",
    message: ({ text, problem }: { text: string; problem: string }) =>
      `The number ${clip(text)} ${problem}. Put it in quotes, "${clip(text)}", or write it in another way.`,
  },
  syntax: {
    severity: "error",
    message: ({ problem }: { problem: string }) => problem,
  },
  "ignore-without-reason": {
    severity: "warning",
    message: ({ text }: { text: string }) =>
      `This comment, "${clip(text)}", ignores nothing. Write "# dex-ignore phase/name: reason"; the reason is not optional.`,
  },
  "unused-ignore": {
    severity: "warning",
    message: ({ code }: { code: string }) =>
      `There is no warning ${code} on this line or the next one, so there is nothing to ignore. Remove the comment.`,
  },
  "ignored-error": {
    severity: "warning",
    message: ({ code }: { code: string }) =>
      `${code} is an error, and only warnings can be ignored. Mend what it says, and remove this comment.`,
  },
});

/** The beginning of a long text: a message quotes enough to find the place by. */
function clip(text: string): string {
  const characters = [...text.slice(0, 200)];
  return characters.length > 60 ? `${characters.slice(0, 59).join("")}…` : text;
}
