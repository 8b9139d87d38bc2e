/** A question that was deleted, or whose choices were changed: noticed by the next report's run, told at once, and nobody learns of a report who must not (design 2.9). */
import { describe, expect, test } from "vitest";
import { demoDirectory } from "../../scripts/play/directory";
import { playCleanDay, playDay } from "../day/day";
import { reportOn, setUp } from "../day/events";
import { mails, mailTo, type Output, recipients } from "../day/look";
import { admin, alternate, contact, contactsRow, demoAnd, lead } from "../day/people";

const directory = demoAnd(contactsRow("alternate lead", alternate));
const remove = (key: string) => ({ form: { deleteQuestion: { key } } });
const gaps = ({ inbox }: Output) => mails({ inbox }, "question-missing");
const where = ({ reports }: Output) => reports.map(({ register }) => register);
const rowan = reportOn("Rowan Pine", "730194");
const ash = reportOn("Ash Grove", "730195");
const soon = { advance: "PT10M" };

describe("whether somebody who receives reports may be involved", () => {
  test("is asked no more: the report is sealed, its contact learns nothing, and lead, alternate and admin are told at once", async () => {
    const out = await playCleanDay([soon, remove("recipientMayBeInvolved"), rowan], { directory });
    expect(where(out)).toEqual(["sealed"]);
    expect(mailTo(out, contact)).toEqual([]);
    expect(recipients(gaps(out))).toEqual([admin, alternate, lead]);
    expect(gaps(out)[0]?.text).toContain(
      "Whether someone who receives these reports may be involved",
    );
    expect(out.cases[0]?.["reviewReasons"]).toContain("not-asked-recipientMayBeInvolved");
  });

  test("told once, whatever comes after; put back by set-up, a skipped question is a skipped question", async () => {
    const out = await playDay(
      [
        soon,
        remove("recipientMayBeInvolved"),
        rowan,
        ash,
        setUp,
        { advance: "PT1M" },
        reportOn("Robin Lake", "730196"),
        { advance: "P2D" },
      ],
      { directory },
      { every: 180 },
    );
    expect(gaps(out)).toHaveLength(3);
    const inMain = out.reports.filter(({ register }) => register === "main");
    expect(inMain.map(({ studentName }) => studentName)).toEqual(["Robin Lake"]);
  });

  test("a report whose trigger was lost meanwhile is sealed too, noticed by nobody before or not", async () => {
    const out = await playDay(
      [soon, remove("recipientMayBeInvolved"), { loseTrigger: rowan }, setUp, { advance: "PT20M" }],
      { directory },
    );
    expect(where(out)).toEqual(["sealed"]);
    expect(mailTo(out, contact)).toEqual([]);
  });

  test("what was sealed by an answer that Google gives no more stays where it is", async () => {
    const named = reportOn("Rowan Pine", "730194", { recipientMayBeInvolved: "contact" });
    for (const answersOfDeletedQuestion of ["omit", "refuse"]) {
      const out = await playDay(
        [
          soon,
          named,
          remove("recipientMayBeInvolved"),
          { advance: "P1DT2H" },
          setUp,
          { advance: "P1DT2H" },
        ],
        {
          directory,
          switches: { answersOfDeletedQuestion },
        },
        { every: 180, isAsleep: true },
      );
      expect(where(out)).not.toContain("main");
      expect(mailTo(out, contact)).toEqual([]);
      expect(out.reports[0]?.["recipientMayBeInvolved"]).toBe("contact");
    }
  });

  test("a question that somebody skips is none that was deleted", async () => {
    const out = await playDay([soon, rowan], { directory });
    expect(where(out)).toEqual(["main"]);
    expect(gaps(out)).toEqual([]);
  });
});

describe("immediate danger", () => {
  test("is asked no more: contact and lead are asked at once to find out", async () => {
    const out = await playDay([soon, remove("immediateDanger"), rowan], { directory });
    expect(where(out)).toEqual(["main"]);
    const asked = out.inbox.filter(({ case: of }) => of !== null);
    expect(recipients(asked)).toEqual([contact, lead]);
    for (const mail of asked)
      expect(mail.text).toContain("Find out now from whoever sent the report");
    expect(out.cases[0]?.["dangerSince"] ?? null).toBeNull();
  });

  test("of a sealed report its reader is asked, and goes on being asked", async () => {
    const sealed = reportOn("Rowan Pine", "730194", { recipientMayBeInvolved: "contact" });
    const out = await playDay(
      [soon, remove("immediateDanger"), sealed, { advance: "P1D" }],
      { directory: demoDirectory },
      { every: 60 },
    );
    expect(mailTo(out, contact)).toEqual([]);
    const asked = mailTo(out, lead).filter(({ case: of }) => of !== null);
    expect(asked[0]?.text).toContain("Find out now from whoever sent the report");
    expect(asked.length).toBeGreaterThan(4);
  });
});

test("a choice that was renamed is told of by the next report's run", async () => {
  const out = await playDay([
    soon,
    { form: { editQuestion: { key: "parentMayBeInvolved", choices: { yes: "Maybe" } } } },
    rowan,
  ]);
  expect(recipients(gaps(out))).toEqual([admin, lead]);
  expect(gaps(out)[0]?.text).toContain("Whether a parent or guardian may be involved");
});

test("the check puts it back in one click", async () => {
  const out = await playDay([
    soon,
    remove("facts"),
    rowan,
    { menu: { name: "check" } },
    setUp,
    { menu: { name: "check" } },
  ]);
  expect(out.pages[0]?.text).toContain("Repair with Set up");
  expect(out.pages[2]?.text).toContain(
    "ok: The Form takes reports, and its questions are complete.",
  );
});

test("a question that the district reworded, or one of its own, is no gap", async () => {
  const out = await playDay([
    soon,
    { form: { editQuestion: { key: "facts", title: "What did you see?" } } },
    rowan,
  ]);
  expect(gaps(out)).toEqual([]);
});
