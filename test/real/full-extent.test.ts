// These tests need no other program, but much time: the fast suite runs them with a sample of their cases.
process.env["DEX_EXTENT"] = "full";
await import("../check/edits/one-edit.test.ts");
await import("../check/one-mistake.test.ts");
await import("../emit/airflow/shape.test.ts");
await import("../emit/typescript/expression.test.ts");
await import("../hostile-documents.test.ts");
await import("../mock/faults.test.ts");
await import("../mock/rows.test.ts");
await import("../parse/subset.test.ts");
await import("../sql/model.test.ts");
await import("../sql/real-queries.test.ts");

export {};
