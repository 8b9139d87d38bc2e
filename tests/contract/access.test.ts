/** The port Access, in addition to the table: addresses in lower case, why an address is refused, what Drive says about sharing. */
import { expect, test } from "vitest";
import { setLinkSharing } from "../../scripts/workspace/drive/person";
import { type DriveFile, driveSlice } from "../../scripts/workspace/service";
import type { Refusal } from "../../src/errors";
import { admin, Bench, contact, lead } from "./bench";

const viewer = "viewer@district.example";

/** A register with an editor and a viewer whose addresses Google has in another case. */
function aRegister() {
  const bench = new Bench();
  const id = bench.ports.spreadsheets.create("Register", "main");
  const [file] = Object.values(driveSlice(bench.store).files).slice(-1);
  if (file === undefined) throw new Error("no such file");
  file.editors.push("Contact@District.Example");
  file.viewers.push("Viewer@District.Example");
  return { bench, id, file, access: bench.ports.access };
}

test("addresses are told in lower case; an owner in two calls, whoever asks", () => {
  const { bench, id, file, access } = aRegister();
  expect(access.editors(id)).toEqual([admin, contact]);
  expect(access.sharing(id)).toMatchObject({ open: "no", viewers: [viewer] });
  file.editors.push(lead);
  file.owner = "Admin@District.Example";
  expect(bench.portsOf(lead).access.owner(id)).toBe(admin);
  expect(bench.cost.total).toBe(2);
});

test("whatever case an address is given in, it is added once and removed; a viewer leaves, and no editor with them", () => {
  const { id, file, access } = aRegister();
  for (const address of [lead, "Lead@District.Example"]) access.add(id, address);
  expect(file.editors.slice(1)).toEqual([lead]);
  access.remove(id, "LEAD@district.example");
  file.viewers = [viewer];
  access.removeViewer(id, viewer);
  expect(file).toMatchObject({ editors: ["Contact@District.Example"], viewers: [] });
});

test.each<[string, Refusal | null]>([
  ["Exception: Invalid email: x@district.example", "no-account"],
  ["Exception: User does not exist", "no-account"],
  ["Exception: No such user.", "no-account"],
  ["Exception: There is no Google account associated with this email address", "no-account"],
  ["Exception: x@district.example 이메일 주소와 연결된 Google 계정이 없습니다", "unsaid"],
  ["Exception: ((The file cannot be shared with more people))", "full"],
  ["Exception: ((The organization's policy allows no sharing outside of it))", "not-allowed"],
  ["Exception: Sharing outside of your organization is restricted by policy", "not-allowed"],
  ["Exception: You do not have permission to perform that action.", "not-owner"],
  ["Exception: Diese Adresse kennt niemand.", "unsaid"],
  ["Exception: Service Spreadsheets timed out while accessing document with id x.", null],
  ["Exception: Service invoked too many times in a short time: spreadsheets.", null],
  ["Exception: We're sorry, a server error occurred. Please wait a bit and try again.", null],
])("an address is refused in the words %s: %s", (error, why) => {
  const { bench, id, access } = aRegister();
  bench.workspace.fault({ call: "Spreadsheet.addEditor", when: "before", error });
  const told = expect.objectContaining({ why: why ?? expect.anything() });
  const refusal = expect(() => access.add(id, lead));
  if (why === null) refusal.not.toThrow(told);
  else refusal.toThrow(told);
});

const anyone = "link-or-domain";
test.each<[string, (bench: Bench, file: DriveFile) => void, string]>([
  ["a link opens", ({ store }, { id }) => setLinkSharing(store, id, "anyone", admin), anyone],
  ["a domain opens", ({ store }, { id }) => setLinkSharing(store, id, "domain", admin), anyone],
  ["binned", (_, file) => Object.assign(file, { linkSharing: "anyone", trashed: true }), "in-bin"],
  [
    "that this account may not share",
    (_, file) => Object.assign(file, { owner: lead, editors: [admin], writersCanShare: false }),
    "cannot-see",
  ],
  ["another account made", (_, file) => Object.assign(file, { grantedTo: [] }), "cannot-see"],
  ["no permission", ({ workspace }) => workspace.revokeScope(admin, "drive.file"), "cannot-see"],
  ["no API", ({ workspace }) => workspace.switchService("Drive", false), "service-off"],
])("sharing of a file: %s", (_, act, open) => {
  const { bench, id, file, access } = aRegister();
  act(bench, file);
  expect(access.sharing(id).open).toBe(open);
});

test("sharing of no such file cannot be seen, and any other trouble of Google's is thrown", () => {
  const { bench, access } = aRegister();
  expect(access.sharing("no-such-file")).toMatchObject({ open: "cannot-see", viewers: [] });
  bench.workspace.fault({ call: "Drive.Files.get", when: "before" });
  expect(() => access.sharing("no-such-file")).toThrow("Internal error");
});
