import type { Target } from "../../ir/target.ts";
import type { ConnectionUse } from "../../running/connection-use.ts";
import { profileOutput } from "../../running/dbt-profile.ts";
import { useUtc } from "../../running/session-zone.ts";
import type { Origin } from "../../source/origin.ts";
import { Code } from "../../text/quote/code.ts";
import type { EmitInput, EmittedFile, Part } from "../emitter.ts";
import { header } from "../header.ts";
import { filesOnly, noInputs, part } from "../parts.ts";
import { pathIn, yamlFiles } from "./files.ts";
import {
  type Consumed,
  consumedContracts,
  exposureEntries,
  type Group,
  groupEntry,
  groupsOf,
} from "./groups-and-exposures.ts";
import type { Adapter, DbtOptions } from "./options.ts";
import type { ProjectPlan } from "./plan.ts";
import { type ProjectShape, packagesFile, profilesFile, projectFile, shapeOf } from "./project.ts";
import { plainTargets, schemaMacro } from "./schema-macro.ts";
import { SCHEMA_MACRO, SETTINGS, TEST_MACRO } from "./template-names.ts";

/** The project's own files: settings and the connection. */
export function projectPart(adapter: Adapter, plan: ProjectPlan, given: Pick<ProjectFacts, "uses" | "hasSchemaRule">) {
  const facts: ProjectFacts = { adapter, shape: shapeOf(plan), ...given };
  const templates = [...SETTINGS.map(templateOf), `dbt/${SCHEMA_MACRO}`, `dbt/${TEST_MACRO}`];
  const inputs = { ...noInputs, options: ["tests", "vars", "targets"], templates, facts };
  return part(`${adapter}/project`, inputs, filesOnly(projectFiles));
}

/** The files about people: the groups that own models, and the exposures of the consumers of contracts. */
export function peoplePart(adapter: Adapter, plan: ProjectPlan): Part<DbtOptions> {
  const facts: PeopleFacts = {
    adapter,
    groups: groupsOf(plan),
    owned: plan.contracts.filter(({ id }) => plan.nodeOf.has(id)).map(({ origin }) => origin),
    consumed: consumedContracts(plan),
  };
  return part(`${adapter}/people`, { ...noInputs, facts }, filesOnly(peopleFiles));
}

type Input = EmitInput<DbtOptions>;

interface ProjectFacts {
  readonly adapter: Adapter;
  readonly shape: ProjectShape;
  /** The connections to warehouses, in each target. */
  readonly uses: readonly ConnectionUse[];
  /** Whether the project has its own rule for the schemas of models. */
  readonly hasSchemaRule: boolean;
}

interface PeopleFacts {
  readonly adapter: Adapter;
  readonly groups: readonly Group[];
  /** Where the contracts are written whose rows models have. */
  readonly owned: readonly Origin[];
  readonly consumed: readonly Consumed[];
}

function projectFiles(
  { ir: { project }, options, render }: Input,
  { adapter, shape, uses, hasSchemaRule }: ProjectFacts,
): readonly EmittedFile[] {
  const file = yamlFiles(adapter);
  const { targets } = options;
  const outputs = outputsOf(uses, adapter, targets);
  const view = { header: header([]), dialect: Code.trusted(adapter) };
  const settings = SETTINGS.map(
    (name): EmittedFile => ({
      path: pathIn(adapter, `.${name}`),
      ...render(templateOf(name), view),
      language: "text",
      sources: [],
    }),
  );
  return [
    file("dbt_project.yml", projectFile(project, shape, { vars: options.vars, adapter }), []),
    file("profiles.yml", profilesFile(project, { adapter, targets, outputs }), []),
    ...testMacro(adapter, render),
    ...schemaMacro(adapter, hasSchemaRule ? [] : plainTargets(outputs, targets), render),
    ...(options.tests === "dbt_utils" ? [file("packages.yml", packagesFile, [])] : []),
    ...settings,
  ];
}

/** The macro for the query of a test, in which the session is in UTC. */
function testMacro(adapter: Adapter, render: Input["render"]): readonly EmittedFile[] {
  const statement = useUtc[adapter];
  if (statement === undefined) return [];
  const view = { header: header([]), adapter: Code.trusted(adapter), statement: Code.trusted(statement) };
  const path = pathIn(adapter, "macros/dex/get_test_sql.sql");
  return [{ path, ...render(`dbt/${TEST_MACRO}`, view), language: "sql", sources: [] }];
}

/** The number of threads of a target, unless the config has another. */
const THREADS = 4;

function outputsOf(uses: readonly ConnectionUse[], adapter: Adapter, targets: readonly Target[]) {
  const first = uses[0]?.connection.name;
  return uses.map((use) => ({
    of: use.target,
    ...profileOutput(use, { adapter, isFirst: use.connection.name === first }),
    threads: targets.find(({ name }) => name === use.target)?.threads ?? THREADS,
  }));
}

function templateOf(setting: (typeof SETTINGS)[number]): string {
  return `dbt/project/${setting}.njk`;
}

function peopleFiles(_: Input, { adapter, groups, owned, consumed }: PeopleFacts): readonly EmittedFile[] {
  const file = yamlFiles(adapter);
  const exposures = exposureEntries(consumed);
  const consumers = consumed.map(({ origin }) => origin);
  return [
    ...(groups.length > 0 ? [file("models/groups.yml", { version: 2, groups: groups.map(groupEntry) }, owned)] : []),
    ...(exposures.length > 0 ? [file("models/exposures.yml", { version: 2, exposures }, consumers)] : []),
  ];
}
