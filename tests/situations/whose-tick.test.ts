/**
 * Edits by people who may not act on a case, whom Google does not name, or who must not read it: what counts, and who is told (design
 * 2.19; each rule: case/may-act).
 */

import { describe, expect, test } from "vitest";
import { Day, playCleanDay } from "../day/day";
import { call, first, merge, minutes, noEditTrigger, reportOn } from "../day/events";
import { actOf, mails, mailTo, type Output, recipients } from "../day/look";
import { alternate, contactsRow, lead } from "../day/people";

const nora = "nora@district.example";
const sam = "sam@district.example";
const bo = "bo@district.example";
const school = (name: string) => ({
  school: name,
  grades: "9-12",
  lawEnforcementAgency: "Town Police Department",
});
const districtOf = (...more: readonly object[]) => ({
  directory: {
    schools: [school("North High"), school("South High")],
    contacts: [
      contactsRow("designated contact", nora, { school: "North High" }),
      contactsRow("designated contact", sam, { school: "South High" }),
      contactsRow("district lead", lead),
      ...more,
    ],
  },
});
/** With no second reader, who would get a copy. */
const oneReader = districtOf(contactsRow("backup contact", bo));
const district = districtOf(
  contactsRow("backup contact", bo),
  contactsRow("alternate lead", alternate),
);
const danger = reportOn("Robin Testperson", "730194", {
  concerns: ["suspected-victim"],
  immediateDanger: "yes",
});
const about = (more: object) => ({ submit: { ...danger.submit, ...more } });
const sealed = (more: object = {}) => about({ recipientMayBeInvolved: "contact", ...more });
const typed = (set: object, as: string, more: object = {}) => ({
  as,
  edit: { case: "26-0001", ...more, set },
});
const inFile = { register: "sealed" };
const letsIn = { share: { add: { who: sam, file: "sealed" } }, as: "admin" };
const acknowledged = { acknowledged: true };
/** Two rounds of who is asked. */
const later = minutes(45);

const whoTyped = (out: Output) =>
  mails(out, "typed-by-another").map(({ to, text }) => ({ to: to.join(), text }));
const toldOf = (out: Output) => whoTyped(out).map(({ to }) => to);
const alarms = (out: Output) => mails(out, "case-escalated");
const begun = async () => (await Day.begin(district)).reach(danger);

describe("someone who may not act on a case", () => {
  test("ticks Danger over for a child in danger: it is undone, the alarm continues, and the case's own contact hears of it", async () => {
    const day = await begun();
    const out = day.playClean(typed({ dangerOver: true }, sam), later);
    expect(out.cases).toMatchObject([{ dangerOver: false }]);
    expect(alarms(out).length).toBeGreaterThan(3);
    expect(toldOf(out)).toEqual([sam, nora]);
    const [own, hers] = whoTyped(out).map(({ text }) => text);
    expect(own).toContain(`The case is with ${nora}`);
    expect(hers).toContain(`${sam} is not allowed to act on this case`);
    expect(hers).toContain("“Danger over”");
    expect([own, hers].join()).not.toMatch(/Robin|Testperson|730194/);
    const note = day.note("cases", day.rowOf("cases", "26-0001"), "dangerOver");
    expect(note).toMatch(/^Undone: .*write your address in “Assigned to”/);
    const line = { what: "edit-put-back", who: sam, column: "dangerOver" };
    expect(out.activity).toContainEqual(expect.objectContaining(line));
  });

  test("ticks a call: undone and kept in Log; contact and lead are asked at once to confirm it; the alarm continues", async () => {
    const agency = { agencyPerson: "Worker Quill", agencyReference: "REF-77" };
    const claim = { done: true, calledAt: "2026-09-01T09:05:00-07:00", ...agency };
    const day = await begun();
    const out = day.playClean(minutes(10), typed(claim, sam, { act: call }), later);
    expect(out.checklist.filter(({ done }) => done)).toEqual([]);
    const empty = { agencyReference: null, agencyPerson: null, calledAt: null };
    expect(actOf(out, call)).toMatchObject(empty);
    const entered = { at: "2026-09-01T16:05:00.000Z", who: sam, act: call, outcome: null };
    const what = expect.stringMatching(/^Not confirmed(.|\n)*REF-77/);
    expect(out.log).toMatchObject([{ ...entered, with: "Worker Quill", what }]);
    expect(out.disclosures).toEqual([]);
    expect(toldOf(out)).toEqual([sam, nora, lead]);
    for (const { text } of whoTyped(out).slice(1)) {
      expect(text).toContain(`${sam} wrote that a call was made`);
      expect(text).toContain("What they wrote is in Log");
      expect(text).not.toMatch(/Quill|REF-77/);
    }
    expect(alarms(out).some(({ at }) => at > "2026-09-01T16:30")).toBe(true);
  });

  test("can type nothing else of it; the case's own contact hears of it, is asked, and they are not", async () => {
    const sets: readonly Readonly<Record<string, unknown>>[] = [
      { assignedTo: sam },
      { handedTo: "South High", steppedAside: nora },
      { status: "closed", closeReason: "other" },
      { ...acknowledged, notes: "It is nothing.", holdUntil: "2026-09-10" },
    ];
    const day = await begun();
    for (const set of sets) {
      const before = whoTyped(day.out()).length;
      const out = day.playClean(typed(set, sam));
      for (const [key, value] of Object.entries(set))
        expect(out.cases[0]?.[key], key).not.toEqual(value);
      expect(toldOf(out).slice(before), Object.keys(set).join()).toEqual([sam, nora]);
    }
    const out = day.playClean(later);
    expect(out.cases).toMatchObject([{ contact: nora, status: "open", school: "North High" }]);
    const asked = alarms(out).flatMap(({ to }) => to);
    expect(asked).toContain(nora);
    expect(asked).not.toContain(sam);
  });

  test("cannot write in Plan, Disclosures and Reports; Log is open to them", async () => {
    const row = (tab: string, set: object) => typed(set, sam, { tab });
    const out = (await begun()).playClean(
      row("plan", { action: "None needed" }),
      row("disclosures", { what: "Told the parents" }),
      row("reports", { callConfirmed: true }),
      row("log", { what: "The bus driver saw him" }),
    );
    expect(JSON.stringify([out.plan, out.disclosures])).not.toMatch(/None needed|Told the parents/);
    expect(out.reports).toMatchObject([{ callConfirmed: false }]);
    expect(out.log).toMatchObject([{ what: "The bus driver saw him" }]);
    expect(toldOf(out).filter((to) => to === nora)).toHaveLength(3);
  });

  test("asked about it by email, they may act: the admin, once others have not answered a danger", async () => {
    const admin = "admin@district.example";
    // With an alternate lead nobody asks the admin. Of a danger that nobody answers only the Outbox says who was asked.
    const day = await Day.begin(districtOf(contactsRow("district admin", admin)));
    const early = day.play(danger, minutes(5), typed(acknowledged, admin));
    expect(early.cases).toMatchObject([{ acknowledged: false }]);
    // Told that they may not, they were not asked.
    expect(day.play(typed(acknowledged, admin)).cases).toMatchObject([{ acknowledged: false }]);
    const out = day.play({ advance: "PT85M" }, typed(acknowledged, admin));
    expect(out.cases).toMatchObject([acknowledged]);
  });

  test("of a text too long to give back: it stays, and the contact is told", async () => {
    const long = typed({ notes: "x".repeat(300) }, nora);
    const out = (await begun()).play(long, typed({ notes: "Gone." }, sam));
    expect(out.cases).toMatchObject([{ notes: "Gone." }]);
    expect(whoTyped(out)[1]).toMatchObject({
      to: nora,
      text: expect.stringContaining("Not undone"),
    });
  });

  test("where a report names their school they may act; only the school that has the case moves it, and both are told", async () => {
    const day = await begun();
    const hands = (as: string) => typed({ handedTo: "South High" }, as);
    const pulled = day.play(south, hands(sam));
    expect(pulled.cases).toMatchObject([{ handedTo: null, contact: nora }]);
    const given = day.play(hands(bo));
    expect(given.cases).toMatchObject([{ handedTo: "South High" }]);
    const handed = () => mails(day.out(), "case-handed-over");
    expect(recipients(handed())).toEqual([nora, sam]);
    const received = day.play(typed({ handedAt: "2026-09-01" }, sam));
    expect(received.cases).toMatchObject([{ contact: sam }]);
    const former = handed()
      .slice(2)
      .filter(({ to }) => to.join() === nora);
    expect(former).toMatchObject([{ text: expect.stringContaining("is with another school now") }]);
  });
});

describe("someone whom Google does not name", () => {
  test("counts; contact and lead are told which cells, and how to undo it", async () => {
    const out = (await begun()).playClean(
      noEditTrigger,
      typed({ dangerOver: true, notes: "All is well with Robin." }, sam),
      typed({ done: true }, sam, { act: call }),
      typed({ action: "Walk him home" }, sam, { tab: "plan" }),
      later,
    );
    const notes = "All is well with Robin.";
    expect(out.cases).toMatchObject([{ dangerOver: true, notes }]);
    expect(actOf(out, call)).toMatchObject({ done: true });
    expect(out.plan).toMatchObject([{ action: "Walk him home" }]);
    expect(new Set(toldOf(out))).toEqual(new Set([nora, lead]));
    const words = whoTyped(out)
      .flatMap(({ to, text }) => (to === lead ? text : []))
      .join();
    for (const cell of [
      /Cases: “Danger over”/,
      /Cases: “Notes”/,
      /Checklist: “Done” \(.*child and family services/i,
      /Plan: “Action”/,
      /so it was kept/,
    ])
      expect(words).toMatch(cell);
    expect(words).not.toMatch(/Robin|Walk/);
  });
});

const south = about({ school: "South High" });
const other = about({ school: "South High", studentName: "Rowan Sample", studentId: "730195" });
test.each<[string, readonly object[]]>([
  ["to which it is handed", [typed({ handedTo: "South High" }, nora)]],
  ["that a report names", [south]],
  ["of a case that was merged into it", [other, merge("26-0002", first, lead)]],
])("the contact of a school %s may act", async (_, before) => {
  const out = (await begun()).playClean(...before, typed(acknowledged, sam));
  expect(out.cases[0]).toMatchObject({ acknowledged: true, acknowledgedBy: sam });
  expect(toldOf(out)).toEqual([]);
});

describe("in a reader's file", () => {
  test("what an excluded person types who was let in by hand is put back, in every tab; the reader is told who, and who can share", async () => {
    const set = { acknowledged: true, dangerOver: true, notes: "Nothing to see." };
    const out = await playCleanDay(
      [
        sealed({ school: "Not listed" }),
        letsIn,
        typed(set, sam, inFile),
        typed({ done: true }, sam, { ...inFile, act: call }),
        typed({ action: "None needed" }, sam, { ...inFile, tab: "plan" }),
        later,
      ],
      oneReader,
    );
    const kept = { register: "sealed", acknowledged: false, dangerOver: false, notes: null };
    expect(out.cases).toMatchObject([kept]);
    expect(out.checklist.filter(({ done }) => done)).toEqual([]);
    expect(JSON.stringify([out.log, out.plan])).not.toMatch(/None needed/);
    expect(new Set(toldOf(out))).toEqual(new Set([lead]));
    expect(whoTyped(out)[0]?.text).toContain(`${sam} typed in your register`);
    expect(whoTyped(out)[0]?.text).toContain("let someone in: admin@district.example");
    expect(out.access.filter(({ who, file }) => who === sam && file === "sealed")).toEqual([]);
    expect(new Set(alarms(out).flatMap(({ to }) => to))).toEqual(new Set([lead]));
    expect(mailTo(out, sam)).toEqual([]);
  });

  test("Acknowledged by someone who is neither its reader nor excluded stops nothing; by the reader it counts", async () => {
    const day = await Day.begin(oneReader);
    const out = day.play(sealed(), letsIn, typed(acknowledged, sam, inFile), minutes(30));
    expect(out.cases).toMatchObject([{ register: "sealed", acknowledged: false }]);
    expect(toldOf(out)).toEqual([lead]);
    expect(whoTyped(out)[0]?.text).toContain(`${sam} is not allowed to act on this case`);
    const own = day.play(typed(acknowledged, lead, inFile));
    expect(own.cases).toMatchObject([{ acknowledged: true, acknowledgedBy: lead }]);
    expect(toldOf(own)).toEqual([lead]);
  });
});
