import type { Imported } from "./imports.ts";
import type { AirflowOptions } from "./options.ts";

const AIRFLOW = {
  "3": "apache-airflow>=3.2,<4",
  "3.0": "apache-airflow>=3.0,<4",
  "2": "apache-airflow>=2.10,<3",
} as const satisfies Record<AirflowOptions["version"], string>;

/** The packages that the DAG files import. Tools that tasks call in other environments are not included. */
export function requirements({ version }: AirflowOptions, imports: ReadonlySet<Imported>): readonly string[] {
  const uses = (...names: readonly Imported[]) => names.some((name) => imports.has(name));
  return [
    AIRFLOW[version],
    ...(uses("SlackWebhookOperator", "SlackWebhookNotifier") ? ["apache-airflow-providers-slack>=9.9,<10"] : []),
    ...(uses("SmtpNotifier", "EmailOperator")
      ? [`apache-airflow-providers-smtp>=${version === "2" ? "2.0" : "3.0"},<4`]
      : []),
    ...(version !== "2" ? ["apache-airflow-providers-standard>=1.9,<2"] : []),
    ...(uses("DbtTaskGroup") ? ["astronomer-cosmos>=1.10,<2"] : []),
  ];
}
