/**
 * Properties are tried on the same cases in every run of the tests, so that a red one is about the change at hand. To look for
 * more: `PROPERTY_SEED=1 npx vitest run tests/case`, with any number.
 */
import fc from "fast-check";

const asked = Number(process.env["PROPERTY_SEED"]);
fc.configureGlobal({ seed: Number.isInteger(asked) && asked !== 0 ? asked : 20_190_301 });
