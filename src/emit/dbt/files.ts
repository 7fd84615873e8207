import type { Coverage } from "../../ir/coverage.ts";
import type { Origin } from "../../source/origin.ts";
import { by } from "../../text/compare.ts";
import { Code } from "../../text/quote/code.ts";
import * as sql from "../../text/quote/sql.ts";
import * as yaml from "../../text/quote/yaml.ts";
import type { Block, EmittedFile, Language } from "../emitter.ts";
import type { Render } from "../render.ts";
import { dispatched } from "./dispatch.ts";
import { exposureEntries, groupEntries } from "./people.ts";
import type { Node } from "./plan.ts";
import { packagesFile, profilesFile, projectFile } from "./project.ts";
import type { Ledger } from "./properties.ts";
import { header, sourcesOf } from "./provenance.ts";
import { snapshotEntry } from "./snapshots.ts";
import { sourceEntry } from "./sources.ts";
import { originsOf, type Target } from "./target.ts";
import { isTestName, type MacroName, macrosFor, type TestName } from "./template-names.ts";
import { append, type Built, builtViews, byFolder, type NodeViews, stagingViews } from "./views.ts";

/** A project's files and how it holds the assertions. */
export interface Project {
  readonly files: readonly EmittedFile[];
  readonly coverage: readonly Coverage[];
}

/** Everything of one adapter's project. */
export function projectFiles(target: Target, built: readonly Built[], render: Render): Project {
  const ledger: Ledger = { names: new Set(), marks: new Map() };
  const staging = target.plan.staging.map((node) => stagingViews(node, target, ledger));
  const views = [...staging, ...built.map((one) => builtViews(one, target, ledger))];
  const writer = new Writer(target, render, ledger);
  writer.project();
  writer.sources(staging);
  writer.models(views);
  writer.snapshots(built);
  writer.people();
  writer.macros(views);
  return { files: writer.files, coverage: views.flatMap((view) => view.coverage) };
}

/** Collects files under the folder of one adapter. */
class Writer {
  readonly files: EmittedFile[] = [];
  private readonly target: Target;
  private readonly render: Render;
  private readonly ledger: Ledger;

  constructor(target: Target, render: Render, ledger: Ledger) {
    this.target = target;
    this.render = render;
    this.ledger = ledger;
  }

  project(): void {
    const { plan, adapter, options } = this.target;
    this.yaml("dbt_project.yml", projectFile(plan), []);
    this.yaml("profiles.yml", profilesFile(plan.project, adapter), []);
    if (options.tests === "dbt_utils") this.yaml("packages.yml", packagesFile, []);
    const view = { header: header([]), dialect: Code.trusted(adapter) };
    for (const name of ["sqlfluff", "sqlfluffignore", "gitignore"]) {
      const text = this.render(`dbt/project/${name}.njk`, view);
      this.text(`.${name}`, { text, language: "text", origins: [] });
    }
  }

  sources(staging: readonly NodeViews[]): void {
    const nodes = staging.flatMap(({ node, tests }) => (node.kind === "staging" ? [{ node, tests }] : []));
    for (const [path, members] of byFolder(nodes)) {
      const first = members[0]?.node;
      if (first === undefined) continue;
      const testsOf = new Map(members.map(({ node, tests }) => [node.name, tests?.source ?? []]));
      const given = {
        target: this.target,
        ledger: this.ledger,
        testsOf: (node: typeof first) => testsOf.get(node.name) ?? [],
      };
      const entry = sourceEntry(
        first.source,
        members.map(({ node }) => node),
        given,
      );
      const origins = members.map(({ node }) => node.contract.origin);
      this.yaml(path.replace("__models.yml", "__sources.yml"), { version: 2, sources: [entry] }, origins);
    }
  }

  models(views: readonly NodeViews[]): void {
    for (const { node, file } of views) {
      const text = this.render(`dbt/${file.template}`, { ...file.view, header: header(file.origins) });
      const sources = sourcesOf(file.origins);
      this.add(file.path, { text, language: "sql", sources, blocks: columnBlocks(text, node, this.target.adapter) });
    }
    for (const [path, members] of byFolder(views)) {
      const entries = members.map(({ entry }) => entry);
      this.yaml(
        path,
        { version: 2, models: entries },
        members.flatMap(({ file }) => file.origins),
      );
    }
  }

  snapshots(built: readonly Built[]): void {
    for (const { node, dimension } of built) {
      if (dimension?.model.scd !== 2) continue;
      const entry = snapshotEntry(dimension, this.target);
      this.ledger.marks.set(entry, node.model.origin);
      this.yaml(`snapshots/${dimension.snapshot}.yml`, { version: 2, snapshots: [entry] }, originsOf(node));
    }
  }

  people(): void {
    const { plan } = this.target;
    const groups = groupEntries(plan);
    const owners = plan.contracts.filter((contract) => plan.nodeOf.has(contract.id)).map(({ origin }) => origin);
    if (groups.length > 0) this.yaml("models/groups.yml", { version: 2, groups }, owners);
    const exposures = exposureEntries(plan, this.ledger);
    const consumers = plan.contracts.filter(({ consumers: { length } }) => length > 0).map(({ origin }) => origin);
    if (exposures.length > 0) this.yaml("models/exposures.yml", { version: 2, exposures }, consumers);
  }

  /** The generic tests that the project uses, and the macros behind them; each is traced to the documents it serves. */
  macros(views: readonly NodeViews[]): void {
    const tests = new Map<TestName, (readonly Origin[])[]>();
    for (const { uses, file } of views) {
      for (const test of uses) if (isTestName(test)) append(tests, test, file.origins);
    }
    const called = new Set<MacroName>(views.flatMap(({ file }) => file.macros));
    for (const [name, origins] of [...tests].sort(by(([test]) => test)))
      this.macro(`tests/${name}`, `tests/generic/${name}.sql`, origins.flat());
    for (const name of [...macrosFor(tests.keys(), called)].sort())
      this.macro(`macros/${name}`, `macros/dex/${name}.sql`, []);
  }

  macro(template: string, path: string, origins: readonly Origin[]): void {
    const text = this.render(`dbt/${template}.sql.njk`, { header: header([]), dispatched });
    this.text(path, { text, language: "sql", origins });
  }

  yaml(path: string, value: yaml.YamlMap, origins: readonly Origin[]): void {
    const { text, blocks } = yaml.write(value, { header: [header(origins)], marks: this.ledger.marks });
    this.add(path, {
      text,
      language: "yaml",
      sources: sourcesOf(origins),
      ...(blocks.length > 0 && { blocks: blocks.map(({ start, end, mark }) => ({ start, end, origin: mark })) }),
    });
  }

  text(
    path: string,
    { text, language, origins }: { text: string; language: Language; origins: readonly Origin[] },
  ): void {
    this.add(path, { text, language, sources: sourcesOf(origins) });
  }

  add(path: string, file: Omit<EmittedFile, "path">): void {
    this.files.push({ path: `dbt/${this.target.adapter}/${path}`, ...file });
  }
}

/** The lines of a model that cast a column, and the field of the contract that each is. */
function columnBlocks(text: string, { contract }: Node, adapter: Target["adapter"]): readonly Block[] {
  const fields = contract?.dataset.fields ?? [];
  const origins = new Map(fields.map(({ name, origin }) => [sql.identifier(name, adapter).text, origin]));
  let opened = 0;
  return text.split("\n").flatMap((line, index) => {
    if (/^ +(?:select )?cast\(/.test(line)) opened = index;
    const origin = origins.get(/^ +(?:(?:select )?cast\(.*|\)) as ([^ ,]+),?$/.exec(line)?.[1] ?? "");
    return origin === undefined ? [] : [{ start: opened + 1, end: index + 1, origin }];
  });
}
