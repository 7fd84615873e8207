import { hostile } from "../quoting/hostile.ts";
import { testShapeInvariance } from "../quoting/shape-invariance.ts";

// This test needs no other program, but much time. DEX_QUOTING=full tries every string in every spot.
const perSpot = process.env["DEX_QUOTING"] === "full" ? hostile.length : 10;

testShapeInvariance({ perSpot, random: 400, tried: 2_000, compiled: 500 });
