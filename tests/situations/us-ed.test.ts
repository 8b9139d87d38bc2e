/** The guide of the U.S. Department of Education, for districts whose county has no protocol: any one sign, no score, California's law beside it. */

import { expect, test } from "vitest";
import { storedForm } from "../../scripts/workspace/forms/store";
import { usEd2021 } from "../../src/protocol/packs/us-ed-2021";
import { playDay, playedText, start } from "../day/day";
import { call, menu, rowan, tick, update } from "../day/events";
import { actIdsOf, actOf, expectNoStudentData, mailTo, onlyCase, wordsIn } from "../day/look";
import { admin, backup, contact, contactsRow, lead } from "../day/people";
import { wordsOnForm } from "./county";

const protocol = "us-ed-2021";
const ofMarinAlone = /marin\b|\bat[- ]risk(?! of)|below threshold|criterion [12]|499-5849/i;
const sent = (answers: object) => ({
  submit: { ...rowan, learnedAt: "2026-09-01T08:00:00-07:00", ...answers },
});
const play = (...events: readonly unknown[]) => playDay(events, { protocol }, { isAsleep: true });

test("any one sign, of labor as well, is a concern that the designated person reads", async () => {
  const out = await play(sent({ factors: ["long-hours-little-pay"] }));
  expect(onlyCase(out)).toMatchObject({ level: "concern", protocols: ["concern"] });
  expect(actIdsOf(out)).toEqual([call, "tell-administrator", "review-report", "meet-student"]);
  expect(actOf(out, call)).toMatchObject({
    protocolSteps: [],
    statutes: ["PC 11166"],
    what: expect.stringMatching(/^By law \(PC 11166\): call child and family services now/),
  });
  const who = "Counselor or social worker who is designated";
  expect(actOf(out, "review-report")).toMatchObject({ who, protocolSteps: ["concern 1"] });
  const [mail] = mailTo(out, contact);
  expect(mail?.text).toContain("Do not question any student, or open, copy or forward images.");
  expect(mail?.text).toContain("Level: Concern, because a sign of labor trafficking was reported");
  expectNoStudentData(out.inbox, ["Rowan", "Pine", "730194"]);
});

test("in every room of a desk that chose it no word is Marin's; the case rises, and meetings repeat", async () => {
  const events = [
    sent({ factors: ["debt-to-pay-off"] }),
    sent({ concerns: ["suspected-victim"], immediateDanger: "yes" }),
    tick(call),
    tick("meet-student"),
    ...["check", "drill", "roll-over", "settings"].map((name) => menu(name)),
    menu("print", undefined, "lead"),
    { advance: "P1D" },
  ];
  const directory = {
    schools: [{ school: "North High", grades: "9-12", lawEnforcementAgency: "Town Police" }],
    contacts: [
      contactsRow("district admin", admin),
      contactsRow("district lead", lead),
      contactsRow("designated contact", contact),
      contactsRow("backup contact", backup),
      { role: "child welfare", name: "Pine County Child Welfare", phone: "(555) 555-0131" },
      { role: "police", name: "Town Police", phone: "(555) 555-0132" },
    ],
    settings: { domains: "district.example", retentionYears: 7 },
  };
  const text = JSON.stringify({ start, protocol, directory, events });
  const { workspace, output: out } = await playedText(text, { every: 240 });
  const form = wordsOnForm(storedForm(workspace.store, workspace.containerId));
  expect(out.errors).toEqual([]);
  for (const tab of Object.keys(out.cells ?? {}))
    expect(wordsIn(out, tab)).not.toMatch(ofMarinAlone);
  // The settings offer both protocols by name.
  for (const { text: words } of [...out.inbox, ...out.pages])
    expect(words.replace(/Marin County, .*/g, "")).not.toMatch(ofMarinAlone);
  expect(form).not.toMatch(ofMarinAlone);
  for (const { form: words } of usEd2021().factors) expect(form).toContain(words["en"]);
  expect(form).toContain("Pine County Child Welfare: (555) 555-0131");
  expect(form).toContain("Call child and family services now, if you have not: (555) 555-0131.");
  expect(form).not.toContain("day and night");
  expect(onlyCase(out)).toMatchObject({ level: "suspected", reports: 2 });
  expect(actIdsOf(out)[0]).toBe("involve-law-enforcement");
  expect(actIdsOf(out)).toContain(update);
  expect(actOf(out, "meet-student")).toMatchObject({ state: "open", done: false });
});
