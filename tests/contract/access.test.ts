/** The port Access: who can open a register. */
import { describe, expect, test } from "vitest";
import { setLinkSharing } from "../../scripts/workspace/drive/person";
import { type DriveFile, driveSlice } from "../../scripts/workspace/service";
import { admin, Bench, type BenchOptions, contact, lead } from "./bench";

const viewer = "viewer@district.example";

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

  test("whoever could look may edit once added", () => {
    const { id, access, file } = aRegister();
    file().viewers.push(viewer);
    access.add(id, viewer);
    expect(file()).toMatchObject({ editors: [viewer], viewers: [] });
  });

  test("removing somebody who is none does no harm", () => {
    const { id, access } = aRegister();
    access.remove(id, contact);
    expect(access.editors(id)).toEqual([admin]);
  });

  test("a viewer is taken away, and no editor with them", () => {
    const { id, access, file } = aRegister();
    file().viewers.push(viewer);
    file().editors.push(contact);
    access.removeViewer(id, viewer);
    expect(file()).toMatchObject({ editors: [contact], viewers: [] });
  });

  test("an editor who may not share gets Google's words, and nothing changes", () => {
    const { bench, id, access, file } = aRegister();
    access.add(id, contact);
    const others = bench.portsOf(contact).access;
    expect(() => others.add(id, lead)).toThrow("do not have permission");
    expect(() => others.remove(id, admin)).toThrow("do not have permission");
    expect(file().editors).toEqual([contact]);
  });

  test("are told to an editor as to the owner, and to nobody else", () => {
    const { bench, id, access } = aRegister();
    access.add(id, contact);
    expect(bench.portsOf(contact).access.editors(id)).toEqual([admin, contact]);
    expect(() => bench.portsOf(lead).access.editors(id)).toThrow("do not have permissions");
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
  test("a new register is open to nobody, by link or in any other way", () => {
    const { id, access } = aRegister();
    expect(access.sharing(id)).toEqual({ open: "no", viewers: [] });
  });

  test.each(["anyone", "domain"] as const)("a file that a link opens (%s) says so", (to) => {
    const { bench, id, access } = aRegister();
    setLinkSharing(bench.store, id, to, admin);
    expect(access.sharing(id)).toEqual({ open: "link-or-domain", viewers: [] });
  });

  test("names in lower case whoever may only look, and no editor and no owner", () => {
    const { id, access, file } = aRegister();
    file().editors.push(contact);
    file().viewers.push("Viewer@District.Example");
    expect(access.sharing(id)).toEqual({ open: "no", viewers: [viewer] });
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
    expect(bench.portsOf(contact).access.sharing(id)).toEqual({ open: "cannot-see", viewers: [] });
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
