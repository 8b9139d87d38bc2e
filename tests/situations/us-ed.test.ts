/** The guide of the U.S. Department of Education, for districts whose county has no protocol: any one sign, no score, California's law beside it. */
import { describe, expect, test } from "vitest";
import { storedForm } from "../../scripts/workspace/forms/store";
import { usEd2021 } from "../../src/protocol/packs/us-ed-2021";
import { playDay, playedText, start } from "../day/day";
import { call, rowan } from "../day/events";
import {
  actIdsOf,
  actsOf,
  expectNoStudentData,
  mailTo,
  type Output,
  onlyCase,
  wordsIn,
} from "../day/look";
import { backup, contact } from "../day/people";
import { wordsOnForm } from "./county";

const protocol = "us-ed-2021";
const ofMarinAlone = /marin\b|\bat[- ]risk(?! of)|below threshold|criterion [12]|499-5849/i;
const sent = (answers: object) => ({
  submit: { ...rowan, learnedAt: "2026-09-01T08:00:00-07:00", ...answers },
});
const play = (...events: readonly unknown[]) => playDay(events, { protocol });
const actIn = (out: Output, id: string) => actsOf(out).find(({ act }) => act === id);

test("any one sign, of labor as well, is a concern that the designated person reads", async () => {
  const out = await play(sent({ factors: ["long-hours-little-pay"] }));
  expect(onlyCase(out)).toMatchObject({ level: "concern", protocols: ["concern"] });
  expect(actIdsOf(out)).toEqual([call, "tell-administrator", "review-report", "meet-student"]);
  expect(actIn(out, call)).toMatchObject({
    protocolSteps: [],
    statutes: ["PC 11166"],
    what: expect.stringMatching(/^By law \(PC 11166\): call child and family services now/),
  });
  expect(actIn(out, "review-report")).toMatchObject({
    who: "Counselor or social worker who is designated",
    protocolSteps: ["concern 1"],
  });
  const [mail] = mailTo(out, contact);
  expect(mail?.text).toContain("Do not question any student, or open, copy or forward images.");
  expect(mail?.text).toContain("Level: Concern, because a sign of labor trafficking was reported");
  expectNoStudentData(out.inbox, ["Rowan", "Pine", "730194"]);
});

test("nothing that can be read is below concern, and read by a person all the same", async () => {
  const out = await play(sent({}));
  expect(onlyCase(out)).toMatchObject({ level: "below-concern", protocols: [] });
  expect(actIdsOf(out)).toEqual([call, "review-report"]);
});

test.each([
  ["suspected", { concerns: ["suspected-victim"] }],
  ["confirmed", { concerns: ["confirmed-victim"], confirmedBy: "law-enforcement" }],
])("%s: the written report is owed by law, and no step of the guide", async (level, answers) => {
  const out = await play(sent(answers));
  expect(out.errors).toEqual([]);
  expect(onlyCase(out)).toMatchObject({ level, protocols: [level], reviewReasons: [] });
  expect(actIn(out, "submit-mandated-report")).toMatchObject({
    protocolSteps: [],
    statutes: ["PC 11166"],
    due: "2026-09-03T03:00:00.000Z",
  });
  expect(actIn(out, "involve-law-enforcement")).toMatchObject({ protocolSteps: [`${level} 1`] });
});

describe("in every room of a desk that chose it", async () => {
  const admin = { email: "admin@district.example", name: "Admin", role: "district admin" };
  const lead = { email: "lead@district.example", name: "Lead", role: "district lead" };
  const person = (role: string, address: string) => ({ role, email: address, name: role });
  const events = [
    sent({ factors: ["debt-to-pay-off"] }),
    sent({ concerns: ["suspected-victim"], immediateDanger: "yes" }),
    { edit: { case: "26-0001", act: call, set: { done: true } } },
    { edit: { case: "26-0001", act: "meet-student", set: { done: true } } },
    { menu: { name: "check" } },
    { menu: { name: "drill" } },
    { menu: { name: "roll-over" } },
    { menu: { name: "print" }, as: "lead" },
    { menu: { name: "settings" } },
    { advance: "P1D" },
  ];
  const directory = {
    schools: [{ school: "North High", grades: "9-12", lawEnforcementAgency: "Town Police" }],
    contacts: [
      { ...admin, mayOpen: true },
      { ...lead, mayOpen: true },
      { ...person("designated contact", contact), mayOpen: true },
      { ...person("backup contact", backup), mayOpen: true },
      { role: "child welfare", name: "Pine County Child Welfare", phone: "(555) 555-0131" },
      { role: "police", name: "Town Police", phone: "(555) 555-0132" },
    ],
    settings: { domains: "district.example", retentionYears: 7 },
  };
  const text = JSON.stringify({ start, protocol, directory, events });
  const { workspace, output: out } = await playedText(text, { every: 120 });
  const form = wordsOnForm(storedForm(workspace.store, workspace.containerId));

  test("no run fails, and no word is Marin's", () => {
    expect(out.errors).toEqual([]);
    for (const tab of Object.keys(out.cells ?? {})) {
      expect(wordsIn(out, tab), tab).not.toMatch(ofMarinAlone);
    }
    for (const { text: words } of [...out.inbox, ...out.pages]) {
      // The settings offer both protocols by name.
      expect(words.replace(/Marin County, .*/g, "")).not.toMatch(ofMarinAlone);
    }
    expect(form).not.toMatch(ofMarinAlone);
  });

  test("the Form asks for its signs, and has the district's own number", () => {
    for (const { form: words } of usEd2021().factors) expect(form).toContain(words["en"]);
    expect(form).toContain("Pine County Child Welfare: (555) 555-0131");
    expect(form).toContain("Call child and family services now, if you have not: (555) 555-0131.");
    expect(form).not.toContain("day and night");
  });

  test("the case rose and danger is first; the counselor's meetings repeat", () => {
    expect(onlyCase(out)).toMatchObject({ level: "suspected", reports: 2 });
    expect(actsOf(out)[0]).toMatchObject({ act: "involve-law-enforcement" });
    expect(actIn(out, "meet-student")).toMatchObject({ state: "open", done: false });
    expect(actIdsOf(out)).toContain("update-child-and-family-services");
  });
});
