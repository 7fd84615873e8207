import { hostile } from "../quoting/hostile.ts";
import { testShapeInvariance } from "../quoting/shape-invariance.ts";

// No other program is needed here, but the time of one: DEX_QUOTING=full tries every text in every spot.
const perSpot = process.env["DEX_QUOTING"] === "full" ? hostile.length : 10;

testShapeInvariance({ perSpot, random: 400, tried: 2_000, compiled: 500 });
