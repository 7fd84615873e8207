// This test needs no other program, but much time: it puts every wrong value in every place.
process.env["DEX_HOSTILE"] = "full";
await import("../hostile-documents.test.ts");

export {};
