import type { Report } from "../diagnostics/diagnostic.ts";
import type { SourceFile } from "../source/source-file.ts";
import { lineStarts, positionAt } from "../source/span.ts";
import { diagnostics } from "./diagnostics.ts";
import type { Ignore } from "./parsed.ts";
import type { Comment } from "./tokens.ts";

const FORM = /^#\s*dex-ignore\s+([a-z-]+\/[a-z0-9-]+)\s*:\s*(\S.*)/s;

/** The `# dex-ignore code: reason` comments of a file. */
export function ignoresOf(file: SourceFile, comments: readonly Comment[], reports: Report[]): readonly Ignore[] {
  if (!file.text.includes("dex-ignore")) return [];
  const starts = lineStarts(file.text);
  return comments.flatMap(({ text, start }) => {
    if (!/^#\s*dex-ignore\b/.test(text)) return [];
    const end = start + text.length;
    const match = FORM.exec(text);
    if (match === null) {
      reports.push(diagnostics.report("ignore-without-reason", { path: file.path, start, end }, { text: text.trim() }));
      return [];
    }
    return [
      { code: match[1] ?? "", reason: match[2]?.trimEnd() ?? "", line: positionAt(starts, start).line, start, end },
    ];
  });
}
