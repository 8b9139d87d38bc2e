/** The next version of a county's protocol in the middle of a day: what is open goes on as it was opened, what is new goes by the new one. */

import { describe, expect, test } from "vitest";
import { packOf } from "../../scripts/play/bundle";
import { openForm } from "../../scripts/play/stage";
import { formTime } from "../../scripts/play/zone";
import { bundleWith, Day } from "../day/day";
import { edit, first, menu, minutes, setUp, tick } from "../day/events";
import { actIdsOf, caseOf, mailTo, wordsIn } from "../day/look";
import { contact } from "../day/people";
import { district, report, wordsOnForm } from "./county";

const [before, after] = ["tests/packs/quillwater-2025.ts", "tests/packs/quillwater-next.ts"];
const of2025 = "quillwater-2025 2025-02-03";

/** The bundle with that pack; its versions are known to the player from then on. */
async function built(protocol: string): Promise<string> {
  const { file } = await packOf(protocol);
  return bundleWith(file);
}

describe("a new version, taken in between two reports", async () => {
  const morning = await Day.begin({ protocol: before, directory: district });
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
  const pasted = openForm({ dist: await built(after), at: workspace.clock.now });
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
    menu("print", { case: first }, "lead"),
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
