import { readFileSync } from "node:fs";
import { type AST, RegExpParser } from "@eslint-community/regexpp";
import fastGlob from "fast-glob";
import ts from "typescript";
import { growthOf, isDeterministic } from "../../src/text/pattern/ambiguity.ts";
import { type Automaton, automatonOf, SEARCH, START } from "../../src/text/pattern/automaton.ts";
import { stepsOf } from "./backtracking.ts";

/** A regular expression of dex or of a file that dex writes, and where it is. */
export interface OwnPattern {
  readonly place: string;
  readonly source: string;
  readonly flags: string;
}

/** TypeScript and JavaScript of dex, and JavaScript that dex has written. */
const SCRIPTS = ["src/**/*.ts", "generated/**/*.js", "test/emit/*/expected/**/*.js"];
const PYTHON = ["templates/**/*.py.njk", "generated/**/*.py", "test/emit/*/expected/**/*.py"];

/** All regular expressions that are literals, in scripts, in templates of scripts and in Python. */
export function ownPatterns(): readonly OwnPattern[] {
  // The parser goes on after a tag of the template language, so it finds the literals between the tags.
  const scripts = fastGlob.sync([...SCRIPTS, "templates/**/*.js.njk"]);
  const all = [...scripts.flatMap(patternsOf), ...fastGlob.sync(PYTHON).flatMap(pythonPatterns)];
  return [...new Map(all.map((pattern) => [`${pattern.flags} ${pattern.source}`, pattern])).values()];
}

/** The number of `new RegExp` in each file of src. */
export function madePatterns(): Readonly<Record<string, number>> {
  const files = fastGlob.sync("src/**/*.ts").sort();
  const counts = files.map((path) => [path, readFileSync(path, "utf8").split(/\bRegExp\(/).length - 1] as const);
  return Object.fromEntries(counts.filter(([, count]) => count > 0));
}

function patternsOf(path: string): readonly OwnPattern[] {
  const file = ts.createSourceFile(path.replace(/\.njk$/, ""), readFileSync(path, "utf8"), ts.ScriptTarget.Latest);
  const found: OwnPattern[] = [];
  const add = (node: ts.Node, source: string, flags: string) => {
    const { line } = file.getLineAndCharacterOfPosition(node.getStart(file));
    found.push({ place: `${path}:${line + 1}`, source, flags });
  };
  const visit = (node: ts.Node): void => {
    if (ts.isRegularExpressionLiteral(node)) {
      const end = node.text.lastIndexOf("/");
      add(node, node.text.slice(1, end), node.text.slice(end + 1));
    }
    // A string with an anchor is a pattern for another language: SQL, JSON Schema, Python.
    if (ts.isStringLiteralLike(node) && /^\^.|[\w)\]*+?}]\$$/.test(node.text) && isValid(node.text))
      add(node, node.text, "");
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

function pythonPatterns(path: string): readonly OwnPattern[] {
  const text = readFileSync(path, "utf8");
  return [...text.matchAll(/\bre\.[a-z]+\((.*)/g)].map(([call, written = ""]) => {
    const literal = /^r?"((?:\\.|[^"\\])*)"/.exec(written);
    if (literal === null) throw new Error(`${path}: the pattern is not a literal: ${call}`);
    return { place: path, source: literal[1] ?? "", flags: "" };
  });
}

function isValid(source: string): boolean {
  try {
    return parse({ source, flags: "" }) !== undefined;
  } catch {
    return false;
  }
}

function parse({ source, flags }: Pick<OwnPattern, "source" | "flags">): AST.Pattern {
  const unicode = flags.includes("u");
  return new RegExpParser({ ecmaVersion: 2025 }).parsePattern(source, 0, source.length, { unicode });
}

/** The automaton with the meaning of the flags, and with at least the characters that a property has. */
function exactAutomaton({ source, flags }: OwnPattern): Automaton {
  const plain = source.replaceAll("\\p{L}", "A-Za-z\\xaa").replaceAll("\\p{N}", "0-9\\xaa");
  // With the flag `m`, a line may begin anywhere.
  const automaton = automatonOf(parse({ source: flags.includes("m") ? plain.replaceAll("^", "(?:)") : plain, flags }));
  if (automaton === undefined) throw new Error(`${source} is too large to analyse`);
  const reads = flags.includes("i") ? automaton.reads.map(inBothCases) : automaton.reads;
  return { ...automaton, reads };
}

function inBothCases(characters: bigint): bigint {
  let all = characters;
  for (let code = 65n; code <= 90n; code++) {
    const both = (1n << code) | (1n << (code + 32n));
    if ((characters & both) !== 0n) all |= both;
  }
  return all;
}

/**
 * How the time of a search can grow, at worst, with the length of the string. A pattern with the flag `y` counts as a search too, because a
 * tokenizer begins again after a character that it does not know.
 */
export function timeOf(pattern: OwnPattern): "linear" | "quadratic" | "more" | "unknown" {
  const automaton = exactAutomaton(pattern);
  if (isDeterministic(automaton) && !automaton.searches) return "linear";
  const growth = growthOf(automaton, 5_000_000);
  if (growth === "constant") return "linear";
  return growth === "linear" ? "quadratic" : growth === "unknown" ? "unknown" : "more";
}

/** Strings that go around each loop of a pattern many times, and those that open it many times. */
function attacks(pattern: OwnPattern, times: number): readonly string[] {
  const automaton = exactAutomaton(pattern);
  const written = [...new Set(pattern.source.replace(/[\w\\]/g, ""))];
  const found = new Set<string>();
  const before = wordsTo(automaton, [START, ...(automaton.searches ? [SEARCH] : [])]);
  for (const [state, opening] of before) {
    if (found.size > MOST_ATTACKS) break;
    const around = wordsTo(automaton, [state], state).get(state);
    if (around === undefined) continue;
    const isOwn = automaton.next[state]?.has(state);
    const others = isOwn ? written.filter((character) => isRead(automaton, state, character)) : [];
    for (const pump of [around, ...others]) {
      for (const end of ["", "\u0000", "\n"]) found.add(opening + pump.repeat(times) + end);
      found.add(`${(opening + pump).repeat(times / 4)}\u0000`);
    }
  }
  return [...found];
}

const MOST_ATTACKS = 40;

function isRead({ reads }: Automaton, state: number, character: string): boolean {
  const code = character.charCodeAt(0);
  return code < 128 && ((reads[state] ?? 0n) & (1n << BigInt(code))) !== 0n;
}

/** A shortest string from the first states to each other one, with at least one character for `back`. */
function wordsTo({ next, reads }: Automaton, from: readonly number[], back?: number): ReadonlyMap<number, string> {
  const words = new Map<number, string>(back === undefined ? from.map((state) => [state, ""]) : []);
  const waiting: (readonly [number, string])[] = from.map((state) => [state, ""]);
  for (const [state, word] of waiting)
    for (const to of next[state]?.keys() ?? []) {
      if (words.has(to)) continue;
      words.set(to, word + oneOf(reads[to] ?? 0n));
      waiting.push([to, words.get(to) ?? ""]);
      if (to === back) return words;
    }
  return words;
}

function oneOf(characters: bigint): string {
  for (const code of [97, 48, 32, 45, 10])
    if ((characters & (1n << BigInt(code))) !== 0n) return String.fromCharCode(code);
  for (let code = 33; code < 128; code++)
    if ((characters & (1n << BigInt(code))) !== 0n) return String.fromCharCode(code);
  return "\u00e4";
}

/** The attack whose steps grow much faster than its length; undefined if there is none. */
export function slowAttack(pattern: OwnPattern): string | undefined {
  const short = attacks(pattern, 24);
  const long = attacks(pattern, 96);
  return short.find((attack, index) => {
    const [few, many] = [stepsOf(pattern, attack), stepsOf(pattern, long[index] ?? "")];
    return many > 7 * few + 100;
  });
}
