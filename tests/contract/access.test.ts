/** The port Access: who can open a register. */
import { describe, expect, test } from "vitest";
import { setLinkSharing } from "../../scripts/workspace/drive/person";
import { type DriveFile, driveSlice } from "../../scripts/workspace/service";
import { AddressRefused, type Refusal } from "../../src/errors";
import { admin, Bench, type BenchOptions, contact, lead } from "./bench";

const viewer = "viewer@district.example";

function caught(act: () => void): unknown {
  try {
    act();
  } catch (error) {
    return error;
  }
  throw new Error("nothing was refused");
}

function aRegister(options: BenchOptions = {}) {
  const bench = new Bench(options);
  const id = bench.ports.spreadsheets.create("Register", "main");
  const file = (): DriveFile => {
    const found = driveSlice(bench.store).files[id];
    if (found === undefined) throw new Error("no such file");
    return found;
  };
  return { bench, id, file, access: bench.ports.access };
}

describe("editors", () => {
  test.each([
    ["yes", [admin, contact]],
    ["no", [contact]],
  ])("are told in lower case; the owner among them: %s", (spreadsheetEditorsListOwner, editors) => {
    const { id, access, file } = aRegister({ assume: { spreadsheetEditorsListOwner } });
    file().editors.push("Contact@District.Example");
    expect(access.editors(id)).toEqual(editors);
  });

  test("are added and removed by address, whatever its case, and adding twice adds once", () => {
    const { id, access, file } = aRegister();
    access.add(id, contact);
    access.add(id, "Contact@District.Example");
    access.add(id, lead);
    expect(file().editors).toEqual([contact, lead]);
    access.remove(id, "CONTACT@district.example");
    expect(file().editors).toEqual([lead]);
  });

  test("a viewer is taken away, and no editor with them", () => {
    const { id, access, file } = aRegister();
    file().viewers.push(viewer);
    file().editors.push(contact);
    access.removeViewer(id, viewer);
    expect(file()).toMatchObject({ editors: [contact], viewers: [] });
  });
});

describe("an address that Google refuses", () => {
  test.each([
    ["invalid-email", "no-account"],
    ["does-not-exist", "no-account"],
    ["no-such-user", "no-account"],
  ])("there is no such account, called %s: %s", (unknownAddress, why) => {
    const { bench, id, access, file } = aRegister({ assume: { unknownAddress } });
    bench.workspace.deleteAccount(contact);
    expect(caught(() => access.add(id, contact))).toMatchObject({ why });
    access.add(id, lead);
    expect(file().editors).toEqual([lead]);
  });

  test("outside the domain, where the Workspace does not share with it", () => {
    const { id, access } = aRegister({ assume: { outsideSharing: "refused" } });
    const refusal = caught(() => access.add(id, "olly@elsewhere.example"));
    expect(refusal).toMatchObject({ why: "not-allowed" });
  });

  test("the list is full", () => {
    const { id, access, file } = aRegister({ assume: { shareLimit: "4" } });
    file().editors.push(...[1, 2, 3, 4].map((number) => `${number}@district.example`));
    expect(caught(() => access.add(id, lead))).toMatchObject({ why: "full" });
  });

  test("an account that is gone is not taken away either", () => {
    const { bench, id, access } = aRegister({ assume: { deletedEditors: "listed" } });
    access.add(id, contact);
    bench.workspace.deleteAccount(contact);
    expect(caught(() => access.remove(id, contact))).toMatchObject({ why: "no-account" });
  });

  test("of a protection: nothing of the batch is done, and the refusal says what Google's words mean", () => {
    const { bench, id } = aRegister();
    bench.workspace.deleteAccount(contact);
    const protect = (...users: readonly string[]) =>
      bench.ports.spreadsheets.batchUpdate(id, [
        {
          addProtectedRange: {
            protectedRange: {
              description: "Kept closed",
              range: { sheetId: 0 },
              editors: { users, domainUsersCanEdit: false },
            },
          },
        },
      ]);
    expect(caught(() => protect(admin, contact))).toMatchObject({ why: "no-account" });
    expect(bench.ports.spreadsheets.structure(id).protectedRanges).toEqual([]);
    protect(admin);
    const [made] = bench.ports.spreadsheets.structure(id).protectedRanges;
    expect(made?.editors).toEqual([admin]);
  });

  test.each<[string, Refusal | null]>([
    ["Exception: You do not have permission to perform that action.", "not-owner"],
    ["Exception: Sharing outside of your organization is restricted by policy", "not-allowed"],
    ["Exception: Diese Adresse kennt niemand.", "unsaid"],
    ["Exception: Service Spreadsheets timed out while accessing document with id x.", null],
    ["Exception: Service invoked too many times in a short time: spreadsheets.", null],
    ["Exception: We're sorry, a server error occurred. Please wait a bit and try again.", null],
  ])("in the words %s: %s", (error, why) => {
    const { bench, id, access } = aRegister();
    bench.workspace.fault({ call: "Spreadsheet.addEditor", when: "before", error });
    const thrown = caught(() => access.add(id, lead));
    expect(thrown instanceof AddressRefused ? thrown.why : null).toBe(why);
  });
});

describe("the owner", () => {
  test("in lower case, whoever asks, in two calls", () => {
    const { bench, id, access, file } = aRegister();
    access.add(id, contact);
    file().owner = "Lead@District.Example";
    expect(bench.portsOf(contact).access.owner(id)).toBe(lead);
    expect(bench.cost.total).toBe(2);
  });
});

describe("sharing", () => {
  test.each(["anyone", "domain"] as const)("a file that a link opens (%s) says so", (to) => {
    const { bench, id, access } = aRegister();
    setLinkSharing(bench.store, id, to, admin);
    expect(access.sharing(id)).toMatchObject({ open: "link-or-domain", viewers: [] });
  });

  test("names in lower case whoever may only look, and no editor and no owner", () => {
    const { id, access, file } = aRegister();
    file().editors.push(contact);
    file().viewers.push("Viewer@District.Example");
    expect(access.sharing(id)).toMatchObject({ open: "no", viewers: [viewer] });
  });

  test("a file in the bin is told as such, also where a link opens it", () => {
    const { bench, id, access, file } = aRegister();
    setLinkSharing(bench.store, id, "anyone", admin);
    file().trashed = true;
    expect(access.sharing(id).open).toBe("in-bin");
  });

  test("cannot be seen by an account for which the script did not make the file", () => {
    const { bench, id, access, file } = aRegister();
    access.add(id, contact);
    file().viewers.push(viewer);
    expect(bench.portsOf(contact).access.sharing(id)).toMatchObject({
      open: "cannot-see",
      viewers: [],
    });
  });

  test("nor where there is no such file, or the account took back the permission", () => {
    const { bench, id, access } = aRegister();
    expect(access.sharing("no-such-file").open).toBe("cannot-see");
    bench.workspace.revokeScope(admin, "drive.file");
    expect(access.sharing(id).open).toBe("cannot-see");
  });

  test("any other trouble of Google's is thrown", () => {
    const { bench, id, access } = aRegister();
    bench.workspace.fault({ call: "Drive.Permissions.list", when: "before" });
    expect(() => access.sharing(id)).toThrow("Internal error");
    expect(access.sharing(id).open).toBe("no");
  });
});
