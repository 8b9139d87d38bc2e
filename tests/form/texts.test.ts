/** What the Form says before and after: it promises no particular person, for that may be the one whom a report is about (design 2.11). */
import { describe, expect, test } from "vitest";
import { desiredForm } from "../../src/form/desired";
import {
  closedMessage,
  confirmationMessage,
  formDescription,
  safeText,
} from "../../src/form/texts";
import { packs } from "../../src/protocol/packs";
import { marin2019 } from "../../src/protocol/packs/marin-2019";

const confirmation = confirmationMessage(marin2019());
const description = formDescription(marin2019());

describe.each([
  ["the confirmation", confirmation],
  ["the description", description],
])("%s", (_name, { text }) => {
  test("names nobody who is told", () => {
    expect(text).not.toMatch(/designated contact|backup contact|district lead|principal/i);
  });
});

test("what 0.1.0 promised is taken back, and the district's own words stay", () => {
  const before = [
    "Your report is in. The school's designated contact is being told. This was not a mandated report, and telling the school does not do your own duty.",
    ...confirmation.text.split("\n").slice(1, -2),
    "Do not question the student about it, and do not tell a parent or guardian: the designated contact clears that first with the agencies.",
    "Our counselors are in room 12.",
  ].join("\n");
  const after = safeText(before, confirmation, true);
  expect(after).not.toMatch(/designated contact/);
  expect(after).toContain(
    "Your report is in, and is passed on now. This was not a mandated report",
  );
  expect(after).toContain("Our counselors are in room 12.");
  expect(safeText(after, confirmation, true)).toBe(after);
});

describe("no page of Google's names a limit for a Form's texts, so ours stay far below any that others have met", () => {
  const longest = (texts: readonly string[]) => Math.max(...texts.map(({ length }) => length));

  test.each(packs().map((pack) => [pack.id, pack] as const))("%s", (_id, pack) => {
    const { title, description, confirmation, items } = desiredForm(pack, ["North High"]);
    expect(longest([title, ...items.map((item) => item.title)])).toBeLessThanOrEqual(200);
    expect(longest(items.map(({ help }) => help))).toBeLessThanOrEqual(700);
    const choices = items.flatMap((item) => item.choices.map(({ text }) => text));
    expect(longest(choices)).toBeLessThanOrEqual(250);
    const whole = [description.text, confirmation.text, closedMessage(pack)];
    expect(longest(whole)).toBeLessThanOrEqual(1500);
  });
});
