/**
 * The Form for a teacher with five minutes: its introduction is short, danger comes first and in large text, and its sentences are
 * plain.
 */
import { describe, expect, test } from "vitest";
import { desiredForm } from "../../src/form/desired-form";
import {
  closedMessage,
  confirmationMessage,
  formDescription,
  safeText,
} from "../../src/form/safety-texts";
import { inEnglish } from "../../src/language";
import { ownPacks } from "../../src/protocol/find-pack";
import { marin2019 } from "../../src/protocol/packs/marin-2019";
import { readingOf } from "../messages/readability";

const pack = marin2019();
const hardest = 8;

describe.each(ownPacks())(
  "no text of the Form by $id is harder to read than the eighth grade",
  (of) => {
    const texts: readonly (readonly [string, string])[] = [
      ["the introduction", formDescription(of, inEnglish).text],
      ["the confirmation", confirmationMessage(of, inEnglish).text],
      ["the notice before going live", formDescription(of, inEnglish).notice],
      ["the closed Form", closedMessage(of, inEnglish)],
      ...desiredForm(of, ["North High"]).items.map(
        ({ key, title, help }) => [key, `${title}\n${help}`] as const,
      ),
    ];
    test.each(texts)("%s", (_, text) => {
      const { grade, longest } = readingOf(text);
      expect(Number.isNaN(grade) ? 0 : grade).toBeLessThanOrEqual(hardest);
      expect(longest.length, longest.join(" ")).toBeLessThanOrEqual(32);
    });
  },
);

const confirmation = confirmationMessage(pack, inEnglish);
const description = formDescription(pack, inEnglish);

test.each([confirmation, description])(
  "what is said before and after names no one who is told: that may be the one whom a report is about (design 2.11)",
  ({ text }) => {
    expect(text).not.toMatch(/designated contact|backup contact|district lead|principal/i);
  },
);

test("words of a district's own that say that the Form is not in use are right before going live alone", () => {
  const own = `${description.text}\nThis form is not yet in use.`;
  expect(safeText(own, description, "not-live")).toBe(own);
  expect(safeText(own, description, "live")).toBe(description.text);
});

test("the district's own words stay beside ours, once", () => {
  const before = `${confirmation.text}\nOur counselors are in room 12.`;
  expect(safeText(before, confirmation, "live")).toBe(before);
  const own = "Our counselors are in room 12.";
  const after = safeText(own, confirmation, "live");
  expect(after).toBe(`${confirmation.text}\n\n${own}`);
  expect(safeText(after, confirmation, "live")).toBe(after);
});
