import type { Origin } from "../source/origin.ts";
import { Code, type Region } from "../text/quote/code.ts";

/**
 * Carries the regions of code through a template: `mark` puts invisible marks around each region, and `unmark` turns the rendered text with
 * marks into code with regions. The marks are Unicode noncharacters. A text that contains one of them is escaped, so no text can forge a mark.
 */
export interface Marker {
  mark(code: Code): string;
  unmark(rendered: string): Code;
}

const OPEN = "\ufdd0";
const CLOSE = "\ufdd1";
const ESCAPE = "\ufdd2";
const RESERVED = [OPEN, CLOSE, ESCAPE];
const ANY_RESERVED = new RegExp(`[${RESERVED.join("")}]`, "g");
/** `OPEN index ;` begins a region, `CLOSE` ends the region that began last, `ESCAPE digit` is an escaped character of RESERVED. */
const MARK = new RegExp(`${OPEN}(\\d+);|${CLOSE}|${ESCAPE}([012])`, "g");

/** Escapes the characters of marks, in template text and in code. */
export function escapeMarks(text: string): string {
  return text.replace(ANY_RESERVED, (character) => ESCAPE + RESERVED.indexOf(character));
}

/** The marks of one rendering. */
export function createMarker(): Marker {
  const origins: Origin[] = [];
  return {
    mark: (code) => (code.regions.length === 0 ? escapeMarks(code.text) : marked(code, origins)),
    unmark: (rendered) => unmarked(rendered, origins),
  };
}

function marked({ text, regions }: Code, origins: Origin[]): string {
  const marks = regions.flatMap(({ start, end, origin }, index) => {
    const open = `${OPEN}${origins.push(origin) - 1};`;
    return [
      // At the same offset, ends come before starts, and an outer region (with the higher index) starts before an inner one.
      { offset: start, rank: regions.length - index, mark: open },
      { offset: end, rank: 0, mark: CLOSE },
    ];
  });
  marks.sort((a, b) => a.offset - b.offset || a.rank - b.rank);
  const pieces: string[] = [];
  let done = 0;
  for (const { offset, mark } of marks) {
    pieces.push(escapeMarks(text.slice(done, offset)), mark);
    done = offset;
  }
  return pieces.join("") + escapeMarks(text.slice(done));
}

/** Drops a mark without its counterpart, which a template filter may have removed. */
function unmarked(rendered: string, origins: readonly Origin[]): Code {
  const texts: string[] = [];
  const regions: Region[] = [];
  const open: { readonly start: number; readonly origin: Origin | undefined }[] = [];
  let [done, length] = [0, 0];
  const add = (text: string) => {
    texts.push(text);
    length += text.length;
  };
  for (const { 0: mark, 1: opened, 2: escaped, index } of rendered.matchAll(MARK)) {
    add(rendered.slice(done, index));
    done = index + mark.length;
    if (opened !== undefined) open.push({ start: length, origin: origins[Number(opened)] });
    else if (escaped !== undefined) add(RESERVED[Number(escaped)] ?? "");
    else {
      const { start, origin } = open.pop() ?? {};
      if (start !== undefined && origin !== undefined && start < length) regions.push({ start, end: length, origin });
    }
  }
  if (done === 0) return Code.trusted(rendered);
  add(rendered.slice(done));
  return Code.trusted(texts.join(""), regions);
}
