import type { Scalar } from "yaml";

/** A range of a text, in UTF-16 code units. */
type Range = readonly [number, number];

/**
 * Finds a range of a scalar's value in the text of the file. Returns undefined when the two differ by more than quotes and indentation:
 * escapes, folded lines.
 */
export function withinScalar(text: string, node: Scalar, within: { readonly start: number; readonly end: number }) {
  if (typeof node.value !== "string" || !node.range) return undefined;
  const { value } = node;
  const [start, end] = node.range;
  const written = text.slice(start, end);
  if (node.type === "BLOCK_LITERAL") return inBlock({ written, value, start }, [within.start, within.end]);
  const quotes = node.type === "PLAIN" ? 0 : 1;
  if (written.slice(quotes, written.length - quotes) !== value) return undefined;
  return [start + quotes + within.start, start + quotes + within.end] as const;
}

interface Block {
  readonly written: string;
  readonly value: string;
  readonly start: number;
}

/** A literal block begins on the line after its header, and all its lines have the same indentation. */
function inBlock({ written, value, start }: Block, [from, to]: Range): Range | undefined {
  const header = written.indexOf("\n") + 1;
  const lines = written.slice(header).split("\n");
  const values = value.split("\n");
  const sample = values.findIndex((line) => line.trim() !== "");
  const indent = (lines[sample]?.length ?? 0) - (values[sample]?.length ?? 0);
  if (header === 0 || indent < 0) return undefined;
  const offsetOf = (offset: number) => {
    const line = value.slice(0, offset).split("\n").length - 1;
    const column = offset - (value.lastIndexOf("\n", offset - 1) + 1);
    const before = lines.slice(0, line).reduce((sum, one) => sum + one.length + 1, 0);
    return start + header + before + Math.min(lines[line]?.length ?? 0, indent + column);
  };
  const isSame = values.every((line, index) => line === "" || lines[index]?.slice(indent) === line);
  return isSame ? [offsetOf(from), offsetOf(to)] : undefined;
}
