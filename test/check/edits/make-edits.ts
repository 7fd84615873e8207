/** One edit of a file: its new text, and the lines of the new text that differ. */
export interface TextEdit {
  readonly kind: EditKind;
  readonly path: string;
  readonly text: string;
  readonly from: number;
  readonly to: number;
}

/** The kinds of edits. */
type EditKind = "delete" | "insert" | "swap" | "delete line" | "double line" | "indent line" | "dedent line";

/** The characters to insert, one per place, in turn. */
const INSERTED = ["x", " ", ":", '"', "-", ",", "#", "'", "[", "}", "7", "\t", "\n", "."];

/** Every deletion, insertion and swap of a character, and every line deleted, doubled, indented and dedented. */
export function* editsOf(path: string, text: string): Generator<TextEdit> {
  yield* characterEdits(path, text);
  yield* lineEdits(path, text);
}

function* characterEdits(path: string, text: string): Generator<TextEdit> {
  let line = 1;
  for (let at = 0; at < text.length; at++) {
    const [before, one, two] = [text.slice(0, at), text.charAt(at), text.charAt(at + 1)];
    const edited = (kind: EditKind, changed: string, rest: number): TextEdit => ({
      kind,
      path,
      text: before + changed + text.slice(rest),
      from: line,
      to: line + (changed.includes("\n") ? 1 : 0),
    });
    yield edited("delete", "", at + 1);
    yield edited("insert", INSERTED[at % INSERTED.length] ?? "x", at);
    if (at + 1 < text.length && one !== two) yield edited("swap", two + one, at + 2);
    if (one === "\n") line++;
  }
}

function* lineEdits(path: string, text: string): Generator<TextEdit> {
  const lines = text.split("\n");
  for (const [index, line] of lines.entries()) {
    if (line === "") continue;
    const edited = (kind: EditKind, changed: readonly string[]): TextEdit => ({
      kind,
      path,
      text: [...lines.slice(0, index), ...changed, ...lines.slice(index + 1)].join("\n"),
      from: index + 1,
      to: index + Math.max(1, changed.length),
    });
    yield edited("delete line", []);
    yield edited("double line", [line, line]);
    yield edited("indent line", [`  ${line}`]);
    if (line.startsWith("  ")) yield edited("dedent line", [line.slice(2)]);
  }
}
