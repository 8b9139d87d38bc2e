/** The page on drills (design 2.17): what a drill is, the code for it, and the result of the last one. */

import { emptyCase, isActMade } from "../case/facts/case-file";
import { inDanger } from "../case/facts/danger";
import { loadCases } from "../case/load-cases";
import { schoolTimes } from "../case/steps/deadlines";
import { directoryIn, directoryRequests } from "../district/directory/read-directory";
import { rolesOf } from "../district/find-people";
import { type Directory, isContactRole } from "../district-directory";
import { changeMemory } from "../lock";
import type { Page, PagePart } from "../parts-of-a-page";
import { closeButton, countInWords, heading, pageOf } from "../parts-of-a-page";
import type { RegisterName } from "../ports";
import { packOfCase } from "../protocol/find-pack";
import { isCall } from "../protocol/pack-queries";
import type { TabRequest } from "../register/read/read-tabs";
import { rowsOf } from "../register/read/snapshot";
import { refuseOtherForm, schoolRegisters } from "../registers/kinds";
import { registerNamed } from "../registers/open-register";
import type { Run } from "../run";
import { installersIn } from "../store/store";

import { dayWords, hourMs, minuteMs, whenWords, type ZoneOffset } from "../time";
import { offerCode } from "./drill-code";

/**
 * Reads in the registers of ordinary cases the last drill (null if there was none), for a student in danger, since no drill may begin then, and for
 * the people of Contacts. One read of each, and one more if there was a drill. Throws "not-set-up" and what Google throws.
 */
export function readDrills(run: Run) {
  const main = readDrillsIn(run, "main", directoryRequests);
  const directory = directoryIn(main.read, run);
  const all = [main, ...schoolRegisters(run.memory).map((name) => readDrillsIn(run, name))];
  const [last = null] = all
    .flatMap((one) => one.last ?? [])
    .sort((a, b) => (b.row.opened ?? 0) - (a.row.opened ?? 0));
  return { directory, last, isDanger: all.some(({ isDanger }) => isDanger) };
}

function readDrillsIn(run: Run, name: RegisterName, more: readonly TabRequest[] = []) {
  const register = registerNamed(run, name, []);
  const read = register.load([
    {
      tab: "cases",
      columns: ["case", "drill", "status", "opened", "dangerSince", "dangerOver", "checklistRows"],
    },
    { tab: "outbox", columns: ["message", "case", "to", "state", "sentAt"] },
    ...more,
  ]);
  const cases = rowsOf(read, "cases");
  const isDanger = cases.some(({ values }) => {
    const row = { ...emptyCase(), ...values };
    return row.status !== "closed" && inDanger(row);
  });
  // The last row need not be the last drill: someone may have sorted the tab.
  const [reference = ""] = cases
    .filter(({ values }) => values.drill === true)
    .sort((a, b) => (b.values.opened ?? 0) - (a.values.opened ?? 0))
    .map(({ key }) => key);
  const file =
    reference === "" ? undefined : loadCases(register, read, [reference]).files.get(reference);
  if (file === undefined) return { read, last: null, isDanger };
  const { row, acts } = file;
  const pack = packOfCase(row);
  const [call] = acts
    .filter((act) => isActMade(act) && isCall(pack, act.act))
    .sort((a, b) => (a.doneAt ?? 0) - (b.doneAt ?? 0));
  const emails = rowsOf(read, "outbox")
    .filter(({ values }) => values.case === reference && values.state !== "dropped")
    .map(({ values: { to, sentAt } }) => ({ to: to ?? "", sentAt: sentAt ?? null }));
  const last = {
    reference,
    /** When its report was received. */
    at: run.memory.get("goingLive").drill.at || (row.opened ?? 0),
    emails,
    row,
    /** The first call that was ticked. */
    call: { at: call?.doneAt ?? null, by: call?.doneBy ?? null },
    /** Whether it counts for going live: its report is a case, and an email about it went out. */
    isFinished: emails.some(({ sentAt }) => sentAt !== null),
  };
  return { read, last, isDanger };
}

/** How many results of drills are kept. */
const keptResults = 5;

/** The results of the last drills, the newest first. One that was not kept yet is kept now. */
export function drillResults(run: Run, last: DrillResult | null, directory: Directory) {
  const kept = run.memory.get("goingLive").drillResults;
  const sent = (last?.emails ?? []).flatMap(({ sentAt }) => sentAt ?? []);
  const acknowledgedAt = last?.row.acknowledgedAt ?? null;
  if (last === null || acknowledgedAt === null || sent.length === 0) return kept;
  if (kept.some(({ at }) => at === last.at)) return kept;
  const minutes = Math.max(0, Math.round((acknowledgedAt - Math.min(...sent)) / minuteMs));
  const isEvening = schoolTimes(directory, last.row.school, run.clock).endsAt(last.at) === null;
  const results = [{ at: last.at, minutes, isEvening }, ...kept].slice(0, keptResults);
  // If another run holds the lock, the next one who opens the page or Check keeps it.
  changeMemory(run, "clock", () => run.memory.set("goingLive", { drillResults: results }));
  return results;
}

/** The last drill outside school hours, in a sentence; null if there was none. */
export function eveningWords(results: ReturnType<typeof drillResults>, zone: ZoneOffset) {
  const last = results.find(({ isEvening }) => isEvening);
  return last === undefined
    ? null
    : `The last drill outside school hours was on ${dayWords(last.at, zone)}: someone acknowledged it ${countInWords(last.minutes, "minute")} after the email.`;
}

/** The result of a drill, as its case shows it now. Times are milliseconds UTC, null for what has not happened. */
type DrillResult = NonNullable<ReturnType<typeof readDrills>["last"]>;

/** How a drill went, in sentences: whether it is finished, and what people have not done yet, of which its first hour says nothing. */
export function drillWords({ isFinished, at, row, call }: DrillResult, now: number): string {
  if (!isFinished) return "It is not finished: no email about it went out.";
  const undone = [
    ...(row.acknowledgedAt === null ? ["no one acknowledged its case"] : []),
    ...(call.at === null ? ["no call was ticked"] : []),
  ];
  if (undone.length > 0 && now < at + hourMs)
    return "The drill is under way: its email went out. Next, someone acknowledges the case and ticks a call.";
  return undone.length === 0
    ? "The drill passed: its email went out, the case was acknowledged, and a call was ticked."
    : `The drill is over, and its email went out. But ${undone.join(", and ")}.`;
}

function resultParts(last: DrillResult, { clock }: Run): PagePart {
  const { at, emails, row, call } = last;
  const by = (who: string | null) => (who === null ? "" : ` by ${who}`);
  const minutes = (then: number) => String(Math.max(0, Math.round((then - at) / minuteMs)));
  const step = (what: string, then: number | null) =>
    then === null ? [what, "not yet", ""] : [what, whenWords(then, clock), minutes(then)];
  return [
    heading(`The last drill: case ${last.reference}`),
    drillWords(last, clock.now()),
    {
      kind: "table",
      caption: "What came of it",
      head: ["What", "When", "Minutes after the report"],
      rows: [
        step("Report sent", at),
        ...emails.map(({ to, sentAt }) => step(`Email to ${to}`, sentAt)),
        step(`Acknowledged${by(row.acknowledgedBy)}`, row.acknowledgedAt),
        step(`First call ticked${by(call.by)}`, call.at),
      ],
    },
  ];
}

/** The code and what to do with it; or why there is none now. */
function codeParts(run: Run): PagePart {
  const found = offerCode(run);
  if (found === null) return "Another run is in progress. Open this page again in a minute.";
  const until = whenWords(found.until, run.clock);
  return [
    heading(`Code: ${found.code}`),
    `Have someone who may not edit the Form open ${run.form.link()}, choose a school, write the code as the student's name, and send it before ${until}. They may tick one box about the student, and answer no to danger and to the questions about people who may be involved. Leave everything else empty, including whether someone called and what was seen. With any other answer it is a real report. The code works once.`,
    "Tell the people of that school first, or do not, to test whether they read their email.",
  ];
}

/** Shows the page. Throws "not-set-up", "other-form" and what Google throws. */
export function drillPage(run: Run): Page {
  refuseOtherForm(run);
  const { memory, identity } = run;
  const { directory, isDanger, last } = readDrills(run);
  const me = identity.runningAs();
  const mayAsk =
    installersIn(memory).includes(me) ||
    rolesOf(directory, me).some((role) => !isContactRole(role));
  const results = drillResults(run, last, directory);
  const named = { view: "drill", title: "Drill" };
  if (!mayAsk) {
    const words = "Leads and admins in Contacts ask for a drill, with their own accounts.";
    return pageOf({ ...named, parts: [words] });
  }
  return pageOf({
    ...named,
    parts: [
      "A drill sends one made-up report the whole way: through the Form, into the register, and by email to the people who would get a real one.",
      "The people who get the email acknowledge the case and tick its steps, and call no one: the subject and the first line of each email begin with DRILL.",
      "If no one answers, the next person is asked once, and then no one.",
      "The case is not counted anywhere, closes by itself after a day, and is removed after 30 days.",
      isDanger
        ? "A student is in danger, so no drill can begin. Once it is certain that the danger is over, tick Danger over in the case row and open this page again."
        : codeParts(run),
      last !== null && resultParts(last, run),
      heading("A drill in the evening"),
      "Once a year, hold one after school hours, with the phones of those who are on duty beside their beds and set as “Make it ring” says. It shows whether the email rings.",
      results.length > 0 && {
        kind: "table",
        caption: "The last drills",
        head: ["When", "Minutes from the email to Acknowledged", "Outside school hours"],
        rows: results.map(({ at, minutes, isEvening }) => [
          whenWords(at, run.clock),
          String(minutes),
          isEvening ? "yes" : "no",
        ]),
      },
    ],
    buttons: [{ act: "drill", label: "Look again", primary: true }, closeButton],
  });
}
