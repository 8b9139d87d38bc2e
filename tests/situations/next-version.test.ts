/** The next version of a county's protocol in the middle of a day: what is open goes on as it was opened, what is new goes by the new one. */
import { describe, expect, test } from "vitest";
import { readOutput } from "../../scripts/play/end-state/output";
import { Player } from "../../scripts/play/play-events";
import { parseScenario } from "../../scripts/play/scenario";
import { packOf } from "../../scripts/play/scenario-pack";
import { openForm, openStage } from "../../scripts/play/stage";
import { storedForm } from "../../scripts/workspace/forms/store";
import { packs } from "../../src/protocol/find-pack";
import { bundleWith, start } from "../day/day";
import { edit } from "../day/events";
import { actsOf, mailTo, type Row, wordsIn } from "../day/look";
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

function scenario(parts: object) {
  const found = parseScenario(JSON.stringify({ start, events: [], ...parts }), packs());
  if (!found.ok) throw new Error(found.problems.join("\n"));
  return found.scenario;
}

describe("a new version, taken in between two reports", async () => {
  let workspace = openStage({
    dist: await built(before),
    start: Date.parse(start),
    directory: scenario({ directory: district }).directory,
  });
  const play = (...events: readonly unknown[]) => {
    const day = scenario({ events });
    const player = new Player(workspace, day.events, false);
    for (const event of day.events) player.play(event);
    return readOutput(workspace, { cells: true, pages: player.pages });
  };
  const form = () => wordsOnForm(storedForm(workspace.store, workspace.containerId));
  const other = (reference: string, name: string, answers: object) =>
    report({ studentName: name, studentId: reference, ...answers });
  const caseIn = (cases: readonly Row[], reference: string) =>
    cases.find((row) => row["case"] === reference);

  const opened = play(report({ factors: ["sleeps-in-class", "new-gifts", "dropped-friends"] }));
  const formBefore = form();
  // Answered on the old Form, and nobody is told of it before the new script is there.
  play({
    loseTrigger: other("730200", "Ash Elm", { factors: ["new-gifts", "dropped-friends"] }),
  });
  // Somebody pastes the new script over the old one: all that the desk keeps stays.
  const pasted = openForm({ dist: await built(after), at: workspace.clock.now });
  pasted.resume(workspace.save());
  workspace = pasted;
  const upgraded = play({ menu: { name: "upgrade" } });
  const formAfter = form();
  const swept = play({ advance: "PT10M" });
  const fresh = play(
    other("730300", "Sky Larch", { factors: ["two-phones", "sleeps-in-class", "older-driver"] }),
  );
  const worked = play(
    { edit: { case: "26-0001", act: "weekly-adult", set: { done: true } } },
    { edit: { case: "26-0001", set: { acknowledged: true } } },
    edit({ raiseLevelTo: "stage-red", raiseReason: "The marshal says so." }),
    { menu: { name: "print", answers: { case: "26-0001" } }, as: "lead" },
  );

  test("no run fails", () => {
    for (const out of [opened, upgraded, swept, fresh, worked]) expect(out.errors).toEqual([]);
  });

  test("the open case stays under its version, says so, and its act that went can still be done", () => {
    expect(caseIn(worked.cases, "26-0001")).toMatchObject({
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
    expect(formBefore).toContain("Has gifts that nobody can explain");
    expect(formAfter).not.toContain("Has gifts that nobody can explain");
    expect(formAfter).not.toContain("Has dropped all earlier friends");
    expect(formAfter).toContain("No longer has any earlier friend");
    expect(formAfter).toContain("Has a second phone and hides it");
    expect(formBefore).toContain("within 24 hours");
    expect(formAfter).not.toContain("24 hours");
    expect(formAfter).toContain("within 12 hours");
  });

  test("an answer in flight is read as it was asked, and lost in nothing", () => {
    expect(caseIn(swept.cases, "26-0002")).toMatchObject({
      protocolVersion: of2025,
      level: "watchful",
      factors: ["new-gifts", "dropped-friends"],
      reviewReasons: [],
    });
  });

  test("a new report opens a case under the new version", () => {
    expect(caseIn(fresh.cases, "26-0003")).toMatchObject({
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
