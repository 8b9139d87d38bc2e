/** Whatever is done to Contacts and in whatever order reports come between: no open case is left with nobody, and what was given on is not given again. */

import fc from "fast-check";
import { expect, test } from "vitest";
import { tellResponsible } from "../../src/case/assignment/hand-over";
import {
  lastTold,
  leadOf,
  opensByContacts,
  peopleResponsible,
  whoIsResponsible,
} from "../../src/case/assignment/responsible-person";
import type { QueuedMessage } from "../../src/register/change";
import type { Run } from "../../src/run";
import { type Cells, directoryOf, person } from "../district/rows";
import { contextOf } from "./cases";
import { PureDesk } from "./desk";

const installer = "admin@district.example";
const addresses = ["ash", "bo", "casey", "dana"].map((name) => `${name}@district.example`);
const roles = [
  "designated contact",
  "designated contact",
  "backup contact",
  "district lead",
  "alternate lead",
] as const;
const schools = ["North High", "South Middle"] as const;

const row = fc
  .record({
    role: fc.constantFrom(...roles),
    school: fc.constantFrom("", ...schools),
    email: fc.constantFrom(...addresses),
    mayOpen: fc.constantFrom(true, true, true, false),
    awayFrom: fc.constantFrom(null, null, null, "2026-08-24"),
  })
  .map(({ role, school, email, ...more }) => person(role, school, email, more));

const step = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      report: fc.constantFrom(1, 2, 3),
      school: fc.constantFrom(...schools),
      danger: fc.boolean(),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      row: fc.nat(4),
      set: fc.oneof(
        fc.record({ email: fc.constantFrom(...addresses) }),
        fc.record({ role: fc.constantFrom(...roles, "probation", "") }),
        fc.record({ mayOpen: fc.boolean() }),
        fc.record({ school: fc.constantFrom("", ...schools) }),
      ),
    }),
  },
  { weight: 1, arbitrary: fc.record({ remove: fc.nat(4) }) },
  { weight: 1, arbitrary: fc.record({ add: row }) },
  { weight: 1, arbitrary: fc.record({ turn: fc.nat(4) }) },
  { weight: 2, arbitrary: fc.record({ acknowledge: fc.constantFrom(...addresses) }) },
  {
    weight: 1,
    arbitrary: fc.record({ assign: fc.constantFrom(...addresses), of: fc.constantFrom(1, 2) }),
  },
  { weight: 3, arbitrary: fc.constant("look" as const) },
);
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

class ContactsDay {
  private readonly desk: PureDesk;
  private readonly mails: QueuedMessage[] = [];
  /** "address reference": who assigned a case to themselves is not told of it. */
  private readonly typed = new Set<string>();

  constructor(private rows: readonly Cells[]) {
    this.desk = new PureDesk(directoryOf({ contacts: rows }));
  }

  private context(): Run {
    return contextOf({
      directory: directoryOf({ contacts: this.rows }),
      now: this.desk.now,
      identity: { runningAs: () => installer },
    });
  }

  private write(rows: readonly Cells[]): void {
    this.rows = rows;
    this.desk.direct(directoryOf({ contacts: rows }));
  }

  private typeOn(reference: string, row: object, who: string): void {
    if (this.desk.files.has(reference)) {
      this.mails.push(...this.desk.type({ [reference]: { row } }, who, false).change.messages);
    }
  }

  look(): number {
    const { change, files } = tellResponsible(this.desk.files.values(), this.context());
    for (const [reference] of files) {
      const own = change.update.filter(({ tab, key }) => tab === "cases" && key === reference);
      this.desk.write(reference, own);
    }
    this.mails.push(...change.messages);
    return files.size;
  }

  play(one: Step): void {
    if (one === "look") this.look();
    else if ("report" in one) {
      const { change } = this.desk.report({
        school: one.school,
        studentName: `Rowan Pine ${one.report}`,
        studentId: String(730_194 + 101 * one.report),
        factors: ["controlled-or-groomed"],
        ...(one.danger ? { immediateDanger: "yes" as const } : {}),
      });
      this.mails.push(...change.messages);
    } else if ("row" in one) {
      this.write(this.rows.map((cells, at) => (at === one.row ? { ...cells, ...one.set } : cells)));
    } else if ("remove" in one) this.write(this.rows.filter((_, at) => at !== one.remove));
    else if ("add" in one) this.write([one.add, ...this.rows]);
    else if ("turn" in one) {
      this.write([...this.rows.slice(one.turn), ...this.rows.slice(0, one.turn)]);
    } else if ("acknowledge" in one) {
      this.typeOn("26-0001", { acknowledged: true }, one.acknowledge);
    } else {
      this.typed.add(`${one.assign} 26-000${one.of}`);
      this.typeOn(`26-000${one.of}`, { assignedTo: one.assign }, one.assign);
    }
  }

  /** Nobody falls between. */
  check(): void {
    const context = this.context();
    const opens = (address: string) =>
      address === installer || opensByContacts(context.directory, address);
    const isTold = (address: string, reference: string) =>
      this.mails.some(
        ({ to, case: of, detail }) =>
          to === address && (of === reference || JSON.stringify(detail).includes(reference)),
      );
    for (const [reference, { row }] of this.desk.files) {
      const one = whoIsResponsible(row, context).email;
      const all = peopleResponsible(row, context).map(({ email }) => email);
      expect(opens(one) || !all.some(opens), `${reference} is with ${one}`).toBe(true);
      const by = row.acknowledged ? [row.acknowledgedBy ?? ""] : [];
      for (const address of by) {
        expect(opens(address) || address === one, `${address} took it on`).toBe(true);
      }
      const knows = (address: string) =>
        (opens(address) || address === one) &&
        (isTold(address, reference) ||
          by.includes(address) ||
          this.typed.has(`${address} ${reference}`));
      const known = [one, lastTold(row)?.email ?? "", ...by, leadOf(row, context).email];
      expect(known.some(knows), `${reference}: ${known.join()}`).toBe(true);
    }
  }
}

test("every open case has someone who may open it and was told of it, or the lead was", () => {
  fc.assert(
    fc.property(
      fc.array(row, { minLength: 1, maxLength: 5 }),
      fc.array(step, { minLength: 3, maxLength: 14 }),
      (rows, steps) => {
        const day = new ContactsDay(rows);
        for (const one of steps) day.play(one);
        day.look();
        day.check();
        expect(day.look(), "nothing is given twice").toBe(0);
      },
    ),
    { numRuns: 250 },
  );
});
