/** What the Form says before and after: it promises no particular person, for that may be the one whom a report is about (design 2.11). */
import { describe, expect, test } from "vitest";
import { desiredForm } from "../../src/form/desired-form";
import {
  closedMessage,
  confirmationMessage,
  formDescription,
  safeText,
} from "../../src/form/safety-texts";
import { inEnglish } from "../../src/language";
import { packs } from "../../src/protocol/find-pack";
import { marin2019 } from "../../src/protocol/packs/marin-2019";

const confirmation = confirmationMessage(marin2019(), inEnglish);
const description = formDescription(marin2019(), inEnglish);

describe.each([
  ["the confirmation", confirmation],
  ["the description", description],
])("%s", (_name, { text }) => {
  test("names no one who is told", () => {
    expect(text).not.toMatch(/designated contact|backup contact|district lead|principal/i);
  });
});

test("the district's own words stay beside ours, once", () => {
  const before = `${confirmation.text}\nOur counselors are in room 12.`;
  expect(safeText(before, confirmation, "live")).toBe(before);
  const own = "Our counselors are in room 12.";
  const after = safeText(own, confirmation, "live");
  expect(after).toBe(`${confirmation.text}\n\n${own}`);
  expect(safeText(after, confirmation, "live")).toBe(after);
});

describe("no page of Google's names a limit for a Form's texts, so ours stay far below any that others have met", () => {
  const longest = (texts: readonly string[]) => Math.max(...texts.map(({ length }) => length));

  test.each(packs().map((pack) => [pack.id, pack] as const))("%s", (_id, pack) => {
    const { title, description, confirmation, items } = desiredForm(pack, ["North High"]);
    expect(longest([title, ...items.map((item) => item.title)])).toBeLessThanOrEqual(200);
    expect(longest(items.map(({ help }) => help))).toBeLessThanOrEqual(700);
    const choices = items.flatMap((item) => item.choices.map(({ text }) => text));
    expect(longest(choices)).toBeLessThanOrEqual(250);
    const whole = [description.text, confirmation.text, closedMessage(pack, inEnglish)];
    expect(longest(whole)).toBeLessThanOrEqual(1500);
  });
});
