/** Who can open what, what happens to each person for each of Google's answers, and what the emails about it may name. */

import { describe, expect, test } from "vitest";
import { type AccessTable, afterTelling } from "../../src/access/access-not-given-yet";
import { changeEditors } from "../../src/access/match-editors-to-contacts";
import { giveEditors, recipientsOfRegisterNotice, whoMayOpen } from "../../src/access/who-may-open";
import type { Directory } from "../../src/district-directory";
import { AddressRefused, type Refusal } from "../../src/errors";
import { staffAndOthers } from "../../src/messages/notices-to-leads";
import { responsesToRead, toldWithoutContent } from "../../src/outage/ask-without-register";
import type { BatchRequest, RegisterName, SpreadsheetStructure } from "../../src/ports";
import type { Run } from "../../src/run";
import { emptyContents, type RegisterContents } from "../../src/sealed/who-reads-sealed-registers";
import { hour } from "../day/events";
import { type Cells, directoryOf as directoryIn, now } from "../district/rows";
import { runWith } from "../run";

const owner = "owner@d.example";
const spare = "spare@d.example";
const directoryOf = (contacts: readonly Cells[], domains = "d.example") =>
  directoryIn({ contacts, schools: [], settings: { domains, studentDomains: "s1*, s7*" } });

const row = (role: string, email: string, mayOpen = true) => ({ role, email, mayOpen });
/** Their roles in Contacts, and in which registers they may be: main, sealed, sealed-lead, sealed-alternate. */
const people = {
  "c@d.example": ["designated contact", "main"],
  "b@d.example": ["backup contact", "main"],
  "l@d.example": ["district lead", "main sealed sealed-lead"],
  "al@d.example": ["alternate lead", "main sealed sealed-alternate"],
  "a@d.example": ["district admin", "main"],
  "deleted@d.example": ["backup contact", "main"],
  "unticked@d.example": ["backup contact", ""],
  "s12@d.example": ["backup contact", ""],
  "x@elsewhere.example": ["backup contact", ""],
  "police@d.example": ["law enforcement", ""],
  "left@d.example": [null, ""],
} as const;
type Address = keyof typeof people;
const directory = directoryOf(
  Object.entries(people).flatMap(([email, [role]]) =>
    role === null ? [] : [row(role, email, email !== "unticked@d.example")],
  ),
);
const runOf = (of: Directory, me = owner) =>
  runWith({ directory: of, identity: { runningAs: () => me }, memory: { owners: () => [] } });
const mayOpen = (register: RegisterName, held = emptyContents) =>
  whoMayOpen(runOf(directory, spare), register, held);

describe("who may open what", () => {
  test.each(["main", "sealed", "sealed-lead", "sealed-alternate"] as const)("%s", (register) => {
    const meant = Object.entries(people).flatMap(([who, [, files]]) =>
      files.split(" ").includes(register) ? [who] : [],
    );
    expect(mayOpen(register)).toMatchObject({ people: meant, all: [...meant, spare] });
  });

  test("the columns of leads and admins", () => {
    const leads = ["l@d.example", "al@d.example", "a@d.example"];
    expect(mayOpen("main").leads).toEqual(leads);
    const held = { hasOpenCase: true, excluded: new Set(["l@d.example"]) };
    expect(mayOpen("sealed", held).leads).toEqual(leads.slice(1));
    const unconfirmed = runOf({ ...directory, unconfirmed: new Set(["al@d.example"]) }, spare);
    expect(whoMayOpen(unconfirmed, "main", emptyContents).leads).toEqual([leads[0], leads[2]]);
  });

  test("no one whom a case excludes opens the file that holds it, whatever Contacts say", () => {
    const held = { hasOpenCase: true, excluded: new Set(["l@d.example"]) };
    const read = (register: RegisterName, of: RegisterContents) => mayOpen(register, of).people;
    expect(read("sealed", held)).toEqual(["al@d.example"]);
    expect(read("sealed-alternate", held)).toEqual(["al@d.example"]);
    expect(read("sealed-lead", { ...held, hasOpenCase: false })).toEqual([]);
    // An open case is never without a reader while somebody may read it.
    expect(read("sealed-lead", held)).toEqual(["al@d.example"]);
  });
});

// Each person of the table for each answer of Google: what is done, told, and told again an hour later.

/** What Google answers where it is asked to change an editor: it does so, does so and lists them as before, refuses, or fails. */
const answers = [
  "ok",
  "unlisted",
  "no-account",
  "not-owner",
  "unsaid",
  "not-allowed",
  "full",
  "404: Exception: File not found: x.",
  "rate limit: Exception: Service invoked too many times in a short time: drive.",
] as const;
type Says = (typeof answers)[number];

function refuse(says: Exclude<Says, "ok" | "unlisted">): never {
  const [, words] = says.split(": Exception");
  if (words !== undefined) throw Object.assign(new Error(words), { name: "Exception" });
  // What is no error of Google's is a refusal.
  throw new AddressRefused(says as Refusal, "Exception: no");
}

/** The main register's file, of which Google answers so about one person. */
function fileOf(who: string, answer: Says, isOwner: boolean, isIn: boolean) {
  const file = { editors: new Set(isIn ? [who] : []), answer, asked: 0 };
  const change = (address: string, act: () => void) => {
    file.asked += Number(address === who);
    if (file.answer === "ok") act();
    else if (file.answer !== "unlisted") refuse(file.answer);
  };
  const clock = { at: now };
  const run = runWith({
    clock: { now: () => clock.at },
    identity: { runningAs: () => (isOwner ? owner : spare) },
    access: {
      editors: () => [...file.editors],
      owner: () => owner,
      add: (_id, address) => change(address, () => file.editors.add(address)),
      remove: (_id, address) => change(address, () => file.editors.delete(address)),
    },
  });
  let table: AccessTable = {};
  return {
    file,
    table: () => table,
    /** One look; what people are told of this person, and then know. */
    look(at: number): string {
      const wanted = mayOpen("main").people.filter((one) => one === who);
      const asked = { id: "id", wanted, viewers: [] };
      clock.at = at;
      const found = changeEditors(run, asked, table, () => undefined);
      table = afterTelling(found.table, wanted, at);
      const { refused, ...lists } = found.news;
      const whys = Object.entries(refused).map(([why, all]) => [`refused ${why}`, all] as const);
      const said = [...Object.entries(lists), ...whys].flatMap(([what, all]) =>
        all.includes(who) ? what : [],
      );
      return (found.error === null ? said : [...said, "thrown"]).join();
    },
  };
}

/** What is told of somebody who is to be let in, or taken out, by what Google says. */
const expected = (answer: Says): readonly [whenAdded: string, whenRemoved: string] => {
  if (answer === "ok" || answer === "unlisted") return ["added", "removed"];
  if (answer === "no-account") return ["refused no-account", ""];
  if (answer === "not-owner") return ["notAdded", "notRemoved"];
  if (answer.includes(":")) return ["thrown", "thrown"];
  return [`refused ${answer}`, "notRemoved"];
};

describe.each(answers)("Google answers: %s", (answer) => {
  // The names of an object are those of its type.
  test.each(Object.keys(people) as Address[])("%s", (who) => {
    const isMeant = people[who][1] !== "";
    for (const isIn of [true, false]) {
      const { file, look, table } = fileOf(who, answer, true, isIn);
      const said = isMeant === isIn ? "" : expected(answer)[isMeant ? 0 : 1];
      expect(look(now)).toBe(said);
      const isRefused = answer !== "ok" && answer !== "unlisted";
      expect(file.editors.has(who)).toBe(isRefused || answer === "unlisted" ? isIn : isMeant);
      // An hour later it is asked again, and nobody is told of the same answer twice.
      const asked = file.asked;
      expect(look(now + hour)).toBe(said === "thrown" ? said : "");
      expect(file.asked - asked).toBe(file.editors.has(who) === isMeant ? 0 : 1);
      // Google does it in the end: that is told, but of nobody of whom it was told before.
      file.answer = "ok";
      const isNews = isMeant !== isIn && isRefused;
      expect(look(now + 2 * hour)).toBe(isNews ? (isMeant ? "added" : "removed") : "");
      look(now + 3 * hour);
      expect(table()).toEqual({});
    }
  });
});

test("an account that does not own the file: words that are not known mean that it may not share", () => {
  const { look } = fileOf("c@d.example", "unsaid", false, false);
  expect(look(now)).toBe("notAdded");
});

describe("the editors of protections, of which Google refuses a whole batch because of one", () => {
  const me = "me@d.example";
  const leads = ["a@d.example", "b@d.example", "c@d.example"];
  const other: BatchRequest = { deleteFilterView: { filterId: 1 } };
  const open = [{ sheetId: 1, startColumnIndex: 2, endColumnIndex: 4 }];
  const structure = (editors: readonly string[]): SpreadsheetStructure => ({
    tabs: [],
    zone: "",
    filterViews: [],
    highlights: [],
    charts: [],
    protectedRanges: [
      { id: 7, description: "Kept by the automation (cases)", editors: [me, spare] },
      { id: 8, description: "Leads and admins fill this in (cases: x)", editors },
      { id: 9, description: "The district's own", editors: [] },
    ].map((range) => ({
      ...range,
      isOpen: true,
      range: { sheetId: 1 },
      leavesOpen: open,
    })),
  });
  const protecting = (unknown: readonly string[], present = structure([])) => {
    const sent: (readonly BatchRequest[])[] = [];
    const run = runWith({
      access: { owner: () => owner },
      spreadsheets: {
        batchUpdate(_id, requests) {
          const text = JSON.stringify(requests);
          if (unknown.some((address) => text.includes(address))) {
            throw new AddressRefused("unsaid", "Exception: no");
          }
          sent.push(requests);
          return [];
        },
      },
    });
    const give = (others: readonly BatchRequest[] = []) => [
      ...giveEditors(
        run,
        { id: "id", structure: present },
        { installers: [me, spare], leads },
        { sure: [me, spare], others },
      ).keys(),
    ];
    const given = () =>
      sent.flat().flatMap((request) => {
        if (!("updateProtectedRange" in request)) return [];
        const { editors, unprotectedRanges } = request.updateProtectedRange.protectedRange;
        // Editors alone would erase what the protection leaves open.
        expect(unprotectedRanges).toEqual(open);
        return [editors?.users ?? []];
      });
    return { sent, give, given };
  };

  test("nothing to do, also where Google lists the file's owner: no call", () => {
    const { sent, give } = protecting([], structure([me, spare, ...leads, owner]));
    give();
    expect(sent).toEqual([]);
  });

  test.each([[[]], [[leads[0]]], [[leads[2]]], [[leads[0], leads[2]]], [leads]])(
    "without %j: the others write, and the rest is written",
    (gone) => {
      const unknown = gone.flatMap((address) => address ?? []);
      const { sent, give, given } = protecting(unknown);
      expect(give([other])).toEqual(unknown);
      // It comes last: editors are sent with the open ranges as they were read, and it may change these.
      expect(sent.at(-1)?.at(-1)).toBe(other);
      const stay = leads.filter((address) => !unknown.includes(address));
      expect(given().at(-1)).toEqual([me, spare, ...stay]);
      if (unknown.length === 0) expect(sent).toHaveLength(1);
      // Whoever runs the system never loses the right to write on the way.
      for (const users of given()) expect(users).toEqual(expect.arrayContaining([me, spare]));
    },
  );

  test("what is refused without them as well is no one's fault: thrown, and no one named", () => {
    expect(() => protecting([me]).give()).toThrow("Google refuses an address");
  });
});

describe("who is told", () => {
  test.each([
    ["main", ["l@d.example", "a@d.example"]],
    ["sealed", ["l@d.example", "al@d.example"]],
    ["sealed-lead", ["l@d.example"]],
    ["sealed-alternate", ["al@d.example"]],
  ] as const)("of %s", (register, readers) => {
    expect(recipientsOfRegisterNotice(runOf(directory), register, emptyContents)).toEqual(readers);
  });

  test("the account that runs where Contacts names no one, unless a case excludes it too", () => {
    expect(recipientsOfRegisterNotice(runOf(directoryOf([])))).toEqual([owner]);
    const afterTelling = (held: RegisterContents) =>
      recipientsOfRegisterNotice(runOf(directoryOf([])), "sealed", held);
    expect(afterTelling(emptyContents)).toEqual([owner]);
    expect(afterTelling({ hasOpenCase: true, excluded: new Set([owner]) })).toEqual([]);
  });

  test.each<[readonly string[], readonly string[]]>([
    [[], [owner]],
    [[owner], [spare]],
    [[owner, spare], ["c@d.example"]],
    [[owner, spare, "c@d.example"], []],
  ])(
    "without content, where only the school's own contact is in Contacts: %j is kept out",
    (out, told) => {
      const own = { ...row("designated contact", "c@d.example"), school: "North High" };
      const { memory: _none, ...parts } = runOf(directoryOf([own]));
      const memory = {
        owners: () => [owner, spare],
        get: () => ({ asked: now, ran: now }),
      };
      const run = runWith({ ...parts, memory: memory as unknown as Run["memory"] }); // All that is asked of it.
      expect(toldWithoutContent(run, new Set(out), "North High", null)).toEqual(told);
    },
  );
});

test.each<[readonly string[] | null, boolean]>([
  [[], true],
  [["c@d.example"], true],
  [["e@d.example"], false],
  [[owner], false],
  [[spare], false],
  [null, false],
])("the link to the Form's responses, where a report keeps out %j", (out, isShown) => {
  const { memory: _none, ...parts } = runOf(directory);
  const memory = {
    owners: () => [owner, spare],
    get: () => ({ asked: now, ran: now, id: "form-1" }),
  };
  const run = runWith({
    ...parts,
    memory: memory as unknown as Run["memory"], // All that is asked of it.
    ownMemory: { get: () => ({ unread: {} }) } as unknown as Run["ownMemory"], // As above.
    form: { editors: () => ["e@d.example"] },
  });
  expect(responsesToRead(run, out, directory) !== null).toBe(isShown);
});

describe("what a mail names", () => {
  test.each([
    ["someone in Contacts", "c@d.example", 1],
    ["someone who was in Contacts, inside the domains", "gone@d.example", 1],
    ["a student's account", "s77@d.example", 0],
    ["an outsider", "x@elsewhere.example", 0],
    ["an agency, by its address inside the domains", "police@d.example", 1],
  ])("%s", (_name, address, staff) => {
    const { staff: found, others } = staffAndOthers([address], directory);
    expect([found.length, others]).toEqual([staff, 1 - staff]);
  });

  test("where the district has named no domains, no one beyond Contacts", () => {
    expect(staffAndOthers(["gone@d.example"], directoryOf([], ""))).toEqual({
      staff: [],
      others: 1,
    });
  });
});
