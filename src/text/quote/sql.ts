export * from "../../dialect/quote.ts";
