import type { BatchPipelineDocument } from "../language/pipeline/pipeline-document.ts";

const THREE_DAYS = 3 * 24 * 60 * 60;

/** How far back the incremental models of a pipeline look for late rows by default: as far as the extracts of its tables, or else three days. */
export function defaultLookback({ source }: Pick<BatchPipelineDocument, "source">): number {
  const tables = (source?.tables ?? []).flatMap(({ read }) => read?.lookbackSeconds ?? []);
  const lookbacks = [...(source?.lookbackSeconds ? [source.lookbackSeconds] : []), ...tables];
  return lookbacks.length === 0 ? THREE_DAYS : Math.max(...lookbacks.map(({ value }) => value));
}
