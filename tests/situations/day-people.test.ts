/** Who is told when a contact is away or is replaced, and when a school is closed (issue 4, items 2 and 3). */
import { describe, expect, test } from "vitest";
import { demoDirectory } from "../../scripts/play/directory";
import { Day } from "../day/day";
import { reportOn } from "../day/events";
import { backup, contact, lead } from "../day/people";

const rowan = reportOn("Rowan Pine", "730194");

test("a contact on leave is never asked while away, and has the case when back", async () => {
  const away = { awayFrom: "2026-09-01", awayTo: "2026-09-01" };
  const contacts = demoDirectory.contacts.map((row) =>
    row.role === "designated contact" ? { ...row, ...away } : row,
  );
  const day = await Day.begin({ directory: { contacts } }, {}, true);
  day.every = 60;
  day.play(rowan, { advance: "PT6H" });
  day.every = 30;
  day.sleep("PT15H");
  const out = day.play({ advance: "PT3H" });
  const toContact = out.inbox.filter(({ to }) => to.includes(contact));
  expect(toContact.filter(({ at }) => at < "2026-09-02T07:00")).toEqual([]);
  expect(toContact.map(({ message }) => message)).toContain("digest");
});

describe("a contact who is asked next is replaced", () => {
  test("the new one is asked, although somebody was under that role, and then the lead", async () => {
    const day = await Day.begin();
    day.play(rowan, { advance: "PT4H10M" });
    const next = "next@district.example";
    const out = day.playClean(
      { edit: { tab: "contacts", key: backup, set: { email: next } }, as: "lead" },
      // Each tick around four hours after the one before, twice.
      ...["PT3H45M", "PT15M", "PT3H50M", "PT30M"].map((advance) => ({ advance })),
    );
    const asked = (kind: string) =>
      out.inbox.filter(({ message }) => message === kind).map(({ to }) => to.join());
    expect(asked("case-escalated")).toEqual([backup, next, lead]);
  });

  test("a call is reminded of to the new one too", async () => {
    const day = await Day.begin();
    day.play(rowan, { advance: "PT2H15M" });
    const next = "next@district.example";
    const out = day.play(
      { edit: { tab: "contacts", key: backup, set: { email: next } }, as: "lead" },
      { advance: "PT70M" },
    );
    const reminded = out.inbox.filter(({ message }) => message === "call-overdue");
    expect(reminded.map(({ to }) => to.join())).toEqual([contact, backup, next]);
  });
});

describe("over Thanksgiving", () => {
  const [one, two] = [
    reportOn("Robin Lake", "730195", { factors: ["frequently-absent"] }),
    reportOn("Rowan Pine", "730194"),
  ];
  const told = async (schoolClosed: string) => {
    // A Wednesday at 3 PM. On the next Monday the desk looks again at 2:30 PM, and an hour later.
    const day = await Day.begin({ directory: { settings: { schoolClosed } } }, {}, true);
    day.sleep("P85DT7H");
    day.play(one, two, { advance: "PT10M" });
    day.sleep("P4DT23H20M");
    const before = day.play({ advance: "PT10M" }).inbox.length;
    const out = day.play({ advance: "PT50M" });
    expect(out.errors).toEqual([]);
    const asked = (mails: typeof out.inbox) =>
      mails
        .filter(({ message }) => message === "case-escalated")
        .map((mail) => `${mail.case} ${mail.to.join()}`);
    return [asked(out.inbox.slice(0, before)), asked(out.inbox.slice(before))];
  };

  test("closed days put off what counts school hours, and nothing else", async () => {
    expect(await told("2026-11-26 to 2026-11-27")).toEqual([
      [`26-0002 ${backup}`],
      [`26-0001 ${backup}`],
    ]);
  });
});
