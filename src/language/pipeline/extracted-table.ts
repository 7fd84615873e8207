import { called, changed, either, type Kind, list, mapOf } from "../kind.ts";
import type { Located } from "../located.ts";
import { mapping } from "../mapping.ts";
import { member, type ReadOf } from "../member.ts";
import { column, constant, duration, name, oneOf } from "../scalar-kinds.ts";

/** How a table is read. */
export const mode = oneOf("incremental", "full", "cdc");

/** The modes, in the words of the reference. */
export const MODE_ABOUT = "incremental: what is new by the watermark; full: everything; cdc: captured changes";

/** The keys that an incremental extract needs, of a source or of one of its tables. */
export const newRows = {
  watermark: member(column, { about: "the column that shows which rows are new" }),
  lookback: member(duration, {
    about: "how far behind the watermark each extract begins: a duration",
    as: "lookbackSeconds",
  }),
};

const tableRead = mapping(
  { about: "how a table is read; each key defaults to that of the source", usedBy: ["extract"] },
  { mode: member(mode, { about: MODE_ABOUT, usedBy: ["airflow", "extract"] }), ...newRows },
);

/** The name of an extracted table, with the keys that differ from those of the source. */
export type ExtractedTableDocument = Located<string> & { readonly read?: ReadOf<typeof tableRead.members> };

const named = changed(name, (table): readonly ExtractedTableDocument[] => [table]);
const described = changed(mapOf(name, tableRead), (entries): readonly ExtractedTableDocument[] =>
  entries.map(({ key, pointer, value }) => ({ value: key, pointer, read: value })),
);
const entries: Kind<readonly (readonly ExtractedTableDocument[])[]> = list(
  called("a name, or a mapping from a name to how the table is read", either(named, described)),
  { min: 1 },
);

/** The tables that a pipeline extracts. `all` names none. */
export const extractedTables = {
  ...called(
    "a list of names, or of mappings from a name to how the table is read; or `all`",
    either(
      changed(entries, (tables) => ({ named: tables.flat() })),
      changed(constant("all"), () => ({ named: [] as readonly ExtractedTableDocument[] })),
    ),
  ),
  inner: { members: tableRead.members, usedBy: tableRead.options.usedBy, joint: "[].*." as const },
};
