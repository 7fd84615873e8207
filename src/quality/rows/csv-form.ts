/** The form of a file of comma-separated values. */
export interface CsvForm {
  readonly delimiter: string;
  readonly header: readonly string[];
}

/** The beginning of a file. */
export interface CsvStart {
  readonly text: string;
  /** True if the file goes on behind the text. */
  readonly isCut: boolean;
  /** The extension of the file, in lower case. */
  readonly extension: string;
}

/** Why a header cannot be read, as words that follow "the header". */
interface Fault {
  readonly fault: string;
}

const DELIMITERS = [",", ";", "\t", "|"] as const;

/** The form of a file by its header: the delimiter with which the header has the most columns of the contract. */
export function csvForm(start: CsvStart, columns: readonly string[]): CsvForm | Fault {
  const text = start.text.replace(/^\uFEFF/, "");
  if (/^[\r\n]/.test(text)) return { fault: "is a blank line. Remove the blank lines at the beginning of the file" };
  const wanted = new Set(columns);
  const choices = start.extension === ".tsv" ? (["\t"] as const) : DELIMITERS;
  const forms = choices.map((delimiter) => {
    const read = firstRecord(text, delimiter);
    return { delimiter, ...read, score: scoreOf(read.fields, wanted) };
  });
  const [best] = forms.sort((one, other) => other.score - one.score);
  if (best === undefined) return { fault: "is missing" };
  if (best.fault !== undefined) return { fault: best.fault };
  if (best.isAtEnd && start.isCut) return { fault: `has no end in its first ${start.text.length} characters` };
  const twice = repeated(best.fields);
  if (twice !== undefined) return { fault: `has the column ${JSON.stringify(twice)} twice. Rename one of them` };
  return { delimiter: best.delimiter, header: best.fields };
}

function scoreOf(header: readonly string[], wanted: ReadonlySet<string>): number {
  return header.filter((name) => wanted.has(name)).length + header.length / 1_000_000;
}

function repeated(names: readonly string[]): string | undefined {
  const seen = new Set<string>();
  return names.find((name) => seen.size === seen.add(name).size);
}

/** The fields of a record as far as it can be read. */
interface FirstRecord {
  readonly fields: readonly string[];
  readonly fault?: string;
  /** True if the text ends before the line does. */
  readonly isAtEnd: boolean;
}

/** The fields of the first record (RFC 4180). As in DuckDB, spaces may stand around a quoted one. */
function firstRecord(text: string, delimiter: string): FirstRecord {
  const fields: string[] = [];
  for (let at = 0; ; at += 1) {
    const quote = skipSpaces(text, at);
    if (text[quote] === '"') {
      const end = closingQuote(text, quote + 1);
      if (end === undefined)
        return { fields, fault: "has a quoted name without an end. Write the closing quote", isAtEnd: true };
      fields.push(text.slice(quote + 1, end).replaceAll('""', '"'));
      at = skipSpaces(text, end + 1);
      if (at < text.length && !isEnd(text, at, delimiter))
        return {
          fields,
          fault: "has characters behind a quoted name. Write a quote inside of a name as two",
          isAtEnd: false,
        };
    } else {
      const from = at;
      while (at < text.length && !isEnd(text, at, delimiter)) at += 1;
      fields.push(text.slice(from, at));
    }
    if (text[at] !== delimiter) return { fields, isAtEnd: at >= text.length };
  }
}

function isEnd(text: string, at: number, delimiter: string): boolean {
  return text[at] === delimiter || text[at] === "\n" || text[at] === "\r";
}

function skipSpaces(text: string, from: number): number {
  let at = from;
  while (text[at] === " ") at += 1;
  return at;
}

function closingQuote(text: string, from: number): number | undefined {
  for (let at = text.indexOf('"', from); at !== -1; at = text.indexOf('"', at + 2)) {
    if (text[at + 1] !== '"') return at;
  }
  return undefined;
}
