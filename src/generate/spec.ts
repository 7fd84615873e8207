import type { Ir } from "../ir/ir.ts";
import type { Endpoint } from "../ir/pipeline.ts";
import { write, type YamlMap, type YamlValue } from "../text/quote/yaml.ts";
import { modeline } from "./draft.ts";
import type { PipelineRequest } from "./request.ts";
import type { Chosen } from "./tables.ts";

/** The input of `specText`. */
export interface SpecInput {
  readonly request: PipelineRequest;
  readonly chosen: Chosen;
  readonly ir: Ir | undefined;
  readonly depth: number;
}

/** Writes the pipeline spec of the flags. Connections and schemas are those of another pipeline on the same kind of system. */
export function specText({ request, chosen, ir, depth }: SpecInput): string {
  const { name, schedule, mode, watermark } = request;
  const others = (ir?.pipelines ?? []).filter((pipeline) => pipeline.name !== name);
  const batches = others.flatMap((pipeline) => (pipeline.kind === "batch" ? [pipeline] : []));
  const source = batches.flatMap((pipeline) => pipeline.source ?? []).find(({ type }) => type === request.source);
  const destination = destinationOf(
    request,
    batches.map((pipeline) => pipeline.destination),
  );
  const value: YamlMap = {
    pipeline: { name, type: "batch", schedule },
    source: {
      ...(source && source.name !== source.connection && { name: source.name }),
      type: request.source,
      connection: source?.connection ?? request.source,
      database: source?.database,
      schema: request.schema ?? schemaOf(source, "public"),
      tables: chosen === "every table" ? "all" : tablesOf(chosen, watermark),
      mode,
      watermark,
    },
    destination,
  };
  return write(value, { header: [modeline("pipeline", depth)] }).text;
}

/** The tables of the spec: a name, or that the table is read in full because only others have the watermark. */
function tablesOf(chosen: Exclude<Chosen, string>, watermark: string | undefined): YamlValue {
  const lacks = chosen.map(({ draft }) => {
    const columns = draft?.live?.columns;
    return watermark !== undefined && columns?.every(({ name }) => name !== watermark) === true;
  });
  // A watermark that no table has is misspelled, and the compiler reports it.
  const isMisspelled = lacks.every((one) => one);
  return chosen.map(({ contract }, index) =>
    lacks[index] && !isMisspelled ? { [contract]: { mode: "full" } } : contract,
  );
}

/** The warehouse of `--destination`, else that of another pipeline, else DuckDB, which needs no server. */
function destinationOf({ destination }: PipelineRequest, known: readonly Endpoint[]): YamlMap {
  const found = known.find(({ type }) => destination === undefined || type === destination);
  if (found !== undefined) {
    const { type, connection, database } = found;
    return { type, connection, database, schema: schemaOf(found, "raw") };
  }
  return { type: destination ?? "duckdb", connection: "warehouse" };
}

/** A schema, unless it is the default of a spec. */
function schemaOf(endpoint: Endpoint | undefined, standard: string): string | undefined {
  return endpoint?.schema === standard ? undefined : endpoint?.schema;
}
