/** A made-up county, all of it one file outside src/: its reports, rises, edits, clock, mail, Form and Sheet, in its own words. */
import { describe, expect, test } from "vitest";
import {
  actIdsOf,
  actsOf,
  expectNoStudentData,
  mails,
  mailTo,
  type Output,
  onlyCase,
  wordsIn,
  wordsOf,
} from "../day/look";
import { contact } from "../day/people";
import { quillwater2025 } from "../packs/quillwater-2025";
import { countyDay, countyDays, countyMorning, ofMarin, report, wordsOnForm } from "./county";

const studentData = ["Rowan", "Pine", "730194", "North High", "van", "marina"];
const actIn = (out: Output, id: string) => actsOf(out).find(({ act }) => act === id);
const minutesTo = (at: string) => (Date.parse(at) - Date.parse("2026-09-01T16:00:00Z")) / 60_000;
/** Who was told what, in whole minutes after nine. */
const told = (out: Output, kind: string) =>
  out.inbox.flatMap(({ at, to, message }) =>
    message === kind ? [`${Math.floor(minutesTo(at))} ${to.join().split("@")[0]}`] : [],
  );

const ring = "Quillwater Youth Safety (555) 555-0111";
const marshal = "Quill Marshals (555) 555-0112";

interface Level {
  readonly answers: object;
  readonly level: string;
  readonly protocols: readonly string[];
  readonly acts: readonly string[];
  readonly steps: readonly string[];
  /** In a mail: the level's name, and when it must be acknowledged. */
  readonly words: string;
  readonly by: string;
  readonly why: readonly RegExp[];
}

const amber = {
  level: "stage-amber",
  protocols: ["stage-amber"],
  acts: ["ring-youth-safety", "write-to-youth-safety", "weekly-adult"],
  steps: ["stage-amber 1", "stage-amber 2", "stage-amber 3"],
  words: "Amber stage",
  by: "12:00 PM",
} as const;

const red = {
  level: "stage-red",
  protocols: ["stage-red"],
  acts: [
    "ring-youth-safety",
    "ring-marshal",
    "write-to-youth-safety",
    "harbor-assessment",
    "speak-with-family",
  ],
  steps: ["stage-red 1", "stage-red 2", "stage-red 3", "stage-red 4"],
  words: "Red stage",
  by: "11:00 AM",
} as const;

const levels: Readonly<Record<string, Level>> = {
  "nothing that the county counts": {
    answers: {},
    level: "unsorted",
    protocols: [],
    acts: ["ring-youth-safety", "read-and-ask"],
    steps: [],
    words: "Unsorted",
    by: "3:00 PM",
    why: [/A person has to read the report/],
  },
  "one sign at home": {
    answers: { factors: ["no-papers"] },
    level: "watchful",
    protocols: [],
    acts: ["ring-youth-safety", "read-and-ask"],
    steps: [],
    words: "Watchful",
    by: "3:00 PM",
    why: [/reason enough to suspect/],
  },
  "two signs at home": {
    ...amber,
    answers: { factors: ["nights-away", "debt-at-home"] },
    why: [/because of “Signs at home” \(2 reported\)/],
  },
  "three signs at school": {
    ...amber,
    answers: { factors: ["sleeps-in-class", "new-gifts", "older-driver"] },
    why: [/because of “Signs at school” \(3 reported\)/],
  },
  "one grave sign, which leads straight to the second stage": {
    ...red,
    answers: { factors: ["branded"] },
    why: [/because of “Grave signs” \(1 reported\)/],
  },
  "a concern": {
    ...red,
    answers: { concerns: ["thought-trafficked"] },
    why: [/Red stage, as reported/],
  },
  "established, by somebody whose word settles nothing": {
    answers: { concerns: ["established-trafficked"], confirmedBy: "student-says" },
    level: "stage-established",
    protocols: ["stage-established"],
    acts: [
      "ring-youth-safety",
      "ring-marshal",
      "harbor-assessment",
      "hold-sanction",
      "weekly-adult",
    ],
    steps: [1, 2, 3, 4].map((step) => `stage-established ${step}`),
    words: "Established",
    by: "10:00 AM",
    why: [/Established, as reported/],
  },
};

describe.each(Object.entries(levels))("%s", async (_name, expected) => {
  const out = await countyDay(report({ ...expected.answers, reporterEmail: contact }));
  const acts = actsOf(out);

  test("opens a case of that level under that county's protocol, and ends no run", () => {
    expect(out.errors).toEqual([]);
    const { level, protocols } = expected;
    const protocolVersion = "quillwater-2025 2025-02-03";
    expect(onlyCase(out)).toMatchObject({ level, protocols, protocolVersion, reviewReasons: [] });
  });

  test("has the acts of that level, the calls first, with that county's numbers", () => {
    expect([...actIdsOf(out)].sort()).toEqual([...expected.acts].sort());
    const steps = acts.flatMap(({ protocolSteps }) =>
      Array.isArray(protocolSteps) ? protocolSteps : [],
    );
    expect([...new Set(steps)].sort()).toEqual(expected.steps);
    expect(acts[0]).toMatchObject({ act: "ring-youth-safety", call: ring, statutes: ["QC 12"] });
    const second = actIn(out, "ring-marshal");
    if (second !== undefined) expect(second).toMatchObject({ order: 2, call: marshal });
  });

  test("what may tell on the student waits, and calls never do", () => {
    for (const { act, state } of acts) {
      const waits = act === "speak-with-family" || act === "hold-sanction";
      expect(state, String(act)).toBe(waits ? "locked" : "open");
    }
  });

  test("the written report is due in that county's hours, on its form", () => {
    for (const { due } of acts.filter(({ act }) => act === "write-to-youth-safety")) {
      expect(due).toBe("2026-09-02T15:00:00.000Z");
    }
    expect(out.reports[0]).toMatchObject({ writtenReportDue: "2026-09-02T15:00:00.000Z" });
  });

  test("the mail says why, by when and whom to call, and nothing of the student", () => {
    const [opened] = mailTo(out, contact).filter(({ message }) => message === "case-opened");
    const text = opened?.text ?? "";
    expect(text).toContain(`Level: ${expected.words}`);
    for (const why of expected.why) expect(text).toMatch(why);
    expect(text).toContain(`Tick Acknowledged there by Tue Sep 1, ${expected.by}`);
    expect(text).toMatch(/^CALL NOW/m);
    expect(text.indexOf(ring)).toBeLessThan(text.indexOf("Level: "));
    expect(text).toContain("Do not ask the student what happened.");
    expectNoStudentData(out.inbox, studentData);
  });

  test("the reporter's own duty is that county's", () => {
    const [duty] = mailTo(out, contact).filter(({ message }) => message === "reporter-duty");
    expect(duty?.text).toContain(ring);
    expect(duty?.text).toContain(`or ${marshal}`);
    expect(duty?.text).toContain("Send the written report, form Q 7");
    expect(duty?.text).toContain("24 hours after you learned of it");
    expect(duty?.text).toContain("(QC 12)");
  });

  test("nothing of another county stands in a mail, a cell or the Form", () => {
    for (const mail of out.inbox) expect(wordsOf(mail)).not.toMatch(ofMarin);
  });
});

test("the levels above are all that the county has, and reach each act of a first report", () => {
  const all = Object.values(levels);
  const owed = quillwater2025.acts.filter(({ role }) => role !== "update").map(({ id }) => id);
  expect(new Set(all.map(({ level }) => level))).toEqual(
    new Set(quillwater2025.levels.map(({ id }) => id)),
  );
  expect(new Set(all.flatMap(({ acts }) => acts))).toEqual(new Set(owed));
});

test("immediate danger: 911 and the marshal come before everything, for three people at once", async () => {
  const out = await countyDay(report({ factors: ["no-papers"], immediateDanger: "yes" }));
  expect(actsOf(out)[0]).toMatchObject({
    act: "ring-marshal",
    what: "Call 911 immediately.",
    call: `Emergency call 911; ${marshal}`,
  });
  expect(told(out, "case-opened")).toEqual(["0 contact", "0 backup", "0 lead"]);
});

describe("a case that rises twice", async () => {
  const day = await countyMorning();
  const tick = (act: string) => ({ edit: { case: "26-0001", act, set: { done: true } } });
  day.play(report({ factors: ["new-gifts"] }), tick("ring-youth-safety"));
  const second = day.play(report({ concerns: ["thought-trafficked"] }), tick("ring-marshal"));
  const third = day.playClean(report({ concerns: ["established-trafficked"] }));

  test("asks for the first agency to be told what is new", () => {
    expect(onlyCase(second)).toMatchObject({ level: "stage-red", reports: 2 });
    expect(actIn(second, "ring-again")).toMatchObject({
      what: "Ring the youth safety line again, and say what is new. New: the red stage now applies.",
      call: ring,
      state: "open",
    });
    const raised = mailTo(second, contact).find(({ message }) => message === "case-raised");
    expect(raised?.text).toContain("The level was: Watchful. It is now: Red stage.");
    expect(raised?.text).toContain("This protocol now applies as well: Red stage.");
    expect(raised?.text).toContain("Call the youth safety line again and say what is new");
  });

  test("and for the marshal too once the marshal is involved", () => {
    expect(onlyCase(third)).toMatchObject({
      level: "stage-established",
      protocols: ["stage-red", "stage-established"],
      reports: 3,
    });
    const again = actsOf(third).filter(({ act }) => act === "ring-again");
    expect(again).toHaveLength(2);
    expect(again[1]).toMatchObject({ call: `${ring}; ${marshal}` });
    expect(again[1]?.["what"]).toMatch(/now established\. The marshal is involved already/);
  });

  test("what was done stays done, and no run failed", () => {
    expect(actIn(third, "ring-youth-safety")).toMatchObject({ state: "done", doneBy: contact });
    expect(actIn(third, "ring-marshal")).toMatchObject({ state: "done" });
    expectNoStudentData(third.inbox, studentData);
  });
});

describe("what a contact writes in the register", async () => {
  const day = await countyMorning();
  const set = (values: object, act?: string) => ({
    edit: { case: "26-0001", ...(act === undefined ? {} : { act }), set: values },
  });
  day.play(report({ factors: ["nights-away", "debt-at-home"] }), set({ acknowledged: true }));
  const amberDay = day.play(
    set({ notApplicableBecause: "Somebody else wrote." }, "write-to-youth-safety"),
    set({ done: true, agencyReference: "YS-1" }, "ring-youth-safety"),
    set({ done: true }, "weekly-adult"),
  );
  const raised = day.play(
    set({ raiseLevelTo: "stage-established", raiseReason: "The marshal says so." }),
    set({ confirmedBy: "marshal-says" }),
  );
  const gates = day.playClean(
    set({ notApplicableBecause: "Told by the court." }, "hold-sanction"),
    set({ holdUntil: "2026-09-03T12:00:00-07:00", heldFor: "Marshal Lane" }),
  );

  test("an acknowledgement, a tick and its record", () => {
    expect(onlyCase(amberDay)).toMatchObject({ acknowledged: true, acknowledgedBy: contact });
    expect(actIn(amberDay, "ring-youth-safety")).toMatchObject({ state: "done", doneBy: contact });
    expect(amberDay.disclosures).toMatchObject([{ case: "26-0001", agency: ring }]);
  });

  test("a duty of that county is never set aside, another act is", () => {
    expect(actIn(amberDay, "write-to-youth-safety")).toMatchObject({
      state: "open",
      notApplicableBecause: null,
    });
    expect(actIn(gates, "hold-sanction")).toMatchObject({ state: "not-applicable" });
  });

  test("a call and an act that repeats write their Log, and the latter sets its next turn", () => {
    expect(amberDay.log).toMatchObject([
      { case: "26-0001", act: "ring-youth-safety", outcome: "reached" },
      { case: "26-0001", act: "weekly-adult", who: contact, outcome: null },
    ]);
    expect(actIn(amberDay, "weekly-adult")).toMatchObject({ state: "open", done: false });
    expect(String(actIn(amberDay, "weekly-adult")?.["due"])).toMatch(/^2026-09-08/);
  });

  test("a raise by hand brings that level's acts and the call again", () => {
    expect(onlyCase(raised)).toMatchObject({
      level: "stage-established",
      protocols: ["stage-amber", "stage-established"],
      confirmedBy: "marshal-says",
    });
    const ids = actIdsOf(raised);
    for (const act of ["ring-marshal", "ring-again", "harbor-assessment", "hold-sanction"]) {
      expect(ids).toContain(act);
    }
  });

  test("a hold pauses what may be held, and no call", () => {
    expect(actIn(gates, "harbor-assessment")).toMatchObject({ state: "on-hold" });
    expect(actIn(gates, "ring-marshal")).toMatchObject({ state: "open" });
  });

  test("a level of another county, or a lower one, is put back", () => {
    const out = day.play(
      set({ raiseLevelTo: "stage-red", raiseReason: "Lower." }),
      set({ raiseLevelTo: "confirmed-victim", raiseReason: "Not of here." }),
    );
    expect(onlyCase(out)).toMatchObject({ level: "stage-established" });
    expect(onlyCase(out)["protocols"]).toEqual(["stage-amber", "stage-established"]);
  });
});

describe("the clock goes by that county's own waiting times", () => {
  test.each([
    ["watchful, six school hours", { factors: ["no-papers"] }, [360, 360 + 960 + 360]],
    ["amber, three hours", { factors: ["nights-away", "debt-at-home"] }, [180, 360, 540]],
    ["red, two hours", { factors: ["works-at-night"] }, [120, 240, 360]],
    ["established, one hour", { concerns: ["established-trafficked"] }, [60, 120, 180]],
  ])("%s", async (_name, answers, minutes) => {
    const calls = ["ring-youth-safety", "ring-marshal"].map((act) => ({
      edit: { case: "26-0001", act, set: { done: true } },
    }));
    // Each tick of the time around a step; of what lies between, only some.
    const around = minutes.flatMap((step, at) => {
      const between = step - (at === 0 ? 0 : (minutes[at - 1] ?? 0) + 15) - 10;
      return [{ advance: `PT${between}M` }, { advance: "PT25M" }];
    });
    const out = await countyDays(120, report(answers), ...calls, ...around, {
      advance: "PT90M",
    });
    const asked = ["backup", "lead", "alternate"].slice(0, minutes.length);
    const found = told(out, "case-escalated");
    expect(found.map((line) => line.split(" ")[1])).toEqual(asked);
    found.forEach((line, at) => {
      const late = Number(line.split(" ")[0]) - (minutes[at] ?? 0);
      expect(late, line).toBeGreaterThanOrEqual(0);
      // The clock comes every five minutes, and a step counts from the one before.
      expect(late, line).toBeLessThanOrEqual(5 * (at + 1));
    });
    const [first] = mails(out, "case-escalated");
    expect(first?.text).toContain("Asked before you: the designated contact.");
    for (const mail of out.inbox) expect(wordsOf(mail)).not.toMatch(ofMarin);
  });

  test("calls that stay open are reminded of, hour by hour, with that county's numbers", async () => {
    const out = await countyDay(
      report({ factors: ["branded"] }),
      { edit: { case: "26-0001", set: { acknowledged: true } } },
      { advance: "PT4H" },
    );
    expect(told(out, "call-overdue").map((line) => line.split(" ")[1])).toEqual([
      "contact",
      "backup",
      "lead",
    ]);
    const [first] = mails(out, "call-overdue");
    expect(first?.text).toContain("These 2 calls are owed");
    expect(first?.text).toContain(`   ${ring}`);
    expect(first?.text).toContain(`   ${marshal}`);
  });

  test("the morning's mail names that county's acts", async () => {
    const out = await countyDay(
      report({ factors: ["branded"] }),
      { edit: { case: "26-0001", set: { holdUntil: "2026-09-04T09:00:00-07:00" } } },
      { advance: "P1D" },
    );
    const [digest] = mailTo(out, contact).filter(({ message }) => message === "digest");
    expect(digest?.text).toContain("- Late: Ring the marshal, was due Tue Sep 1, 9:00 AM");
    expect(digest?.text).toContain("- Written report, by Wed Sep 2, 8:00 AM");
    expect(digest?.text).toMatch(/The hold ends .*Ask the agency that asked for it/);
    for (const mail of out.inbox) expect(wordsOf(mail)).not.toMatch(ofMarin);
  });
});

describe("the words that people read", async () => {
  const day = await countyMorning();
  const out = day.playClean(
    report({
      factors: ["branded"],
      concerns: ["established-trafficked"],
      confirmedBy: "marshal-says",
    }),
    {
      submit: { raw: { school: "North High", factors: "Bears a tattoo", confirmedBy: "A friend" } },
    },
    { advance: "PT1H" },
  );
  const form = day.form();

  test("the Form asks by that county's signs, agencies and hours, and offers nothing else", () => {
    const choicesOf = (first: string) =>
      form.items
        .find(({ choices }) => choices.some(({ value }) => value === first))
        ?.choices.map(({ value }) => value);
    const { factors, concerns, confirmers } = quillwater2025;
    for (const list of [factors, concerns, confirmers]) {
      const words = list.map(({ form: { en = "" } }) => en);
      expect(choicesOf(words[0] ?? "")).toEqual(words);
    }
    const titles = form.items.map(({ title }) => title);
    expect(titles).toContain("Have you called the youth safety line about it?");
    expect(titles).toContain("Have you called the marshal about it?");
    for (const text of [form.description, form.confirmationMessage]) {
      expect(text).toContain("(555) 555-0142");
      expect(text).toContain("within 24 hours");
      expect(text).toContain("(QC 12)");
      expect(text).toContain("the youth safety line");
    }
    expect(form.description).toContain("For advice only: Quiet line, (555) 555-0177.");
    expect(form.confirmationMessage).toContain("form Q 7");
    expect(form.confirmationMessage).toContain("If nobody answers, call the county marshal.");
    expect(wordsOnForm(form)).not.toMatch(ofMarin);
  });

  test("a case's cells hold its words, and the choices offered are its own", () => {
    const cases = wordsIn(out, "Cases");
    for (const words of [
      "Established",
      "Red stage",
      "A mark of ownership",
      "The marshal says so",
    ]) {
      expect(cases).toContain(words);
    }
    expect(wordsIn(out, "Checklist")).toContain("Safe Harbor assesses the student");
  });

  test("Summary counts by its levels first, and the Guide is its document", () => {
    const measures = wordsIn(out, "Summary")
      .split("\n")
      .filter((line) => line.startsWith("Open cases: "));
    expect(measures.slice(0, 5)).toEqual(
      ["Unsorted", "Watchful", "Amber stage", "Red stage", "Established"].map(
        (level) => `Open cases: ${level}`,
      ),
    );
    const guide = wordsIn(out, "Guide");
    for (const words of [
      "Amber stage, step 3",
      "Established, step 4",
      "Signs at school",
      "Factor: Grave signs",
      "Youth safety line of the county: (555) 555-0142",
      "Quiet line, for advice: (555) 555-0177",
      "Help with the stages: (555) 555-0188",
      "Quillwater County document of 2025-02-03, line 34",
      "The law: Quillwater Code section 12",
    ]) {
      expect(guide).toContain(words);
    }
    expect(guide.match(/^step-/gm)).toHaveLength(11);
    expect(guide.match(/^factor-/gm)).toHaveLength(9);
  });

  test("no cell, mail or word of the Form is another county's", () => {
    // Settings name every protocol that the desk carries, and Summary every level: an older case may be of one.
    for (const tab of Object.keys(out.cells ?? {}).filter((title) => title !== "Settings")) {
      expect(wordsIn(out, tab), tab).not.toMatch(ofMarin);
    }
    for (const mail of out.inbox) expect(wordsOf(mail)).not.toMatch(ofMarin);
  });
});
