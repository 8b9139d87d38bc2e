/** A district that follows another county's protocol from one day on: what is open goes on as it was, what is new goes by the new one. */

import { describe, expect, test } from "vitest";
import type { Page } from "../../src/dialog/page-data";
import { call, edit, editOf, first, merge, minutes, setUp, tick, update } from "../day/events";
import { actIdsOf, actOf, caseOf, mails, mailTo, wordsIn, wordsOf } from "../day/look";
import { contact, lead } from "../day/people";
import { dialogStage, next, wordsOn } from "../dialog/dialog-stage";
import { quillwater2025 } from "../packs/quillwater-2025";
import { countyMorning, ofMarin, packFile, report, wordsOnForm } from "./county";

const marin = { protocol: "marin-2019" };
const follow = (value: string) => [
  { edit: { tab: "settings", key: "protocol", set: { value } }, as: "lead" },
  setUp,
];
const change = follow("quillwater-2025");
const raise = (reference: string, to: string) =>
  editOf(reference, { raiseLevelTo: to, raiseReason: "An agency says so." });
const [lost, fresh] = ["26-0002", "26-0003"];
const another = { studentName: "Robin Oak", studentId: "815522" };

describe("from Marin to the made-up county", async () => {
  const day = await countyMorning(marin);
  const formBefore = wordsOnForm(day.form());
  const before = day.play(report({ factors: ["frequently-absent"] }));
  // Answered in the old Form's words, and nobody is told of it before the change.
  day.play({ loseTrigger: report({ factors: ["controlled-or-groomed"], ...another }) });
  const changed = day.playClean(...change);
  const formAfter = wordsOnForm(day.form());
  const swept = day.playClean(minutes(10));

  test("the case is opened under Marin, by Marin's Form", () => {
    expect(formBefore).toMatch(/child and family services/);
    expect(formBefore).not.toMatch(/youth safety/i);
    const protocolVersion = "marin-2019 2019-03-01";
    expect(caseOf(before)).toMatchObject({ level: "below-threshold", protocolVersion });
  });

  test("set-up puts the other county into the Form, the Guide and Summary, and takes Marin out", () => {
    expect(formAfter).not.toMatch(ofMarin);
    for (const { form } of quillwater2025.factors) expect(formAfter).toContain(form["en"]);
    expect(formAfter).not.toContain("Is often missing from school");
    expect(formAfter).toContain("Have you called the marshal about it?");
    expect(formAfter).toContain("within 24 hours");
    expect(wordsIn(changed, "Guide")).toContain("Amber stage, step 1");
    expect(wordsIn(changed, "Guide")).not.toMatch(ofMarin);
    expect(wordsIn(changed, "Summary")).toContain("Open cases: Amber stage");
    // Marin's case is counted still, without a word of Marin's.
    expect(wordsIn(changed, "Summary")).toContain("Open cases under an earlier protocol");
    expect(wordsIn(changed, "Summary")).not.toContain("Below threshold");
  });

  test("a response in the old Form's words is read by the protocol whose words it holds", () => {
    expect(caseOf(swept, lost)).toMatchObject({
      level: "at-risk",
      factors: ["controlled-or-groomed"],
      // The new Form asks of danger in the new protocol's words: of this response nobody knows the answer.
      reviewReasons: ["not-asked-immediateDanger"],
      protocolVersion: "marin-2019 2019-03-01",
    });
    const opened = mails(swept, "case-opened").find((mail) => mail.case === lost);
    expect(opened?.text).toContain("SS 8572");
  });

  test("a second set-up changes nothing more of the Form", () => {
    day.playClean(setUp);
    expect(wordsOnForm(day.form())).toBe(formAfter);
  });

  const ticked = day.play(
    tick(call),
    edit({ acknowledged: true }),
    raise(first, "suspected-victim"),
    raise(first, "stage-established"),
  );

  test("the open case goes on under Marin: its acts, its mail, and no level but Marin's", () => {
    expect(caseOf(ticked)).toMatchObject({
      acknowledged: false,
      level: "suspected-victim",
      protocols: ["suspected-victim"],
      protocolVersion: "marin-2019 2019-03-01",
    });
    expect(actOf(ticked, call)?.["state"]).toBe("done");
    expect(actOf(ticked, update)?.["state"]).toBe("open");
    expect(actOf(ticked, "involve-law-enforcement")?.["state"]).toBe("open");
    const raised = mailTo(ticked, contact).find(({ message }) => message === "case-raised");
    expect(raised?.text).toContain("Call child and family services again");
    expect(raised?.text).toContain("SS 8572");
    expect(raised?.text).not.toMatch(/Q 7|youth safety/i);
  });

  const opened = day.play(report({ factors: ["nights-away", "debt-at-home"] }));

  test("a new report of the same student opens a case under the new protocol, and each names the other", () => {
    expect(opened.cases).toHaveLength(3);
    expect(caseOf(opened, fresh)).toMatchObject({
      level: "stage-amber",
      protocolVersion: "quillwater-2025 2025-02-03",
      possibleMatch: [first],
      student: "Rowan Pine",
    });
    const factors = ["frequently-absent"];
    expect(caseOf(opened)).toMatchObject({ possibleMatch: [fresh], reports: 1, factors });
    expect(actIdsOf(opened, fresh)).toContain("weekly-adult");
    const mail = opened.inbox.find(({ case: of }) => of === fresh);
    expect(mail && wordsOf(mail)).not.toMatch(ofMarin);
  });

  const joined = day.play(
    report({ factors: ["branded"] }),
    report({ facts: "Seen again.", studentName: "Rowan Pine" }),
    raise(fresh, "confirmed-victim"),
  );

  test("the next ones join that case, and it rises; no level of Marin's is offered there", () => {
    expect(joined.cases).toHaveLength(3);
    expect(caseOf(joined, fresh)).toMatchObject({ level: "stage-red", reports: 3 });
    expect(caseOf(joined)).toMatchObject({ reports: 1 });
  });

  test("no one can merge them: what one knows has no place in the other", () => {
    const out = day.play(merge(fresh, first));
    const apart = { sameStudentAs: null, mergedInto: null, status: "open", level: "stage-red" };
    expect(caseOf(out, fresh)).toMatchObject(apart);
    expect(caseOf(out)).toMatchObject({ reports: 1, level: "suspected-victim" });
    expect(out.errors.filter(({ error }) => !/edit refused/.test(error))).toEqual([]);
  });
});

test("what a district wrote into its Form itself stays; and back, Marin's Form is Marin's again, word for word", async () => {
  const day = await countyMorning(marin);
  day.play(
    { form: { editQuestion: { key: "grade", title: "Year" } } },
    { form: { editQuestion: { key: "facts", help: "Be brief." } } },
  );
  const before = wordsOnForm(day.form());
  day.play(...change);
  const words = wordsOnForm(day.form());
  expect(words).toContain("\nYear\n");
  expect(words).toContain("Be brief.");
  expect(words).not.toMatch(ofMarin);
  day.play(...follow("marin-2019"));
  expect(wordsOnForm(day.form())).toBe(before);
});

/** The page that asks for the agencies, where the district follows that protocol. */
async function agenciesPage(protocol: string, schools: string): Promise<Page> {
  const stage = await dialogStage(undefined, packFile);
  const people = {
    "lead.name": "Lee Lead",
    "lead.email": lead,
    "admin.email": "ari@district.example",
  };
  const contacts = `designated contact\tNorth High\tCasey\t(555) 555-0101\t${contact}`;
  let page = next(stage, stage.setUp(), { account: "role" });
  for (const values of [{ protocol }, people, { schools }, { contacts }])
    page = next(stage, page, values);
  return page;
}

test("the first set-up asks for the agencies of the protocol that is chosen, its own number filled in where it has one", async () => {
  const county = await agenciesPage("quillwater-2025", "North High\t9-12\tQuill Marshals\tno");
  expect(county).toMatchObject({
    view: "agencies",
    values: { "youth-safety.name": "Youth safety line", "youth-safety.phone": "(555) 555-0142" },
  });
  expect(Object.keys(county.values)).toContain("marshal quill marshals.phone");
  expect(Object.keys(county.values)).toContain("harbor-house.phone");
  expect(wordsOn(county)).not.toMatch(ofMarin);
  expect(wordsOn(county)).toContain("A hall monitor can take no report (QC 12).");
  const guide = await agenciesPage("us-ed-2021", "North High");
  expect(guide).toMatchObject({
    view: "agencies",
    values: {
      "child-and-family-services.name": "Child and family services",
      "child-and-family-services.phone": "",
    },
  });
  const asked = "ask the county for the one of child and family services that takes reports";
  expect(wordsOn(guide)).toContain(asked);
});
