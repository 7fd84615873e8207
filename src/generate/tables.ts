import type { Report } from "../diagnostics/diagnostic.ts";
import type { LiveTable } from "../engine/schema.ts";
import type { Ir } from "../ir/ir.ts";
import type { NodePlace } from "../source/origin.ts";
import { nearest } from "../text/nearest.ts";
import { diagnostics } from "./diagnostics.ts";
import type { PipelineRequest } from "./request.ts";

/** A table that the pipeline extracts: by its contract, or with a draft of one. */
interface ChosenTable {
  readonly contract: string;
  readonly draft?: { readonly table: string; readonly live?: LiveTable };
}

/** What the pipeline extracts, in its order. */
export type Chosen = readonly ChosenTable[] | "every table";

/** What tables are chosen from. */
export interface Choices {
  readonly request: PipelineRequest;
  /** What the project says; undefined when it says nothing yet. */
  readonly ir: Ir | undefined;
  /** The tables of the live database, when it was asked. */
  readonly live: readonly LiveTable[] | undefined;
}

/** Chooses the tables: those that are named, else all contracts on tables of a source, else all that there are. */
export function chooseTables({ request, ir, live }: Choices): Chosen {
  const extractable = extractableContracts(ir);
  const all = new Set(ir?.contracts.map(({ name }) => name));
  if (request.tables === undefined && extractable.length > 0) return extractable.map((contract) => ({ contract }));
  if (request.tables === undefined && live === undefined) return "every table";
  const wanted = request.tables ?? live?.map(({ name }) => name) ?? [];
  const taken = new Set(all);
  return wanted.map((table): ChosenTable => {
    const known = contractOf(table, ir);
    if (known !== undefined) return { contract: known };
    const contract = freeName(table, taken);
    taken.add(contract);
    const found = live?.find(({ name }) => name === table);
    return { contract, draft: { table, ...(found && { live: found }) } };
  });
}

/** The contract of that name, or the one whose rows lie in a table of that name. */
function contractOf(table: string, ir: Ir | undefined): string | undefined {
  const contracts = ir?.contracts ?? [];
  const found = contracts.find(({ name }) => name === table) ?? contracts.find(({ dataset }) => dataset.name === table);
  return found?.name;
}

/** Contracts on tables that no pipeline builds. */
function extractableContracts(ir: Ir | undefined): readonly string[] {
  const built = new Set(
    ir?.pipelines.flatMap((pipeline) =>
      pipeline.kind === "batch"
        ? pipeline.models.flatMap((model) => (model.kind === "staging" ? [] : (model.contract ?? [])))
        : [],
    ),
  );
  return (ir?.contracts ?? [])
    .filter(({ name, dataset }) => ["table", "view"].includes(dataset.physical) && !built.has(name))
    .map(({ name }) => name);
}

/** A name of the language that no contract has, near to the table's. */
function freeName(table: string, taken: ReadonlySet<string>): string {
  const clean = table
    .replace(/[^A-Za-z0-9_]+/g, "_")
    .replace(/^(?=[0-9])/, "_")
    .slice(0, 60);
  const base =
    clean === "" || /^_*$/.test(clean) || clean === "constructor" || clean === "prototype" ? `table_${clean}` : clean;
  let name = base;
  for (let count = 2; taken.has(name); count++) name = `${base}_${count}`;
  return name;
}

/** Where reports about a table point: its line in the spec. */
export interface TablePlaces {
  readonly placeOf: (index: number) => NodePlace;
  readonly draftPath: (contract: string) => string;
}

/** What is to be said of the tables that were chosen. */
export function tableReports(chosen: Chosen, choices: Choices, { placeOf, draftPath }: TablePlaces): readonly Report[] {
  const { request, ir, live } = choices;
  const schema = request.schema ?? "public";
  if (chosen === "every table") return [diagnostics.report("every-table", placeOf(-1), { schema })];
  const known = ir?.contracts.map(({ name }) => name) ?? [];
  return chosen.flatMap(({ contract, draft }, index): readonly Report[] => {
    if (draft === undefined) return [];
    const at = placeOf(index);
    const { table: name } = draft;
    const path = draftPath(contract);
    if (draft.live !== undefined) return [diagnostics.report("read-from-database", at, { name, path })];
    if (live !== undefined)
      return [diagnostics.report("unknown-table", at, { name, schema, names: live.map((table) => table.name) })];
    if (nearest(name, known) !== undefined) return [diagnostics.report("misspelled-table", at, { name, names: known })];
    return [diagnostics.report("no-contract", at, { name, path, mode: request.mode })];
  });
}

/** Columns of the database that a contract cannot name. */
export function columnReports(
  chosen: Chosen,
  placeOf: TablePlaces["placeOf"],
  kept: (table: LiveTable) => readonly { readonly name: string }[],
): readonly Report[] {
  if (chosen === "every table") return [];
  return chosen.flatMap(({ draft }, index) => {
    const live = draft?.live;
    if (live === undefined) return [];
    const names = new Set(kept(live).map(({ name }) => name));
    return live.columns
      .filter(({ name }) => !names.has(name))
      .map(({ name }) => diagnostics.report("left-out-column", placeOf(index), { table: live.name, column: name }));
  });
}
