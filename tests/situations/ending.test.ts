/**
 * How a case ends: no duty ends without anyone noticing, the lead agrees to one state of the case, and how a case continues (in any
 * order: case/any-day.property).
 */

import { describe, expect, test } from "vitest";
import { Day } from "../day/day";
import {
  alreadyMade,
  call,
  closing,
  edit,
  editOf,
  first,
  merge,
  noEditTrigger,
  submit,
  tick,
  tickOf,
} from "../day/events";
import { actIdsOf, actOf, actsOf, happened, mails, type Output, onlyCase } from "../day/look";
import { alternate, backup, contact, contactsRow, demoAnd, lead, teacher } from "../day/people";
import { isEveryPoint } from "../every-point";

const below = submit({ factors: ["frequently-absent"], reporterEmail: teacher });
const atRisk = submit();
const victim = submit({ factors: [], concerns: ["suspected-victim"] });
const written = "submit-mandated-report";
const duties = [call, "involve-law-enforcement", written];
const agreed = edit({ leadAgreed: true }, "lead");
const closed = edit({ status: "closed" });
const because = (closeReason: string, more: object = {}) => edit({ closeReason, ...more });
const tookOver = because("agency-took-over");
const left: readonly unknown[] = [...alreadyMade(first, call), because("left-the-district")];
const sentOn = edit({ handedTo: "Oak High, in Oregon" });
const notes = { notes: "It was the flu." };
const mistaken = because("entered-by-mistake", { notes: "A namesake." });

/** Each goes on from the same morning; the state in the end. */
test.each<[string, object, readonly unknown[], "open" | "closed"]>([
  ["duties open, with the lead's agreement alone", victim, [tookOver, agreed], "open"],
  [
    "made by others but one, with the lead's agreement",
    victim,
    [...alreadyMade(first, ...duties.slice(1)), tookOver, agreed],
    "open",
  ],
  [
    "“already made” that says nothing more, with the lead's agreement",
    victim,
    [...duties.map((act) => tick(act, { alreadyMade: true })), tookOver, agreed],
    "open",
  ],
  ["no suspicion, with no words", below, [because("no-reasonable-suspicion"), agreed], "open"],
  [
    "no suspicion, with agreement, and words where the report is read",
    below,
    [because("no-reasonable-suspicion"), tick("review-report", notes), agreed],
    "closed",
  ],
  ["no suspicion, with both", atRisk, [because("no-reasonable-suspicion", notes), agreed], "open"],
  ["a mistake, with no agreement", victim, [mistaken], "open"],
  ["a mistake, with both", victim, [mistaken, agreed], "closed"],
  ["a student who left, with no word on the next school", below, [...left, agreed], "open"],
  ["one who left, and what the next school got", below, [...left, sentOn, agreed], "closed"],
])("%s: it cannot be closed, or is", async (_name, report, events, status) => {
  const out = (await Day.after(report)).playClean(...events, closed);
  expect(onlyCase(out)["status"]).toBe(status);
  const isAsked = events.some((one) => left.includes(one)) && status === "open";
  expect(String(onlyCase(out)["openMatters"]).includes("sent to the next school?")).toBe(isAsked);
});

test("a suspected victim's case with everything done is closed with the lead alone", async () => {
  const day = await Day.after(victim);
  const every = actIdsOf(day.out()).map((act) =>
    [...duties, "regular-contact"].includes(String(act))
      ? tick(String(act))
      : tick(String(act), { notApplicableBecause: "The agency does." }),
  );
  const undone = /Undone in “Status”/;
  expect(onlyCase(day.play(...every, closed))).toMatchObject({ status: "open" });
  expect([onlyCase(day.out())["openMatters"]].flat().join("\n")).toMatch(undone);
  // What kept it open is done, so the row says no more that it was undone.
  expect([onlyCase(day.play(agreed))["openMatters"]].flat().join("\n")).not.toMatch(undone);
  expect(onlyCase(day.play(closed))["status"]).toBe("closed");
});

test("a closing that lacks only the lead's agreement asks for it once, then each school morning, and the answer is told", async () => {
  const day = await Day.after(victim, ...duties.map((act) => tick(act)));
  const lines = () => [onlyCase(day.out())["openMatters"]].flat().join("\n");
  day.play(closed);
  expect(day.mails("closing-asked")).toEqual([]);
  // The backup tries it for the contact; a second try asks no one again.
  day.play(edit({ closeReason: "agency-took-over" }, "backup"), closed, closed);
  expect(day.mails("closing-asked")).toMatchObject([{ to: [lead], case: "26-0001" }]);
  expect(lines()).toMatch(/Closing: the district lead has to agree, asked Tue Sep 1, 9:\d\d AM$/m);
  day.sleep("PT22H30M");
  day.play({ advance: "PT30M" });
  const [morning] = day.mails("digest").filter(({ to }) => to.includes(lead));
  expect(morning?.text).toMatch(/26-0001\n- You were asked to agree to close this case/);
  day.play(agreed);
  const told = day.mails("closing-agreed").map(({ to }) => to[0]);
  expect(told.sort()).toEqual([backup, contact].sort());
  expect(lines()).toMatch(/^Agreed: set Status to Closed$/m);
  expect(onlyCase(day.playClean(closed))["status"]).toBe("closed");
  expect(day.mails("closing-asked")).toHaveLength(1);
});

test("a reason for closing that was chosen before the calls asks the lead when the last of them is ticked", async () => {
  const day = await Day.after(victim, edit({ closeReason: "agency-took-over" }));
  expect(day.mails("closing-asked")).toEqual([]);
  day.play(...duties.map((act) => tick(act)));
  expect(day.mails("closing-asked")).toMatchObject([{ to: [lead], case: "26-0001" }]);
  day.playClean(edit({ notes: "Spoke with the agency again." }));
  expect(day.mails("closing-asked")).toHaveLength(1);
});

test("of a sealed case its other reader is asked, in words that do not say that it is sealed", async () => {
  const other = { ...contactsRow("alternate lead", alternate), mayOpen: true };
  const day = await Day.begin({ directory: demoAnd(other) });
  day.play(submit({ staffMayBeInvolved: "yes", recipientMayBeInvolved: "contact" }));
  const sealed = (set: object, as: string) => editOf(first, set, as, "sealed");
  day.play(
    ...duties.map((act) => tickOf(first, act, { done: true }, "lead", "sealed")),
    sealed({ closeReason: "agency-took-over" }, "lead"),
  );
  const [mail, ...others] = day.mails("closing-asked");
  expect(mail).toMatchObject({ to: [alternate] });
  expect(mail?.text).not.toMatch(/sealed/i);
  expect(others).toEqual([]);
  const out = day.play(sealed({ leadAgreed: true }, alternate));
  expect(mails(out, "closing-agreed")).toMatchObject([{ to: [lead] }]);
  expect(onlyCase(day.playClean(sealed({ status: "closed" }, "lead")))["status"]).toBe("closed");
});

test("an agency's reference is asked for until it is there; a closed row says which are missing, and nothing else", async () => {
  const day = await Day.after(victim, ...duties.map((act) => tick(act)));
  const said = () => [onlyCase(day.out())["openMatters"]].flat().map(String);
  const asks = /^Agency's reference missing: (.*)$/m;
  expect(said().join("\n")).toMatch(asks);
  day.play(tick(call, { agencyReference: "CFS-0042" }));
  day.sleep("PT22H30M");
  day.play({ advance: "PT30M" });
  expect(day.mails("digest")[0]?.text).toContain("the agency's reference is not written down");
  const out = day.playClean(tookOver, agreed, closed);
  expect(onlyCase(out)).toMatchObject({ status: "closed", nextDue: null, nextCheckIn: null });
  expect(said()).toEqual([expect.stringMatching(/^Agency's reference missing: \S.*, \S/)]);
  const rest = duties.slice(1).map((act) => tick(act, { agencyReference: "R-1" }));
  expect(onlyCase(day.playClean(...rest))["openMatters"]).toEqual([]);
  expect(onlyCase(day.playClean(edit({ status: "open" })))["nextCheckIn"]).not.toBeNull();
});

test("news ends the question too, and a lead who closes a case asks no one", async () => {
  const asked = [...duties.map((act) => tick(act)), tookOver];
  const day = await Day.after(victim, ...asked, submit({ facts: "More was seen." }), agreed);
  expect(day.mails("closing-agreed")).toEqual([]);
  const own = (await Day.after(victim, ...duties.map((act) => tick(act)))).play(
    edit({ closeReason: "agency-took-over", status: "closed" }, "lead"),
  );
  expect(mails(own, "closing-asked")).toEqual([]);
});

test("a duty ended without suspicion is on record; the reporter's own is asked after until it is confirmed", async () => {
  const day = await Day.begin();
  const morning = (wait: string) => {
    day.sleep(wait);
    const before = day.mails("digest").length;
    return mails(day.play({ advance: "PT30M" }), "digest").slice(before);
  };
  const out = day.play(below, because("no-reasonable-suspicion", notes), agreed, closed);
  expect(out.activity.filter(({ what }) => what === "duty-ended")).toMatchObject([
    { case: "26-0001", from: call, to: "no-reasonable-suspicion" },
  ]);
  expect(actsOf(out)[0]).toMatchObject({ act: call, state: "open", done: false });
  expect(onlyCase(out)).toMatchObject({ status: "closed", nextDue: null });
  morning("PT22H30M");
  const [mail] = morning("PT23H30M");
  expect(mail).toMatchObject({ to: [contact] });
  expect(mail?.text).toMatch(/26-0001[\s\S]*A reporter's own written report \(not confirmed\)/);
  const set = { writtenReportConfirmed: true };
  day.play({ edit: { tab: "reports", case: "26-0001", set } });
  expect(morning("PT23H30M")).toEqual([]);
  expect(day.mails("call-overdue")).toEqual([]);
});

describe("an agreement is to one state of the case", () => {
  const namesake = submit({ studentId: "730195" });
  const made = [call, written];
  test.each<[string, readonly unknown[]]>([
    ["a report", [atRisk]],
    ["a tick that is taken back", [tick(call, { alreadyMade: false }), tick(call)]],
    ["another reason for closing", [mistaken, tookOver]],
    ["a merge", [namesake, merge("26-0002", "26-0001")]],
    [
      "a merge with a case that is closed",
      [namesake, ...closing("26-0002", "agency-took-over", ...made), merge("26-0002", "26-0001")],
    ],
    ["a rise", [edit({ raiseLevelTo: "suspected-victim", raiseReason: "The county says so." })]],
    ["a reopening", [closed, edit({ status: "open" }), tookOver]],
  ])("%s ends it", async (_name, events) => {
    const day = await Day.after(atRisk, ...alreadyMade(first, ...made), tookOver, agreed);
    const out = day.play(...events, closed);
    expect(out.cases[0]).toMatchObject({ status: "open", leadAgreed: false });
    expect(happened(out)).toContain("agreement-ended");
  });
});

test("the lead who changes the reason for closing still agrees to it", async () => {
  const made = alreadyMade(first, call, written);
  const day = await Day.after(atRisk, ...made, tookOver, agreed);
  const changed = { closeReason: "entered-by-mistake", notes: "A namesake." };
  const out = day.play(edit(changed, "lead"), closed);
  expect(onlyCase(out)).toMatchObject({ status: "closed", leadAgreed: true, ...changed });
});

test("who agrees before there is a reason agrees to any", async () => {
  const day = await Day.after(atRisk, ...alreadyMade(first, call, written), agreed);
  const out = day.play(tookOver, closed);
  expect(onlyCase(out)).toMatchObject({ status: "closed", leadAgreed: true });
});

describe("in a closed case", () => {
  const done = [tick(call), ...closing(first, "agency-took-over", written)];
  const byMistake = closing(first, "entered-by-mistake");
  test.each<[string, readonly unknown[], unknown]>([
    ["a tick that is taken back", done, tick(call, { done: false })],
    ["who made it, emptied", done, tick(written, { madeBy: null })],
    ["the reason for closing, emptied", done, edit({ closeReason: null })],
    ["another reason than the lead agreed to", done, mistaken],
    ["the lead's agreement, taken back", done, edit({ leadAgreed: false }, "lead")],
    ["why no call was made, emptied", byMistake, edit({ notes: null })],
  ])("%s opens it again, whoever finds it", async (name, ended, edit) => {
    // The rule is one for all of them, and so is the way of the clock to it.
    const isOfClock = isEveryPoint || /^a tick|^why/.test(name);
    const found = [noEditTrigger, edit, { advance: "PT10M" }];
    for (const events of [[edit], ...(isOfClock ? [found] : [])]) {
      const day = await Day.after(atRisk, ...ended);
      expect(onlyCase(day.out())).toMatchObject({ status: "closed", leadAgreed: true });
      const out = day.playClean(...events);
      expect(onlyCase(out)).toMatchObject({ status: "open", leadAgreed: false, closeReason: null });
      expect(happened(out).filter((what) => what === "case-reopened")).toHaveLength(1);
    }
  });

  test.each<[string, readonly unknown[]]>([
    ["an agreement that a contact may not take back", [edit({ leadAgreed: false })]],
    ["anything else", [tick("co-create-action-plan"), tick(call, { notes: "Spoke with Kim." })]],
  ])("%s leaves it closed", async (_name, events) => {
    const out = (await Day.after(atRisk, ...done)).play(...events);
    expect(onlyCase(out)).toMatchObject({ status: "closed", leadAgreed: true });
  });

  test("a duty that ended with a mistake is owed again in the case that it is merged into", async () => {
    const out = (await Day.after(atRisk, ...done)).playClean(
      submit({ studentId: "730195" }),
      tickOf("26-0002", call),
      ...closing("26-0002", "entered-by-mistake"),
      merge("26-0002", "26-0001"),
    );
    expect(out.cases[0]).toMatchObject({ status: "open", leadAgreed: false });
    expect(actOf(out, written, "26-0002")).toMatchObject({ state: "open" });
    expect(String(out.cases[0]?.["openMatters"])).toMatch(/1 call or report is open/);
  });
});

describe("a school consequence, once someone ruled out that the student is a victim", () => {
  const recruiting = { factors: [], concerns: ["recruiting-or-exploiting"] };
  const recruiter = { ...recruiting, studentRole: "may-be-recruiting" };
  const asked = (as: string, done = true) => tick("tell-title-ix-coordinator", { done }, as);
  const stateOf = (out: Output) => actOf(out, "school-consequence")?.["state"];
  const ruledOut = () => Day.after(submit(recruiter), edit({ mayBeVictim: "no" }));

  test("a contact's tick is kept, and opens nothing; the lead's own does, and goes with the tick", async () => {
    const day = await ruledOut();
    const by = day.play(asked("contact"));
    expect(actOf(by, "tell-title-ix-coordinator")).toMatchObject({ done: true, state: "done" });
    expect(stateOf(by)).toBe("locked");
    expect(stateOf(day.play(asked("lead", false), asked("lead")))).toBe("open");
    expect(stateOf(day.play(asked("lead", false)))).toBe("locked");
  });

  test.each<[string, object, unknown[]]>([
    ["the student may be targeted", { studentRole: "may-be-targeted" }, ["locked", null]],
    ["and recruit as well", { studentRole: "both" }, ["locked", null]],
    ["nothing of it", { factors: ["frequently-absent"] }, ["open", "no"]],
  ])("a later report that says: %s", async (_name, more, expected) => {
    const day = await ruledOut();
    const out = day.play(asked("lead"), submit({ ...recruiter, ...more }));
    expect([stateOf(out), onlyCase(out)["mayBeVictim"]]).toEqual(expected);
  });
});
