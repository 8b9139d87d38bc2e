/** Who is told when a contact is away or is replaced, and when a school is closed (whoever and whenever: case/responsible, case/escalate). */

import { expect, test } from "vitest";
import { demoDirectory } from "../../scripts/play/directory";
import { Day } from "../day/day";
import { editContacts, minutes, reportOn } from "../day/events";
import { kinds, mails, mailTo } from "../day/look";
import { backup, contact, lead } from "../day/people";

const pine = reportOn("Rowan Pine", "730194");

test("a contact on leave is never asked while away, also on the last day, and has the case when back", async () => {
  const away = { awayFrom: "2026-08-31", awayTo: "2026-09-01" };
  const contacts = demoDirectory.contacts.map((row) =>
    row.role === "designated contact" ? { ...row, ...away } : row,
  );
  const day = await Day.begin({ directory: { contacts } }, {}, true);
  day.play(pine, { advance: "PT2H" });
  day.sleep("PT19H");
  const own = mailTo(day.play({ advance: "PT3H" }), contact);
  expect(own.filter(({ at }) => at < "2026-09-02T07:00")).toEqual([]);
  expect(kinds(own)).toContain("digest");
});

test("who is asked next is replaced: the new one is asked, although someone was under that role, then the lead", async () => {
  const next = "next@district.example";
  const day = await Day.begin();
  day.play(pine, { advance: "PT2H15M" }, editContacts(backup, { email: next }, "lead"));
  // Each tick around four hours after the report, and after the one before, twice.
  for (const wait of ["PT70M", "PT30M", "PT15M", "PT3H50M", "PT30M"]) day.play({ advance: wait });
  const asked = (kind: string) => mails(day.out(), kind).map(({ to }) => to.join());
  expect(asked("call-overdue").slice(0, 3)).toEqual([contact, backup, next]);
  expect(asked("case-escalated").slice(0, 2)).toEqual([next, lead]);
});

test("who has the case leaves for good, and who comes after is away: whoever stands in is told that it is theirs", async () => {
  const day = await Day.begin();
  day.play(pine, minutes(10));
  const after = { email: "next@district.example", awayFrom: "2026-08-31", awayTo: "2026-09-04" };
  const out = day.playClean(editContacts(contact, after, "lead"), minutes(75));
  expect(kinds(mailTo(out, backup))).toContain("case-given");
});

test("over Thanksgiving closed days put off what counts school hours, and nothing else", async () => {
  const low = reportOn("Robin Lake", "730195", { factors: ["frequently-absent"] });
  const schoolClosed = "2026-11-26 to 2026-11-27";
  // A Wednesday at 3 PM. On the next Monday the desk looks again at 2:30 PM, and an hour later.
  const day = await Day.begin({ directory: { settings: { schoolClosed } } }, {}, true);
  day.sleep("P85DT7H");
  day.play(low, pine, { advance: "PT10M" });
  day.sleep("P4DT23H20M");
  day.play({ advance: "PT10M" });
  const asked = () => mails(day.out(), "case-escalated").map((mail) => [mail.case, mail.to.join()]);
  expect(asked()).toEqual([["26-0002", backup]]);
  day.playClean({ advance: "PT50M" });
  expect(asked().slice(1)).toEqual([["26-0001", backup]]);
});
