import type { Report } from "../../../diagnostics/diagnostic.ts";
import type { Contract, Party } from "../../../ir/contract.ts";
import type { BatchPipeline, Model, ModelSettings, Quarantine } from "../../../ir/pipeline.ts";
import type { SourceTable } from "../../../running/source-tables.ts";
import type { Origin } from "../../../source/origin.ts";
import type { YamlMap } from "../../../text/quote/yaml.ts";
import type { View } from "../../render.ts";
import type { Column } from "../columns.ts";
import type { NewRows } from "../incremental.ts";
import type { Layer, Materialization } from "../materialization.ts";
import { checkColumns, testsOfSettings } from "../model-settings.ts";
import type { Adapter } from "../options.ts";
import type { MacroName, ModelTemplate } from "../template-names.ts";

/** A model of the dbt project: what the rest of the emitter needs, the same for every kind. */
export interface ModelNode {
  readonly name: string;
  readonly layer: Layer;
  /** Its folder in the project: `models/marts/sales`. */
  readonly folder: string;
  readonly materialized: Materialization;
  readonly owner: Party;
  readonly tags: readonly string[];
  /** The contract of its rows. */
  readonly contract?: Contract;
  /** The table of a dbt source that it stages. */
  readonly table?: SourceTable;
  /** The snapshot that it is built on. */
  readonly snapshot?: string;
  /** The name of the pipeline that builds it beside the published model and swaps the two. */
  readonly swappedBy?: string;
  /** True if dbt builds it in batches of time. */
  readonly isMicrobatch?: true;
  /** The dbt settings in its spec. */
  readonly settings?: ModelSettings;
  /** The rows that are moved out of it. */
  readonly quarantine?: Quarantine;
  /** True if rows may come back through a quarantine. */
  readonly hasReturningRows?: true;
  /** The node of a document that its entry in the property file comes from. */
  readonly origin: Origin;
  /** Everything that it is made from. */
  readonly origins: readonly Origin[];
  /** The contracts and pipelines that decide what it is, by id. */
  readonly from: { readonly contracts: readonly string[]; readonly pipelines: readonly string[] };
}

/** A generic test that a model has because of its kind, not because of an assertion. */
export interface ModelTest {
  readonly on: "model" | { readonly column: string };
  readonly test: string;
  /** What it checks, unique within the model: `customer_id.not_null`. */
  readonly id: string;
  /** The columns that it takes as an argument. */
  readonly columns?: readonly string[];
  readonly description?: string;
  readonly arguments?: YamlMap;
  readonly config?: YamlMap;
}

/** A model's SQL file: the template, and what the template shows. */
export interface ModelView {
  readonly template: ModelTemplate;
  readonly view: { readonly [key: string]: View };
}

/** The rows of a model before those that violate its contract are moved out. */
export interface UnjudgedRows {
  /** The SQL of all rows. Its last CTE is `rows`. */
  readonly view: ModelView;
  readonly rows: "final" | "renamed";
  /** How a run of an incremental model chooses among them. */
  readonly newRows?: NewRows;
}

/** What the kind of a model adds to its entry in the property file. */
export interface ModelProperties {
  /** Describes the rows where the contract does not. */
  readonly description?: string;
  readonly config: YamlMap;
}

/** A dbt snapshot, as the entry of a property file. */
export interface Snapshot {
  readonly name: string;
  readonly entry: YamlMap;
}

/** A model of a pipeline, and the pipeline. */
export interface PipelineModel<M extends Model = Model> {
  readonly model: M;
  readonly pipeline: BatchPipeline;
}

/** The contracts of the project by id. */
export type Contracts = ReadonlyMap<string, Contract>;

/**
 * A kind of model. `Given` is what its models are planned from, `Planned` a model with every decision taken that is the same for all adapters.
 */
interface ModelKind<Given, Planned extends { readonly node: ModelNode }> {
  /** Takes the decisions; no model where the reports have an error. */
  plan(given: Given, contracts: Contracts): { readonly planned?: Planned; readonly reports: readonly Report[] };
  /** Its columns in order, where they are known. */
  columns(planned: Planned): readonly Column[] | undefined;
  /** The names of its columns, if the types are unknown. */
  named?(planned: Planned): readonly string[] | undefined;
  tests(planned: Planned): readonly ModelTest[];
  view(planned: Planned, adapter: Adapter): ModelView;
  /** Its rows before they are judged, if dex writes its SQL. */
  unjudged?(planned: Planned, adapter: Adapter): UnjudgedRows | undefined;
  /** The macros that its SQL calls. */
  macros(planned: Planned): readonly MacroName[];
  properties(planned: Planned, adapter: Adapter): ModelProperties;
  /** What dbt must build before it. */
  before(planned: Planned, adapter: Adapter): readonly Snapshot[];
}

/** A model of the project with the members of its kind. */
export interface PlannedModel {
  readonly node: ModelNode;
  readonly columns: readonly Column[] | undefined;
  readonly tests: readonly ModelTest[];
  readonly view: (adapter: Adapter) => ModelView;
  readonly unjudged: (adapter: Adapter) => UnjudgedRows | undefined;
  readonly macros: readonly MacroName[];
  readonly properties: (adapter: Adapter) => ModelProperties;
  readonly before: (adapter: Adapter) => readonly Snapshot[];
}

/** Plans a model of one kind. */
export type PlanModel<Given> = (
  given: Given,
  contracts: Contracts,
) => { readonly model?: PlannedModel; readonly reports: readonly Report[] };

/** Declares a kind of model. The registry has a line for each; nothing else in the emitter asks which kind a model is. */
export function defineModelKind<Given, Planned extends { readonly node: ModelNode }>(
  kind: ModelKind<Given, Planned>,
): PlanModel<Given> {
  return (given, contracts) => {
    const { planned, reports } = kind.plan(given, contracts);
    if (planned === undefined) return { reports };
    const { node } = planned;
    const columns = kind.columns(planned);
    const tests = kind.tests(planned);
    const model: PlannedModel = {
      node,
      columns,
      tests: [...tests, ...testsOfSettings(node, tests)],
      view: (adapter) => kind.view(planned, adapter),
      unjudged: (adapter) => kind.unjudged?.(planned, adapter),
      macros: kind.macros(planned),
      properties: (adapter) => kind.properties(planned, adapter),
      before: (adapter) => kind.before(planned, adapter),
    };
    const names = columns?.map(({ name }) => name) ?? kind.named?.(planned);
    return { model, reports: [...reports, ...checkColumns(node, { names, typed: columns !== undefined })] };
  };
}
