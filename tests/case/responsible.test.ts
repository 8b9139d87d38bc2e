/** Who is responsible for a case, who is asked in the meantime, and who is told about it. Only Contacts decide (design 2.6). */

import { expect, test } from "vitest";
import type { CaseFile } from "../../src/case/facts/case-file";
import { personAsked, whoIsResponsible } from "../../src/case/people/responsible-person";
import type { CaseRow } from "../../src/case/tabs/case-tabs";
import { tellResponsible } from "../../src/casework/hand-over";
import type { PersonRole } from "../../src/protocol/ids";
import { acceptedText } from "../../src/register/row-state";
import type { Run } from "../../src/run";
import { tabs } from "../../src/tabs";
import { type Cells, directoryOf, now, person } from "../district/rows";
import { at, contextOf, opened, sealedContext } from "./cases";

const nora = person("designated contact", "North High", at("nora"));
const nick = person("designated contact", "North High", at("nick"));
const bo = person("backup contact", "North High", at("bo"));
const sam = person("designated contact", "South Middle", at("sam"));
const lee = person("district lead", "", at("lee"));
const alex = person("alternate lead", "", at("alex"));
const ari = person("district admin", "", at("ari"));
const usual = [nora, bo, sam, lee, alex];
const away = (one: Cells): Cells => ({ ...one, awayFrom: "2026-08-01" });
const shut = (one: Cells): Cells => ({ ...one, mayOpen: false });
const told = (role: PersonRole, name: string) => ({
  role,
  at: Date.UTC(2026, 7, 31, 16),
  email: at(name),
});

interface Standing {
  readonly contacts?: readonly Cells[];
  readonly row?: Partial<CaseRow>;
}

const schools = [{ school: "North High" }, { school: "South Middle" }, { school: "East High" }];
const runOf = ({ contacts = usual }: Standing): Run =>
  contextOf({ directory: directoryOf({ schools, contacts }) });
/** With what the row says accepted. */
function fileOf({ row = {} }: Standing): CaseFile {
  const file = opened({ contact: at("nora"), row: { told: null, ...row } });
  return { ...file, row: { ...file.row, accepted: acceptedText(tabs.cases.columns, file.row) } };
}
const are = (...contacts: readonly Cells[]): Standing => ({ contacts });
const says = (row: Partial<CaseRow>): Standing => ({ row });
const [ofNora, ofBo] = [told("designated-contact", "nora"), told("backup-contact", "bo")];

/** Who is responsible, who is asked, and who is told that the case is theirs; Nora was told before, if the row does not say. */
function found(standing: Standing, run = runOf(standing)): string {
  const file = fileOf(standing);
  const { told: before, ...row } = file.row;
  const { change, files } = tellResponsible(
    [{ ...file, row: { ...row, told: before ?? ofNora } }],
    run,
  );
  const given = change.messages.find(({ kind }) => kind === "case-given")?.to ?? "-";
  const after = (files.get("26-0007")?.row ?? file.row).told?.email;
  expect(given === "-" || after === given).toBe(true);
  return [whoIsResponsible(file.row, run).email, personAsked(file.row, run).email, given]
    .map((one) => one.split("@")[0])
    .join(" ");
}

const assigned = { assignedTo: at("sam") };
const [atSouth, east] = [{ ...nora, school: "South Middle" }, { school: "East High" }];

test.each<readonly [string, string, Standing]>([
  ["present", "nora nora -", {}],
  ["away: asked is the backup", "nora bo -", are(away(nora), bo, lee)],
  ["away, as is everyone", "nora nora -", are(away(nora), away(lee))],
  ["left Contacts", "bo bo bo", are(bo, sam, lee)],
  ["left, the backup too", "lee lee lee", are(sam, lee, alex)],
  ["left, and the next is away", "bo lee lee", are(away(bo), lee)],
  ["replaced", "nick nick nick", are(nick, bo, lee)],
  ["at another school now", "bo bo bo", are(atSouth, bo, lee)],
  ["may not open the register", "bo bo bo", are(shut(nora), bo, lee)],
  ["may not open it, as no one may yet", "nora nora -", are(shut(nora), shut(lee))],
  ["may not open it, and no one who may serves", "nora nora -", are(shut(nora), sam)],
  ["may not open it, and only the admin may", "nora nora -", are(shut(nora), shut(lee), ari)],
  ["stepped aside", "bo bo bo", says({ steppedAside: at("nora") })],
  ["kept from the case", "bo bo bo", says({ excluded: [at("nora")] })],
  ["assigned", "sam sam sam", says(assigned)],
  ["assigned, away", "sam nora -", { ...are(nora, away(sam), lee), row: assigned }],
  ["assigned, left", "nora nora -", { ...are(nora, lee), row: assigned }],
  ["assigned, may not open it", "nora nora -", { ...are(nora, shut(sam), lee), row: assigned }],
  ["assigned, aside", "nora nora -", says({ ...assigned, steppedAside: at("sam") })],
  ["assigned, kept from it", "nora nora -", says({ ...assigned, excluded: [at("sam")] })],
  ["a school without a contact", "lee lee lee", says(east)],
  ["such a school, the lead away", "lee alex alex", { ...are(away(lee), alex), row: east }],
  ["a school that is not listed", "lee lee lee", says({ school: "Nowhere" })],
  ["handed over, not received", "nora nora -", says({ handedTo: "South Middle" })],
  ["received there", "sam sam sam", says({ handedTo: "south middle", handedAt: now })],
  ["two, whatever their order", "nora nora -", { ...are(nick, nora), row: { told: ofNora } }],
  ["back; the backup stood in", "nora nora nora", says({ told: ofBo })],
  ["away; the backup stands in", "nora bo -", { ...are(away(nora), bo, lee), row: { told: ofBo } }],
  ["both are away", "nora lee -", { ...are(away(nora), away(bo), lee), row: { told: ofBo } }],
  ["no one in Contacts", "installer installer installer", are()],
])("the contact: %s", (_name, expected, standing) => {
  expect(found(standing)).toBe(expected);
});

test("no one in Contacts: two accounts that run do not tell each other in turn", () => {
  const standing = { ...are(), row: { told: told("district-admin", "spare") } };
  const run = runOf(standing);
  expect(found(standing, run)).toBe("installer installer installer");
  run.memory.set("account", { asked: 1 }, at("spare"));
  expect(found(standing, run)).toBe("installer installer -");
});

test.each<readonly [string, string, readonly Cells[], readonly string[]]>([
  ["the lead", "lee lee lee", [nora, lee, alex], []],
  ["the alternate, while the lead is away", "lee alex alex", [away(lee), alex], []],
  ["no one whom the register excludes", "alex alex alex", [lee, alex], [at("lee")]],
])("in a sealed register: %s", (_name, expected, contacts, excluded) => {
  const directory = directoryOf({ contacts });
  expect(found({ contacts }, sealedContext("sealed", { directory }, excluded))).toBe(expected);
});

const boAside = { steppedAside: at("bo") };
test.each<readonly [string, string, Standing & { readonly by: string }]>([
  ["of another counts as long as they may act", "true", { by: "bo" }],
  ["of the account that runs counts", "true", { by: "installer" }],
  ["of one who left ends", "false nora lee", { by: "gone" }],
  ["of one who may not open it ends", "false nora lee", { by: "bo", ...are(nora, shut(bo), lee) }],
  ["of one who stepped aside ends", "false nora lee", { by: "bo", ...says(boAside) }],
  ["of whoever is next counts, and the rest stands", "true", { by: "bo", ...are(bo, lee) }],
  ["of whoever stood in ends", "false nora lee bo", { by: "bo", row: { told: ofBo } }],
])("an acknowledgement %s", (_name, expected, { by, row, ...standing }) => {
  const acknowledged = { acknowledged: true, acknowledgedBy: at(by) };
  const file = fileOf({ row: { told: ofNora, ...acknowledged, ...row } });
  const { change, files } = tellResponsible([file], runOf(standing));
  const is = (files.get("26-0007") ?? file).row.acknowledged;
  expect([is, ...change.messages.map(({ to }) => to.split("@")[0])].join(" ")).toBe(expected);
});

test("no one is told of a case that is closed, merged or a drill, or in which someone has just typed", () => {
  const run = runOf({ contacts: [bo, lee] });
  const untold = [says({ closedAt: now }), says({ mergedInto: "26-0001" }), says({ drill: true })];
  const typed = { ...fileOf({}), row: { ...fileOf({}).row, notes: "Typed." } };
  for (const file of [...untold.map(fileOf), typed]) {
    expect(tellResponsible([file], run).files.size).toBe(0);
  }
  expect(tellResponsible([fileOf({})], run).files.size).toBe(1);
});

test("whoever acknowledged a case before it became theirs gets no more time than it had", () => {
  const acknowledged = { acknowledged: true, acknowledgedBy: at("bo") };
  const file = fileOf({ row: { told: ofNora, ...acknowledged } });
  const { change, files } = tellResponsible([file], runOf(are(bo, sam, lee, alex)));
  expect(files.get("26-0007")?.row.told).toEqual({ ...ofBo, at: ofNora.at });
  expect(change.messages).toEqual([]);
});
