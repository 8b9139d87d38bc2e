/**
 * Properties are tried on the same cases in every test run, so that a failure comes from the change at hand. To try others:
 * `PROPERTY_SEED=1 npx vitest run tests/case`, with any number.
 */
import fc from "fast-check";

const asked = Number(process.env["PROPERTY_SEED"]);
fc.configureGlobal({ seed: Number.isInteger(asked) && asked !== 0 ? asked : 20_190_301 });
