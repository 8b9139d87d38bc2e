/** Protections of which Google refuses an editor: whom it finds out, in how many calls, and what is no person's fault. */
import { describe, expect, test } from "vitest";
import { giveEditors } from "../../src/access/refused-addresses";
import { AddressRefused } from "../../src/errors";
import type { Access, BatchRequest, SpreadsheetStructure, Spreadsheets } from "../../src/ports";
import type { Run } from "../../src/run";

const me = "me@d.example";
const spare = "spare@d.example";
const leads = ["a@d.example", "b@d.example", "c@d.example"];
const other: BatchRequest = { deleteFilterView: { filterId: 1 } };

const structure = (editors: readonly string[]): SpreadsheetStructure => ({
  tabs: [],
  zone: "",
  locale: "",
  filterViews: [],
  highlights: [],
  charts: [],
  protectedRanges: [
    { id: 7, description: "Kept by the automation (cases)", editors: [me, spare] },
    { id: 8, description: "Leads and admins fill this in (cases: x)", editors },
    { id: 9, description: "The district's own", editors: [] },
  ].map((range) => ({ ...range, sheetId: 1, isOpen: true, range: { sheetId: 1 }, leavesOpen: [] })),
});

/** Takes every editor but those, and keeps what was sent. */
function spreadsheets(unknown: readonly string[], isBroken = false) {
  const sent: (readonly BatchRequest[])[] = [];
  const refusing: Pick<Spreadsheets, "batchUpdate"> = {
    batchUpdate(_id, requests) {
      const text = JSON.stringify(requests);
      const names = unknown.some((address) => text.includes(address));
      if ((isBroken && text.includes("editors")) || names) {
        throw new AddressRefused("unsaid", "Exception: no");
      }
      sent.push(requests);
      return { ranges: [] };
    },
  };
  const access: Pick<Access, "owner"> = { owner: () => "owner@d.example" };
  // giveEditors writes, asks for the owner, and does nothing else.
  return { sent, port: { spreadsheets: refusing, access } as unknown as Run };
}

const give = (port: Run, others: readonly BatchRequest[] = []) =>
  giveEditors(
    port,
    { id: "id", structure: structure([]) },
    { installers: [me, spare], leads },
    { sure: [me, spare], others },
  );

/** The editors that the protection of the leads has in the end. */
function inTheEnd(sent: readonly (readonly BatchRequest[])[]): readonly string[] {
  const requests = sent.flat();
  const ofLeads = requests.flatMap((request) =>
    "updateProtectedRange" in request ? [request.updateProtectedRange?.protectedRange] : [],
  );
  return ofLeads[ofLeads.length - 1]?.editors?.users ?? [];
}

describe("giving protections their editors", () => {
  test("nobody is refused: one call, with what else is to be written", () => {
    const { sent, port } = spreadsheets([]);
    expect([...give(port, [other])]).toEqual([]);
    expect(sent).toHaveLength(1);
    expect(sent[0]).toContain(other);
    expect(inTheEnd(sent)).toEqual([me, spare, ...leads]);
  });

  test.each([
    ["nothing to do", [], 0],
    ["whom Google lists because they own the file", ["owner@d.example"], 0],
    ["somebody who left", ["gone@d.example"], 1],
  ])("%s: so many calls", (_, more, calls) => {
    const { sent, port } = spreadsheets([]);
    const present = structure([me, spare, ...leads, ...more]);
    giveEditors(
      port,
      { id: "id", structure: present },
      { installers: [me, spare], leads },
      { sure: [me] },
    );
    expect(sent).toHaveLength(calls);
  });

  test.each([
    ["the first", [leads[0]]],
    ["the last", [leads[2]]],
    ["two", [leads[0], leads[2]]],
    ["all", leads],
  ] as const)(
    "%s of the leads refused: the others write, and the rest is written",
    (_name, gone) => {
      const unknown = gone.flatMap((address) => address ?? []);
      const { sent, port } = spreadsheets(unknown);
      expect([...give(port, [other])]).toEqual(unknown.map((address) => [address, "unsaid"]));
      expect(sent.flat()).toContain(other);
      const stay = leads.filter((address) => !unknown.includes(address));
      expect(inTheEnd(sent)).toEqual([me, spare, ...stay]);
      // Whoever runs the desk never loses the right to write on the way.
      for (const batch of sent)
        for (const request of batch)
          if ("updateProtectedRange" in request)
            expect(request.updateProtectedRange?.protectedRange.editors?.users).toEqual(
              expect.arrayContaining([me, spare]),
            );
    },
  );

  test("what is refused without them as well is nobody's fault: thrown, and nobody named", () => {
    const { port } = spreadsheets([], true);
    expect(() => give(port)).toThrow(AddressRefused);
  });
});
