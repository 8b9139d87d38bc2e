/**
 * The first hour of a district in which everything goes wrong: through the pages that its admin sees, to a live system and a list of
 * what to fix.
 */

import { describe, expect, test } from "vitest";
import { DialogPerson } from "../../scripts/play/acts/dialog-acts";
import type { Page } from "../../src/parts-of-a-page";
import { menu, reportOn } from "../day/events";
import { mailTo, openers } from "../day/look";
import { admin, lead, spare } from "../day/people";
import {
  answers,
  contactRows,
  type DialogStage,
  dialogStage,
  holdDrill,
  liveAnswers,
  next,
  upTo,
  wordsOn,
} from "../set-up/dialog-stage";

/** A slip of the keyboard: nobody has this address. */
const typo = "nroth2@district.example";
/** Of the neighbouring district, with which the Workspace does not share. */
const neighbour = "olly@partner.example";

/** What Google does to them, by the switches of the local Workspace. */
const against = {
  ...({ requireAllScopes: "nothing", sheetsApi: "off", driveApi: "off" } as const),
  ...({ unknownAddress: "does-not-exist", outsideSharing: "refused" } as const),
  ...({ triggersOfTriggeredRuns: "disabled", spentTriggers: "kept" } as const),
  ...({ openRanges: "closed", formatOnlyRows: "filled" } as const),
};

const contacts = contactRows()
  .replace("north2@district.example", typo)
  .replace("south2@district.example", neighbour)
  .concat(`\ndistrict admin\t\tSam Spare\t(415) 555-0199\t${spare}`);

/** Lines of a page with a state. */
function linesOf({ blocks }: Page, state: string): readonly (readonly [string, string])[] {
  return blocks
    .flatMap((block) => (block.kind === "lines" ? block.lines : []))
    .flatMap((line) => (line.state === state ? [[line.text, line.next ?? ""] as const] : []));
}

/** What a page says, or what was said in its place. */
function wordsOf(show: () => Page): string {
  try {
    return wordsOn(show());
  } catch (refusal) {
    return String(refusal);
  }
}

/** Chooses an item of the menu: the page, or what was said in its place. */
function choose({ workspace }: DialogStage, item: string, as = admin): Page | string {
  const { ok, error } = workspace.clickMenu(item, as);
  return (ok ? new DialogPerson(workspace, as).open() : null) ?? error ?? "";
}

describe("the first hour of a district with everything against it", async () => {
  const stage = await dialogStage(admin, null, against);
  const { day, workspace, person } = stage;
  workspace.deleteAccount(typo);
  workspace.revokeScope(admin, "script.scriptapp");
  let page = upTo(stage, "district");
  const domains = "district.example, partner.example";
  for (const said of [
    { ...answers.district, domains },
    answers.people,
    answers.schools,
    { contacts },
  ])
    page = next(stage, page, said);
  page = upTo(stage, "create", page);
  const servicesOff = wordsOf(() =>
    person.press(page, "create", { "lead.confirmed": "yes", "alternate.confirmed": "yes" }),
  );
  const untouched = day.out().access.filter(({ file }) => file !== "form");
  workspace.switchService("Sheets", true);
  const again = () => {
    workspace.clickMenu("setUp", admin);
    return person.open() ?? page;
  };
  const stillOff = wordsOf(again);
  workspace.switchService("Drive", true);
  expect(wordsOf(again)).toContain("permission-missing");
  workspace.grantScope(admin, "script.scriptapp");
  const first = choose(stage, "setUp");
  if (typeof first === "string") throw new Error(first);
  const before = day.out();
  const early = person.press(first, "go-live");
  // The lead lets in everyone else, row by row.
  const ticked = before.contacts.flatMap(({ role, email }) =>
    /contact$/.test(String(role))
      ? [{ edit: { tab: "contacts", key: String(email), set: { mayOpen: true } }, as: "lead" }]
      : [],
  );
  day.play(...ticked);
  workspace.advance(3 * 60_000);
  const sent = reportOn("Quincy Example", "611111", { school: "North School" });
  const shut = day.play(sent);
  const unproved = person.press(person.press(early, "check"), "go-live");
  holdDrill(stage, "north1@district.example");
  // What the drill's rows made of the tabs is put right at the next hourly look.
  workspace.advance(66 * 60_000);
  const asked = person.press(person.press(unproved, "check"), "go-live");
  const live = person.press(asked, "go-live", liveAnswers(asked));
  const reported = day.play(sent);
  day.play({ share: { add: { who: spare, file: "form" } }, as: "admin" });
  const waiting = choose(stage, "setUp", spare);
  workspace.advance(10 * 60_000);
  day.play(menu("access", { [`confirm ${spare}`]: true }, admin));
  workspace.advance(15 * 60_000);
  const asking = choose(stage, "setUp", spare);
  workspace.advance(50 * 60_000);
  const out = day.out();
  const check = choose(stage, "runCheck");

  test("APIs that are off: it says what to click, and makes nothing meanwhile", () => {
    expect(servicesOff).toContain("Google Sheets API and Drive API are not switched on");
    expect(untouched).toEqual([]);
    expect(stillOff).toContain("Drive API is not switched on");
    expect(stillOff).not.toContain("Google Sheets API");
  });

  test("chosen again, set-up goes on where it was, to its end", () => {
    expect(first.title).toBe("Set up. The first check");
    expect(linesOf(first, "wrong")).toEqual([]);
    expect(openers(before, "main")).toHaveLength(3);
    const main = openers(out, "main");
    for (const [who, isIn] of [
      ["north1@district.example", true],
      [typo, false],
      [neighbour, false],
    ] as const)
      expect([who, main.includes(who)]).toEqual([who, isIn]);
  });

  test("the Form is open to no one but its editors: a teacher is refused, and the desk does not go live", () => {
    expect(shut.refused.map(({ error }) => error)).toEqual([
      "the form is not open to teacher@district.example: they may not answer it",
    ]);
    expect(shut.reports).toEqual([]);
    expect(wordsOn(first)).toContain(
      "Under General access, in Responder view, choose your district",
    );
    expect(wordsOn(unproved)).toContain("No drill was held yet");
  });

  test("it goes live once the clock has read the Form and looked over the registers", () => {
    expect(wordsOn(early)).toContain("The system has not checked the Form yet");
    expect(wordsOn(asked)).toContain("with the probe, or with the list of ten steps");
    expect(wordsOn(live)).toContain("The district is live");
    const expected = /permission|service-off|not open to/;
    expect(workspace.errors.filter(({ error }) => !expected.test(error))).toEqual([]);
    expect(out.runs.filter((run) => run.function === "onClock" && !run.ok)).toEqual([]);
  });

  test("a report is in the contact's hands at once, and the lead knows who is not in", () => {
    expect(reported.cases.map(({ drill }) => drill)).toEqual([true, false]);
    const own = mailTo(reported, "north1@district.example");
    expect(own.map(({ subject }) => /^DRILL/.test(subject))).toEqual([true, false]);
    const told = mailTo(out, lead).filter(({ text }) => text.includes("Google refuses an address"));
    expect(told).toHaveLength(1);
    expect(told[0]?.text).toContain(typo);
    expect(told[0]?.text).toContain(neighbour);
  });

  test("a spare account that Contacts name as admin waits for the admin's word, is let in, and set up once more", () => {
    expect(typeof waiting === "string" ? waiting : wordsOn(waiting)).toContain("waits until");
    expect(typeof asking === "string" ? asking : wordsOn(asking)).toContain(
      `${admin} runs the system too`,
    );
    expect(out.access).toContainEqual(expect.objectContaining({ file: "main", who: spare }));
  });

  test("what is left to mend is two addresses, and Spanish that no translator has read", () => {
    if (typeof check === "string") throw new Error(check);
    expect(linesOf(check, "wrong")).toEqual([]);
    const all = linesOf(check, "look").map(([text]) => text);
    const left = all.filter((text) => !/^No (qualified translator|drill was held out)/.test(text));
    expect([left.length, all.length]).toEqual([2, 4]);
    for (const [at, who] of [typo, neighbour].entries()) expect(left[at]).toContain(who);
    // Whether the spare account is nobody's own: the rest was ticked to go live.
    const ticks = check.blocks.filter((block) => block.kind === "field" && block.type === "tick");
    expect(ticks).toHaveLength(1);
  });
});
