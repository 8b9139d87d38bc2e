/** Whether a report is sealed, where it goes and whom it excludes: every pair of answers to the two questions that decide it (design 2.11). */

import { expect, test } from "vitest";
import { registerIds } from "../../scripts/play/register-cells";
import { choices } from "../../src/form/report";
import { marin2019 } from "../../src/protocol/packs/marin-2019";
import { stateKey } from "../../src/register/columns";
import { Day } from "../day/day";
import { contactsRow } from "../day/people";

const people = ["contact", "backup", "principal", "lead", "alternate"] as const;
const address = (who: (typeof people)[number]) => `${who}@district.example`;
const district = {
  contacts: [
    contactsRow("designated contact", address("contact")),
    contactsRow("backup contact", address("backup")),
    contactsRow("", address("principal"), { administrator: true }),
    contactsRow("district lead", address("lead")),
    contactsRow("alternate lead", address("alternate")),
    contactsRow("district admin", "admin@district.example"),
  ],
};

const main = "main";
const contacts = "sealed, without contact backup";

/** What is said of the people who receive reports; then, for each answer about staff, what becomes of the report. */
const said = ["yes", "unknown", "no", "unanswered", "unreadable"] as const;
const table: Readonly<Record<string, readonly string[]>> = {
  no: [main, main, main, main, main],
  contact: [contacts, contacts, contacts, contacts, contacts],
  administrator: said.map(() => "sealed, without principal"),
  lead: said.map(() => "sealed-alternate, without lead"),
  "alternate-lead": said.map(() => "sealed-lead, without alternate"),
  "not-sure": [contacts, contacts, contacts, contacts, contacts],
  unanswered: [contacts, contacts, main, main, contacts],
  unreadable: [contacts, contacts, contacts, contacts, contacts],
};
const pairs = Object.entries(table).flatMap(([recipient, outcomes]) =>
  outcomes.map((outcome, at) => ({ recipient, staff: said[at] ?? "", outcome })),
);

/** The answer as the Form holds it. */
function answer(key: "recipientMayBeInvolved" | "staffMayBeInvolved", id: string): object {
  if (id === "unanswered") return {};
  const found = choices(marin2019(), key).find((one) => one.id === id);
  return { [key]: found?.text ?? "Ask me in person" };
}

test("each pair of answers", async () => {
  const day = await Day.begin({ directory: district }, {}, true);
  const out = day.play(
    ...pairs.map(({ recipient, staff }, at) => ({
      submit: {
        raw: {
          school: "North High",
          studentId: String(100_200 + at),
          facts: "Coach Quince drives her home.",
          ...answer("recipientMayBeInvolved", recipient),
          ...answer("staffMayBeInvolved", staff),
        },
      },
    })),
  );
  expect(out.errors).toEqual([]);
  const found = [...registerIds(day.workspace.store).keys()].flatMap((register) =>
    day.rows("cases", register).map(({ cells }): [number, string] => {
      const { excluded = [] }: { excluded?: readonly string[] } = JSON.parse(
        String(cells[stateKey]),
      );
      const without = people.filter((who) => excluded.includes(address(who)));
      const outcome = register === main ? main : `${register}, without ${without.join(" ")}`;
      return [Number(cells["studentId"]) - 100_200, outcome];
    }),
  );
  const outcomes = new Map(found);
  expect(found).toHaveLength(pairs.length);
  expect(pairs.map((pair, at) => ({ ...pair, outcome: outcomes.get(at) }))).toEqual(pairs);
});
