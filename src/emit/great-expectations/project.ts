import { shownKey } from "../../assertion/private-columns.ts";
import type { Contract } from "../../ir/contract.ts";
import type { Connection } from "../../running/connection.ts";
import * as json from "../../text/quote/json.ts";
import * as yaml from "../../text/quote/yaml.ts";
import type { EmittedFile } from "../emitter.ts";
import { header } from "../header.ts";
import { connectionString } from "./connection-string.ts";
import { dialectOf, isPlain, type Location, selectAll } from "./location.ts";
import type { Source } from "./options.ts";
import { uuidOf } from "./uuid.ts";
import type { Suite } from "./views.ts";

/** The input for a GX project: the suites of one source, with their contracts and tables. */
export interface ProjectParts {
  readonly project: string;
  readonly source: Source;
  readonly connection: Connection;
  readonly written: readonly {
    readonly suite: Pick<Suite, "id" | "name">;
    readonly contract: Contract;
    readonly location: Location;
  }[];
}

/** A reference to a GX object. */
interface Named {
  readonly name: string;
  readonly id: string;
}

/** The parts that differ between checkpoints. */
interface CheckpointParts {
  readonly id: string;
  /** The columns that identify a row. */
  readonly key: readonly string[];
}

/** GX's type name for the data source of each kind. */
const TYPES: Readonly<Record<Source, string>> = {
  postgres: "postgres",
  pandas: "pandas",
  snowflake: "snowflake",
  bigquery: "bigquery",
  redshift: "redshift",
  databricks: "databricks_sql",
};

/** The files of a file context besides its suites: data source, validation definitions, a checkpoint for all of them, and one for each. */
export function projectFiles(folder: string, parts: ProjectParts): readonly EmittedFile[] {
  const { project, source, written } = parts;
  const id = (...name: readonly string[]) => uuidOf(project, source, ...name);
  const datasource: Named = { name: source, id: id("datasource") };
  const batch = source === "pandas" ? "whole_dataframe" : "whole_table";
  const sources = written.map(({ contract }) => contract.origin);
  const definitions = written.map(({ suite, contract }) => {
    const text = json.write({
      data: {
        asset: { id: id(contract.id, "asset"), name: contract.name },
        batch_definition: { id: id(contract.id, "batch"), name: batch },
        datasource: { id: datasource.id, name: datasource.name },
      },
      id: id(contract.id, "validation"),
      name: contract.name,
      suite: { id: suite.id, name: suite.name },
    });
    const path = `${folder}/validation_definitions/${contract.name}.json`;
    return { path, text, language: "json" as const, sources: [contract.origin] };
  });
  const validation = ({ id: contract, name }: Contract) => ({ id: id(contract, "validation"), name });
  const checkpoint = (name: string, contracts: readonly Contract[], of: CheckpointParts): EmittedFile => {
    const text = json.write({
      actions: [{ name: "data_docs", site_names: [], type: "update_data_docs" }],
      id: of.id,
      name,
      // Results identify rows by their key, and contain no values, since values may be private.
      result_format: {
        exclude_unexpected_values: true,
        result_format: "SUMMARY",
        ...(of.key.length > 0 && { unexpected_index_column_names: of.key }),
      },
      validation_definitions: contracts.map(validation),
    });
    const origins = contracts.map(({ origin }) => origin);
    return { path: `${folder}/checkpoints/${name}.json`, text, language: "json", sources: origins };
  };
  const contracts = written.map(({ contract }) => contract);
  const everything = contracts.some(({ name }) => name === "dex") ? "dex_all" : "dex";
  const context = yaml.write(contextOf(parts, id), { header: [header([])] }).text;
  return [
    { path: `${folder}/great_expectations.yml`, text: context, language: "yaml", sources },
    ...definitions,
    checkpoint(everything, contracts, { id: id("checkpoint"), key: [] }),
    ...contracts.map((contract) =>
      checkpoint(contract.name, [contract], { id: id(contract.id, "checkpoint"), key: shownKey(contract) }),
    ),
  ];
}

type Id = (...name: readonly string[]) => string;

function contextOf({ source, connection, written }: ProjectParts, id: Id): yaml.YamlMap {
  const assets = written.map(({ contract, location }) => [contract.name, assetOf({ contract, location, source }, id)]);
  return {
    config_version: 4,
    config_variables_file_path: "uncommitted/config_variables.yml",
    plugins_directory: "plugins/",
    stores: {
      expectations_store: store("ExpectationsStore", "expectations/"),
      validation_results_store: store("ValidationResultsStore", "uncommitted/validations/"),
      checkpoint_store: store("CheckpointStore", "checkpoints/"),
      validation_definition_store: store("ValidationDefinitionStore", "validation_definitions/"),
    },
    expectations_store_name: "expectations_store",
    validation_results_store_name: "validation_results_store",
    checkpoint_store_name: "checkpoint_store",
    data_docs_sites: {
      local_site: {
        class_name: "SiteBuilder",
        show_how_to_buttons: false,
        store_backend: backend("uncommitted/data_docs/local_site/"),
        site_index_builder: { class_name: "DefaultSiteIndexBuilder" },
      },
    },
    fluent_datasources: {
      [source]: {
        type: TYPES[source],
        id: id("datasource"),
        assets: Object.fromEntries(assets) as yaml.YamlMap,
        connection_string: connectionString(connection),
      },
    },
    analytics_enabled: false,
    data_context_id: id("context"),
  };
}

function store(className: string, folder: string): yaml.YamlMap {
  return { class_name: className, store_backend: { ...backend(folder), suppress_store_backend_id: true } };
}

function backend(folder: string): yaml.YamlMap {
  return { class_name: "TupleFilesystemStoreBackend", base_directory: folder };
}

interface Asset {
  readonly contract: Contract;
  readonly location: Location;
  readonly source: Source;
}

function assetOf({ contract, location, source }: Asset, id: Id): yaml.YamlMap {
  const batch = source === "pandas" ? "whole_dataframe" : "whole_table";
  const common = { id: id(contract.id, "asset"), batch_metadata: {} };
  const definitions = { batch_definitions: { [batch]: { id: id(contract.id, "batch"), partitioner: null } } };
  if (source === "pandas") return { type: "dataframe", ...common, ...definitions };
  const dialect = dialectOf(source);
  if (isPlain(location, dialect))
    return { type: "table", ...common, ...definitions, table_name: location.table, schema_name: location.schema };
  return { type: "query", ...common, ...definitions, query: selectAll(location, dialect) };
}
