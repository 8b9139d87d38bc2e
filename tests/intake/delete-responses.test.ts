/** The Form's own responses are deleted after the number of days in Settings, and not before (design 2.2). */
import { describe, expect, test } from "vitest";
import { Day } from "../day/day";
import { editContacts, editOf, fault, merge, minutes, reportOn } from "../day/events";
import { mails } from "../day/look";
import { alternate, alternateRow, backup, contact, demoAnd } from "../day/people";
import { isEveryPoint } from "../every-point";

/** Responses stay in the Form for a week. */
const weekly = () => Day.begin({ directory: { settings: { formResponsesDays: 7 } } });
const inForm = (day: Day) => day.form().responses.length;

test("responses go from the Form after formResponsesDays, sealed ones too, and none comes back as a report", async () => {
  const day = await weekly();
  day.every = 60;
  const facts = { school: "North High", facts: "Seen." };
  day.play(
    { submit: { ...facts, studentName: "Alex Doe" } },
    { submit: { ...facts, studentName: "Sam Roe", recipientMayBeInvolved: "contact" } },
    { advance: "PT10M" },
    editOf("26-0001", { legalHold: false }, "lead", "sealed"),
  );
  const deleted = (duration: string) =>
    day
      .runsOf(() => day.play({ advance: duration }))
      .flatMap(({ calls }) => calls.byName["Form.deleteResponse"] ?? []);
  // The night before they are due, the night after, and the one after that.
  day.sleep("P6DT14H50M");
  expect(deleted("PT8H")).toEqual([]);
  day.sleep("PT16H");
  expect(deleted("PT8H")).toEqual([2]);
  day.sleep("PT16H");
  expect(deleted("PT8H")).toEqual([]);
  const out = day.out();
  expect(out.errors).toEqual([]);
  expect(out.reports).toHaveLength(2);
});

test("a report that no register holds stays in the Form, however old it is, until someone can read it", async () => {
  const day = await weekly();
  day.every = 120;
  const about = { school: "North High", facts: "Seen." };
  day.play(
    { submit: { ...about, studentName: "Alex Doe" } },
    // There is no alternate lead.
    { submit: { ...about, studentName: "Sam Roe", recipientMayBeInvolved: "lead" } },
    { advance: "PT10M" },
  );
  day.sleep("P9D");
  // The day's look at all responses does not come before it is taken in.
  day.play({ advance: "PT20H" });
  expect(inForm(day)).toBe(1);
  day.playClean(editContacts(backup, { role: "alternate lead", email: alternate }), {
    advance: "PT10M",
  });
  const out = day.playClean(editContacts(alternate, { mayOpen: true }, "lead"), {
    advance: "PT30M",
  });
  expect(out.cases).toMatchObject([
    { register: "main", student: "Alex Doe" },
    { register: "sealed-alternate", student: "Sam Roe", contact: alternate },
  ]);
});

describe("a sealed report that excludes someone who may edit the Form goes from it once its row was read back", () => {
  const directory = demoAnd({ ...alternateRow, mayOpen: true });
  const about = (recipientMayBeInvolved: string, more: object = {}) => ({
    submit: {
      school: "North High",
      studentName: "Sam Roe",
      facts: "Seen.",
      reporterName: "Tess Teacher",
      recipientMayBeInvolved,
      ...more,
    },
  });
  const editsForm = { share: { add: { who: contact, file: "form" } }, as: "admin" };

  test("the lead's at the next clock run, and no night takes it in again or misses it", async () => {
    const day = await Day.begin({ directory });
    expect(day.play(about("lead")).reports).toHaveLength(1);
    expect(inForm(day)).toBe(1);
    const before = day.play({ advance: "PT5M" });
    expect(inForm(day)).toBe(0);
    day.every = 120;
    const out = day.playClean({ advance: "P3D" });
    const { cases, reports, reporters } = out;
    expect(reports).toEqual(before.reports);
    expect(reporters).toEqual(before.reporters);
    expect(cases).toMatchObject([{ register: "sealed-alternate", student: "Sam Roe", reports: 1 }]);
    expect(mails(out, "rows-missing")).toEqual([]);
  });

  test("delivered once more after that, it changes nothing", async () => {
    const day = await Day.begin({ directory });
    const out = day.playClean(about("lead"), minutes(5), { deliverAgain: 0 }, minutes(5));
    expect(inForm(day)).toBe(0);
    expect(out.reports).toHaveLength(1);
    expect(out.inbox.filter(({ to }) => !to.includes(alternate))).toEqual([]);
  });

  test.each<[string, readonly unknown[], number]>([
    ["a contact who may not edit the Form: it stays", [], 1],
    ["a contact who may", [editsForm], 0],
    ["a contact, where Google does not say who may", [fault("Form.getEditors", 9)], 0],
  ])("%s", async (_, first, left) => {
    const day = await Day.begin({ directory });
    day.play(about("contact"), ...first, { advance: "PT5M" });
    expect(inForm(day)).toBe(left);
  });

  test("also where the clock took it in, and in a later run where any call of that one was cut", async () => {
    const begun = await Day.begin({ directory });
    const lost = [{ loseTrigger: about("lead") }];
    const [clock] = begun.runsOf(() => begun.play(...lost, { advance: "PT5M" }));
    const calls = Object.keys(clock?.calls.byName ?? {});
    expect(calls).toContain("Form.deleteResponse");
    for (const call of isEveryPoint ? calls : ["Form.getEditors", "Form.deleteResponse"]) {
      for (const when of ["before", "after", "stop"]) {
        const day = await Day.begin({ directory });
        const out = day.play(...lost, { fault: { call, when } }, { advance: "PT15M" });
        expect([call, when, inForm(day)]).toEqual([call, when, 0]);
        expect(out.reports).toMatchObject([{ register: "sealed-alternate", part: 1 }]);
        expect(out.reporters).toHaveLength(1);
      }
    }
  });

  test("not while a part of it is missing in the register, nor a report of which only the answers of its reporter are", async () => {
    const day = await Day.begin({ directory });
    const facts = "Slept in a van near the marina. ".repeat(2_000);
    const register = "sealed-alternate";
    const deletes = (tab: string, key: string) => ({
      sheet: { deleteRows: { tab, key }, register },
      as: "admin",
    });
    day.play(about("lead", { facts }), about("lead", { studentName: "Kim Poe" }));
    const [long = "", , short = ""] = day.out().reports.map(({ response }) => String(response));
    expect(day.out().reports.map(({ part }) => part)).toEqual([1, 2, 1]);
    day.play(deletes("reports", `${long}:2`), deletes("reporters", short), { advance: "PT5M" });
    expect(inForm(day)).toBe(2);
  });
});

// A legal hold stops every deletion. The roll-over has its own days.

const hold = (reference: string, legalHold: boolean) => editOf(reference, { legalHold }, "lead");

/** Nobody looks for a while; then the clock comes, and lists all responses. */
const later = (day: Day, duration: string) => {
  day.sleep(duration);
  day.play(minutes(15));
};

test("what a case on hold came from stays in the Form past its days, also all that was joined with it in a chain, and what is sealed from the start, and goes once the hold is lifted", async () => {
  const day = await weekly();
  const [into, second, third] = ["26-0002", "26-0003", "26-0004"];
  const sealed = { school: "North High", facts: "Seen.", recipientMayBeInvolved: "contact" };
  day.play(
    reportOn("Alba Ash", "100001"),
    reportOn("Bo Birch", "100002"),
    reportOn("Bo Birch", ""),
    reportOn("Bo Birch", ""),
    reportOn("Cleo Cedar", "100003"),
    { submit: sealed },
    merge(third, second),
    merge(second, into),
    hold(into, true),
    minutes(10),
  );
  const apart = day.out().cases.find(({ register }) => register === "sealed")?.["case"];
  const holdSealed = (legalHold: boolean) => editOf(String(apart), { legalHold }, "lead", "sealed");
  expect(inForm(day)).toBe(6);
  later(day, "P9D");
  expect(inForm(day)).toBe(4);
  later(day, "P30D");
  expect(inForm(day)).toBe(4);
  // Joined, each holds part of the other's record: a hold on one that ended is as good.
  day.play(hold(into, false), hold(third, true));
  later(day, "P2D");
  expect(inForm(day)).toBe(4);
  day.play(hold(third, false));
  later(day, "P2D");
  expect(inForm(day)).toBe(1);
  day.play(holdSealed(false));
  later(day, "P2D");
  expect(inForm(day)).toBe(0);
  const out = day.out();
  expect(out.reports).toHaveLength(6);
  expect(out.cases).toHaveLength(6);
  expect(out.errors).toEqual([]);
});
