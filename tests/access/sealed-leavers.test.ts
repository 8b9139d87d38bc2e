/**
 * A person who receives sealed reports leaves: their cases go to the next one and their access ends. The main register says nothing about
 * it (design 2.11). Other changes of roles: situations/sealed-readers.
 */
import { expect, test } from "vitest";
import { Day } from "../day/day";
import { editContacts, editOf, minutes, submit } from "../day/events";
import { mails, type Output, openers, recipients } from "../day/look";
import { admin, alternate, alternateRow, contact, contactsRow, demoAnd, lead } from "../day/people";

/** Lines of Activity of a register, in the order in which they were written. */
const written = (out: Output, register: string) =>
  out.activity.filter((one) => one["register"] === register);

test("there is no lead any more: the alternate lead has the case, and was told before the lead's access ended", async () => {
  const day = await Day.begin(
    { directory: demoAnd(contactsRow("alternate lead", alternate)) },
    {},
    true,
  );
  const before = day.play(
    submit({ recipientMayBeInvolved: "contact" }),
    editOf("26-0001", { acknowledged: true }, "lead", "sealed"),
    { advance: "PT65M" },
  );
  let out = day.play(editContacts(lead, { role: "probation" }));
  for (let tick = 0; tick < 26 && openers(out, "sealed").includes(lead); tick += 1) {
    out = day.play({ advance: "PT5M" });
  }
  expect(out.errors).toEqual([]);
  expect(out.cases).toMatchObject([
    { register: "sealed", contact: alternate, acknowledged: false, status: "open" },
  ]);
  const read = openers(out, "sealed");
  expect([read.includes(lead), read.includes(alternate)]).toEqual([false, true]);
  const removed = ({ what, from }: Output["activity"][number]) =>
    what === "access-removed" && from === lead;
  const ended = String(written(out, "sealed").find(removed)?.["at"]);
  const later = out.inbox.slice(before.inbox.length).filter(({ cases }) => cases.length > 0);
  const given = later.find(({ message }) => message === "case-given");
  expect(given).toMatchObject({ to: [alternate], case: "26-0001" });
  expect(String(given?.at) < ended).toBe(true);
  // Until access ends whoever leaves has the case, and is reminded of the call that they owe.
  for (const { message, to, at } of later)
    expect(
      to.join() === alternate || (message === "call-overdue" && to.join() === lead && at < ended),
    ).toBe(true);
  const said = written(out, "main").map(({ what }) => String(what));
  expect(said.filter((what) => /case|given|sealed/.test(what))).toEqual([]);
  expect(openers(out, "sealed")).not.toContain(contact);
});

test.each([
  [false, [admin, alternate]],
  [true, []],
])(
  "a danger that the alternate lead alone reads, whom Contacts let open a register: %s. Else others are told after an hour, without content",
  async (mayOpen, told) => {
    const directory = demoAnd({ ...alternateRow, mayOpen });
    const day = await Day.begin({ directory, missing: mayOpen ? [] : [alternate] }, {}, true);
    day.every = 30;
    const danger = submit({ immediateDanger: "yes", recipientMayBeInvolved: "lead" });
    const out = day.play(danger, minutes(110));
    expect([...new Set(recipients(mails(out, "sealed-waits")))].sort()).toEqual(told);
  },
);
