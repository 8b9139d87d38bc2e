/** A report that says danger and that nobody may read: told at the pace without content, until it has a reader or a call is on record (design 2.11, 2.18). */

import { expect, test } from "vitest";
import { demoDirectory } from "../../scripts/play/directory";
import { Day, playDay } from "../day/day";
import { editContacts, menu, minute, minutes, reportOn } from "../day/events";
import { expectNoStudentData, mails, mailTo, type Output, recipients } from "../day/look";
import { admin, alternate, contactsRow, demoAnd, lead, south } from "../day/people";

const danger = reportOn("Rowan Pine", "730194", {
  immediateDanger: "yes",
  recipientMayBeInvolved: "lead",
  facts: "Slept in a van.",
});
const soon = { advance: "PT10M" };
const waits = (out: Output) => mails(out, "sealed-waits");
/** At how many minutes after the first the admin was told. */
const times = (out: Output) => {
  const at = waits(out).flatMap((mail) => (mail.to.includes(admin) ? Date.parse(mail.at) : []));
  return at.map((one) => Math.round((one - (at[0] ?? 0)) / minute));
};

test("the lead is named and there is no alternate: district people are told at the pace, with numbers and nothing else, until a call is recorded", async () => {
  const day = await Day.begin();
  day.play(soon, danger, { advance: "PT65M" });
  day.sleep("PT2H45M");
  const out = day.play({ advance: "PT20M" });
  for (const round of [0, 15, 30, 60, 240])
    expect(
      times(out).some((at) => at >= round && at <= round + 6),
      `${round}`,
    ).toBe(true);
  expect(new Set(waits(out).flatMap(({ to }) => to))).toEqual(new Set([admin]));
  for (const { text } of waits(out))
    for (const words of ["Immediate danger", "911", "(415) 473-7153", "Say who called"])
      expect(text).toContain(words);
  expectNoStudentData(waits(out), ["Rowan Pine", "730194", "North High", "van"]);
  expect(mailTo(out, lead)).toEqual([]);
  const called = {
    calledBy: "Ari Admin",
    agency: "child-and-family-services",
    calledAt: "2026-09-01 09:15",
  };
  const { pages } = day.play(
    { share: { add: { who: "lead", file: "form" } } },
    menu("check"),
    // Whom it names is told nothing, and may record nothing.
    menu("check", undefined, "lead"),
    menu("danger-called", undefined, "lead"),
    menu("danger-called", called),
  );
  const says = "A report that no one may read says immediate danger";
  expect(pages[0]?.text).toContain(`wrong: ${says}`);
  for (const { text } of pages.slice(1, 3)) expect(text).not.toContain("says immediate danger");
  expect(pages[3]?.text).toContain("That was recorded");
  const { length } = waits(day.out());
  expect(waits(day.play({ advance: "PT3H" }))).toHaveLength(length);
  day.sleep("PT21H");
  const last = waits(day.play({ advance: "PT1H" })).slice(length);
  expect(last.length).toBeGreaterThan(0);
  for (const { text } of last) expect(text).not.toContain("Immediate danger");
});

test("it ends once Contacts have a reader, who is asked by the case's own mails", async () => {
  const directory = demoAnd(contactsRow("district admin", "spare@district.example"));
  const reader = editContacts(admin, { role: "alternate lead" });
  const out = await playDay([soon, danger, minutes(25), reader, minutes(35)], { directory });
  expect(out.cases).toHaveLength(1);
  const [taken] = mails(out, "case-opened");
  expect(waits(out).every(({ at }) => at < (taken?.at ?? ""))).toBe(true);
});

test("no one is left at district level: other schools' contacts are told, and never an agency", async () => {
  const contacts = [
    contactsRow("designated contact", "north@district.example", { school: "North High" }),
    contactsRow("designated contact", south, { school: "South Middle" }),
    ...demoDirectory.contacts.filter(({ role }) => /services|enforcement|probation/.test(role)),
    contactsRow("district lead", lead),
  ];
  const out = await playDay([soon, danger, minutes(20)], { directory: { contacts } });
  expect(new Set(waits(out).flatMap(({ to }) => to))).toEqual(new Set([south]));
});

test.each([
  [
    "whose Contacts come to it: told within the day, once",
    [contactsRow("alternate lead", alternate)],
  ],
  ["that never had a reader for it: told by the check alone", []],
])("a live desk %s", async (_name, rows) => {
  const day = await Day.begin({ directory: demoAnd(...rows) }, {}, true);
  if (rows.length > 0) day.play({ advance: "PT1H" }, editContacts(alternate, { role: "" }));
  for (const _day of [1, 2]) {
    day.sleep("P1D");
    day.play({ advance: "PT1H" });
  }
  const gap = day.mails("reader-missing");
  expect(recipients(gap)).toEqual(rows.length > 0 ? [admin, lead] : []);
  for (const { text } of gap) expect(text).toContain("No alternate lead");
});
