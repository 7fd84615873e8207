// No other program is needed here, but the time of one: every wrong value in every place.
process.env["DEX_HOSTILE"] = "full";
await import("../hostile-documents.test.ts");

export {};
