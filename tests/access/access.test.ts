/** Who is to be added and removed, what Google refuses, and what the mails about it may name. */

import { describe, expect, expectTypeOf, test } from "vitest";
import { driveSlice } from "../../scripts/workspace/service";
import {
  applyAccess,
  leadEditors,
  mayOpenRegister,
  planAccess,
  recipientsOfAccessNotice,
  recipientsOfRegisterNotice,
  syncEditors,
} from "../../src/access/register-access";
import { parseDirectory } from "../../src/district/directory/read-directory";
import { emptyContents, type RegisterContents } from "../../src/district/sealed-readers";
import { writeMessage } from "../../src/letters/kinds/all-kinds";
import { type StaffAddress, staffAndOthers } from "../../src/letters/templates/about-the-desk";
import { storedDetail } from "../../src/register/change";
import { admin, Bench } from "../contract/bench";
import { pacific } from "../district/rows";
import { california } from "../register/california";
import { runWith } from "../run";

const owner = "owner@d.example";
/** 2026-09-01 09:00 in California. */
const now = Date.UTC(2026, 8, 1, 16, 0);

function directoryOf(
  contacts: readonly Readonly<Record<string, string | boolean>>[],
  domains = "d.example",
) {
  return parseDirectory(
    {
      contacts: contacts.map((cells, at) => ({ row: at + 3, cells })),
      schools: [],
      settings: [
        { row: 3, cells: { setting: "domains", value: domains } },
        { row: 4, cells: { setting: "studentDomains", value: "s1*, s7*" } },
      ],
    },
    california,
  );
}

const row = (role: string, email: string, mayOpen = true) => ({ role, email, mayOpen });
const directory = directoryOf([
  row("designated contact", "c@d.example"),
  row("backup contact", "b@d.example", false),
  row("district lead", "l@d.example"),
  row("alternate lead", "al@d.example"),
  row("district admin", "a@d.example"),
  row("backup contact", "s12@d.example"),
  row("backup contact", "x@elsewhere.example"),
  row("law enforcement", "police@d.example"),
]);

test("ticked staff with a role that reads reports, and nobody else", () => {
  expect(mayOpenRegister(directory, "main", emptyContents)).toEqual([
    "c@d.example",
    "l@d.example",
    "al@d.example",
    "a@d.example",
  ]);
  expect(mayOpenRegister(directory, "sealed", emptyContents)).toEqual([
    "l@d.example",
    "al@d.example",
  ]);
  expect(mayOpenRegister(directory, "sealed-alternate", emptyContents)).toEqual(["al@d.example"]);
  expect(leadEditors(directory)).toEqual(["l@d.example", "al@d.example", "a@d.example"]);
});

const none = { remove: [], add: [] };

describe("a plan", () => {
  test.each<[string, string[], string[], { remove: string[]; add: string[] }]>([
    ["nothing where they are the same", [owner, "c@d.example"], ["c@d.example"], none],
    ["whoever is missing", [owner], ["c@d.example"], { remove: [], add: ["c@d.example"] }],
    [
      "whoever is too many, not the owner",
      [owner, "z@d.example"],
      [],
      { remove: ["z@d.example"], add: [] },
    ],
    ["nobody for the owner", [], [owner], none],
    ["whoever runs this neither comes nor goes", [owner, "run@d.example"], [], none],
    ["nor is added", [owner], ["run@d.example"], none],
  ])("%s", (_name, present, wanted, expected) => {
    const file = { owner: () => owner };
    expect(planAccess(file, { id: "id", present }, wanted, "run@d.example")).toMatchObject(
      expected,
    );
  });
});

describe("carrying it out", () => {
  /** A register that these people may edit; the next removal of an editor is refused. */
  function refusing(...editors: readonly string[]) {
    const bench = new Bench();
    const id = bench.ports.spreadsheets.create("Register", "main");
    const file = driveSlice(bench.store).files[id];
    if (file === undefined) throw new Error("no such file");
    file.editors.push(...editors);
    const error = "Exception: not yours to share";
    bench.workspace.fault({ call: "Spreadsheet.removeEditor", when: "before", error });
    return { bench, id, file };
  }

  test("the removed first; a refusal stops nobody else", () => {
    const { bench, id, file } = refusing("z@d.example", "y@d.example");
    file.viewers.push("v@d.example");
    let whenAdding: readonly string[] = [];
    bench.workspace.atCall("Spreadsheet.addEditor", () => {
      whenAdding = [...file.editors, ...file.viewers];
    });
    const plan = {
      mayShare: true,
      remove: ["z@d.example", "y@d.example", "v@d.example"],
      add: ["c@d.example"],
    };
    const outcome = bench.run(({ access }) => applyAccess(access, id, plan, ["v@d.example"]));
    expect(whenAdding).toEqual(["z@d.example"]);
    expect(file).toMatchObject({ editors: ["z@d.example", "c@d.example"], viewers: [] });
    expect(outcome).toMatchObject({
      added: ["c@d.example"],
      removed: ["y@d.example", "v@d.example"],
      refused: { remove: ["z@d.example"], add: [] },
    });
  });

  test("set-up goes on after a refusal, and hears of it", () => {
    const { bench, id, file } = refusing("z@d.example");
    const align = () => bench.run(({ access }) => syncEditors(access, id, ["c@d.example"], admin));
    const refused = { remove: ["z@d.example"], add: [] };
    expect(align()).toMatchObject({ added: ["c@d.example"], removed: [], refused });
    expect(file.editors).toEqual(["z@d.example", "c@d.example"]);
    expect(align()).toMatchObject({ added: [], removed: ["z@d.example"] });
  });

  test("an outage ends set-up, after the rest was done", () => {
    const { bench, id, file } = refusing();
    const error = "Service Spreadsheets failed while accessing document";
    bench.workspace.fault({ call: "Spreadsheet.addEditor", when: "before", error });
    const wanted = ["c@d.example", "b@d.example"];
    const align = () => bench.run(({ access }) => syncEditors(access, id, wanted, admin));
    expect(align).toThrow("Service Spreadsheets failed");
    expect(file.editors).toEqual(["b@d.example"]);
  });
});

test("nobody whom a case in it excludes opens a sealed register, whatever Contacts say", () => {
  const held = { hasOpenCase: true, excluded: new Set(["l@d.example"]) };
  expect(mayOpenRegister(directory, "sealed", held)).toEqual(["al@d.example"]);
  expect(mayOpenRegister(directory, "sealed-alternate", held)).toEqual(["al@d.example"]);
  const closed = { ...held, hasOpenCase: false };
  expect(mayOpenRegister(directory, "sealed-lead", closed)).toEqual([]);
  // An open case is never without a reader while somebody may read it.
  expect(mayOpenRegister(directory, "sealed-lead", held)).toEqual(["al@d.example"]);
});

describe("who is told", () => {
  test("of the main register: lead and admin", () => {
    expect(recipientsOfAccessNotice(directory, owner)).toEqual(["l@d.example", "a@d.example"]);
  });

  test.each([
    ["sealed", ["l@d.example", "al@d.example"]],
    ["sealed-lead", ["l@d.example"]],
    ["sealed-alternate", ["al@d.example"]],
  ] as const)("of %s: its audience", (register, readers) => {
    expect(recipientsOfRegisterNotice(register, directory, owner, emptyContents)).toEqual(readers);
  });

  test("the account that runs where Contacts names nobody, unless a case excludes it too", () => {
    expect(recipientsOfAccessNotice(directoryOf([]), owner)).toEqual([owner]);
    const told = (held: RegisterContents) =>
      recipientsOfRegisterNotice("sealed", directoryOf([]), owner, held);
    expect(told(emptyContents)).toEqual([owner]);
    expect(told({ hasOpenCase: true, excluded: new Set([owner]) })).toEqual([]);
  });
});

describe("what a mail names", () => {
  test("a plain string is no staff address", () => {
    expectTypeOf<string>().not.toExtend<StaffAddress>();
  });

  test.each([
    ["somebody in Contacts", "c@d.example", 1],
    ["somebody who was in Contacts, inside the domains", "gone@d.example", 1],
    ["a student's account", "s77@d.example", 0],
    ["an outsider", "x@elsewhere.example", 0],
    ["an agency, by its address inside the domains", "police@d.example", 1],
  ])("%s", (_name, address, staff) => {
    const { staff: found, others } = staffAndOthers([address], directory);
    expect([found.length, others]).toEqual([staff, 1 - staff]);
  });

  test("where the district has named no domains, nobody beyond Contacts", () => {
    expect(staffAndOthers(["gone@d.example"], directoryOf([], ""))).toEqual({
      staff: [],
      others: 1,
    });
  });

  /** The mail of a row whose detail cell holds this. */
  const written = (kind: string, detail: object) => {
    const row = { id: `${kind} ${owner}`, kind, to: owner, case: null };
    const mail = writeMessage(
      { ...row, detail: storedDetail(detail) },
      { to: owner, digest: null, spreadsheetId: "abc", isSealed: false, files: new Map() },
      runWith({ now, directory, zone: pacific }),
    );
    if (mail === null) throw new Error("no mail");
    return mail;
  };

  test("both parts say who lost, got and has access, with roles; nothing about a case", () => {
    const mail = written("access-changed", {
      added: ["c@d.example"],
      removed: ["s77@d.example"],
      notAdded: [],
      notRemoved: ["gone@d.example"],
      "refused no-account": ["l@d.example"],
      now: [owner],
    });
    for (const part of [mail.text, mail.html]) {
      expect(part).toContain("c@d.example (designated contact)");
      expect(part).toContain("1 address, not staff");
      expect(part).toContain("gone@d.example");
      expect(part).toContain("l@d.example (district lead)");
      expect(part).toMatch(/google knows no account of this address/i);
      expect(part).not.toContain("s77");
      expect(part).toContain("https://docs.google.com/spreadsheets/d/abc/edit");
    }
    expect(mail.subject).not.toMatch(/\d/);
  });
});
