import type { Contract, Party } from "../../ir/contract.ts";
import type { Asset, BatchPipeline } from "../../ir/pipeline.ts";
import type { Code } from "../../text/quote/code.ts";
import * as python from "../../text/quote/python.ts";
import { assignment, keyword, shortCall } from "./layout.ts";
import type { VariableNames } from "./names.ts";
import { majorOf, type Version } from "./version.ts";

/** An asset of a DAG file, as a constant. */
export interface AssetVariable {
  readonly asset: Asset;
  readonly variable: string;
  readonly code: Code;
}

interface AssetSubject {
  readonly version: Version;
  readonly nameOf: VariableNames;
  readonly contracts: ReadonlyMap<string, Contract>;
}

/** The assets that a DAG publishes or waits for, each as a constant. Other DAGs use the same asset names. */
export function assetVariables(
  project: string,
  { steps, awaits, schedule }: BatchPipeline,
  subject: AssetSubject,
): readonly AssetVariable[] {
  const published = steps.flatMap((step) => (step.kind === "publish" ? step.assets : []));
  const awaited = schedule === undefined ? awaits.filter((one) => !published.some((other) => isSame(one, other))) : [];
  return [...awaited, ...published].map((asset): AssetVariable => {
    const variable = subject.nameOf(asset.name.toUpperCase());
    return { asset, variable, code: python.value(assignment(variable, assetCall(project, asset, subject))) };
  });
}

function assetCall(project: string, asset: Asset, { version, contracts }: AssetSubject): python.PythonValue {
  const folder = asset.kind === "model" ? "models/" : "";
  const name = `${project}.${folder.replace("/", ".")}${asset.name}`;
  const uri = `x-dex://${project}/${folder}${asset.name}`;
  const contract = asset.kind === "contract" ? contracts.get(asset.name) : undefined;
  const extra = contract === undefined ? [] : [keyword("extra", extraOf(contract))];
  if (majorOf(version) === "2") return shortCall("Dataset", [uri, ...extra]);
  const group = contract?.domain ?? project;
  return shortCall("Asset", [keyword("name", name), keyword("uri", uri), keyword("group", group), ...extra]);
}

function extraOf({ version, owner }: Contract): python.PythonValue {
  const name = partyName(owner);
  return { version, ...(name !== undefined && { owner: name }) };
}

/** A responsible person or team as one name. */
export function partyName({ team, name, email }: Party): string | undefined {
  return team ?? name ?? email;
}

/** True for two references to one asset. */
export function isSame(one: Asset, other: Asset): boolean {
  return one.kind === other.kind && one.name === other.name;
}
