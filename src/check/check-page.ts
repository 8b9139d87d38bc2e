/**
 * The pages of Check, which says in words what stops the system, what needs a person, and what is in order, and of Who can open what. They
 * change nothing and show no student data.
 */
import { confirmOnPage, whoWaits } from "../access/confirm-leads-and-accounts";
import { orElse } from "../attempt";
import { retentionColumns } from "../casework/which-cases-are-kept";
import { directoryIn, directoryRequests } from "../district/directory/read-directory";
import { rolesOf } from "../district/find-people";
import { isLeadRole, listRoles } from "../district-directory";
import { isDefect, troubleWords } from "../errors";
import { isLive } from "../form/build-form";
import { runLocked } from "../lock";
import type { Button, CheckLine, Page, PagePart, Request, Values } from "../parts-of-a-page";
import { closeButton, heading, lineField, linesUnder, pageOf, tickField } from "../parts-of-a-page";
import type { RegisterName } from "../ports";
import type { TabRequest } from "../register/read/read-tabs";
import { kindOf, registerId, registersOf } from "../registers/kinds";
import { readingAhead, registerNamed } from "../registers/open-register";
import type { Run } from "../run";
import { askToEditForm, leadsWhoPrint } from "../runs/leads-who-edit-the-form";
import { installersIn } from "../store/store";
import { dateText } from "../time";
import { attest, attestationTicks, attestedIn, readDay, seenOn } from "./attestations";
import { type Check, type CheckReads, linesOf } from "./check-entry";
import { dangerChecks, dangerLinesOutOfReach } from "./danger-checks";
import { directoryChecks } from "./directory-checks";
import { audienceLine, formChecks, formEditors } from "./form-checks";
import { meantWords, openersOf, registerChecks } from "./register-checks";
import { runningChecks } from "./running-checks";

/** All checks. Within a group, lines are shown in this order. */
export const allChecks: readonly Check[] = [
  dangerChecks,
  runningChecks,
  formChecks,
  registerChecks,
  directoryChecks,
].flatMap((checks) => Object.values<Check>(checks));

/** A line that says why something could not be checked, and what to do. */
function failedLine({ diagnosis }: Run, error: unknown, words: string): CheckLine {
  const trouble = diagnosis.troubleOf(error);
  const { what, next } = troubleWords(trouble);
  // With many registers, two looks within a minute are more than Google allows.
  if (trouble.kind === "quota")
    return {
      state: "look",
      text: `${words} ${what}`,
      next: "Wait a minute, then press Look again.",
    };
  // A refusal of ours already says what to do.
  const said = next === "" ? { text: words, next: what } : { text: `${words} ${what}`, next };
  return { state: "wrong", ...said };
}

/** Reads what all checks share. Throws "not-set-up" and what Google throws. */
function readForCheck(run: Run): CheckReads {
  const outbox = { tab: "outbox", columns: ["state", "kind", "queuedAt"] } as const;
  const snapshot = registerNamed(run, "main", []).load([...directoryRequests, outbox]);
  const directory = directoryIn(snapshot, run);
  return { run, account: run.identity.runningAs(), directory, snapshot };
}

/** What the checks read of each register of schools, in one call. */
const readOfSchools: readonly TabRequest[] = [
  {
    tab: "cases",
    columns: [...retentionColumns, "protocolVersion", "school"],
  },
  { tab: "reports", columns: ["response", "case"] },
];

/**
 * The lines of Check. Each check makes one or several calls, so run it only for a person who asked. If Google does not answer for one
 * of them, its line says so, and the others are still checked. If an API is switched off, that is the only line. Throws what `readForCheck`
 * throws.
 */
export function check(looking: Run): readonly CheckLine[] {
  const checkAll = () => {
    const run = readingAhead(looking, readOfSchools);
    const read = readForCheck(run);
    const may = installersIn(run.memory).includes(read.account) ? "may-repair" : "may-look";
    return allChecks.flatMap((one) =>
      orElse<readonly CheckLine[]>(
        () => linesOf(one, one.finds(read), may),
        (error) => [
          { ...failedLine(run, error, "One thing could not be checked."), why: one.means },
        ],
      ),
    );
  };
  return orElse<readonly CheckLine[]>(checkAll, (error) => {
    const trouble = looking.diagnosis.troubleOf(error);
    if (trouble.kind !== "service-off") throw error;
    const { what, next } = troubleWords(trouble);
    return linesOf(runningChecks.services, { text: what, next });
  });
}

const places = { check: "Check", access: "Who can open what", settings: "Settings" } as const;

/**
 * Buttons to the other pages of a system that is set up. On a page that only shows something, the first button shows that page again.
 * `view`: the page that they are on.
 */
export function nextPageButtons(view: keyof typeof places | null): readonly Button[] {
  const isShown = view === "check" || view === "access";
  const others = Object.entries(places).filter(([act]) => act !== view);
  return [
    ...(isShown ? [{ act: view, label: "Look again", primary: true }] : []),
    ...others.map(([act, label]) => ({ act, label })),
    closeButton,
  ];
}

export const goLiveLabel = "Go live";
/** The label of the button with which a person attests what no script can see. */
export const attestLabel = "Save what I checked";

/** The button for going live; none once the district is live. */
export const buttonsToGoLive = ({ memory }: Run): readonly Button[] =>
  isLive(memory) ? [] : [{ act: "go-live", label: goLiveLabel }];

/** Stores what someone ticked as looked at and shows Check again, or says what is missing. Throws what `attest` and `check` throw. */
export function answerCheckPage(run: Run, { act, values }: Request): Page {
  if (act !== "attest") return checkPage(run);
  const { on, error } = readDay(values, run.clock);
  const ids = attestedIn(values);
  const wrong = error || (ids.length === 0 && "Tick what you looked at.");
  if (wrong !== false) return checkPage(run, "", { values, errors: { [seenOn]: wrong } });
  attest(run, ids, on);
  return checkPage(run, "Kept, with your account and the day.");
}

/**
 * Shows the page. `said`: what was just done. `refused`: what a person typed and why it was not accepted. If the main register cannot be
 * read, the page shows the dangers in it; if there are none and nothing was said either, throws what `check` throws.
 */
export function checkPage(
  run: Run,
  said = "",
  refused: { readonly values: Values; readonly errors: Values } = { values: {}, errors: {} },
): Page {
  const all = orElse<readonly CheckLine[]>(
    () => check(run),
    (error) => {
      const dangers = dangerLinesOutOfReach(run);
      if (dangers.length === 0 && said === "") throw error;
      return [...dangers, failedLine(run, error, "The check could not look further.")];
    },
  );
  const asked = all.filter(({ id }) => id !== undefined);
  const of = (state: CheckLine["state"]) => all.filter((line) => line.state === state);
  const [wrong, look, fine] = [of("wrong"), of("look"), of("ok")];
  const [stops, needs, isFine] = ["What stops the system", "What needs a person", "What is fine"];
  const folded = `${isFine}: ${fine.length}`;
  const page = {
    view: "check",
    title: "Check",
    parts: [
      said,
      `${stops}: ${wrong.length}. ${needs}: ${look.length + of("unseen").length}. ${folded}.`,
      linesUnder(stops, wrong),
      linesUnder(needs, look),
      look.length === 0 && asked.length > 0 && heading(needs),
      asked.length > 0 && [
        `This page cannot check these, so look at each one yourself. Fix what is not as it should be. Then tick it here and press ${attestLabel}. Your account and the day are kept. A tick counts for a year.`,
        attestationTicks(asked),
        lineField(seenOn, "On which day", "Year, month, day."),
      ],
      fine.length > 0 && ({ kind: "lines", lines: fine, folded } as const),
    ],
    buttons: [
      ...nextPageButtons("check"),
      ...(all.some(({ asksCall }) => asksCall === true)
        ? [{ act: "danger-called", label: "Say who called" }]
        : []),
      ...(asked.length > 0 ? [{ act: "attest", label: attestLabel }] : []),
      ...buttonsToGoLive(run),
    ].sort((a, b) => Number(a.act === "close") - Number(b.act === "close")),
  };
  const today = dateText(run.clock.now(), run.clock);
  return pageOf(page, { [seenOn]: today, ...refused.values }, refused.errors);
}

// Who can open what. What it says about a sealed register does not show whether that register holds a report.

/** A row of the table. `note`: what a person should look at; "" for nothing. */
type Row = readonly [file: string, who: string, why: string, note: string];

/** The rows of a register; a single row that says so if this account may not open it. */
function registerRows(read: CheckReads, name: RegisterName): readonly Row[] {
  const file = kindOf(name).fileName;
  const allRows = (): readonly Row[] => {
    const rows = openersOf(read, name).map(({ who, why, amiss }): Row => {
      const next = amiss?.next ?? "The clock corrects this within the hour.";
      return [file, who, why, amiss === undefined ? "" : `${amiss.text} ${next}`];
    });
    const isMeant = rows.some(([, , why]) => why === meantWords);
    return isMeant ? rows : [...rows, [file, "No one in Contacts", meantWords, ""]];
  };
  return orElse(allRows, (error) => {
    if (isDefect(error)) throw error;
    const trouble = read.run.diagnosis.troubleOf(error);
    const byAnother = "Look with the account that runs the system.";
    const why = trouble.kind === "file-gone" ? byAnother : troubleWords(trouble).what;
    return [[file, "This page cannot check this", why, ""]];
  });
}

/** What someone can tick beside an address; the fields' keys are the word and the address. */
const ticks = ["confirm", "edits-form"] as const;

/** Does what the person ticked, and returns what to say of each. */
function doTicked(run: Run, values: Values): readonly string[] {
  const ticked = Object.entries(values).flatMap(([key, value]) => {
    const [word, address = ""] = key.split(" ");
    const tick = ticks.find((one) => one === word);
    const isTicked = tick !== undefined && ["yes", "true"].includes(value);
    return isTicked ? [{ tick, address: address.toLowerCase() }] : [];
  });
  if (ticked.length === 0) return [];
  return runLocked(run, () => {
    const owner = run.access.owner(registerId(run.memory, "main"));
    return ticked.map(({ tick, address }) => {
      const { directory, snapshot } = readForCheck(run);
      if (tick === "edits-form") return askToEditForm(run, directory, address);
      const read = { register: registerNamed(run, "main", []), snapshot };
      return confirmOnPage(run, { directory, owner, read }, address);
    });
  });
}

/** Leads who can be made an editor of the Form for a day, with a tick for each; who has been asked for, with what became of it. */
function printingParts({ run, directory }: CheckReads, editors: ReturnType<typeof formEditors>) {
  const asked = run.memory.get("formEditors");
  const leads = leadsWhoPrint(directory).filter(
    (one) => !editors.some(({ address }) => address === one),
  );
  if (leads.length === 0) return [];
  return [
    heading("A lead has to print"),
    "Leads do not edit the Form: anyone who edits it can read every report in it. For a day an admin can make one an editor, to print records.",
    leads.map((address) => {
      const state = asked[address]?.state;
      if (state === "asked")
        return `${address} was asked for. The clock does it within ten minutes.`;
      return tickField(
        `edits-form ${address}`,
        `${address} edits the Form for a day`,
        state === "refused" ? "It was not possible today." : "",
      );
    }),
  ];
}

/** Who waits for a confirmation, with a tick for each. */
function waitingParts({ run, directory }: CheckReads): readonly PagePart[] {
  const waits = whoWaits(run, directory);
  if (waits.length === 0) return [];
  const roleOf = (address: string) =>
    directory.unconfirmed.has(address)
      ? listRoles(rolesOf(directory, address).filter(isLeadRole))
      : "an account that asks to run the system";
  return [
    heading("Waits for a confirmation"),
    "An admin can confirm an address here: not the person who typed it, and not the person with that address. Ask by phone first.",
    waits.map((address) =>
      tickField(
        `confirm ${address}`,
        `${address} is the right person for this: ${roleOf(address)}`,
        directory.unconfirmed.has(address)
          ? "Until then this person reads no sealed report."
          : "Until then this account does not run the system. Contacts must name it as district admin and in no other role.",
      ),
    ),
  ];
}

/**
 * Shows the page; if someone ticked who is confirmed or may edit the Form, first does that. A few calls for each register. Throws
 * "not-set-up", "busy" and what Google throws for the main register.
 */
export function accessPage(run: Run, request?: Pick<Request, "values">): Page {
  const said = doTicked(run, request?.values ?? {});
  const read = readForCheck(run);
  const file = "The Form, with the reports still in it";
  const editors = formEditors(read);
  const rows: readonly Row[] = [
    ...registersOf(run.memory).flatMap((name) => registerRows(read, name)),
    ...editors.map(({ address, why, isOdd }): Row => {
      const note = isOdd ? "Should this person read every report?" : "";
      return [file, address, `Edits the Form (${why})`, note];
    }),
  ];
  const notes = rows.flatMap(([, , , note], at) => (note === "" ? [] : [[at, note]]));
  const { sharing } = registerChecks;
  const shared = linesOf(sharing, sharing.finds(read));
  const toTick = [...waitingParts(read), ...printingParts(read, editors)];
  const doIt = { act: "confirm", label: "Do what is ticked", primary: true };
  const others = nextPageButtons("access");
  const isAsking = toTick.length > 0;
  return pageOf({
    view: "access",
    title: "Who can open what",
    parts: [
      ...said,
      ...toTick,
      {
        kind: "table",
        caption: "By name",
        head: ["File", "Who", "Why"],
        rows: rows.map(([of, who, why]) => [of, who, why]),
        notes: Object.fromEntries(notes),
      },
      heading("By link or domain"),
      { kind: "lines", lines: [...shared, audienceLine(read)] },
    ],
    buttons: isAsking ? [doIt, ...others.map(({ act, label }) => ({ act, label }))] : others,
  });
}
