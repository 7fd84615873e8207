import type { Argument, Command, WordList } from "../../running/command.ts";
import { Code, code } from "../../text/quote/code.ts";
import * as python from "../../text/quote/python.ts";
import * as shell from "../../text/quote/shell.ts";
import type { Imported } from "./imports.ts";

/** A list of words as a constant of a DAG file. */
export interface ListConstant {
  readonly name: string;
  readonly words: readonly string[];
}

/** A command for bash: Python expressions to concatenate, and the constants that they refer to. */
export interface BashCommand {
  readonly parts: readonly Code[];
  readonly lists: readonly ListConstant[];
  /** Whether the parts refer to FULL_REFRESH. */
  readonly refreshes: boolean;
  readonly imports: readonly Imported[];
}

/** The options of printing a command. */
export interface BashOptions {
  /** The program, as shell words. */
  readonly program: string;
  /** Whether long lists become constants of the file. Two tasks of a file must not share a constant. */
  readonly hasConstants: boolean;
}

/** The constant whose value is the full-refresh flag or an empty string. */
const FULL_REFRESH = Code.trusted("FULL_REFRESH");

/** The length of a list's text above which the list becomes a constant. */
const SHORT = 60;

/** Prints a command for bash. */
export function bashCommand(command: Command, { program, hasConstants }: BashOptions): BashCommand {
  const parts: Code[] = [];
  const lists: ListConstant[] = [];
  const imports: Imported[] = [];
  let refreshes = false;
  let text = wordsOf(program);
  const endText = () => {
    if (text !== "") parts.push(python.string(text));
    text = "";
  };
  for (const argument of command.arguments) {
    if (typeof argument === "string") text += ` ${wordOf(argument)}`;
    else if (argument.kind === "variable") text += ` ${expansion(argument)}`;
    else if (argument.kind === "full-refresh") {
      endText();
      parts.push(FULL_REFRESH);
      refreshes = true;
    } else {
      const words = joined(argument);
      const isConstant = hasConstants && words.length > SHORT;
      text += separator(argument) + (isConstant ? "" : words);
      if (!isConstant) continue;
      endText();
      const constant = { name: argument.name.toUpperCase(), words: argument.words };
      parts.push(joinedConstant(argument, constant.name));
      lists.push(constant);
      if (isQuoted(argument)) imports.push("shlex");
    }
  }
  // Airflow would take the command for the name of a template file.
  if (/\.(?:sh|bash)$/.test(lastWord(command))) text += " ";
  endText();
  return { parts, lists, refreshes, imports };
}

/** The end of a command, apart from a flag that most runs do not have. */
function lastWord({ arguments: all }: Command): string {
  const last = all.filter((one) => typeof one === "string" || one.kind !== "full-refresh").at(-1);
  if (last === undefined) return "";
  if (typeof last === "string") return wordOf(last);
  return last.kind === "list" ? joined(last) : expansion(last as Extract<Argument, { readonly kind: "variable" }>);
}

/** The text that precedes each word of a list. */
function separator({ flag }: WordList): string {
  return flag === undefined ? " " : ` ${flag} `;
}

function joined(list: WordList): string {
  return list.words.map((word) => shell.word(word).text).join(separator(list));
}

/** Python code that joins the words of a constant in the same way as `joined`. */
function joinedConstant(list: WordList, constant: string): Code {
  const name = Code.trusted(constant);
  const between = python.string(separator(list));
  if (!isQuoted(list)) return code`${between}.join(${name})`;
  return list.flag === undefined ? code`shlex.join(${name})` : code`${between}.join(map(shlex.quote, ${name}))`;
}

/** Whether the shell needs quotes around a word of a list. */
function isQuoted({ words }: WordList): boolean {
  return words.some((word) => shell.word(word).text !== word);
}

function expansion({ name, otherwise, suffix = "" }: Extract<Argument, { readonly kind: "variable" }>): string {
  return otherwise === undefined ? `"$${name}"` : `"\${${name}:-${otherwise}}${suffix}"`;
}

/** The words of a command from the config, quoted where the shell needs quotes. */
function wordsOf(command: string): string {
  return command.trim().split(/\s+/).map(wordOf).join(" ");
}

/** A shell word. A flag may begin with a dash. */
function wordOf(word: string): string {
  return /^-[\w./:=,+-]*$/.test(word) ? word : shell.word(word).text;
}
