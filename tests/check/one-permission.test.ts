/**
 * Each of the seven permissions missing, one at a time, while Google neither asks for it nor says which one: Set up must not say that
 * everything is in place.
 */
import { expect, test } from "vitest";
import manifest from "../../appsscript.json";
import { playDay } from "../day/day";

const switches = {
  requireAllScopes: "nothing",
  triggersWithoutAllScopes: "run",
  authorizedScopes: "null",
};
const scopes = manifest.oauthScopes.map((scope) => scope.replace(/^.*\/auth\//, ""));

test.each(scopes)("%s", async (scope) => {
  const revoked = { account: { revokeScope: scope } };
  const { pages, errors } = await playDay([revoked, { menu: { name: "set-up" } }], { switches });
  const said = [...pages.map(({ text }) => text), ...errors.map(({ error }) => error)].join("\n");
  expect(said).not.toContain("are in place");
  expect(said).toContain(`The script lacks a permission`);
  expect(said).toContain(`(${scope})`);
});
