/** A target of dbt, such as dev or prod: a place in which models are built. */
export interface Target {
  readonly name: string;
  /** The schema of the models, unless the environment names another. */
  readonly schema: string;
  readonly threads: number;
  /** Whether the schema of a model follows the schema of the target, or replaces it. */
  readonly customSchemas: "prefixed" | "plain";
  /** The settings of a connection, besides the schema, that have a variable of their own. */
  readonly variables: readonly string[];
}

/** The targets of a project. The first one is the default. */
export type Targets = readonly [Target, ...Target[]];
