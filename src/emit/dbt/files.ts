import * as sql from "../../dialect/quote.ts";
import type { Coverage } from "../../ir/coverage.ts";
import type { Origin } from "../../source/origin.ts";
import { by } from "../../text/compare.ts";
import { Code } from "../../text/quote/code.ts";
import * as yaml from "../../text/quote/yaml.ts";
import { trace } from "../blocks.ts";
import type { EmittedFile } from "../emitter.ts";
import type { Render } from "../render.ts";
import { dispatched } from "./dispatch.ts";
import { exposureEntries, groupEntries } from "./people.ts";
import { packagesFile, profilesFile, projectFile } from "./project.ts";
import type { Ledger } from "./properties.ts";
import { header, sourcesOf } from "./provenance.ts";
import { snapshotEntry } from "./snapshots.ts";
import { sourceEntry } from "./sources.ts";
import { originsOf, type Target } from "./target.ts";
import { isTestName, type MacroName, macrosFor, type TestName } from "./template-names.ts";
import { append, type Built, builtViews, byFolder, type NodeViews, stagingViews } from "./views.ts";

/** A part of a project's files, and how it holds the assertions that are tested there. */
export interface ProjectPart {
  readonly files: readonly EmittedFile[];
  readonly coverage: readonly Coverage[];
}

/** Everything of one adapter's project, folder by folder: only one folder's models are in memory at a time. */
export function* projectFiles(target: Target, built: readonly Built[], render: Render): Iterable<ProjectPart> {
  const ledger: Ledger = { names: new Set() };
  const writer = new Writer(target, render);
  writer.project();
  for (const [path, members] of byFolder(target.plan.staging.map((node) => ({ node })))) {
    const models = members.map(({ node }) => writer.model(stagingViews(node, target, ledger)));
    writer.sources(path, models);
    writer.properties(path, models);
    yield writer.take();
  }
  for (const [path, members] of byFolder(built)) {
    writer.properties(
      path,
      members.map((one) => writer.model(builtViews(one, target, ledger))),
    );
    yield writer.take();
  }
  writer.snapshots(built);
  writer.people();
  writer.macros();
  yield writer.take();
}

/** What the property files need of a model once its SQL is written. */
type Described = Pick<NodeViews, "node" | "entry" | "tests"> & { readonly origins: readonly Origin[] };

/** Collects files under the folder of one adapter. */
class Writer {
  private files: EmittedFile[] = [];
  private coverage: Coverage[] = [];
  private readonly target: Target;
  private readonly render: Render;
  /** The generic tests in use, and the documents that each serves. */
  private readonly tests = new Map<TestName, Origin[]>();
  private readonly called = new Set<MacroName>();

  constructor(target: Target, render: Render) {
    this.target = target;
    this.render = render;
  }

  /** What was collected since the last call. */
  take(): ProjectPart {
    const { files, coverage } = this;
    this.files = [];
    this.coverage = [];
    return { files, coverage };
  }

  project(): void {
    const { plan, adapter, options } = this.target;
    this.yaml("dbt_project.yml", projectFile(plan), []);
    this.yaml("profiles.yml", profilesFile(plan.project, adapter), []);
    if (options.tests === "dbt_utils") this.yaml("packages.yml", packagesFile, []);
    const view = { header: header([]), dialect: Code.trusted(adapter) };
    for (const name of ["sqlfluff", "sqlfluffignore", "gitignore"]) {
      this.add(`.${name}`, { ...this.render(`dbt/project/${name}.njk`, view), language: "text", sources: [] });
    }
  }

  /** The SQL of a model. */
  model({ node, file, entry, tests, uses, coverage }: NodeViews): Described {
    const { origins } = file;
    const rendered = this.render(`dbt/${file.template}`, { ...file.view, header: header(origins) });
    this.add(file.path, { ...rendered, language: "sql", sources: sourcesOf(origins) });
    this.coverage.push(...coverage);
    for (const macro of file.macros) this.called.add(macro);
    for (const test of uses) if (isTestName(test)) for (const origin of origins) append(this.tests, test, origin);
    return { node, entry, tests, origins };
  }

  sources(path: string, models: readonly Described[]): void {
    const staged = models.flatMap(({ node, tests }) => (node.kind === "staging" ? [{ node, tests }] : []));
    const first = staged[0]?.node;
    if (first === undefined) return;
    // Two staging models may read one table, which is declared once, with the tests that one of them has.
    const byTable = new Map(staged.map((one) => [one.node.contract.id, one]));
    for (const one of staged) if (one.tests !== undefined) byTable.set(one.node.contract.id, one);
    const nodes = [...byTable.values()];
    const testsOf = new Map(nodes.map(({ node, tests }) => [node.name, tests?.source ?? []]));
    const given = {
      target: this.target,
      testsOf: (node: typeof first) => testsOf.get(node.name) ?? [],
    };
    const entry = sourceEntry(
      first.source,
      nodes.map(({ node }) => node),
      given,
    );
    const origins = nodes.map(({ node }) => node.contract.origin);
    this.yaml(path.replace("__models.yml", "__sources.yml"), { version: 2, sources: [entry] }, origins);
  }

  properties(path: string, models: readonly Described[]): void {
    const entries = models.map(({ entry }) => entry);
    this.yaml(
      path,
      { version: 2, models: entries },
      models.flatMap(({ origins }) => origins),
    );
  }

  snapshots(built: readonly Built[]): void {
    for (const { node, dimension } of built) {
      if (dimension?.model.scd !== 2) continue;
      const entry = yaml.at(snapshotEntry(dimension, this.target), node.model.origin);
      this.yaml(`snapshots/${dimension.snapshot}.yml`, { version: 2, snapshots: [entry] }, originsOf(node));
    }
  }

  people(): void {
    const { plan } = this.target;
    const groups = groupEntries(plan);
    const owners = plan.contracts.filter((contract) => plan.nodeOf.has(contract.id)).map(({ origin }) => origin);
    if (groups.length > 0) this.yaml("models/groups.yml", { version: 2, groups }, owners);
    const exposures = exposureEntries(plan);
    const consumers = plan.contracts.filter(({ consumers: { length } }) => length > 0).map(({ origin }) => origin);
    if (exposures.length > 0) this.yaml("models/exposures.yml", { version: 2, exposures }, consumers);
  }

  /** The generic tests that the project uses, and the macros behind them; each is traced to the documents it serves. */
  macros(): void {
    for (const [name, origins] of [...this.tests].sort(by(([test]) => test)))
      this.macro(`tests/${name}`, `tests/generic/${name}.sql`, origins);
    for (const name of [...macrosFor(this.tests.keys(), this.called)].sort())
      this.macro(`macros/${name}`, `macros/dex/${name}.sql`, []);
  }

  macro(template: string, path: string, origins: readonly Origin[]): void {
    const rendered = this.render(`dbt/${template}.sql.njk`, { header: header([]), dispatched });
    this.add(path, { ...rendered, language: "sql", sources: sourcesOf(origins) });
  }

  yaml(path: string, value: yaml.YamlMap, origins: readonly Origin[]): void {
    const written = trace(yaml.write(value, { header: [header(origins)] }));
    this.add(path, { ...written, language: "yaml", sources: sourcesOf(origins) });
  }

  add(path: string, file: Omit<EmittedFile, "path">): void {
    this.files.push({ path: `dbt/${this.target.adapter}/${path}`, ...file });
  }
}
