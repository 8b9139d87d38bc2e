/**
 * Whatever Contacts say and in whatever order things happen: no address that a report excludes ever gets a row, an email or access to a
 * file about it, no one reads as a new lead whom nobody has confirmed, and in danger somebody who may know is asked each hour or told
 * without content. `SEALED_DAYS=200` plays so many days, `EVERY_POINT=1` with a clock that runs each five minutes.
 */

import fc from "fast-check";
import { expect, test } from "vitest";
import { registerIds } from "../../scripts/play/register-cells";
import { driveSlice } from "../../scripts/workspace/service";
import { sealedRegisters } from "../../src/sealed/who-reads-sealed-registers";
import { Day } from "../day/day";
import { editOf } from "../day/events";
import type { Output } from "../day/look";
import { admin, spare } from "../day/people";
import { isEveryPoint } from "../every-point";

const asked = Number(process.env["SEALED_DAYS"] ?? 0);
/** Minutes from one run of the clock to the next, and the most minutes in which nobody is asked about a danger. */
const every = isEveryPoint ? 5 : 20;
const silentUpTo = 60 + every;

const addresses = ["ash", "bo", "casey", "dana"].map((name) => `${name}@district.example`);
const roles = ["designated contact", "backup contact", "district lead", "alternate lead"] as const;
const schools = ["North High", "South Middle"] as const;

const row = fc.record({
  role: fc.constantFrom(...roles, "district admin"),
  school: fc.constantFrom("", ...schools),
  email: fc.constantFrom(...addresses, admin),
  mayOpen: fc.constantFrom(true, true, true, true, false),
  administrator: fc.boolean(),
  awayFrom: fc.constantFrom(null, "2026-08-24"),
});
type Row = typeof row extends fc.Arbitrary<infer T> ? T : never;

/** "skipped": not answered, while a member of staff may be involved. */
const involved = fc.constantFrom(
  ...(["contact", "not-sure", "administrator", "lead", "alternate-lead", "skipped"] as const),
);
/** A call of the run that takes a report in fails, or the run ends there. */
const cut = fc.record({
  call: fc.constantFrom(
    ...["Sheets.Spreadsheets.Values.batchGetByDataFilter", "Sheets.Spreadsheets.batchUpdate"],
    ...["Spreadsheet.getEditors", "Spreadsheet.addEditor", "Properties.setProperty"],
    ...["Lock.releaseLock", "MailApp.sendEmail"],
  ),
  nth: fc.constantFrom(1, 2, 3),
  when: fc.constantFrom("before", "after", "stop"),
});
const reported = fc.record({
  report: involved,
  school: fc.constantFrom(...schools),
  danger: fc.boolean(),
  student: fc.constantFrom(1, 2),
  cut: fc.option(cut),
});
const someone = fc.constantFrom(...addresses);
const file = fc.constantFrom(...sealedRegisters);
const set = fc.record({ email: someone, role: fc.constantFrom(...roles) });
const at = fc.nat(5);
const anyone = fc.constantFrom(...addresses, admin, admin, spare);
const step = fc.oneof(
  { weight: 3, arbitrary: reported },
  { weight: 2, arbitrary: fc.record({ row: at, set, as: anyone }) },
  // Somebody mistypes or empties an address, or mends it.
  { weight: 2, arbitrary: fc.record({ broken: at, as: fc.constantFrom("mistyped", "empty") }) },
  { weight: 1, arbitrary: fc.record({ swap: at, with: at }) },
  { weight: 2, arbitrary: fc.record({ confirm: at, by: anyone, isTick: fc.boolean() }) },
  // Another account chooses Set up; somebody's account is deleted, or is there again.
  { weight: 1, arbitrary: fc.record({ joins: fc.constant(spare) }) },
  { weight: 1, arbitrary: fc.record({ account: someone }) },
  { weight: 1, arbitrary: fc.record({ aside: file, as: someone }) },
  { weight: 1, arbitrary: fc.record({ share: someone, file }) },
  { weight: 3, arbitrary: fc.record({ minutes: fc.constantFrom(10, 70, 200) }) },
  { weight: 2, arbitrary: fc.record({ release: file, as: someone }) },
  { weight: 1, arbitrary: fc.record({ acknowledge: file }) },
);
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

const isLeadRole = (role: string) => role === "district lead" || role === "alternate lead";

/** Design 2.11 in its own words, for the rows as they stand when a report comes. */
function namedBy(rows: readonly Row[], answer: string, school: string): readonly Row[] {
  return rows.filter((one) => {
    if (answer === "administrator") return one.administrator;
    if (answer === "lead") return one.role === "district lead";
    if (answer === "alternate-lead") return one.role === "alternate lead";
    return /contact$/.test(one.role) && (one.school === "" || one.school === school);
  });
}

/** What was found out about the reports of a day: whom each excludes, and the rows whose next address it excludes. */
interface Sent {
  readonly marker: string;
  readonly mayBeReleased: boolean;
  readonly excluded: Set<string>;
  readonly rows: Set<Row>;
  /** When somebody was last asked or told of its danger; infinite without danger. Milliseconds. */
  asked: number;
}

async function playedDay(
  given: readonly Row[],
  steps: readonly Step[],
  accounts: number,
): Promise<void> {
  const rows = given.map((one) => ({ ...one }));
  const directory = { contacts: rows, settings: { domains: ["district.example"] } };
  const day = await Day.begin({ directory }, {}, true);
  day.every = every;
  day.play({ advance: "PT6M" });
  const sent: Sent[] = [];
  // Whom the lead has ticked at any time: Contacts are followed within the hour.
  const ticked = new Set([admin, spare, ...rows.flatMap((one) => (one.mayOpen ? one.email : []))]);
  const files = () =>
    [...registerIds(day.workspace.store)].filter(([name]) => name.startsWith("sealed"));
  let seen = 0;
  const firstRow = day.rows("contacts").find(({ cells }) => cells["email"] === rows[0]?.email);
  if (firstRow === undefined) throw new Error("Contacts have no rows");
  if (accounts > 1) day.join(spare);
  const mayJoin = accounts > 1 || steps.some((one) => "joins" in one);
  /** The rows whose address cannot be read now; who has no account; who waits for a confirmation, and who never did. */
  const broken = new Set<Row>();
  const gone = new Set<string>();
  const waits = new Set<string>();
  const confirmed = new Set(rows.flatMap((one) => (isLeadRole(one.role) ? [one.email] : [])));
  const now = () => day.workspace.clock.now;
  /** Whether a run was cut off: a release may wait for the clock to finish it. */
  let isCut = false;
  // If the run that is cut is the look that finds out whose account is gone, the next one does.
  const mayBeCut = steps.some((one) => "report" in one && one.cut !== null);
  const silent = silentUpTo + (mayBeCut ? every : 0) + 1;

  const expectAsked = ({ marker, asked: last }: Sent, at: number) =>
    expect((at - last) / 60_000, `minutes in which nobody was asked about ${marker}`).toBeLessThan(
      silent,
    );
  const ask = (one: Sent, at: number) => {
    expectAsked(one, at);
    if (Number.isFinite(one.asked)) one.asked = Math.max(one.asked, at);
  };

  const look = (out: Output) => {
    // Which reports each case holds: by the words that only that report has.
    const held = new Map<string, Set<string>>();
    const inMain: Sent[] = [];
    // Every response is in exactly one sealed register.
    const places = new Map<unknown, Set<unknown>>();
    for (const { register, response } of out.reports) {
      if (register === "main") continue;
      places.set(response, (places.get(response) ?? new Set()).add(register));
    }
    expect([...places].filter(([, registers]) => registers.size !== 1)).toEqual([]);
    for (const { register, case: of, facts } of out.reports) {
      const found = sent.find(({ marker }) => String(facts).includes(marker));
      if (found === undefined) continue;
      if (register === "main") {
        expect(found.mayBeReleased, "in the main register only if released").toBe(true);
        expect(inMain, "released once").not.toContain(found);
        inMain.push(found);
        continue;
      }
      const key = `${String(register)} ${String(of)}`;
      const all = held.get(key) ?? new Set();
      for (const one of found.excluded) all.add(one);
      held.set(key, all);
    }
    // The first case stays open until someone acknowledges the other.
    const released = out.cases.filter(({ releasedTo }) => (releasedTo ?? null) !== null);
    if (!isCut) expect(released.length > 0).toBe(inMain.length > 0);
    for (const { register, case: of, contact } of out.cases) {
      const excluded = held.get(`${String(register)} ${String(of)}`);
      if (register === "main" && !isCut)
        expect(released.map((one) => one["releasedTo"])).toContain(of);
      if (excluded !== undefined) expect([...excluded]).not.toContain(contact);
    }
    // Nobody may open a file that holds a case which excludes them, its owner aside, within the hour in which it is looked after; nor at the moment of writing.
    for (const [name, id] of files()) {
      const { editors = [] } = driveSlice(day.workspace.store).files[id] ?? {};
      const all = new Set(
        [...held].flatMap(([key, who]) => (key.startsWith(`${name} `) ? [...who] : [])),
      );
      for (const who of editors) {
        // Google takes access from a deleted account no more; once it is there again, the next look does.
        const isByHand = shared.has(`${name} ${who}`) || gone.has(who);
        expect(all.has(who) && !isByHand, `${who} in ${name}`).toBe(false);
        expect(ticked.has(who) || isByHand, `${who} is ticked`).toBe(true);
        expect(waits.has(who) && !isByHand, `${who} waits`).toBe(false);
      }
    }
    // A mail of a case: its register is known by the link.
    for (const mail of out.inbox.slice(seen)) {
      seen += 1;
      const isAlive = mail.to.some((to) => !gone.has(to));
      if (/no one has read/.test(mail.text)) {
        for (const one of sent) {
          if (isAlive && mail.to.some((to) => !one.excluded.has(to))) ask(one, Date.parse(mail.at));
        }
      }
      const register = files().find(([, id]) => mail.text.includes(id))?.[0] ?? "main";
      for (const key of mail.cases.map((of) => `${register} ${of}`)) {
        const excluded = held.get(key);
        for (const to of mail.to) {
          expect(excluded?.has(to) ?? false, `mail to ${to}`).toBe(false);
          expect(excluded !== undefined && waits.has(to), `mail to ${to}, who waits`).toBe(false);
        }
        for (const one of sent) {
          const isOf = out.reports.some(
            ({ register: name, case: of, facts }) =>
              `${String(name)} ${String(of)}` === key && String(facts).includes(one.marker),
          );
          if (isOf && isAlive) ask(one, Date.parse(mail.at));
        }
      }
    }
    // Where a report excludes everybody who has an account, there is nobody to ask.
    const reached = [admin, ...rows.map(({ email }) => email)].filter((who) => !gone.has(who));
    for (const one of sent)
      if (!reached.every((who) => one.excluded.has(who))) expectAsked(one, now());
    // Where the account that runs the system may not know either, there may be nobody.
    for (const one of sent)
      if (one.excluded.has(admin) && Number.isFinite(one.asked)) one.asked = now();
  };

  const shared = new Set<string>();
  const isAlone = (email: string) => rows.filter((one) => one.email === email).length < 2;
  /** Types into a row of Contacts, with an event for each cell. Returns whether the person may. */
  const put = (row: Row, cells: Readonly<Record<string, string | boolean>>, as: string) => {
    try {
      for (const [column, value] of Object.entries(cells))
        day.announce(
          day.type("contacts", firstRow.index + rows.indexOf(row), column, value, as),
          as,
        );
      return true;
    } catch {
      return false;
    }
  };
  /** What follows from the address and the role that a row has now. */
  const has = (row: Row) => {
    if (broken.has(row)) return;
    const { email, role, mayOpen } = row;
    for (const one of sent) if (one.rows.delete(row)) one.excluded.add(email);
    if (mayOpen) ticked.add(email);
    if (isLeadRole(role) && !confirmed.has(email)) waits.add(email);
  };
  for (const [at, one] of steps.entries()) {
    if ("report" in one) {
      const marker = `marker-${at}-`;
      const mayBeReleased = one.report === "not-sure" || one.report === "skipped";
      const named = namedBy(rows, one.report, one.school);
      const excluded = new Set(named.flatMap((row) => (broken.has(row) ? [] : [row.email])));
      // Who reads on until a new lead is confirmed has the role too.
      const { leads = {} } = day.memory().get("confirmations") ?? {};
      const isRead = named.some(({ email }) => email in leads);
      for (const [email, lead] of Object.entries(leads)) {
        const ofRole = lead.role === "district-lead" ? "lead" : "alternate-lead";
        if (named.length > 0 && !isRead && one.report === ofRole) excluded.add(email);
      }
      const rowsLeft = new Set(named.filter((row) => broken.has(row)));
      const asked = one.danger ? now() : Number.POSITIVE_INFINITY;
      sent.push({ marker, mayBeReleased, excluded, rows: rowsLeft, asked });
      isCut ||= one.cut !== null;
      const out = day.play(...(one.cut === null ? [] : [{ fault: one.cut }]), {
        submit: {
          school: one.school,
          studentName: `Rowan Pine ${one.student}`,
          studentId: String(730_194 + one.student),
          factors: ["controlled-or-groomed"],
          facts: marker,
          recipientMayBeInvolved: one.report === "skipped" ? undefined : one.report,
          staffMayBeInvolved: one.report === "skipped" ? "yes" : undefined,
          immediateDanger: one.danger ? "yes" : undefined,
        },
      });
      // No report is written where somebody whom it excludes was let in by hand.
      for (const { register, facts } of out.reports) {
        if (!String(facts).includes(marker)) continue;
        for (const who of sent.at(-1)?.excluded ?? [])
          expect(shared.has(`${String(register)} ${who}`), `${who} in ${register}`).toBe(false);
      }
      look(out);
    } else if ("minutes" in one) {
      look(day.play({ advance: `PT${one.minutes}M` }));
      // Only the owner can take access away, and leaves that to another account once Contacts name it: then people are asked to look.
      const isLeft = mayJoin && rows.some(({ email }) => email === admin);
      if (one.minutes > 120 && !isLeft) shared.clear();
    } else if ("share" in one) {
      shared.add(`${one.file} ${one.share}`);
      look(day.play({ share: { add: { who: one.share, file: one.file } }, as: "admin" }));
    } else if ("release" in one) {
      const set = { release: true, releaseReason: "A misunderstanding." };
      look(day.play(editOf("26-0001", set, one.as, one.release)));
    } else if ("acknowledge" in one) {
      look(day.play(editOf("26-0001", { acknowledged: true }, "admin", one.acknowledge)));
    } else if ("aside" in one) {
      look(day.play(editOf("26-0001", { steppedAside: one.as }, one.as, one.aside)));
    } else if ("account" in one) {
      const isBack = gone.delete(one.account);
      if (!isBack) gone.add(one.account);
      else for (const [name] of files()) shared.add(`${name} ${one.account}`);
      look(day.play({ account: { [isBack ? "create" : "delete"]: one.account } }));
    } else if ("joins" in one) {
      const share = { share: { add: { who: one.joins, file: "form" } }, as: "admin" };
      look(day.play(share, { menu: { name: "set-up" }, as: one.joins }));
    } else if ("confirm" in one) {
      const row = rows[one.confirm];
      const email = row?.email ?? spare;
      if (gone.has(one.by)) continue;
      if (one.by !== email && waits.delete(email)) confirmed.add(email);
      if (!one.isTick || row === undefined)
        day.play({
          menu: { name: "access", answers: { [`confirm ${email}`]: true } },
          as: one.by,
        });
      else if (put(row, { mayOpen: false }, one.by)) put(row, { mayOpen: true }, one.by);
      if (one.isTick) ticked.add(email);
      look(day.out());
    } else if ("swap" in one) {
      const [mine, theirs] = [rows[one.swap], rows[one.with]];
      if (mine === undefined || theirs === undefined) continue;
      [mine.role, theirs.role] = [theirs.role, mine.role];
      for (const each of [mine, theirs]) put(each, { role: each.role }, admin);
      for (const each of [mine, theirs]) has(each);
      look(day.out());
    } else if ("broken" in one) {
      const row = rows[one.broken];
      // With another row the person reads under that one, and no one can know who it is.
      if (row === undefined || row.email === admin || !isAlone(row.email)) continue;
      const { email } = row;
      const isMended = broken.delete(row);
      if (!isMended) broken.add(row);
      const other = one.as === "empty" ? "" : email.replace("@", " at ");
      put(row, { email: isMended ? email : other }, admin);
      has(row);
      look(day.out());
    } else {
      const row = rows[one.row];
      if (row === undefined || row.email === admin || gone.has(one.as)) continue;
      if ([...broken].some(({ email }) => email === one.set.email)) continue;
      if (!put(row, one.set, one.as)) continue;
      Object.assign(row, one.set);
      broken.delete(row);
      has(row);
      look(day.out());
    }
  }
  isCut = false;
  look(day.play({ advance: "PT3H" }));
  // Every report was taken in; or people were told that it waits, where the account itself may know.
  const { reports, inbox } = day.out();
  const isLost = ({ marker, excluded }: Sent) =>
    !excluded.has(admin) && !reports.some(({ facts }) => String(facts).includes(marker));
  if (sent.some(isLost))
    expect(inbox.some(({ text }) => /report is waiting in the Form/.test(text))).toBe(true);
}

const person = (role: Row["role"], at: number, more: Partial<Row> = {}): Row => {
  const email = addresses[at] ?? admin;
  return { role, school: "", email, mayOpen: true, administrator: false, awayFrom: null, ...more };
};
type Said = Extract<Step, { readonly report: unknown }>;
const said = (report: Said["report"], more: Partial<Said> = {}): Said => {
  return { report, school: schools[0], danger: false, student: 1, cut: null, ...more };
};
const wait: Step = { minutes: 200 };

/** Played in every run, whatever the seed: what a rule for one of a role misses with two. */
const always: [Row[], Step[]][] = [
  // Two leads, and a report about the lead; the second of the alternate leads is away.
  [
    [
      person("district lead", 0),
      person("district lead", 1),
      person("alternate lead", 2),
      person("alternate lead", 3, { awayFrom: "2026-08-24" }),
    ],
    [said("lead"), wait, said("contact", { student: 2 }), wait],
  ],
  // Two leads, the first of whom is a contact of the school; the alternate lead is one of them as well.
  [
    [
      person("district lead", 0),
      person("backup contact", 0, { school: "North High" }),
      person("district lead", 1),
      person("alternate lead", 1),
      person("alternate lead", 2),
    ],
    [said("contact"), wait, said("lead"), said("not-sure", { danger: true }), wait],
  ],
  // Two alternate leads, one ticked an administrator, and a lead whom nobody has ticked.
  [
    [
      person("alternate lead", 0, { administrator: true }),
      person("alternate lead", 1),
      person("district lead", 2, { mayOpen: false }),
    ],
    [said("administrator"), wait, said("lead", { student: 2, danger: true }), wait],
  ],
  // The alternate lead releases what nobody is named in; then the lead's file has a report about the alternate, who cannot release it.
  [
    [person("district lead", 0), person("alternate lead", 1), person("designated contact", 2)],
    [
      ...[said("skipped"), wait, { release: "sealed", as: addresses[1] ?? "" } as const, wait],
      ...[said("alternate-lead"), { release: "sealed", as: addresses[1] ?? "" } as const, wait],
    ],
  ],
  // The lead's row is mistyped when a report about the lead comes; then it is mended, and the lead becomes the alternate lead.
  [
    [person("district lead", 0), person("alternate lead", 1), person("designated contact", 2)],
    [
      ...[{ broken: 0, as: "mistyped" } as const, said("lead"), wait],
      ...[{ broken: 0, as: "mistyped" } as const, wait],
      { row: 0, set: { email: addresses[0] ?? "", role: "alternate lead" }, as: admin },
      wait,
    ],
  ],
  // No one but a contact of another school and an admin may be told, and the admin's account is deleted.
  [
    [
      ...[person("alternate lead", 0), person("district admin", 1)],
      person("designated contact", 2, { school: "South Middle" }),
    ],
    [{ account: addresses[1] ?? "" }, said("alternate-lead", { danger: true }), wait],
  ],
  // Both readers are excluded by reports of one student, one after the other.
  [
    [
      person("district lead", 0),
      person("alternate lead", 1),
      person("designated contact", 1, { school: "North High" }),
      person("district admin", 2),
    ],
    [said("contact"), said("lead"), wait, { share: addresses[1] ?? "", file: "sealed" }, wait],
  ],
  // One of two accounts takes a report in and cannot remember it; then its lead becomes a contact, and the other account sees it too.
  [
    [person("district lead", 2), person("alternate lead", 3), person("district admin", 0)],
    [
      said("not-sure", { cut: { call: "Properties.setProperty", nth: 2, when: "after" } }),
      { row: 0, set: { email: addresses[3] ?? "", role: "designated contact" }, as: admin },
      { minutes: 10 },
    ],
  ],
];

test("no address that a report excludes gets a row, a mail or access, in any order", async () => {
  const examples = always.map(([rows, steps], at): [Row[], Step[], number] => [
    rows,
    steps,
    1 + (at % 2),
  ]);
  await fc.assert(
    fc.asyncProperty(
      fc.array(row, { minLength: 2, maxLength: 6 }),
      fc.array(step, { minLength: 2, maxLength: asked > 0 ? 9 : 6 }),
      fc.constantFrom(1, 2),
      playedDay,
    ),
    {
      numRuns: asked > 0 ? asked : isEveryPoint ? 20 : always.length + 2,
      endOnFailure: true,
      examples,
    },
  );
}, 3_000_000);
