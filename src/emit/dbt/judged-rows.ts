import { type Mark, marksOf } from "../../assertion/marks.ts";
import * as quote from "../../dialect/quote.ts";
import { dialects } from "../../dialect/registry.ts";
import type { Assertion } from "../../ir/assertion.ts";
import type { Contract } from "../../ir/contract.ts";
import type { TypeKind } from "../../ir/field.ts";
import { Code, code, join } from "../../text/quote/code.ts";
import * as jinja from "../../text/quote/jinja.ts";
import type { AdapterProject } from "./assertion-test.ts";
import type { Column } from "./columns.ts";
import { newRowsSelect } from "./incremental.ts";
import type { UnjudgedRows } from "./models/model-kind.ts";
import type { Adapter } from "./options.ts";
import { dataType } from "./types.ts";

/** A model whose rows are judged, before those that violate its contract are moved out of it. */
export interface JudgedModel {
  readonly name: string;
  readonly contract: Contract;
  readonly columns: readonly Column[];
  readonly assertions: readonly Assertion[];
  readonly unjudged: UnjudgedRows;
}

/** A part of a query: its name, and the lines of its SQL. */
interface Part {
  readonly name: string;
  readonly lines: Code;
}

/**
 * The end of the SQL that judges rows, after the CTE with all rows. Mended rows take the place of their originals; then each row gets the ids of what it
 * violates, or NULL.
 */
export function judgedRows(model: JudgedModel, project: AdapterProject): Code {
  const { newRows } = model.unjudged;
  const marks = allMarks(model, project);
  const parts = [
    newPart(model, project.adapter),
    {
      name: "read_rows",
      lines: code`select\n    new_rows.*,\n    ${rowId(model, project.adapter)} as _dex_row\nfrom new_rows`,
    },
    candidates(model, project.adapter),
    ...(newRows && marks.first.some(isOfKey) ? [peers(model, project.adapter)] : []),
    ...(readsAgain(model) ? [unchanged(model, project.adapter)] : []),
    ...judging(marks, model, project.adapter),
  ];
  const set = [
    code`{% set redriven = dex_redriven(${jinja.string(model.name)}) %}`,
    ...(newRows ? [code`{% set continued = dex_continued(${jinja.string(model.name)}) %}`] : []),
  ];
  return code`${join(set, "\n")}\n${join(parts.map(cte), ",\n\n")}\n\nselect * from judged`;
}

function cte({ name, lines }: Part): Code {
  const indented = lines.text
    .split("\n")
    .map((line) => (line === "" || /^\{%.*%\}$/.test(line) ? line : `    ${line}`));
  return Code.trusted(`${name} as (\n\n${indented.join("\n")}\n\n)`);
}

function newPart({ unjudged: { rows, newRows } }: JudgedModel, adapter: Adapter): Part {
  const all = Code.trusted(`select * from ${rows}`);
  const beside = { adapter, main: Code.trusted("{{ continued }}"), redriven: Code.trusted("{{ redriven }}") };
  const select = newRows && newRowsSelect(newRows, beside);
  const lines = select === undefined ? all : code`{% if continued %}\n${select}\n{% else %}\n${all}\n{% endif %}`;
  return { name: "new_rows", lines };
}

/** Types whose values every engine casts to a string. */
const SPELLED: readonly TypeKind[] = [
  "int",
  "float",
  "decimal",
  "string",
  "enum",
  "uuid",
  "bool",
  "date",
  "time",
  "timestamp",
];

/** Identifies a row by its values: a hash. NULL, and where a value ends, are part of it. */
function rowId({ columns }: Pick<JudgedModel, "columns">, adapter: Adapter, table = ""): Code {
  const prefix = Code.trusted(table);
  const text = dataType({ kind: "string" }, adapter);
  const values = columns
    .filter(({ type }) => SPELLED.includes(type.kind))
    .map(({ name }) => {
      const column = code`${prefix}${quote.identifier(name, adapter)}`;
      return code`coalesce('+' || replace(cast(${column} as ${text}), '|', '||'), '-')`;
    });
  const all = values.length === 0 ? Code.trusted("''") : join(values, " || '|' || ");
  return code`{{ dbt.hash(${jinja.string(all.text)}) }}`;
}

function candidates({ columns }: JudgedModel, adapter: Adapter): Part {
  const types = columnTypes(columns, adapter);
  return {
    name: "candidates",
    lines: code`select * from read_rows
{% if redriven %}
where _dex_row not in (select redriven._dex_row from {{ redriven }} as redriven)
union all
select
    {{ dex_select_columns(redriven, ${types}) }},
    _dex_row
from {{ redriven }}
where _dex_row in (select read_rows._dex_row from read_rows)
{% endif %}`,
  };
}

/** The columns of a model with their types, as a mapping in Jinja. */
export function columnTypes(columns: readonly Column[], adapter: Adapter): Code {
  const entries = columns.map(
    ({ name, type }) =>
      code`${jinja.string(quote.identifier(name, adapter).text)}: ${jinja.string(dataType(type, adapter).text)}`,
  );
  return code`{${join(entries, ", ")}}`;
}

/** The rows among which the new ones must be unique: they, and the published ones that they do not replace. */
function peers({ columns, unjudged: { newRows } }: JudgedModel, adapter: Adapter): Part {
  const names = columns.map(({ name }) => quote.identifier(name, adapter));
  const key = newRows?.replaces ? newRows.key.map((name) => quote.identifier(name, adapter)) : [];
  const [first] = key;
  const equal = key.map((column) => code`candidates.${column} = continued.${column}`);
  const replaced =
    first === undefined
      ? Code.trusted("")
      : code`\nleft join candidates\n    on ${join(equal, " and ")}\nwhere candidates.${first} is null`;
  return {
    name: "peers",
    lines: code`select ${join(names, ", ")} from candidates
{% if continued %}
union all
select ${join(
      names.map((name) => code`continued.${name}`),
      ", ",
    )}
from {{ continued }} as continued${replaced}
{% endif %}`,
  };
}

/** True if some of the rows of a run may be published already, and a comparison of all values shows which. */
function readsAgain({ columns, unjudged: { newRows } }: JudgedModel): boolean {
  return newRows?.replaces === true && columns.every(({ type }) => SPELLED.includes(type.kind));
}

/** The rows that are published as they are. They are not judged again, so a new row with the same values is the one that violates. */
function unchanged(model: JudgedModel, adapter: Adapter): Part {
  const key = (model.unjudged.newRows?.key ?? []).map((name) => quote.identifier(name, adapter));
  const equal = key.map((column) => code`candidates.${column} = continued.${column}`);
  return {
    name: "unchanged",
    lines: code`select distinct candidates._dex_row
from candidates
{% if continued %}
inner join {{ continued }} as continued
    on ${join(equal, " and ")}
where candidates._dex_row = ${rowId(model, adapter, "continued.")}
{% else %}
where 1 = 0
{% endif %}`,
  };
}

/** The marks that are decided first, and those of references to the table itself, which look at what is left. */
interface Marks {
  readonly first: readonly Mark[];
  readonly second: readonly Mark[];
}

function allMarks(
  { contract, assertions, unjudged: { newRows } }: JudgedModel,
  { adapter, modelOf }: AdapterProject,
): Marks {
  const isOwn = ({ rule }: Assertion) => rule.kind === "reference" && rule.to.dataset === contract.id;
  const tables = {
    has: (dataset: string) => modelOf.has(dataset),
    get: (dataset: string) => {
      const model = modelOf.get(dataset);
      if (dataset === contract.id) return Code.trusted("unmarked");
      return model === undefined ? undefined : jinja.call("ref", model);
    },
  };
  const given = { dialect: dialects[adapter], fields: contract.dataset.fields, tables };
  const peers = Code.trusted(newRows ? "peers" : "candidates");
  const marks = (rows: "candidates" | "marked", prefix: string, isAmong: (one: Assertion) => boolean) =>
    marksOf(assertions.filter(isAmong), { ...given, rows: Code.trusted(rows), peers, prefix });
  return {
    first: marks("candidates", "lookup", (one) => !isOwn(one)),
    second: marks("marked", "own_lookup", isOwn),
  };
}

function isOfKey({ assertion: { rule } }: Mark): boolean {
  return rule.kind === "unique";
}

function judging({ first, second }: Marks, model: JudgedModel, adapter: Adapter): readonly Part[] {
  const { columns } = model;
  if (second.length === 0) {
    const skipsUnchanged = readsAgain(model);
    const lines = marked(first, { rows: "candidates", select: code`candidates.*`, adapter, skipsUnchanged });
    return [...lookupParts(first), { name: "judged", lines }];
  }
  const names = columns.map(({ name }) => code`marked.${quote.identifier(name, adapter)}`);
  const select = join([...names, code`marked._dex_row`], ",\n    ");
  return [
    ...lookupParts(first),
    {
      name: "marked",
      lines: code`select\n    candidates.*,\n    ${idsOf(first, adapter)} as _dex_marks\nfrom candidates${joins(first)}`,
    },
    { name: "unmarked", lines: Code.trusted("select * from marked\nwhere _dex_marks = ''") },
    ...lookupParts(second),
    { name: "judged", lines: marked(second, { rows: "marked", select, before: code`marked._dex_marks`, adapter }) },
  ];
}

function lookupParts(marks: readonly Mark[]): readonly Part[] {
  return marks.flatMap(({ lookup }) => (lookup ? [{ name: lookup.name.text, lines: lookup.query }] : []));
}

interface Selection {
  readonly rows: string;
  readonly select: Code;
  /** The ids that the rows already have. */
  readonly before?: Code;
  readonly adapter: Adapter;
  readonly skipsUnchanged?: boolean;
}

function marked(marks: readonly Mark[], { rows, select, before, adapter, skipsUnchanged }: Selection): Code {
  const own = idsOf(marks, adapter);
  const ids = before === undefined ? own : code`${before}\n        || ${own}`;
  const violations = code`nullif(substr(\n        ${ids}, 3\n    ), '')`;
  const judged = skipsUnchanged ? code`case when unchanged._dex_row is null then ${violations} end` : violations;
  const known = skipsUnchanged ? "\nleft join unchanged\n    on candidates._dex_row = unchanged._dex_row" : "";
  return code`select
    ${select},
    ${judged} as _dex_violations
from ${Code.trusted(rows)}${joins(marks)}${Code.trusted(known)}`;
}

/** The ids of the assertions that a row violates, each after a comma. */
function idsOf(marks: readonly Mark[], adapter: Adapter): Code {
  if (marks.length === 0) return Code.trusted("''");
  const each = marks.map(
    ({ assertion, condition }) => code`case when ${condition} then ${idText(assertion, adapter)} else '' end`,
  );
  return join(each, "\n        || ");
}

function idText({ id }: Assertion, adapter: Adapter): Code {
  return quote.string(`, ${id}`, adapter);
}

function joins(marks: readonly Mark[]): Code {
  const all = marks.flatMap(({ lookup }) => (lookup ? [code`\nleft join ${lookup.name}\n    on ${lookup.on}`] : []));
  return join(all, "");
}
