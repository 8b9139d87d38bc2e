/**
 * A case of the main register goes on in a sealed one (design 2.11): what is known opens a case there, later reports about the student come
 * only there, and nothing that others see says so.
 */

import { describe, expect, test } from "vitest";
import { arm } from "../../scripts/bench/faults/crash";
import { listen } from "../../scripts/bench/faults/stage";
import { sentMail } from "../../scripts/workspace";
import { Day } from "../day/day";
import {
  ash,
  call,
  edit,
  editOf,
  first,
  menu,
  minutes,
  noEditTrigger,
  submit,
  tick,
  tickOf,
  update,
} from "../day/events";
import { expectNoStudentData, kinds, mailTo, type Output } from "../day/look";
import {
  admin,
  alternate,
  backup,
  contact,
  contactsRow,
  demoAnd,
  lead,
  teacher,
} from "../day/people";
import { isEveryPoint } from "../every-point";

const begin = () =>
  Day.begin({ directory: demoAnd(contactsRow("alternate lead", alternate)) }, {}, true);
const goOn = (set: object = {}, as = lead, register = "sealed") => ({
  edit: {
    ...{ register, tab: "goOnSealed" },
    set: { openCase: first, involved: "contact", goOn: true, ...set },
  },
  as,
});
const of = (out: Output, register: string, list: "cases" | "reports" | "checklist" = "cases") =>
  out[list].filter((one) => one["register"] === register);
const typed = (set: object) => editOf(first, set, lead, "sealed");
const asked = (day: Day, register: "sealed" | "sealed-lead" | "sealed-alternate" = "sealed") =>
  day.rows("goOnSealed", register).map(({ cells }) => cells);
const made = { done: true, agencyReference: "CFS-77" };
const morning = [
  submit({ facts: "A car waits for her.", reporterEmail: teacher, reporterKnownTo: "contact" }),
  edit({ acknowledged: true, notes: "Spoke with the nurse." }),
  tick(call, made),
  minutes(20),
];
const later = submit({ facts: "He drove her home.", concerns: ["suspected-victim"] });
/** What the people of the school see of a day: their email, and the main register. */
const seen = (out: Output) => ({
  mail: [contact, backup, teacher].map((one) =>
    mailTo(out, one).map(({ subject, text }) => [subject, text]),
  ),
  main: (["cases", "reports", "checklist", "log"] as const).map((list) =>
    out[list].filter(({ register }) => register === "main"),
  ),
  activity: out.activity
    .filter(({ register }) => register === "main")
    .map(({ what, case: one, who }) => [what, one, who]),
});

describe("a case goes on sealed", async () => {
  const day = await begin();
  const twin = await begin();
  day.play(...morning);
  const out = day.playClean(goOn(), minutes(30), later, minutes(70));
  const other = twin.play(...morning, minutes(100));

  test("what is known opens a case there, with the steps that were done, and its readers are asked", () => {
    expect(of(out, "sealed")).toMatchObject([
      {
        ...{ student: "Rowan Pine", studentId: "730194", status: "open", acknowledged: false },
        ...{
          notes: "Spoke with the nurse.",
          legalHold: true,
          reports: 2,
          level: "suspected-victim",
        },
      },
    ]);
    const calls = of(out, "sealed", "checklist").filter(({ act }) => act === call);
    expect(calls[0]).toMatchObject({ alreadyMade: true, madeBy: contact, ...{ done: false } });
    expect(asked(day)).toMatchObject([{ openCase: first, goOn: true, case: first }]);
    expect(kinds(mailTo(out, lead))).toContain("case-opened");
    expect(kinds(mailTo(out, alternate))).toContain("review-needed");
    expectNoStudentData(out.inbox, ["Rowan", "Pine", "730194", "nurse"]);
  });

  test("the later report is only there; the school sees nothing of all this, and the reporter neither", () => {
    expect(of(out, "main", "reports")).toHaveLength(1);
    expect(of(out, "sealed", "reports").map((one) => one["facts"])).toEqual([
      "A car waits for her.",
      "He drove her home.",
    ]);
    expect(seen(out)).toEqual(seen(other));
  });

  test("released, what was typed there goes to the open case, with the later report, once", () => {
    const told = mailTo(out, teacher).length;
    const after = day.play(
      typed({ notes: "Spoke with the nurse.\nNot the contact." }),
      tickOf(first, "involve-law-enforcement", made, lead, "sealed"),
      typed({ release: true, releaseReason: "The contact was away that week." }),
      minutes(20),
    );
    expect(of(after, "main")).toMatchObject([
      {
        ...{ case: first, reports: 2, level: "suspected-victim" },
        notes: "Spoke with the nurse.\nNot the contact.",
      },
    ]);
    expect(of(after, "sealed")).toMatchObject([{ releasedTo: first }]);
    const stateOf = (act: string) =>
      of(after, "main", "checklist").flatMap((one) => (one["act"] === act ? [one["state"]] : []));
    expect([call, "involve-law-enforcement", update].map(stateOf)).toEqual([
      ["done"],
      ["done"],
      ["open"],
    ]);
    expect(mailTo(after, teacher)).toHaveLength(told);
    const next = day.play(submit({ facts: "Seen again." }), minutes(5));
    expect(of(next, "main", "reports")).toHaveLength(3);
    expect(of(next, "sealed", "reports")).toHaveLength(2);
  });
});

test.each([
  ["sealed", "read there before it is released", lead, "contact", 2],
  ["sealed-alternate", "not read before it is released", alternate, "lead", 1],
])(
  "the reporter of a later report is emailed as if it were in the main register: %s, %s",
  async (register, _name, reader, involved, emails) => {
    const isRead = emails === 2;
    const mine = "x@district.example";
    const sent = submit({ reporterEmail: mine, reporterKnownTo: "contact", facts: "Later." });
    const mails = (day: Day) =>
      sentMail(day.workspace.store).flatMap(({ to, replyTo, subject, body, htmlBody }) =>
        to.includes(mine) ? [{ replyTo, subject, body, htmlBody }] : [],
      );
    const [day, twin] = [await begin(), await begin()];
    const kept = isRead ? [editOf(first, { acknowledged: true }, reader, register)] : [];
    const going = [...morning, goOn({ involved }, reader, register), minutes(5), sent];
    day.play(...going, ...kept, minutes(10));
    const noted = isRead ? [edit({ notes: "Read." })] : [];
    twin.play(...morning, minutes(5), sent, ...noted, minutes(10));
    expect(of(day.out(), "main", "reports")).toHaveLength(1);
    expect(mails(day)).toHaveLength(emails);
    expect(mails(day)).toEqual(mails(twin));
    // Where the case comes back, nobody is told again.
    day.play(
      editOf(first, { release: true, releaseReason: "A misunderstanding." }, reader, register),
      ...[minutes(10), edit({ acknowledged: true, notes: "All." }), minutes(10)],
    );
    expect(mails(day)).toHaveLength(2);
    expect(kinds(day.out().inbox)).not.toContain("reporter-not-reminded");
  },
);

describe("what is lost of it comes back, each report to where it was", () => {
  const gone = (register: string) =>
    ["cases", "reports"].map((tab) => ({
      sheet: { deleteRows: { tab, case: first, register } },
      as: "admin",
    }));
  test.each(["main", "sealed"])("in %s", async (register) => {
    const day = await begin();
    const quiet = [typed({ acknowledged: true }), tickOf(first, call, made, lead, "sealed")];
    day.play(...morning, goOn(), minutes(5), later, ...quiet, minutes(20));
    const out = day.play(...gone(register), minutes(100));
    const facts = (name: string) => of(out, name, "reports").map((one) => one["facts"]);
    expect(facts("main")).toEqual(["A car waits for her."]);
    expect(facts("sealed").sort()).toEqual(["A car waits for her.", "He drove her home."]);
    const again = day.play(later, minutes(5));
    expect(of(again, "main", "reports")).toHaveLength(1);
  });
});

describe("who may be involved, and where later reports go", () => {
  test("from a register of one reader; a report that excludes that reader goes where its answers say", async () => {
    const day = await begin();
    const out = day.play(
      ...morning,
      goOn({ involved: ["alternate-lead", "contact"] }, lead, "sealed-lead"),
      submit({ facts: "One.", recipientMayBeInvolved: "contact" }),
      submit({ facts: "Two.", recipientMayBeInvolved: "lead" }),
      submit({ facts: "Three.", studentId: "", school: "North High" }),
      submit({ ...ash, facts: "Four." }),
      minutes(5),
    );
    const facts = (name: string) => of(out, name, "reports").map((one) => one["facts"]);
    expect(facts("main")).toEqual(["A car waits for her.", "Four."]);
    expect(facts("sealed-lead")).toEqual(["A car waits for her.", "One.", "Three."]);
    expect(out.errors).toEqual([]);
    expect(mailTo(out, alternate)).toEqual([]);
  });

  test("a closed case stays closed; danger that no call answered begins anew with the readers", async () => {
    const day = await begin();
    const out = day.play(
      submit({ immediateDanger: "yes", factors: ["frequently-absent"] }),
      edit({ acknowledged: true }),
      ...[call, "involve-law-enforcement"].map((act) => tick(act, made)),
      edit({ dangerOver: true, closeReason: "entered-by-mistake", notes: "Mistake." }),
      edit({ leadAgreed: true }, lead),
      edit({ status: "closed" }),
      goOn(),
      minutes(5),
      submit({ immediateDanger: "yes" }),
      minutes(20),
    );
    expect(of(out, "main")).toMatchObject([{ status: "closed", reports: 1 }]);
    expect(of(out, "sealed")).toMatchObject([{ status: "open", reports: 2 }]);
    expect(kinds(mailTo(out, contact)).filter((kind) => kind === "case-opened")).toHaveLength(1);
    expect(mailTo(out, alternate).length).toBeGreaterThan(1);
  });
});

describe("refused, with the reason in the row, and nothing else changes", async () => {
  const day = await begin();
  const drill = { school: "North High", studentName: "{drill}", recipientMayBeInvolved: "no" };
  day.play(
    ...morning,
    ...[submit({ ...ash }), editOf("26-0002", { sameStudentAs: first }), minutes(1)],
    ...[menu("drill", undefined, admin), { submit: drill }, minutes(1)],
  );
  test.each<[string, object, RegExp, string?]>([
    ["a case that is not there", { openCase: "26-0777" }, /no case with this reference/],
    ["a merged case", { openCase: "26-0002" }, /merged into 26-0001/],
    ["a drill", { openCase: "26-0003" }, /is a drill/],
    ["no one is named", { involved: "" }, /who may be involved/],
    ["words that cannot be read", { involved: "contact and the coach" }, /who may be involved/],
    ["a reader of this file is named", { involved: "alternate-lead" }, /can open this file/],
    ["typed by someone who is no reader", {}, /Only someone who reads/, admin],
  ])("%s", (_name, set, reason, as = lead) => {
    const out = day.play(goOn(set, as), minutes(1));
    expect(asked(day).at(-1)).toMatchObject({
      ...{ goOn: false, problem: expect.stringMatching(reason) },
    });
    expect([of(out, "sealed"), of(out, "sealed", "reports"), mailTo(out, alternate)]).toEqual([
      ...[[], [], []],
    ]);
  });

  test("a second time; without a later report it stays there, although main has all that it holds", () => {
    day.play(goOn(), goOn(), minutes(1));
    expect(asked(day).at(-1)).toMatchObject({
      problem: expect.stringMatching(/already, as 26-0001/),
    });
    const out = day.play(minutes(130));
    expect(of(out, "sealed")).toMatchObject([{ status: "open", releasedTo: null }]);
  });
});

describe("cut off or failing at any call", async () => {
  const start = async () => (await begin()).reach(...morning);
  const whole = await start();
  const heard = listen(whole.workspace);
  whole.play(goOn());
  heard.stop();
  const { calls } = heard;
  const moments = ["before", "after", "stop"] as const;
  const points = calls.flatMap(({ path }, at) =>
    moments.flatMap((moment, way) => {
      const isFirst = calls.findIndex((one) => one.path === path) === at;
      const isBatch = path.endsWith("batchUpdate");
      const isTaken = isBatch ? moment === "stop" : isFirst && at % 3 === way;
      return isEveryPoint || isTaken ? [[at, moment] as const] : [];
    }),
  );

  test.each(points)("at call %i, %s: the case goes on once", async (at, moment) => {
    const day = await start();
    const cut = calls[at];
    if (cut !== undefined) arm(day.workspace, cut, moment);
    // Cut before the run has read anything, it is an edit of which no trigger told.
    const out = day.play(goOn(), minutes(at < 3 ? 70 : 25), later, minutes(2));
    expect(of(out, "sealed")).toMatchObject([{ status: "open", reports: 2 }]);
    expect(of(out, "main", "reports")).toHaveLength(1);
    expect(mailTo(out, contact).map(({ message }) => message)).toEqual(["case-opened"]);
    // Twice only where sending or its mark was cut.
    const told = kinds(mailTo(out, lead)).filter((kind) => kind === "case-opened");
    expect(told.length).toBeGreaterThan(0);
    expect(told.length).toBeLessThanOrEqual(at < 20 ? 1 : 2);
  });

  test("typed where no trigger tells of it: the clock finds it", async () => {
    const day = await begin();
    const out = day.play(...morning, noEditTrigger, goOn(), minutes(70));
    expect(of(out, "sealed")).toMatchObject([{ status: "open", reports: 1 }]);
  });
});
