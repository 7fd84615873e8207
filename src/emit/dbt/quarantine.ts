import * as quote from "../../dialect/quote.ts";
import { judgedSuffix, quarantineSuffix } from "../../running/dbt.ts";
import { Code, code, join } from "../../text/quote/code.ts";
import * as jinja from "../../text/quote/jinja.ts";
import * as yaml from "../../text/quote/yaml.ts";
import type { AdapterProject } from "./assertion-test.ts";
import { type Column, selectList } from "./columns.ts";
import { toleranceTests } from "./contract-tests.ts";
import { columnTypes, judgedRows } from "./judged-rows.ts";
import { listed } from "./meta.ts";
import { settingsConfig } from "./model-settings.ts";
import type { ModelNode, ModelView, UnjudgedRows } from "./models/model-kind.ts";
import type { Adapter } from "./options.ts";
import type { ProjectModel } from "./plan.ts";
import { plainColumns } from "./properties.ts";
import type { ModelTemplate } from "./template-names.ts";
import type { TestNames } from "./test-names.ts";
import { dataType } from "./types.ts";
import { testedModel } from "./views.ts";

/** An SQL file beside that of a model. */
export interface QuarantineFile extends ModelView {
  readonly name: string;
  readonly template: ModelTemplate;
}

/** The models beside one whose violating rows are moved out: all its rows with their violations, and the quarantine. */
export interface QuarantineModels {
  readonly node: ModelNode;
  readonly files: readonly QuarantineFile[];
  /** Their entries in the property file. */
  readonly entries: readonly yaml.YamlMap[];
}

/** True if rows are moved out of a model. */
export function isJudged({ node, tested }: ProjectModel): boolean {
  return node.quarantine !== undefined && tested !== undefined;
}

/** The SQL of a model whose rows were judged: those that violate nothing. */
export function keptRows({ node, columns = [] }: ProjectModel, adapter: Adapter): ModelView {
  const select = selectList(columns.map(({ name }) => quote.identifier(name, adapter)));
  return { template: "kept_rows.sql.njk", view: { select: outdented(select), judged: judgedOf(node) } };
}

/** The models beside a model whose rows are judged. Undefined for any other model. */
export function quarantineOf(
  model: ProjectModel,
  project: AdapterProject,
  names: TestNames,
): QuarantineModels | undefined {
  const { adapter } = project;
  const { node, tested, columns } = model;
  const unjudged = model.unjudged(adapter);
  if (node.quarantine === undefined || tested === undefined || columns === undefined || unjudged === undefined)
    return undefined;
  const moved = new Set(node.quarantine.assertions);
  const assertions = tested.dataset.assertions.filter(({ id }) => moved.has(id));
  const judged = judgedRows({ name: node.name, contract: tested, columns, assertions, unjudged }, project);
  const { template, view } = unjudged.view;
  return {
    node,
    files: [
      { name: node.name + judgedSuffix, template, view: { ...view, judged } },
      quarantineFile(node, { columns, unjudged, adapter }),
    ],
    entries: [judgedEntry(model, project, names), quarantineEntry(model, adapter)],
  };
}

function judgedOf({ name }: ModelNode): Code {
  return jinja.call("ref", name + judgedSuffix);
}

/** A select list for the first column of a file, not for a CTE. */
function outdented({ text }: Code): Code {
  return Code.trusted(text.replaceAll("\n        ", "\n    "));
}

interface Shape {
  readonly columns: readonly Column[];
  readonly unjudged: UnjudgedRows;
  readonly adapter: Adapter;
}

function quarantineFile(node: ModelNode, { columns, unjudged: { newRows }, adapter }: Shape): QuarantineFile {
  const string = dataType({ kind: "string" }, adapter);
  const moment = dataType({ kind: "timestamp", zone: "instant" }, adapter);
  const names = columns.map(({ name }) => quote.identifier(name, adapter));
  const violating = [
    ...names,
    code`_dex_violations`,
    code`cast({{ dex_run_id() }} as ${string}) as _dex_run_id`,
    code`cast({{ dbt.current_timestamp() }} as ${moment}) as _dex_quarantined_at`,
    code`_dex_row`,
  ];
  const own = ["_dex_violations", "_dex_run_id", "_dex_quarantined_at", "_dex_row"].map((name) => Code.trusted(name));
  return {
    name: node.name + quarantineSuffix,
    template: "quarantine.sql.njk",
    view: {
      model: jinja.string(node.name),
      judged: judgedOf(node),
      violating: selectList(violating),
      earlier: selectList([code`{{ dex_select_columns(earlier, ${columnTypes(columns, adapter)}) }}`, ...own]),
      unread: newRows && unread(newRows.key, adapter),
    },
  };
}

/** The rows of the quarantine of an incremental model whose key the run has not read. */
function unread(key: readonly string[], adapter: Adapter) {
  const columns = key.map((name) => quote.identifier(name, adapter));
  if (columns.length === 0) return { join: Code.trusted(""), condition: Code.trusted("") };
  const shown = columns.map((column, index) => code`${column} as ${Code.trusted(`_dex_key_${index + 1}`)}`);
  const equal = columns.map(
    (column, index) => code`earlier.${column} = known.${Code.trusted(`_dex_key_${index + 1}`)}`,
  );
  return {
    join: code`left join (select distinct ${join(shown, ", ")} from judged) as known\n        on ${join(equal, " and ")}`,
    condition: code`known._dex_key_1 is null\n        and `,
  };
}

function judgedEntry(model: ProjectModel, project: AdapterProject, names: TestNames): yaml.YamlMap {
  const { node } = model;
  const tested = testedModel(model);
  const tests = tested === undefined ? [] : [toleranceTests(tested, project, names)];
  const context = { adapter: project.adapter, tests };
  const entry: yaml.YamlMap = {
    name: node.name + judgedSuffix,
    description: `All rows of ${node.name}, with what each one violates.`,
    config: { materialized: node.materialized === "view" ? "view" : "table", ...placeOf(node) },
    data_tests: listed(tests.flatMap((written) => written.model)),
    columns: listed(plainColumns(model, context, (name) => tests.some(({ columns }) => columns.has(name)))),
  };
  return yaml.at(entry, node.origin);
}

function quarantineEntry(model: ProjectModel, adapter: Adapter): yaml.YamlMap {
  const { node } = model;
  const entry: yaml.YamlMap = {
    name: node.name + quarantineSuffix,
    description: `The rows that the last published run moved out of ${node.name}, with what each one violates.`,
    config: {
      materialized: "table",
      post_hook: `{{ dex_count_quarantine(${jinja.string(node.name).text}) }}`,
      ...placeOf(node),
    },
    columns: plainColumns(model, { adapter, tests: [] }),
  };
  return yaml.at(entry, node.origin);
}

/** The settings that decide where dbt builds a model and whether. */
function placeOf({ settings, tags }: ModelNode): yaml.YamlMap {
  const { schema, database, enabled } = settingsConfig(settings);
  return { schema, database, enabled, tags: listed([...new Set(tags)]) };
}
