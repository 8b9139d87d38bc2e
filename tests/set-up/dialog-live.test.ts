/**
 * Going live asks for a finished drill, the name of the person who sent its report, and what no script can see. Through the dialog of
 * the built script.
 */
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { SavedWorkspace } from "../../scripts/workspace/index";
import type { Page, Values } from "../../src/parts-of-a-page";
import { admin } from "../day/people";
import type { DialogStage } from "./dialog-stage";
import {
  confirmed,
  dialogStage,
  holdDrill,
  isPage,
  liveAnswers,
  upTo,
  wordsOn,
} from "./dialog-stage";

const activity = ({ day }: DialogStage) =>
  day.out().activity.filter(({ what }) => what === "went-live");

/** The page of the menu's Go live. */
function goLive({ workspace, person }: DialogStage): Page {
  workspace.clickMenu("goLive", admin);
  const page = person.open();
  if (page === null) throw new Error("Go live opened no page");
  return page;
}

describe("Go live", () => {
  let stage: DialogStage;
  let bare: Page;
  let asked: Page;
  let saved: SavedWorkspace;
  beforeAll(async () => {
    stage = await dialogStage();
    stage.person.press(upTo(stage, "create"), "create", confirmed);
    bare = goLive(stage);
    stage.workspace.advance(3 * 60_000);
    holdDrill(stage, "north1@district.example");
    asked = goLive(stage);
    saved = stage.workspace.save();
  });
  beforeEach(() => stage.workspace.resume(saved));

  const press = (over: Values) =>
    stage.person.press(asked, "go-live", { ...liveAnswers(asked), ...over });

  test("says what is missing: the drill, a clock run, and what a person has to look at", () => {
    expect(wordsOn(bare)).toContain("No drill was held yet");
    expect(wordsOn(bare)).toContain("The system has not checked the Form yet");
    expect(Object.keys(bare.values)).toEqual(
      expect.arrayContaining(["drillSentBy", "seenOn", "tried", "audience", "folders"]),
    );
    expect(wordsOn(asked)).toContain("Nothing is missing except what you say here");
    expect(wordsOn(asked)).toContain(
      "Before going live, someone from the district tries this on Google",
    );
    expect(activity(stage)).toEqual([]);
  });

  test.each<[Values, string]>([
    [{ drillSentBy: " " }, "Say who sent it"],
    [{ drillSentBy: `Ari Admin <${admin}>` }, "This account may edit the Form"],
    [{ seenOn: "" }, "Write a day of the last year, such as 2026-09-01."],
    [{ tried: "" }, "Look, then tick it."],
  ])("does not take %o, in words", (over, words) => {
    const again = press(over);
    expect(again.title).toBe("Go live");
    expect(wordsOn(again)).toContain(words);
    // What was ticked is not asked for again because of another answer.
    expect(Object.keys(again.errors ?? {})).toEqual(Object.keys(over));
    expect(activity(stage)).toEqual([]);
  });

  test("keeps what was ticked, so that the next look asks for the rest alone", () => {
    press({ drillSentBy: "" });
    expect(Object.keys(goLive(stage).values)).toEqual(["drillSentBy", "seenOn"]);
  });

  test("goes live once, with who sent the report on record; the check says it", () => {
    expect(wordsOn(press({}))).toContain("The district is live");
    const again = stage.ask({ view: "go-live", act: "go-live", values: liveAnswers(asked) });
    expect(isPage(again) ? wordsOn(again) : "").toContain("The district is live");
    expect(activity(stage)).toEqual([
      expect.objectContaining({
        who: admin,
        to: "the drill's report was sent by Terry Teacher, 2026-09-01",
      }),
    ]);
    stage.workspace.clickMenu("runCheck", admin);
    const check = stage.person.open();
    expect(check === null ? "" : wordsOn(check)).toContain("was sent by Terry Teacher");
  });
});

test("a drill that no one acknowledged counts once its email went out, and the page says so", async () => {
  const stage = await dialogStage();
  stage.person.press(upTo(stage, "create"), "create", confirmed);
  stage.workspace.advance(3 * 60_000);
  holdDrill(stage, "nobody@district.example");
  const page = goLive(stage);
  expect(wordsOn(page)).toContain(
    "The drill is under way: its email went out. Next, someone acknowledges the case and ticks a call.",
  );
  stage.person.press(page, "go-live", liveAnswers(page));
  expect(activity(stage)).toHaveLength(1);
});
