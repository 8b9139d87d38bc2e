/** Going live asks whether the desk was tried on Google, and keeps what was said: through the dialog of the built bundle. */
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { SavedWorkspace } from "../../scripts/workspace/index";
import type { Page } from "../../src/dialog/page-data";
import { type DialogStage, dialogStage, isPage, sendProof, upTo, wordsOn } from "./dialog-stage";

/** A desk of which nothing is wrong any more, with its check open. */
async function ready(): Promise<{ readonly stage: DialogStage; readonly page: Page }> {
  const stage = await dialogStage();
  const create = upTo(stage, "create");
  const made = stage.person.press(create, "create", { mayOpen: "yes" });
  stage.workspace.advance(3 * 60_000);
  sendProof(stage, stage.person.press(made, "check-again"));
  return { stage, page: stage.person.press(made, "check-again") };
}

const activity = ({ day }: DialogStage) =>
  day.out().activity.filter(({ what }) => what === "went-live");

describe("Go live", () => {
  let stage: DialogStage;
  let asked: Page;
  let saved: SavedWorkspace;
  beforeAll(async () => {
    const { stage: opened, page } = await ready();
    stage = opened;
    asked = stage.person.press(page, "go-live");
    saved = stage.workspace.save();
  });
  beforeEach(() => stage.workspace.resume(saved));

  test("asks for the probe or the list, with a day, and changes nothing before", () => {
    expect(asked.title).toBe("Tried on Google?");
    expect(wordsOn(asked)).toContain("nobody has recorded yet what Google itself answers");
    expect(Object.keys(asked.values)).toEqual(["proof", "provedOn", "proofSentBy"]);
    expect(wordsOn(asked)).toContain("sent by somebody who may not edit the Form");
    expect(activity(stage)).toEqual([]);
  });

  test.each([
    [{ proof: "", provedOn: "2026-09-01" }, "Choose which of the two was done."],
    [{ proof: "hearsay", provedOn: "2026-09-01" }, "Choose which of the two was done."],
    [{ proof: "list", provedOn: "" }, "Write the day like 2026-09-01."],
    [{ proof: "list", provedOn: "yesterday" }, "Write the day like 2026-09-01."],
    [{ proof: "list", provedOn: "2026-02-30" }, "Write the day like 2026-09-01."],
    [{ proof: "probe", provedOn: "2026-09-02" }, "That day is still to come."],
    [{ proof: "probe", provedOn: "2025-08-31" }, "That is more than a year ago."],
  ])("does not take %o, in words", (values, words) => {
    const again = stage.person.press(asked, "go-live", values);
    expect(wordsOn(again)).toContain(words);
    expect(activity(stage)).toEqual([]);
    const checked = stage.ask({ view: "go-live", act: "check", values });
    expect(isPage(checked) ? "" : Object.values(checked.errors).join()).toContain(words);
  });

  test.each([
    ["probe", "the probe was run"],
    ["list", "the list of ten steps was gone through"],
  ])("takes the %s, keeps it in Activity, and the check says it", (proof, words) => {
    const live = stage.person.press(asked, "go-live", {
      proof,
      provedOn: " 2026-08-30 ",
      proofSentBy: "Terry Teacher",
    });
    expect(wordsOn(live)).toContain("The desk is live");
    expect(activity(stage)).toEqual([
      expect.objectContaining({
        who: "admin@district.example",
        to: `tried on Google: ${proof} 2026-08-30; proof report sent by: Terry Teacher`,
      }),
    ]);
    stage.workspace.clickMenu("runCheck", "admin@district.example");
    const check = stage.person.open();
    expect(check === null ? "" : wordsOn(check)).toContain(`On 2026-08-30 ${words}`);
  });

  test("is not asked again once it is live", () => {
    stage.person.press(asked, "go-live", {
      proof: "list",
      provedOn: "2026-09-01",
      proofSentBy: "Terry Teacher",
    });
    const again = stage.ask({ view: "check", act: "go-live", values: {} });
    expect(isPage(again) ? wordsOn(again) : "").toContain("The desk is live");
    expect(activity(stage)).toHaveLength(1);
  });
});
