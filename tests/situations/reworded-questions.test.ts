/** Questions that decide who learns of a report, and how soon, reworded by hand in the Form: told within the hour, and read with care. */

import { expect, test } from "vitest";
import { source } from "../../src/language";
import { sentence } from "../../src/languages/languages";
import { Day } from "../day/day";
import { ash, first, minutes, report, setUp, submit } from "../day/events";
import { mails, type Output, recipients } from "../day/look";
import { admin, lead } from "../day/people";

const low = { factors: ["frequently-absent"] };
const reword = (key: string, title: string) => ({ form: { editQuestion: { key, title } } });
const safe = reword("immediateDanger", "Is the student safe now?");
const no = submit({ ...low, immediateDanger: "no" });
const told = ({ inbox }: Output) =>
  recipients(inbox.filter(({ text }) => text.includes("Please fix the Form now")));
const lastCase = ({ cases }: Output) => cases[cases.length - 1];

test("a reworded danger question is told within the hour, once a day, and until Set up each answer counts as danger", async () => {
  const day = await Day.betweenTicks();
  day.play(no, minutes(75), safe, minutes(65));
  expect(told(day.out())).toEqual([admin, lead]);
  const danger = day.play({ submit: report({ ...ash, ...low, immediateDanger: "no" }) });
  expect(lastCase(danger)).toMatchObject({
    case: "26-0002",
    reviewReasons: ["unread-immediateDanger"],
  });
  expect(lastCase(danger)?.["dangerSince"]).not.toBeNull();
  expect(mails(danger, "case-opened").length).toBeGreaterThan(3);
  // Back in our words.
  day.play(minutes(11), setUp, minutes(6));
  const calm = day.play(
    submit({ studentName: "Robin Lake", studentId: "730199", ...low, immediateDanger: "no" }),
  );
  expect(lastCase(calm)).toMatchObject({ case: "26-0003", dangerSince: null, reviewReasons: [] });
  expect(told(calm)).toEqual([admin, lead]);
  // What was answered before the change and during it keeps its meaning when its rows come back from the Form.
  const lost = [first, "26-0002"].map((one) => ({
    sheet: { deleteRows: { tab: "cases", case: one } },
  }));
  const { cases } = day.play(...lost, minutes(50));
  const dangers = cases.map(({ case: of, dangerSince }) => [of, dangerSince !== null]);
  expect(dangers).toEqual([
    ["26-0003", false],
    ["26-0004", false],
    ["26-0005", true],
  ]);
});

type Weighed =
  | ("recipientMayBeInvolved" | "staffMayBeInvolved" | "parentMayBeInvolved")
  | ("reporterKnownTo" | "immediateDanger");

/** What is reworded, what is answered, and what becomes of the report. */
test.each<[Weighed, object, object]>([
  [
    "recipientMayBeInvolved",
    { recipientMayBeInvolved: "no" },
    { register: "sealed", reviewReasons: ["unread-recipientMayBeInvolved"] },
  ],
  ["staffMayBeInvolved", { staffMayBeInvolved: "no" }, { register: "sealed" }],
  [
    "parentMayBeInvolved",
    { parentMayBeInvolved: "no" },
    { register: "main", reviewReasons: ["unread-parentMayBeInvolved"] },
  ],
  [
    "reporterKnownTo",
    { reporterKnownTo: "contact", reporterName: "Terry Teacher" },
    { register: "main", reviewReasons: ["unread-reporterKnownTo"] },
  ],
  ["immediateDanger", {}, { register: "main", reviewReasons: ["not-asked-immediateDanger"] }],
  ["immediateDanger", { immediateDanger: "yes" }, { register: "main", reviewReasons: [] }],
])("%s reworded, and answered %j", async (key, answers, becomes) => {
  const day = await Day.betweenTicks();
  // Only at its end.
  const title = sentence(source, `ask-${key}`).replace(/.$/, " any longer?");
  const out = day.play(reword(key, title), submit({ ...low, ...answers }), minutes(5));
  expect(out.cases).toMatchObject([becomes]);
  expect(told(out)).toEqual([admin, lead]);
});

test("help in other words, choices in another order and titles in our other language change nothing", async () => {
  const day = await Day.betweenTicks();
  const out = day.play(
    {
      form: {
        editQuestion: { key: "immediateDanger", help: "Think twice.", choices: ["No", "Yes"] },
      },
    },
    no,
    minutes(70),
  );
  expect(out.cases).toMatchObject([{ dangerSince: null, reviewReasons: [] }]);
  expect(told(out)).toEqual([]);
});
