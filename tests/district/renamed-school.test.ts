/** A school gets another name in Schools: its cases, reports and people stay its own. Made-up people only. */
import { expect, test } from "vitest";
import { Day } from "../day/day";
import { edit, minutes, reportOn, rowan } from "../day/events";
import { caseOf, mailTo } from "../day/look";
import { contact, south, twoSchools } from "../day/people";

const rename = (from: string, to: string) => ({
  edit: { tab: "schools", key: from, set: { school: to } },
  as: "lead",
});
const danger = { immediateDanger: "yes" };
const again = reportOn(rowan.studentName, rowan.studentId, danger);
const toHarbor = rename("South Middle", "Harbor Middle");
const handed = edit({ handedTo: "South Middle", handedAt: "2026-09-01" });

async function day(...events: readonly object[]) {
  const played = await Day.begin({ directory: twoSchools });
  const from = played.play(reportOn(rowan.studentName, rowan.studentId), ...events).inbox.length;
  return { played, from };
}

test("a case handed to a school that is then renamed: its people hear of the next danger", async () => {
  const { played, from } = await day(minutes(6), handed, minutes(6), toHarbor);
  const out = played.play(again, minutes(6));
  expect(mailTo(out, south).some((mail) => out.inbox.indexOf(mail) >= from)).toBe(true);
  expect(caseOf(out)).toMatchObject({ reports: 2, contact: south });
  expect(out.errors).toEqual([]);
});

test("the report's own school is renamed: its contact has the case, and may act on it", async () => {
  const { played, from } = await day(minutes(6), rename("North High", "Bay High"), {
    advance: "PT2H",
  });
  const out = played.play(again, minutes(6), edit({ acknowledged: true, notes: "Seen." }));
  expect(mailTo(out, contact).some((mail) => out.inbox.indexOf(mail) >= from)).toBe(true);
  expect(mailTo(out, south)).toEqual([]);
  expect(caseOf(out)).toMatchObject({ contact, acknowledged: true, notes: "Seen." });
});

test("the name of one school that another one had before is a problem, and counts for the school that has it", async () => {
  const swap = [
    rename("South Middle", "Interim"),
    rename("North High", "South Middle"),
    rename("Interim", "North High"),
  ];
  const { played } = await day(minutes(6), ...swap, { advance: "PT2H" });
  const problems =
    played
      .out()
      .cells?.["Schools"]?.flat()
      .map((cell) => String(cell?.value ?? "")) ?? [];
  expect(problems.join()).toMatch(/had this one before/);
});
