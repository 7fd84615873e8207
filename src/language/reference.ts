import { schema } from "./contract/columns.ts";
import { consumerMapping } from "./contract/consumer.ts";
import { columnListHeader, header, sections } from "./contract/contract-forms.ts";
import { dataset } from "./contract/dataset.ts";
import { columnMapping, fieldMapping } from "./contract/field.ts";
import { TYPE_ABOUT } from "./contract/field-members.ts";
import { FIELD_TYPES } from "./contract/field-types.ts";
import { commonMembers, RULES } from "./contract/rules.ts";
import { completeness, freshness, qualityMaps, sla, volume } from "./contract/sla-members.ts";
import { allowedChange, topic } from "./contract/topic.ts";
import type { Member, Members, Table } from "./kind.ts";
import { aboutOf, type Mapping, spellingsOf } from "./mapping.ts";
import { batch } from "./pipeline/batch.ts";
import { modelMapping } from "./pipeline/model.ts";
import { sinkMapping, stream } from "./pipeline/stream.ts";
import type { UsedBy } from "./used-by.ts";

/** The tables of the reference page by name, in Markdown. The page has each between `<!-- keys: name -->` and `<!-- end -->`. */
export function referenceTables(): Readonly<Record<string, string>> {
  return {
    contract: keysTable(header),
    sections: keysTable(sections),
    dataset: keysTable(dataset),
    topic: keysTable(topic),
    allow: keysTable(allowedChange),
    types: table(
      ["type", "a value is"],
      Object.entries(FIELD_TYPES).map(([type, what]) => [code(type), what]),
    ),
    schema: keysTable(schema),
    field: keysTable(fieldMapping),
    column: keysTable(ownMembers(columnMapping, fieldMapping), columnMapping.options.spellings),
    rules: rulesTable(),
    rule: keysTable({ members: commonMembers, options: RULES.not_null.options }),
    sla: keysTable(sla),
    freshness: keysTable(freshness),
    completeness: keysTable(completeness),
    volume: keysTable(volume),
    quality: keysTable(qualityMaps),
    consumer: keysTable(consumerMapping),
    "column-list": keysTable(ownMembers(columnListHeader, header)),
    batch: keysTable(batch),
    model: keysTable(modelMapping),
    stream: keysTable(stream),
    sink: keysTable(sinkMapping),
  };
}

/** The members of a table, and the options of their mapping. */
type Listed = Pick<Mapping<Members>, "members" | "options">;

/** The members of a mapping that differ from those of another one. */
function ownMembers({ members, options }: Mapping<Members>, other: Mapping<Members>): Listed {
  const spelled = Object.keys(options.spellings ?? {});
  const own = Object.fromEntries(
    Object.entries(members).filter(([key, member]) => member !== other.members[key] || spelled.includes(key)),
  );
  return { members: own, options };
}

/** Mappings that have their own table, because they are in a list or used in several places. */
const TABLED: ReadonlySet<Members> = new Set<Members>([modelMapping.members, sinkMapping.members]);

/** A row for each key. The keys of a nested mapping follow its own, as `outer.inner`, unless the mapping has a table. */
function keysTable(
  { members, options: { usedBy } }: Listed,
  spellings: Readonly<Record<string, readonly string[]>> = {},
): string {
  return table(["key", "value", "meaning", "used by"], rowsOf({ members, usedBy }, "", spellings));
}

function rowsOf(
  { members, usedBy }: Pick<Table, "members" | "usedBy">,
  prefix: string,
  spellings: Readonly<Record<string, readonly string[]>>,
): readonly (readonly string[])[] {
  return Object.entries(members).flatMap(([key, member]) => {
    const others = [...spellingsOf(member), ...(spellings[key] ?? [])];
    const also = others.length === 0 ? "" : `, also ${others.map(code).join(", ")}`;
    const name = `${code(`${prefix}${key}`)}${also}${member.needed && others.length === 0 ? " (required)" : ""}`;
    const { inner } = member.kind;
    const actors = actorsOf(member.options.usedBy ?? usedBy);
    const rows =
      inner === undefined || TABLED.has(inner.members) ? [] : rowsOf(inner, `${prefix}${key}${inner.joint}`, {});
    return [[name, member.kind.takes, escaped(meaningOf(member)), actors], ...rows];
  });
}

/** The actors of a key on the reference page. */
function actorsOf(usedBy: UsedBy): string {
  if (usedBy === "compiler") return "dex";
  if (usedBy === "documentation") return "people";
  return usedBy.length === 0 ? "nothing yet" : usedBy.join(", ");
}

function meaningOf(member: Member): string {
  const about = aboutOf(member) ?? member.kind.about ?? "";
  // The page has a table of the types.
  return about === TYPE_ABOUT ? "the type of the value" : about;
}

function rulesTable(): string {
  const rows = Object.entries(RULES).map(([name, { members, about = "" }]) => {
    const own = Object.entries<Member>(members).filter(([key]) => !Object.hasOwn(commonMembers, key));
    const keys = own.flatMap(([key, member]) => [key, ...spellingsOf(member)]).map(code);
    return [code(name), keys.join(", "), escaped(about)];
  });
  return table(["rule", "keys", "a row, or the dataset, satisfies it when"], rows);
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |\n`;
  return `${line(head)}|${"---|".repeat(head.length)}\n${rows.map(line).join("")}`;
}

function code(text: string): string {
  return `\`${text}\``;
}

/** Prose in a cell: characters that Markdown would read as its own. */
function escaped(text: string): string {
  return text.replace(/[|<*]/g, (character) => `\\${character}`);
}
