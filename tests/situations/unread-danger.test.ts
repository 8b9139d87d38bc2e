/** A report that says danger and that nobody may read: told at the pace without content, until it has a reader or a call is on record (design 2.11, 2.18). */
import { describe, expect, test } from "vitest";
import { demoDirectory } from "../../scripts/play/directory";
import { Day, playDay } from "../day/day";
import { editContacts, menu, reportOn } from "../day/events";
import { expectNoStudentData, mails, mailTo, type Output, recipients } from "../day/look";
import { admin, alternate, contactsRow, demoAnd, lead, south } from "../day/people";

const danger = reportOn("Rowan Pine", "730194", {
  immediateDanger: "yes",
  recipientMayBeInvolved: "lead",
  facts: "Slept in a van.",
});
const each = { isEachTick: true };
const soon = { advance: "PT10M" };
const told = ({ inbox }: Output) =>
  inbox.filter(({ subject }) => subject === "Student safety report: action needed");
const minutesTo = (out: Output, who: string) => {
  const at = told(out)
    .filter(({ to }) => to.includes(who))
    .map((mail) => Date.parse(mail.at));
  return at.map((one) => Math.round((one - (at[0] ?? 0)) / 60_000));
};

test("the lead is named and there is no alternate: everybody of district level is told at the pace, with danger and the numbers, and nothing else", async () => {
  const day = await Day.begin();
  day.play(soon, danger, { advance: "PT65M" });
  day.sleep("PT2H45M");
  const out = day.play({ advance: "PT20M" });
  const times = minutesTo(out, admin);
  for (const round of [0, 15, 30, 60, 240]) {
    expect(
      times.some((at) => at >= round && at <= round + 6),
      `${round}: ${times}`,
    ).toBe(true);
  }
  expect(new Set(told(out).flatMap(({ to }) => to))).toEqual(new Set([admin]));
  for (const { text } of told(out)) {
    expect(text).toContain("Immediate danger");
    expect(text).toContain("911");
    expect(text).toContain("(415) 473-7153");
    expect(text).toContain("Say who called");
  }
  expectNoStudentData(told(out), ["Rowan Pine", "730194", "North High", "van"]);
  expect(mailTo(out, lead)).toEqual([]);
});

test("it ends once Contacts have a reader, who is asked by the case's own mails", async () => {
  const name = editContacts(admin, { role: "alternate lead" });
  const spare = contactsRow("district admin", "spare@district.example");
  const out = await playDay(
    [soon, danger, { advance: "PT25M" }, name, { advance: "PT35M" }],
    {
      directory: demoAnd(spare),
    },
    each,
  );
  expect(out.cases.length).toBe(1);
  const taken = out.inbox.find(({ message }) => message === "case-opened")?.at ?? "";
  expect(told(out).every(({ at }) => at < taken)).toBe(true);
});

test("it ends once somebody who was told says in the check who called; a day later it is told of again, without danger", async () => {
  const called = menu("danger-called", {
    calledBy: "Ari Admin",
    agency: "child-and-family-services",
    calledAt: "2026-09-01 09:15",
  });
  const out = await playDay(
    [
      soon,
      danger,
      { share: { add: { who: "lead", file: "form" } } },
      { menu: { name: "check" } },
      // Whom it names is told nothing, and may record nothing.
      { menu: { name: "check" }, as: "lead" },
      { menu: { name: "danger-called" }, as: "lead" },
      { advance: "PT20M" },
      called,
      { advance: "P1DT1H" },
    ],
    {},
    { every: 120 },
  );
  expect(out.pages[0]?.text).toContain(
    "wrong: A report that no one may read says immediate danger",
  );
  for (const { text } of out.pages.slice(1, 3)) expect(text).not.toContain("says immediate danger");
  expect(out.pages[3]?.text).toContain("That was recorded");
  const times = minutesTo(out, admin);
  expect(times.filter((at) => at > 30 && at < 20 * 60)).toEqual([]);
  const last = told(out)[told(out).length - 1];
  expect(last?.text).not.toContain("Immediate danger");
});

test("nobody is left at district level: other schools' contacts are told, and never an agency", async () => {
  const contacts = [
    contactsRow("designated contact", "north@district.example", { school: "North High" }),
    contactsRow("designated contact", south, { school: "South Middle" }),
    ...demoDirectory.contacts.filter(({ role }) =>
      /services|enforcement|probation|advocate/.test(role),
    ),
    contactsRow("district lead", lead),
  ];
  const out = await playDay(
    [soon, danger, { advance: "PT20M" }],
    { directory: { contacts } },
    each,
  );
  expect(new Set(told(out).flatMap(({ to }) => to))).toEqual(new Set([south]));
});

describe("a live desk whose Contacts come to it", () => {
  const directory = demoAnd(contactsRow("alternate lead", alternate));
  test("tells lead and admin within the day, once", async () => {
    const out = await playDay(
      [
        { advance: "PT2H" },
        { edit: { tab: "contacts", key: alternate, set: { role: "" } }, as: "admin" },
        { advance: "P2D" },
      ],
      { directory },
      { every: 120, isAsleep: true },
    );
    const gap = mails(out, "reader-missing");
    expect(recipients(gap)).toEqual([admin, lead]);
    expect(gap[0]?.text).toContain("No alternate lead");
  });

  test("one that never had a reader for it was told by the check alone", async () => {
    const out = await playDay([{ advance: "P1D" }], {}, { every: 120 });
    expect(mails(out, "reader-missing")).toEqual([]);
  });
});
