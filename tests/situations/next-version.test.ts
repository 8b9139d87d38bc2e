/** The next version of a county's protocol in the middle of a day: what is open goes on as it was opened, what is new goes by the new one. */
import { describe, expect, test } from "vitest";
import { packOf } from "../../scripts/play/scenario-pack";
import { openForm } from "../../scripts/play/stage";
import { formTime } from "../../scripts/play/zone";
import { bundleWith, Day } from "../day/day";
import { edit } from "../day/events";
import { actsOf, caseOf, mailTo, wordsIn } from "../day/look";
import { contact } from "../day/people";
import { district, report, wordsOnForm } from "./county";

const [before, after] = ["tests/packs/quillwater-2025.ts", "tests/packs/quillwater-next.ts"];
const of2025 = "quillwater-2025 2025-02-03";
const of2026 = "quillwater-2025 2026-08-03";

/** The bundle with that pack; its versions are known to the player from then on. */
async function built(protocol: string): Promise<string> {
  const { file } = await packOf(protocol);
  return bundleWith(file);
}

describe("a new version, taken in between two reports", async () => {
  let day = await Day.begin({ protocol: before, directory: district });
  const other = (reference: string, name: string, answers: object) =>
    report({ studentName: name, studentId: reference, ...answers });

  // In the words of the Form of that day: an id stands for those of the newest version that was ever played.
  const inWords = ({ submit }: ReturnType<typeof report>, ...factors: readonly string[]) => ({
    submit: { raw: { ...submit, learnedAt: formTime(submit.learnedAt), factors } },
  });
  const [gifts, friends] = ["Has gifts that nobody can explain", "Has dropped all earlier friends"];

  const opened = day.play(
    inWords(report({}), "Falls asleep in class again and again", gifts, friends),
  );
  const formBefore = wordsOnForm(day.form());
  // Answered on the old Form, and nobody is told of it before the new script is there.
  day.play({
    loseTrigger: inWords(other("730200", "Ash Elm", {}), gifts, friends),
  });
  // Somebody pastes the new script over the old one: all that the desk keeps stays.
  const { workspace } = day;
  const pasted = openForm({ dist: await built(after), at: workspace.clock.now });
  pasted.resume(workspace.save());
  day = Day.in(pasted);
  const renewed = day.play({ menu: { name: "set-up" } });
  const formAfter = wordsOnForm(day.form());
  const swept = day.play({ advance: "PT10M" });
  const fresh = day.play(
    other("730300", "Sky Larch", { factors: ["two-phones", "sleeps-in-class", "older-driver"] }),
  );
  const worked = day.play(
    { edit: { case: "26-0001", act: "weekly-adult", set: { done: true } } },
    { edit: { case: "26-0001", set: { acknowledged: true } } },
    edit({ raiseLevelTo: "stage-red", raiseReason: "The marshal says so." }),
    { menu: { name: "print", answers: { case: "26-0001" } }, as: "lead" },
  );

  test("no run fails", () => {
    for (const out of [opened, renewed, swept, fresh, worked]) expect(out.errors).toEqual([]);
  });

  test("the open case stays under its version, says so, and its act that went can still be done", () => {
    expect(caseOf(worked)).toMatchObject({
      protocolVersion: of2025,
      level: "stage-red",
      factors: ["sleeps-in-class", "new-gifts", "dropped-friends"],
    });
    const acts = actsOf(worked, "26-0001").map(({ act }) => act);
    expect(acts).toContain("weekly-adult");
    expect(acts).toContain("harbor-assessment");
    expect(acts).not.toContain("two-adults");
    expect(worked.log).toMatchObject([{ case: "26-0001", act: "weekly-adult", who: contact }]);
    const raised = mailTo(worked, contact).find(({ message }) => message === "case-raised");
    expect(raised?.text).toContain("Red stage");
    const record = worked.pages.at(-1)?.text;
    expect(record).toContain("Record of case 26-0001");
    expect(record).toContain("Weekly adult");
    expect(record).toContain("quillwater-2025 2025-02-03");
  });

  test("the Form's questions are brought up, and nothing of the old wording is left", () => {
    expect(formBefore).toContain(gifts);
    expect(formAfter).not.toContain(gifts);
    expect(formAfter).not.toContain(friends);
    expect(formAfter).toContain("No longer has any earlier friend");
    expect(formAfter).toContain("Has a second phone and hides it");
    expect(formBefore).toContain("within 24 hours");
    expect(formAfter).not.toContain("24 hours");
    expect(formAfter).toContain("within 12 hours");
  });

  test("an answer in flight is read as it was asked, and lost in nothing", () => {
    expect(caseOf(swept, "26-0002")).toMatchObject({
      protocolVersion: of2025,
      level: "watchful",
      factors: ["new-gifts", "dropped-friends"],
      reviewReasons: [],
    });
  });

  test("a new report opens a case under the new version", () => {
    expect(caseOf(fresh, "26-0003")).toMatchObject({
      protocolVersion: of2026,
      level: "stage-amber",
    });
    const acts = actsOf(fresh, "26-0003").map(({ act }) => act);
    expect(acts).toContain("two-adults");
    expect(acts).not.toContain("weekly-adult");
    const guide = wordsIn(fresh, "Guide");
    expect(guide).toContain("Name two adults for the student.");
    expect(guide).toContain("Quillwater County document of 2026-08-03");
    expect(guide).not.toContain("2025-02-03");
    expect(guide).toContain("Nobody has approved this wording of it yet.");
  });
});
