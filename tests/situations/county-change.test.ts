/** A district that switches to another county's protocol: open cases continue under the old one, new cases follow the new one. */

import { describe, expect, test } from "vitest";
import { packOf } from "../../scripts/play/bundle";
import { openForm } from "../../scripts/play/stage";
import { formTime } from "../../scripts/play/zone";
import { bundleWith, Day, playCleanDay } from "../day/day";
import {
  call,
  edit,
  editOf,
  first,
  menu,
  merge,
  minutes,
  setUp,
  submit,
  tick,
  update,
} from "../day/events";
import { actIdsOf, actOf, caseOf, mails, mailTo, wordsIn, wordsOf } from "../day/look";
import { contact } from "../day/people";
import { quillwater2025 } from "../packs/quillwater-2025";
import { countyMorning, ofMarin, report, wordsOnForm } from "./county";

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

test.each([
  ["into the case that can hold both", "26-0002", first],
  ["named the other way round", first, "26-0002"],
])("two cases of two protocols are merged, %s", async (_, from, into) => {
  const day = await countyMorning(marin);
  day.play(report({ factors: ["frequently-absent"] }), ...follow("us-ed-2021"));
  day.play(report({ facts: "Seen again.", studentId: undefined }), merge(from, into));
  const out = day.out();
  expect(caseOf(out)).toMatchObject({ mergedInto: null, sameStudentAs: null, reports: 2 });
  expect(caseOf(out, "26-0002")).toMatchObject({ mergedInto: first, sameStudentAs: first });
  const parted = day.playClean(merge("26-0002", null, "lead"));
  expect(caseOf(parted, "26-0002")).toMatchObject({ mergedInto: null, status: "open" });
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

test("a case of a version that this script lacks goes by its own protocol, and not by the first that there is", async () => {
  const sent = (answers: object) => submit({ factors: [], ...answers });
  const out = await playCleanDay(
    [
      sent({ factors: ["debt-to-pay-off"] }),
      editOf(first, { protocolVersion: "us-ed-2021 2099-01-01" }, "admin"),
      sent({ concerns: ["suspected-victim"] }),
    ],
    { protocol: "us-ed-2021" },
  );
  expect(caseOf(out)).toMatchObject({ level: "suspected", protocols: ["concern", "suspected"] });
});

// The next version of a county's protocol in the middle of a day: what is open goes on as it was opened, what is new goes by the new one.

const newer = "tests/packs/quillwater-next.ts";
const of2025 = "quillwater-2025 2025-02-03";

/** The bundle with that pack; its versions are known to the player from then on. */
async function built(protocol: string): Promise<string> {
  const { file } = await packOf(protocol);
  return bundleWith(file);
}

describe("a new version, taken in between two reports", async () => {
  const morning = await countyMorning();
  const other = (studentId: string, studentName: string, answers: object) =>
    report({ studentName, studentId, ...answers });

  // In the words of the Form of that day: an id stands for those of the newest version that was ever played.
  const inWords = ({ submit }: ReturnType<typeof report>, ...factors: readonly string[]) => ({
    submit: { raw: { ...submit, learnedAt: formTime(submit.learnedAt), factors } },
  });
  const [gifts, friends] = ["Has gifts that no one can explain", "Has dropped all earlier friends"];
  const asleep = "Falls asleep in class again and again";

  morning.playClean(inWords(report({}), asleep, gifts, friends));
  const formBefore = wordsOnForm(morning.form());
  // Answered on the old Form, and nobody is told of it before the new script is there.
  morning.play({ loseTrigger: inWords(other("730200", "Ash Elm", {}), gifts, friends) });
  // Somebody pastes the new script over the old one: all that the desk keeps stays.
  const { workspace } = morning;
  const pasted = openForm({ dist: await built(newer), at: workspace.clock.now });
  pasted.resume(workspace.save());
  const day = Day.in(pasted);
  day.playClean(setUp);
  const formAfter = wordsOnForm(day.form());
  const swept = day.playClean(minutes(10));
  const answers = { factors: ["two-phones", "sleeps-in-class", "older-driver"] };
  const fresh = day.playClean(other("730300", "Sky Larch", answers));
  const worked = day.playClean(
    tick("weekly-adult"),
    edit({ acknowledged: true }),
    edit({ raiseLevelTo: "stage-red", raiseReason: "The marshal says so." }),
    menu("print", { case: first, recipientKind: "own" }, "lead"),
  );

  test("the open case stays under its version, says so, and its act that went can still be done", () => {
    const factors = ["sleeps-in-class", "new-gifts", "dropped-friends"];
    const level = "stage-red";
    expect(caseOf(worked)).toMatchObject({ protocolVersion: of2025, level, factors });
    const acts = actIdsOf(worked);
    expect(acts).toContain("weekly-adult");
    expect(acts).toContain("harbor-assessment");
    expect(acts).not.toContain("two-adults");
    expect(worked.log).toMatchObject([{ case: first, act: "weekly-adult", who: contact }]);
    const raised = mailTo(worked, contact).find(({ message }) => message === "case-raised");
    expect(raised?.text).toContain("Red stage");
    for (const words of ["Record of case 26-0001", "Weekly adult", of2025])
      expect(worked.pages.at(-1)?.text).toContain(words);
  });

  test("the Form's questions are brought up, and nothing of the old wording is left", () => {
    for (const words of [gifts, friends, "24 hours"]) {
      expect(formBefore).toContain(words);
      expect(formAfter).not.toContain(words);
    }
    expect(formAfter).toContain("No longer has any earlier friend");
    expect(formAfter).toContain("Has a second phone and hides it");
    expect(formAfter).toContain("within 12 hours");
  });

  test("an answer in flight is read as it was asked, and lost in nothing", () => {
    expect(caseOf(swept, "26-0002")).toMatchObject({
      ...{ protocolVersion: of2025, level: "watchful", reviewReasons: [] },
      factors: ["new-gifts", "dropped-friends"],
    });
  });

  test("a new report opens a case under the new version", () => {
    const protocolVersion = "quillwater-2025 2026-08-03";
    expect(caseOf(fresh, "26-0003")).toMatchObject({ protocolVersion, level: "stage-amber" });
    expect(actIdsOf(fresh, "26-0003")).toContain("two-adults");
    expect(actIdsOf(fresh, "26-0003")).not.toContain("weekly-adult");
    const guide = wordsIn(fresh, "Guide");
    expect(guide).toContain("Name two adults for the student.");
    expect(guide).toContain("Quillwater County document of 2026-08-03");
    expect(guide).not.toContain("2025-02-03");
    expect(guide).toContain("No one has approved this wording of it yet.");
  });
});
