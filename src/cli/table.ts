import { columnsOf, padColumns } from "../diagnostics/format/columns.ts";

/** A plain text table: columns padded to their widest cell, a rule under the head. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((title, column) =>
    rows.reduce((widest, row) => Math.max(widest, columnsOf(row[column] ?? "")), columnsOf(title)),
  );
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, column) => padColumns(cell, widths[column] ?? 0))
      .join("  ")
      .trimEnd();
  return `${[line(head), widths.map((width) => "-".repeat(width)).join("  "), ...rows.map(line)].join("\n")}\n`;
}
