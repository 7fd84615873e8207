import type { Report } from "../diagnostics/diagnostic.ts";
import type { LiveTable } from "../engine/schema.ts";
import type { Ir } from "../ir/ir.ts";
import type { NodePlace } from "../source/origin.ts";
import { nearest } from "../text/nearest.ts";
import { uniqueNames } from "../text/unique.ts";
import { diagnostics } from "./diagnostics.ts";
import type { PipelineRequest } from "./request.ts";

/** A table that the pipeline extracts: the name of its contract, and the draft of that contract if it does not exist yet. */
interface ChosenTable {
  readonly contract: string;
  readonly draft?: { readonly table: string; readonly live?: LiveTable };
}

/** The tables that the pipeline extracts, in its order. */
export type Chosen = readonly ChosenTable[] | "every table";

/** The input of `chooseTables`. */
export interface Choices {
  readonly request: PipelineRequest;
  /** The project's Ir. Undefined for a project without documents. */
  readonly ir: Ir | undefined;
  /** The tables of the live database. Undefined without `--connection-url`. */
  readonly live: readonly LiveTable[] | undefined;
}

/** Chooses the tables: the named ones, else those of all contracts that no pipeline builds, else every table. */
export function chooseTables({ request, ir, live }: Choices): Chosen {
  const extractable = extractableContracts(ir);
  if (request.tables === undefined && extractable.length > 0) return extractable.map((contract) => ({ contract }));
  if (request.tables === undefined && live === undefined) return "every table";
  const wanted = request.tables ?? live?.map(({ name }) => name) ?? [];
  const free = uniqueNames(ir?.contracts.map(({ name }) => name));
  return wanted.map((table): ChosenTable => {
    const known = contractOf(table, ir);
    if (known !== undefined) return { contract: known };
    const contract = free(contractName(table));
    const found = live?.find(({ name }) => name === table);
    return { contract, draft: { table, ...(found && { live: found }) } };
  });
}

/** The contract of that name, or the one whose dataset is a table of that name. */
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

/** A valid name for the contract of a table. */
function contractName(table: string): string {
  const clean = table
    .replace(/[^A-Za-z0-9_]+/g, "_")
    .replace(/^(?=[0-9])/, "_")
    .slice(0, 60);
  return /^(_*|constructor|prototype)$/.test(clean) ? `table_${clean}` : clean;
}

/** The place of a table in the spec, for reports, and the path of the draft of a contract. */
export interface TablePlaces {
  readonly placeOf: (index: number) => NodePlace;
  readonly draftPath: (contract: string) => string;
}

/** Reports about the chosen tables. */
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
