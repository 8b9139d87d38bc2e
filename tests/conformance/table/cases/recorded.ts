/**
 * What others recorded of Google, played again: what was asked, what was answered, and where that is kept. The facts alone are written down
 * here; the recordings stay where they are.
 */
import { casesOf, outcomeOf, refusal } from "../case";
import { batch, protect, shown, written } from "../sheets";

const samples = "nailegg/sensory-api-test, samples";

export const recordedCases = casesOf("dialog", {
  "recorded.locked-range": {
    asks: "An owner locks four rows of two columns, writes there, and lifts the lock: how is it read, is the write taken, what does lifting answer, and what is read then?",
    source: `recorded 2026-10-04: ${samples}/google_sheets/uc3-lock-ranges-owner-write.json`,
    is: [[5, 9, 1, 3], true, 1, "taken", [{}], 0],
    run(ground) {
      const tab = ground.tab(12, 4);
      const { sheetId } = tab;
      const columns = { startColumnIndex: 1, endColumnIndex: 3 };
      const range = { sheetId, startRowIndex: 5, endRowIndex: 9, ...columns };
      const editors = { users: [], domainUsersCanEdit: false };
      batch(ground, [protect({ range, editors })]);
      const lock = shown(ground, sheetId, "protectedRanges")?.protectedRanges?.[0];
      const {
        startRowIndex = 0,
        endRowIndex = 0,
        startColumnIndex = 0,
        endColumnIndex = 0,
      } = lock?.range ?? {};
      const wrote = outcomeOf(() => batch(ground, [written(tab, 5, 1, [[6]])]));
      const protectedRangeId = lock?.protectedRangeId ?? 0;
      const lifted = batch(ground, [{ deleteProtectedRange: { protectedRangeId } }]);
      return [
        [startRowIndex, endRowIndex, startColumnIndex, endColumnIndex],
        lock?.requestingUserCanEdit === true,
        lock?.editors?.users?.length ?? 0,
        wrote,
        (lifted.replies ?? []).map(() => ({})),
        shown(ground, sheetId, "protectedRanges")?.protectedRanges?.length ?? 0,
      ];
    },
  },
  "recorded.let-in-twice": {
    asks: "Is letting in somebody who is in already taken, and is what is no address refused?",
    source: `recorded 2026-10-03: ${samples}/google_docs/uc2-share-errors.json (by Drive; here by SpreadsheetApp)`,
    where: "here",
    is: [null, null, 1, "Exception: Invalid email: not-an-email"],
    run({ google, otherFile }) {
      const file = google.SpreadsheetApp.openById(otherFile());
      const add = (address: string) => refusal(() => file.addEditor(address));
      const twice = [add("second@district.example"), add("second@district.example")];
      const isIn = file.getEditors().filter((one) => one.getEmail() === "second@district.example");
      return [...twice, isIn.length, add("not-an-email")];
    },
  },
});
