/** The second case that needs a person: another account, let into the Form and a spreadsheet, that gives all permissions but one. */
import { membersOf } from "../../../tests/conformance/table/case";
import type { Door } from "../../../tests/conformance/table/door";
import { ask, unanswered } from "./ask";
import { groundFor, ownAddress } from "./ground";
import { Kept } from "./kept";
import { doneIn, type Step } from "./step";
import { clearTriggers, waitedFor } from "./tidy";
import { type View, view } from "./view";

/** A trigger of the second account that has not run by then does not run; milliseconds. */
const longestWait = 4 * 60_000;

/** Lets the account in, and makes the protected tabs that it will try; each once. */
export function letSecondIn({ google, kept }: Step): void {
  protectOnce(google, kept, "protected-tab", {});
  protectOnce(google, kept, "protected-column", { startColumnIndex: 1, endColumnIndex: 2 });
  if (kept.note("second") === "") kept.write("second", kept.note("second-asked"));
  ask("sharing", google, kept);
}

/** A tab of which only the first account may edit these columns; all of it where none are named. */
function protectOnce(
  google: Door,
  kept: Kept,
  name: string,
  columns: { readonly startColumnIndex?: number; readonly endColumnIndex?: number },
): void {
  if (kept.note(name) !== "") return;
  const { ground } = groundFor(google, kept, null);
  const { sheetId } = ground.tab(4, 3);
  const protectedRange = {
    range: { sheetId, ...columns },
    editors: { users: [ground.me], domainUsersCanEdit: false },
  };
  const requests = [{ addProtectedRange: { protectedRange } }];
  google.sheets().Spreadsheets.batchUpdate({ requests }, ground.spreadsheet());
  kept.write(name, String(sheetId));
}

/** Google did not take the address: it is asked for once more. */
export function wasRefused({ kept }: Step): boolean {
  const letIn = kept.answered("sharing.let-in");
  if (letIn === null || !("answer" in letIn) || !("threw" in membersOf(letIn.answer))) return false;
  kept.remove("answer:sharing.let-in");
  kept.write("second", "");
  kept.write("second-asked", "");
  return true;
}

export function secondIsDone({ kept }: Step): boolean {
  return kept.note("second-done") !== "";
}

export function secondView({ kept }: Step, what: "ask" | "refused" | "wait"): View {
  if (what !== "wait") {
    return view({
      heading: "A second account",
      lines: [
        ...(what === "refused"
          ? ["Google does not let that address in. Is it written right?"]
          : []),
        "The last questions need another account of your district that you can sign in to, and about six minutes. It becomes an editor of this Form and of the probe's spreadsheet, and is let out again at the end.",
        "Before you let it in, look at one thing that no script sees: signed in as that account, open the address under which you sent the Form. It is no editor yet. Tell whoever keeps the script whether the Form opened.",
        "It can go without; those questions are then marked as not asked.",
      ],
      ...doneIn(kept),
      asksAddress: true,
      actions: [
        { act: "second", label: "Let it in", primary: true },
        { act: "without", label: "Go on without" },
      ],
    });
  }
  const begun = unanswered(kept, "second").length === 0;
  return view({
    heading: begun ? "The second account, once more" : "Sign in as the second account",
    lines: begun
      ? [
          "Wait four minutes. Then, as the second account, choose Probe, I am the second account, once more.",
          "If Google asks for a permission then, close that window.",
          "This window notices by itself.",
        ]
      : [
          "In another browser or a private window, sign in as the second account and open this Form's editor (the same address as here).",
          "Choose Probe, I am the second account. Google asks for its permissions: tick all of them but the one to send email.",
          "This window notices by itself.",
        ],
    ...doneIn(kept),
    actions: [{ act: "without", label: "Go on without" }],
    next: { seconds: 15 },
  });
}

/** What the second account clicks, twice: first its cases and a trigger, later whether that has run. */
export function asSecond(google: Door): View {
  const kept = new Kept(google);
  if (kept.note("second") === "" || kept.note("second") !== ownAddress(google)) {
    return view({
      heading: "Not this account",
      lines: [
        "The first account names the second in its own window of the probe, and waits there.",
      ],
    });
  }
  if (kept.note("second-began") === "") {
    clearTriggers(google);
    ask("second", google, kept);
    google.ScriptApp.newTrigger(waitedFor.second).timeBased().after(60_000).create();
    kept.write("second-began", String(Date.now()));
  }
  const waited = Date.now() - Number(kept.note("second-began"));
  if (kept.note("second-trigger-ran") === "" && waited < longestWait) {
    return view({
      heading: "Come back in four minutes",
      lines: [
        "A trigger of this account was set a minute ahead. In four minutes choose Probe, I am the second account, once more.",
      ],
      ...doneIn(kept),
    });
  }
  clearTriggers(google);
  if (kept.note("require-all") === "") {
    // Where Google asks for the permission, the run ends at the next call and this stays.
    kept.write("require-all", "ended");
    kept.write("second-done", "yes");
    google.ScriptApp.requireAllScopes(google.ScriptApp.AuthMode.FULL);
    kept.write("require-all", "went on");
  }
  return view({
    heading: "Thank you",
    lines: ["That was all that the second account is needed for. Go back to the first window."],
    ...doneIn(kept),
  });
}

/** The second account's trigger runs. */
export function secondClockRan(google: Door): void {
  new Kept(google).write("second-trigger-ran", "yes");
}
