/** The index of the cases in registers of schools (design 2.22): its own rows, after all that happens to a case, and whom they find. */
import { expect, test } from "vitest";
import { sheetsSlice } from "../../scripts/workspace/sheets/store";
import { Day } from "../day/day";
import { editOf, menu, minutes, rowan, submit } from "../day/events";
import { mails } from "../day/look";
import { admin, alternate, contactsRow, lead, south } from "../day/people";

const [north, middle] = ["school:north-high", "school:south-middle"] as const;
const [ofNorth, east] = ["north@district.example", "east@district.example"] as const;
const schools = { "North High": ofNorth, "South Middle": south, "East High": east };
const directory = {
  schools: Object.keys(schools).map((school) => ({
    ...{ school, grades: "9-12", register: school === "East High" ? undefined : school },
  })),
  contacts: [
    ...Object.entries(schools).map(([school, email]) =>
      contactsRow("designated contact", email, { school }),
    ),
    contactsRow("district lead", lead),
    contactsRow("alternate lead", alternate),
    contactsRow("district admin", admin),
  ],
  settings: { domains: ["district.example"] },
};
const kim = { studentName: "Kim Oak", studentId: "730291" };
const ann = { studentName: "Ann Elm", studentId: "730392" };

/** Each row of the index: whose case, whether it is open, and which fingerprints it has. Rows that were emptied are left out. */
function indexOf(day: Day) {
  const { file } = day.memory().get("caseIndex");
  const [sheet] = sheetsSlice(day.workspace.store).spreadsheets[file]?.sheets ?? [];
  return (sheet?.rows ?? []).flatMap((row) => {
    const [register, reference, status, id, name] = row?.values ?? [];
    if (!reference) return [];
    return [[register, reference, status, Boolean(id), Boolean(name)]];
  });
}

test("it has a row of each case, as that stands: moved, deleted, corrected, closed; none of a drill", async () => {
  const day = await Day.begin({ directory });
  const drill = { school: "North High", studentName: "{drill}", recipientMayBeInvolved: "no" };
  day.play(
    ...[{}, ann, { ...kim, studentId: undefined }].map(submit),
    menu("drill", undefined, admin),
    { submit: drill },
  );
  expect(indexOf(day)).toHaveLength(3);
  day.play(minutes(10));
  const first = [north, "26-1001", "open", true, true];
  expect(indexOf(day)).toEqual([
    first,
    [north, "26-1002", "open", true, true],
    [north, "26-1003", "open", false, true],
  ]);

  day.play(
    { sheet: { deleteRows: { tab: "cases", case: "26-1002", register: north } }, as: admin },
    editOf("26-1003", { studentId: kim.studentId }, ofNorth, north),
    editOf("26-1001", { handedTo: "South Middle" }, ofNorth, north),
    minutes(70),
  );
  const moved = [
    [north, "26-1001", "closed", true, true],
    [north, "26-1003", "open", true, true],
    [middle, "26-2001", "open", true, true],
  ];
  // From the move on, and not only once it was acknowledged.
  expect(indexOf(day)).toEqual(moved);
  day.play(editOf("26-2001", { acknowledged: true }, south, middle), minutes(70));
  expect(indexOf(day)).toEqual(moved);

  // Reports from a third school: the number of its cases afterwards, and what leads are asked about.
  const { studentName } = rowan;
  const reports: [object, number, string[]][] = [
    [{ ...ann, studentId: undefined }, 1, []],
    [{ ...kim, studentId: undefined }, 2, ["26-0002", "26-1003"]],
    [kim, 2, []],
    [{ studentName, studentId: "730999" }, 3, []],
    [{ studentName, studentId: undefined }, 4, ["26-0004", "26-2001"]],
  ];
  let told = 0;
  for (const [more, count, cases] of reports) {
    const out = day.play(submit({ school: "East High", ...more }), minutes(1));
    expect(out.cases.filter((one) => one["register"] === "main")).toHaveLength(count);
    const asked = mails(out, "same-student-elsewhere").slice(told);
    expect(asked.map((mail) => [mail.to[0], mail.cases])).toEqual(
      cases.length === 0 ? [] : [lead, alternate].map((to) => [to, cases]),
    );
    told += asked.length;
  }
  const kimsCase = day.play().cases.find((one) => one["case"] === "26-1003");
  // Contacts has a contact for each school, so a report from another one gives no reason to look.
  expect(kimsCase).toMatchObject({ reports: 2, reviewReasons: [] });
});

/** A report that waits with leads, and is released. */
const released = [
  submit({ recipientMayBeInvolved: "not-sure" }),
  minutes(2),
  editOf("26-0001", { release: true, releaseReason: "Of another school." }, lead, "sealed"),
  minutes(6),
];
const handedOn = [
  submit(),
  minutes(6),
  editOf("26-1001", { acknowledged: true, handedTo: "South Middle" }, ofNorth, north),
  minutes(6),
  editOf("26-2001", { acknowledged: true }, south, middle),
  minutes(40),
];

test.each<[string, readonly object[]]>([
  ["is at another school", [submit({ school: "South Middle" })]],
  ["went to another school", handedOn],
])(
  "what is released of a student whose case %s joins it there; the school that sent it is told",
  async (_, before) => {
    const day = await Day.begin({ directory });
    day.play(...before);
    const out = day.play(...released);
    const open = out.cases.filter(
      (one) => one["status"] === "open" && one["register"] !== "sealed",
    );
    const joined = { register: middle, case: "26-2001", reports: 2, reviewReasons: [] };
    expect(open).toMatchObject([joined]);
    const told = mails(out, "report-elsewhere");
    expect(told.map(({ to }) => to)).toEqual([[ofNorth]]);
    const after = day.play({ advance: "PT2H" });
    expect(after.reports).toHaveLength(out.reports.length);
    expect(mails(after, "report-elsewhere")).toHaveLength(1);
  },
);
