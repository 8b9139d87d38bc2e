/** A made-up county of another state: no room of the desk says a word of Marin's, of California's law or of its terms. */

import { expect, test } from "vitest";
import { storedForm } from "../../scripts/workspace/forms/store";
import { sheetsSlice } from "../../scripts/workspace/sheets/store";
import { playedText, start } from "../day/day";
import { menu, tick } from "../day/events";
import { mailTo, wordsOf } from "../day/look";
import { contact, teacher } from "../day/people";
import { district, ofCalifornia, ofMarin, protocol, report, wordsOnForm } from "./county";

/** Every string in what the local Workspace keeps, with the way to it. */
function stringsIn(value: unknown, path = ""): readonly (readonly [string, string])[] {
  if (typeof value === "string") return [[path, value]];
  if (value instanceof Map) return stringsIn([...value.entries()], path);
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, child]) => stringsIn(child, `${path}/${key}`));
}

test("cells, heads, notes, choices, mails, pages and the Form are of that state alone", async () => {
  const events = [
    report({ factors: ["no-papers"], reporterEmail: teacher }),
    report({
      concerns: ["established-trafficked"],
      confirmedBy: "marshal-says",
      immediateDanger: "yes",
      staffMayBeInvolved: "yes",
      recipientMayBeInvolved: "no",
      countyOfResidence: "Elsewhere",
    }),
    report({ studentName: "Sky Larch", studentId: "730195", recipientMayBeInvolved: "contact" }),
    tick("ring-youth-safety"),
    { edit: { case: "26-0001", act: "ring-marshal", set: { noAnswer: true } } },
    { edit: { tab: "settings", key: "digestAt", set: { value: "noon" } }, as: "lead" },
    { advance: "P1D" },
    { menu: { name: "set-up" } },
    { menu: { name: "check" } },
    menu("print", { case: "26-0001", recipient: "The county marshal" }, "lead"),
    { edit: { case: "26-0001", set: { print: true } } },
    { menu: { name: "print", answers: ["call-sheet"] }, as: "lead" },
    { menu: { name: "drill" } },
    { menu: { name: "settings" } },
    { menu: { name: "roll-over" } },
    { menu: { name: "stop-account" } },
  ];
  const text = JSON.stringify({ start, protocol, directory: district, events });
  const { workspace, output: out } = await playedText(text, { every: 240 });
  expect(out.errors).toEqual([]);
  expect(mailTo(out, contact).length).toBeGreaterThan(2);
  const said = [
    ...stringsIn(sheetsSlice(workspace.store).spreadsheets),
    ...out.inbox.map((mail) => [`mail ${mail.message}`, wordsOf(mail)] as const),
    ...out.pages.map(({ name, text }) => [`page ${name}`, text] as const),
    ["the Form", wordsOnForm(storedForm(workspace.store, workspace.containerId))] as const,
  ];
  expect(said.length).toBeGreaterThan(1_000);
  const pages = "set-up check print print drill settings roll-over stop-account";
  expect(out.pages.map(({ name }) => name)).toEqual(pages.split(" "));
  const shown = out.pages.map(({ text: words }) => words).join("\n");
  expect(shown).toContain("Record of case 26-0001");
  expect(shown).toContain("What a mandated report tells, as far as the register holds it.");
  const found = said.flatMap(([place, words]) =>
    [ofMarin, ofCalifornia].flatMap((pattern) => {
      const [match] = pattern.exec(words) ?? [];
      return match === undefined ? [] : [`${place}: ${match}: ${words.slice(0, 200)}`];
    }),
  );
  expect(found).toEqual([]);
});
