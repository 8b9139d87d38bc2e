/**
 * A person who receives sealed reports leaves: their cases go to the next one and their access ends. No excluded person gets access, and
 * the main register says nothing about it (design 2.11).
 */
import { describe, expect, test } from "vitest";
import { Day } from "../day/day";
import { editContacts, editOf, submit } from "../day/events";
import type { Output } from "../day/look";
import { admin, alternate, contact, contactsRow, lead } from "../day/people";

const nell = "nell@district.example";
const usual = [
  contactsRow("designated contact", contact),
  contactsRow("district lead", lead),
  contactsRow("alternate lead", alternate),
  contactsRow("district admin", admin),
];
const sealedReport = (involved: string) => submit({ recipientMayBeInvolved: involved });
const acknowledged = editOf("26-0001", { acknowledged: true }, "lead", "sealed");
const filesOf = (out: Output, who: string) =>
  out.access.filter((one) => one.who === who).map(({ file }) => file);

/** The day on which a lead with one acknowledged sealed case leaves in some way, tick by tick until access has ended. */
async function leaving(rows: readonly object[], ...events: readonly object[]) {
  const day = await Day.begin({ directory: { contacts: rows } }, {}, true);
  day.play(sealedReport("contact"), acknowledged, { advance: "PT65M" });
  const before = day.out();
  let out = day.play(...events);
  for (let tick = 0; tick < 26 && filesOf(out, lead).includes("sealed"); tick += 1) {
    out = day.play({ advance: "PT5M" });
  }
  return { before, out };
}

/** Lines of Activity of a register, in the order in which they were written. */
const written = (out: Output, register: string) =>
  out.activity.filter((one) => one["register"] === register).map(({ what }) => what);

describe.each([
  ["another person has the row", usual, [editContacts(lead, { email: nell })], nell],
  ["there is no lead any more", usual, [editContacts(lead, { role: "probation" })], alternate],
])("%s", async (_how, rows, events, who) => {
  const { before, out } = await leaving(rows, ...events);
  const ended = out.activity.find(
    (line) =>
      line["register"] === "sealed" && line["what"] === "access-removed" && line["from"] === lead,
  );

  test("who reads it now has the case, in the same register, and was told of it before access ended", () => {
    expect(out.errors).toEqual([]);
    expect(out.cases.map(({ register }) => register)).toEqual(["sealed"]);
    expect(filesOf(out, lead)).not.toContain("sealed");
    expect(filesOf(out, who)).toContain("sealed");
    expect(out.cases[0]).toMatchObject({ contact: who, acknowledged: false, status: "open" });
    const mail = out.inbox.find(({ message, to }) => message === "case-given" && to.includes(who));
    expect(mail?.case).toBe("26-0001");
    expect(String(mail?.at) < String(ended?.["at"] ?? "")).toBe(true);
  });

  test("the main register and everyone else learn nothing", () => {
    expect(written(out, "main").filter((what) => /case|given|sealed/.test(String(what)))).toEqual(
      [],
    );
    const later = out.inbox.slice(before.inbox.length);
    // Until access ends whoever leaves has the case, and is reminded of the call that they owe.
    const isOwnReminder = ({ message, to, at }: Output["inbox"][number]) =>
      message === "call-overdue" && to.join() === lead && String(at) < String(ended?.["at"] ?? "");
    const readers = [alternate, who];
    for (const mail of later.filter((one) => one.cases.length > 0 && !isOwnReminder(one)))
      expect(readers).toContain(mail.to.join());
    expect(filesOf(out, contact)).toEqual(["main"]);
  });
});
