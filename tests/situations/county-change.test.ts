/** A district that follows another county's protocol from one day on: what is open goes on as it was, what is new goes by the new one. */
import { describe, expect, test } from "vitest";
import type { Page } from "../../src/dialog/page-data";
import { call, edit, editOf, tickOf } from "../day/events";
import { actsOf, caseOf, mailTo, wordsIn, wordsOf } from "../day/look";
import { contact, lead } from "../day/people";
import { dialogStage, next, wordsOn } from "../dialog/dialog-stage";
import { quillwater2025 } from "../packs/quillwater-2025";
import { countyMorning, ofMarin, packFile, report, wordsOnForm } from "./county";

const marin = { protocol: "marin-2019" };
const change = [
  { edit: { tab: "settings", key: "protocol", set: { value: "quillwater-2025" } }, as: "lead" },
  { menu: { name: "set-up" } },
] as const;

describe("from Marin to the made-up county", async () => {
  const day = await countyMorning(marin);
  const formBefore = wordsOnForm(day.form());
  const before = day.play(report({ factors: ["frequently-absent"] }));
  const changed = day.playClean(...change);
  const formAfter = wordsOnForm(day.form());

  test("the case is opened under Marin, by Marin's Form", () => {
    expect(formBefore).toMatch(/child and family services/);
    expect(formBefore).not.toMatch(/youth safety/i);
    expect(caseOf(before)).toMatchObject({
      level: "below-threshold",
      protocolVersion: "marin-2019 2019-03-01",
    });
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

  test("a second set-up changes nothing more of the Form", () => {
    day.playClean({ menu: { name: "set-up" } });
    expect(wordsOnForm(day.form())).toBe(formAfter);
  });

  const ticked = day.play(
    tickOf("26-0001", call),
    { edit: { case: "26-0001", set: { acknowledged: true } } },
    edit({ raiseLevelTo: "suspected-victim", raiseReason: "An agency says so." }),
  );

  test("the open case goes on under Marin: its acts, its level, its mail", () => {
    const row = caseOf(ticked);
    expect(row).toMatchObject({
      acknowledged: false,
      level: "suspected-victim",
      protocols: ["suspected-victim"],
      protocolVersion: "marin-2019 2019-03-01",
    });
    const acts = actsOf(ticked).map(({ act, state }) => [act, state]);
    expect(acts).toContainEqual([call, "done"]);
    expect(acts).toContainEqual(["update-child-and-family-services", "open"]);
    expect(acts).toContainEqual(["involve-law-enforcement", "open"]);
    const raised = mailTo(ticked, contact).find(({ message }) => message === "case-raised");
    expect(raised?.text).toContain("Call child and family services again");
    expect(raised?.text).toContain("SS 8572");
    expect(raised?.text).not.toMatch(/Q 7|youth safety/i);
  });

  const opened = day.playClean(report({ factors: ["nights-away", "debt-at-home"] }));

  test("a new report of the same student opens a case under the new protocol, and each names the other", () => {
    expect(opened.cases).toHaveLength(2);
    expect(caseOf(opened, "26-0002")).toMatchObject({
      level: "stage-amber",
      protocolVersion: "quillwater-2025 2025-02-03",
      possibleMatch: ["26-0001"],
      student: "Rowan Pine",
    });
    expect(caseOf(opened)).toMatchObject({
      possibleMatch: ["26-0002"],
      reports: 1,
      factors: ["frequently-absent"],
    });
    expect(actsOf(opened, "26-0002").map(({ act }) => act)).toContain("weekly-adult");
    const mail = opened.inbox.find(({ case: of }) => of === "26-0002");
    expect(mail && wordsOf(mail)).not.toMatch(ofMarin);
  });

  const joined = day.play(
    report({ factors: ["branded"] }),
    report({ facts: "Seen again.", studentName: "Rowan Pine" }),
  );

  test("the next ones join that case, and it rises", () => {
    expect(joined.cases).toHaveLength(2);
    expect(caseOf(joined, "26-0002")).toMatchObject({ level: "stage-red", reports: 3 });
    expect(caseOf(joined)).toMatchObject({ reports: 1 });
  });

  test("nobody can merge them: what one knows has no place in the other", () => {
    const out = day.playClean({ edit: { case: "26-0002", set: { sameStudentAs: "26-0001" } } });
    expect(caseOf(out, "26-0002")).toMatchObject({
      sameStudentAs: null,
      mergedInto: null,
      status: "open",
      level: "stage-red",
    });
    expect(caseOf(out)).toMatchObject({ reports: 1, level: "suspected-victim" });
  });
});

describe("what the cells of a case offer", async () => {
  const day = await countyMorning(marin);
  day.play(report({ factors: ["frequently-absent"] }), ...change);
  const raise = (reference: string, to: string) =>
    editOf(reference, { raiseLevelTo: to, raiseReason: "An agency says so." });
  const out = day.play(
    report({ studentId: "815522", studentName: "Robin Oak", factors: ["no-papers"] }),
    raise("26-0002", "stage-red"),
    raise("26-0001", "suspected-victim"),
    raise("26-0001", "stage-established"),
    raise("26-0002", "confirmed-victim"),
  );

  test("is its own protocol's, before and after the change, and no other's", () => {
    expect(caseOf(out)).toMatchObject({ level: "suspected-victim" });
    expect(caseOf(out, "26-0002")).toMatchObject({ level: "stage-red" });
  });
});

describe("a response in the old Form's words that nobody was told of", async () => {
  const day = await countyMorning(marin);
  day.play({ loseTrigger: report({ factors: ["controlled-or-groomed"] }) }, ...change);
  const out = day.playClean({ advance: "PT10M" });

  test("is read by the protocol whose words it holds", () => {
    expect(out.cases).toMatchObject([
      {
        level: "at-risk",
        factors: ["controlled-or-groomed"],
        // The new Form asks of danger in the new protocol's words: of this response nobody knows the answer.
        reviewReasons: ["not-asked-immediateDanger"],
        protocolVersion: "marin-2019 2019-03-01",
      },
    ]);
    const [mail] = mailTo(out, contact).filter(({ message }) => message === "case-opened");
    expect(mail?.text).toContain("SS 8572");
  });
});

test("what a district wrote into its Form itself stays when the protocol changes", async () => {
  const day = await countyMorning(marin);
  day.play(
    { form: { editQuestion: { key: "grade", title: "Year" } } },
    { form: { editQuestion: { key: "facts", help: "Be brief." } } },
    ...change,
  );
  const words = wordsOnForm(day.form());
  expect(words).toContain("\nYear\n");
  expect(words).toContain("Be brief.");
  expect(words).not.toMatch(ofMarin);
});

test("and back: Marin's Form is Marin's again, word for word", async () => {
  const day = await countyMorning(marin);
  const before = wordsOnForm(day.form());
  day.play(...change);
  expect(wordsOnForm(day.form())).not.toBe(before);
  day.play(
    { edit: { tab: "settings", key: "protocol", set: { value: "marin-2019" } }, as: "lead" },
    { menu: { name: "set-up" } },
  );
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
  const contacts =
    "designated contact\tNorth High\tCasey\t(555) 555-0101\tcontact@district.example";
  let page = next(stage, stage.setUp(), { account: "role" });
  for (const values of [{ protocol }, people, { schools }, { contacts }])
    page = next(stage, page, values);
  return page;
}

describe("the first set-up asks for the agencies of the protocol that is chosen, its own number filled in", () => {
  test("the made-up county's", async () => {
    const page = await agenciesPage("quillwater-2025", "North High\t9-12\tQuill Marshals\tno");
    expect(page).toMatchObject({
      view: "agencies",
      values: { "youth-safety.name": "Youth safety line", "youth-safety.phone": "(555) 555-0142" },
    });
    expect(Object.keys(page.values)).toContain("marshal quill marshals.phone");
    expect(Object.keys(page.values)).toContain("harbor-house.phone");
    expect(wordsOn(page)).not.toMatch(ofMarin);
    expect(wordsOn(page)).toContain("A hall monitor can take no report (QC 12).");
  });

  test("the guide's, which has no number of its own: the district is asked for it", async () => {
    const page = await agenciesPage("us-ed-2021", "North High");
    expect(page).toMatchObject({
      view: "agencies",
      values: {
        "child-and-family-services.name": "Child and family services",
        "child-and-family-services.phone": "",
      },
    });
    expect(wordsOn(page)).toContain(
      "ask the county for the one of child and family services that takes reports",
    );
  });
});
