/** A register from last school year, for tests of the roll-over, and what they ask of it. Made-up people only. */
import { reachOnce } from "../../scripts/play/stage";
import { type DriveFile, driveSlice } from "../../scripts/workspace/service";
import { nextMinuteMark } from "../../scripts/workspace/services/script/store";
import type { Page } from "../../src/parts-of-a-page";
import { Day } from "../day/day";
import { closing, editOf, merge, reportOn } from "../day/events";
import { admin } from "../day/people";

/** The edits that close a case as entered by mistake. */
const closed = (reference: string) => closing(reference, "entered-by-mistake");

/**
 * Of 2026: 0001 is past its year; 0002 too, on legal hold; 0003 is open; 0004 was merged into it; 0005 and 0006, merged, are past their year.
 * Of 2027: 0001 was closed an hour ago.
 */
export async function oldDesk(): Promise<Day> {
  const day = await Day.begin({ directory: { settings: { retentionYears: "1" } } });
  reachOnce(day.workspace, ["an old desk"], () => {
    const again = (name: string) => reportOn(name, "");
    day.play(
      reportOn("Alba Ash", "100001"),
      reportOn("Bo Birch", "100002"),
      reportOn("Cleo Cedar", "100003"),
      again("Cleo Cedar"),
      reportOn("Fay Fir", "100006"),
      again("Fay Fir"),
      merge("26-0004", "26-0003"),
      merge("26-0006", "26-0005"),
      ...["26-0001", "26-0002", "26-0005"].flatMap(closed),
      editOf("26-0002", { legalHold: true }, "lead"),
    );
    day.sleep("P370D");
    day.play(reportOn("Dee Dogwood", "100004"), ...closed("27-0001"), { advance: "PT1H" });
  });
  return day;
}

/** The admin's window: the page of the menu's item. */
export const open = (day: Day, who?: string) => day.open("rollOver", who);

/** What a page says, in one text. */
export function words(page: Page): string {
  return JSON.stringify(page.blocks);
}

/** One run of the dialog's, without what its page does by itself. */
export const press = ({ workspace }: Day, act: string, as: string = admin) =>
  workspace.callFromDialog("onDialog", as, [
    JSON.stringify({ view: "roll-over", act, values: {} }),
  ]);

export function isUnderWay(day: Day): boolean {
  return day.memory().get("rollOver").now !== null;
}

/** To just after a tick of the clock, which does not fire: what comes next is over before the one after. */
export function passTick({ workspace }: Day): void {
  const { now } = workspace.clock;
  workspace.passUnattended(nextMinuteMark(now, 5) - now + 5_000);
}

/** Agreed to; where Google allows no more by the minute, the window waits. */
export function rollOver(day: Day): Page {
  const { person, page } = open(day);
  let now = person.press(page, "begin");
  for (let left = 20; now.andThen !== undefined && left > 0; left -= 1) {
    day.workspace.passUnattended((now.andThen.afterSeconds ?? 15) * 1_000);
    now = person.wait(now);
  }
  return now;
}

export function files({ workspace }: Day): readonly DriveFile[] {
  return Object.values(driveSlice(workspace.store).files).filter(
    ({ kind }) => kind === "spreadsheet",
  );
}

const isRetired = ({ trashed, appProperties }: DriveFile): boolean =>
  trashed || Object.values(appProperties).includes("retired");

/** Files that are registers, or are to be: neither in the bin nor kept out of it for a legal hold alone. */
export function inUse(day: Day): readonly DriveFile[] {
  return files(day).filter((file) => !isRetired(file));
}

/** Those whose place was taken, and what was thrown away. */
export function retired(day: Day): readonly DriveFile[] {
  return files(day).filter(isRetired);
}

/** References of a register's cases. */
export function references(day: Day, register = "main"): readonly unknown[] {
  return day
    .out()
    .cases.filter((one) => one["register"] === register)
    .map((one) => one["case"]);
}
