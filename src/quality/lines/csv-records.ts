/** A record of a CSV file: a line, or several if a quoted value has line ends. */
interface CsvRecord {
  /** The line of the file where the record begins, from 1. */
  readonly line: number;
  readonly isBlank: boolean;
}

/** What ends a line. */
export type LineEnd = "LF" | "CR LF" | "CR";

/** Called at the end of each record, with the line ending: undefined at the end of the file. Returning false stops the walk. */
export type OnRecord = (record: CsvRecord, end: LineEnd | undefined) => boolean;

const LF = 0x0a;
const CR = 0x0d;
const SPACE = 0x20;
const QUOTE = 0x22;

/** Where the walk is in a record. */
const State = {
  /** Nothing of the field was read but spaces. */
  FieldStart: 0,
  Plain: 1,
  Quoted: 2,
  /** After a quote inside a quoted value: the value has ended, unless the next character is a quote too. */
  AfterQuote: 3,
  /** After the quote that ends a value. */
  Closed: 4,
  /** After unexpected characters behind a quoted value: DuckDB rejects the record. */
  Faulty: 5,
} as const;

/**
 * Walks over the records of a CSV file in pieces, and splits it where DuckDB does: after a fault in quotes, a record ends with its line. Both have to
 * agree, since the numbers of DuckDB's rows become lines here.
 */
export class CsvRecords {
  private readonly delimiter: number;
  private readonly found: OnRecord;
  private state: number = State.FieldStart;
  private line = 1;
  private begins = 1;
  private isBlank = true;
  private isAfterCr = false;
  private isEnded = false;

  constructor(delimiter: string, found: OnRecord) {
    this.delimiter = delimiter.charCodeAt(0);
    this.found = found;
  }

  /** Reads the next bytes. False if the walk has ended. */
  push(bytes: Uint8Array): boolean {
    for (let at = 0; at < bytes.length && !this.isEnded; at += 1) this.read(bytes[at] ?? 0);
    return !this.isEnded;
  }

  /** The file has ended. */
  end(): void {
    if (this.isAfterCr) this.endLine("CR");
    if (!this.isEnded && !this.isBlank) this.found({ line: this.begins, isBlank: false }, undefined);
  }

  private read(byte: number): void {
    if (this.isAfterCr) {
      this.endLine(byte === LF ? "CR LF" : "CR");
      if (byte === LF || this.isEnded) return;
    }
    if (byte === CR) this.isAfterCr = true;
    else if (byte === LF) this.endLine("LF");
    else {
      this.isBlank = false;
      this.state = this.next(byte);
    }
  }

  private endLine(end: LineEnd): void {
    this.isAfterCr = false;
    this.line += 1;
    if (this.state === State.Quoted) return;
    this.isEnded = !this.found({ line: this.begins, isBlank: this.isBlank }, end);
    this.state = State.FieldStart;
    this.begins = this.line;
    this.isBlank = true;
  }

  private next(byte: number): number {
    switch (this.state) {
      case State.Quoted:
        return byte === QUOTE ? State.AfterQuote : State.Quoted;
      case State.AfterQuote:
        if (byte === QUOTE) return State.Quoted;
        return this.closed(byte);
      case State.Closed:
        return this.closed(byte);
      case State.FieldStart:
        if (byte === QUOTE) return State.Quoted;
        return byte === SPACE || byte === this.delimiter ? State.FieldStart : State.Plain;
      case State.Plain:
        return byte === this.delimiter ? State.FieldStart : State.Plain;
      default:
        return State.Faulty;
    }
  }

  private closed(byte: number): number {
    if (byte === this.delimiter) return State.FieldStart;
    return byte === SPACE ? State.Closed : State.Faulty;
  }
}
