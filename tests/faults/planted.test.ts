/** Whoever judges how a faulted day ends finds mistakes that are planted in the script. */
import { expect, test } from "vitest";
import { foundBy, mistakes } from "../../scripts/bench/planted-mistakes";
import { builtBundle } from "../../scripts/play/bundle";

const tells: Readonly<Record<string, RegExp>> = {
  "marked sent before sending": /^not sent: contact@district\.example \| Student safety case/m,
  "no second reading after a lost answer": /^too many: main reports: .*^sent twice: contact@/ms,
  "no lock": /^5 mails for 4 sent messages$/m,
};

test("every mistake is one that is told of", () => {
  expect(mistakes.map(({ name }) => name)).toEqual(Object.keys(tells));
});

test.each(mistakes.map((one) => [one.name, one] as const))("%s is found", async (name, one) => {
  expect(foundBy(await builtBundle(), one).join("\n")).toMatch(tells[name] ?? /never/);
});
