import { createHash } from "node:crypto";
import { visibleJson } from "../../diagnostics/format/visible-json.ts";
import type { CheckResult, DatasetResult, RunResult } from "../result.ts";
import { didRun } from "../score.ts";
import type { Report } from "./context.ts";
import { allowedBy, checksOf, foundBy } from "./words.ts";

/*
 * Field names and versions: the specification 2-0-2 of OpenLineage (spec/OpenLineage.json), and its facets DataQualityAssertions 1-1-0,
 * DataQualityMetricsInput 1-0-3 and JobType 2-0-4, as of August 2026.
 */
const SPEC = "https://openlineage.io/spec";
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** An OpenLineage run event with the facet `dataQualityAssertions` of each dataset. Checks that did not run have no verdict, so they are left out. */
export const openlineage: Report = (run) => {
  const producer = `https://www.npmjs.com/package/dex-compiler/v/${encodeURIComponent(wellFormed(run.version))}`;
  const end = new Date(Date.parse(run.startedAt) + run.duration).toISOString();
  return visibleJson({
    eventType: checksOf(run).some(({ status }) => status === "error") ? "FAIL" : "COMPLETE",
    eventTime: end,
    producer,
    schemaURL: `${SPEC}/2-0-2/OpenLineage.json#/$defs/RunEvent`,
    run: { runId: runId(run) },
    job: {
      namespace: "dex",
      name: `validate.${run.datasets.map(({ contract }) => contract.id).join(",")}`,
      facets: {
        jobType: facet(producer, "2-0-4/JobTypeJobFacet", {
          processingType: "BATCH",
          integration: "DEX",
          jobType: "VALIDATION",
        }),
      },
    },
    inputs: run.datasets.map((dataset) => input(dataset, producer)),
    outputs: [],
  });
};

/** The id of the run. OpenLineage requires a UUID; any other id becomes one by its hash. */
function runId({ run, startedAt }: RunResult): string {
  if (UUID.test(run)) return run;
  const hash = createHash("sha256").update(`${run}\0${startedAt}`).digest("hex");
  return [
    hash.slice(0, 8),
    hash.slice(8, 12),
    `8${hash.slice(13, 16)}`,
    `8${hash.slice(17, 20)}`,
    hash.slice(20, 32),
  ].join("-");
}

function input({ contract, source, rows, checks }: DatasetResult, producer: string): object {
  const metrics = {
    ...(rows !== undefined && { rowCount: rows }),
    ...(source.files !== undefined && { fileCount: source.files }),
  };
  return {
    namespace: source.engine === "postgres" ? "postgres" : "file",
    name: source.name,
    inputFacets: {
      dataQualityMetrics: facet(producer, "1-0-3/DataQualityMetricsInputDatasetFacet", {
        ...metrics,
        columnMetrics: {},
      }),
      dataQualityAssertions: facet(producer, "1-1-0/DataQualityAssertionsDatasetFacet", {
        assertions: checks.filter(didRun).map((check) => assertion(check, contract)),
      }),
    },
  };
}

function facet(producer: string, schema: string, members: object): object {
  return { _producer: producer, _schemaURL: `${SPEC}/facets/${schema}.json`, ...members };
}

/** `success` is false also for a warning: the specification says that it does not depend on the severity. */
function assertion(check: CheckResult, contract: DatasetResult["contract"]): object {
  const [column] = check.columns;
  const [expected, actual] = [allowedBy(check), foundBy(check)];
  return {
    assertion: check.kind,
    success: check.status === "pass",
    ...(check.columns.length === 1 && { column }),
    severity: check.severity,
    name: check.id,
    description: check.sentence,
    ...(expected !== "" && { expected }),
    ...(actual !== "" && { actual }),
    params: { dimension: check.dimension, contract: contract.id, contractVersion: contract.version },
  };
}

function wellFormed(text: string): string {
  return text.replace(/\p{Surrogate}/gu, "\ufffd");
}
