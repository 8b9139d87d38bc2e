/** A case about staff is on legal hold from the start, says so in its row and nowhere else, and only a lead lifts the hold. */
import { describe, expect, test } from "vitest";
import { playCleanDay, playDay } from "../day/day";
import { edit, editOf, first, merge, minutes, report, submit } from "../day/events";
import { type Output, wordsOf } from "../day/look";
import { admin, alternate, alternateRow, backup, demoAnd, lead } from "../day/people";

const notReader = { recipientMayBeInvolved: "no" };
const ofStaff = (staffMayBeInvolved?: string) => ({ ...notReader, staffMayBeInvolved });
const lifts = (as: string, register?: string) => editOf(first, { legalHold: false }, as, register);
const holdsOf = (out: Output) => out.cases.map(({ legalHold }) => legalHold);
const says = "Legal hold, since staff may be involved";

describe("on hold from the start", () => {
  test.each<[string, object, boolean]>([
    ["staff are involved", ofStaff("yes"), true],
    ["the reporter does not know", ofStaff("unknown"), true],
    ["staff are not involved", ofStaff("no"), false],
    ["no answer about staff", {}, false],
    ["a sealed report", { recipientMayBeInvolved: "contact", staffMayBeInvolved: "no" }, true],
    ["not sure who receives it", { recipientMayBeInvolved: "not-sure" }, true],
    ["staff, and no answer about who receives it", { staffMayBeInvolved: "unknown" }, true],
  ])("%s", async (_, answers, isHeld) => {
    const out = await playCleanDay([submit(answers), minutes(10)]);
    expect(holdsOf(out)).toEqual([isHeld]);
    expect(JSON.stringify(out.cases[0]?.["openMatters"]).includes(says)).toBe(isHeld);
    for (const mail of out.inbox) expect(wordsOf(mail)).not.toMatch(/legal hold/i);
  });

  test("an answer about staff that cannot be read holds the case", async () => {
    const raw = { ...report(notReader), staffMayBeInvolved: "Perhaps" };
    const out = await playDay([{ submit: { raw } }, minutes(10)]);
    expect(out.cases).toMatchObject([{ legalHold: true }]);
  });
});

describe("and until a lead lifts it", () => {
  test("a later report that says staff, or a person's own answer, puts it on hold; what was known already does not do so again", async () => {
    const out = async (...events: readonly object[]) =>
      holdsOf(await playCleanDay([submit(ofStaff("no")), minutes(5), ...events, minutes(5)]))[0];
    const later = submit(ofStaff("unknown"));
    const answers = (staffMayBeInvolved: string) => edit({ staffMayBeInvolved }, backup);
    expect(await out(later)).toBe(true);
    expect(await out(later, minutes(5), lifts(lead), submit(ofStaff("no")))).toBe(false);
    expect(await out(later, minutes(5), lifts(lead), later)).toBe(true);
    expect(await out(answers("yes"))).toBe(true);
    expect(await out(answers("no"))).toBe(false);
    expect(await out(later, minutes(5), lifts(lead), answers("unknown"))).toBe(false);
    expect(await out(later, minutes(5), lifts(lead), answers("yes"))).toBe(true);
  });

  test("a contact, an admin and someone whom Google does not name do not lift it, and the cell says who does", async () => {
    const directory = demoAnd({ ...alternateRow, mayOpen: true });
    for (const [who, isHeld] of [
      ...[backup, admin].map((one) => [one, true] as const),
      ...[lead, alternate].map((one) => [one, false] as const),
    ]) {
      const out = await playDay([submit(ofStaff("yes")), minutes(5), lifts(who), minutes(5)], {
        directory,
      });
      expect(holdsOf(out), who).toEqual([isHeld]);
    }
    const unnamed = { switches: { editEventUser: "nobody" } };
    const out = await playDay([submit(ofStaff("yes")), minutes(5), lifts(lead)], unnamed);
    expect(holdsOf(out)).toEqual([true]);
    expect(JSON.stringify(out.cases[0]?.["openMatters"])).toContain("can lift a legal hold");
  });

  test("a merge shows it, also where the case that ends has it; it stays with that case when the merge is undone", async () => {
    const two = [
      submit(ofStaff("no")),
      submit({ ...ofStaff("yes"), studentName: "Ash Grove", studentId: "730195" }),
      minutes(5),
      merge("26-0002", first),
      minutes(5),
    ];
    expect(holdsOf(await playCleanDay(two))).toEqual([true, true]);
    // Lifted in the case that goes on alone, the hold of the other one still stands for both.
    expect(holdsOf(await playCleanDay([...two, lifts(lead), minutes(5)]))).toEqual([true, true]);
    const undone = await playCleanDay([...two, merge("26-0002", null), minutes(5)]);
    expect(holdsOf(undone)).toEqual([false, true]);
  });

  test.each([
    ["held, if nobody lifted it", [], [true, true]],
    ["free, if it was lifted while sealed", [lifts(lead, "sealed"), minutes(5)], [false, false]],
  ])("a released report opens a case that is %s", async (_, events, held) => {
    const release = { release: true, releaseReason: "It is about a former coach." };
    const out = await playCleanDay([
      submit({ staffMayBeInvolved: "yes" }),
      minutes(5),
      ...events,
      editOf(first, release, lead, "sealed"),
      minutes(10),
    ]);
    expect(out.cases).toHaveLength(2);
    expect(holdsOf(out)).toEqual(held);
  });
});
