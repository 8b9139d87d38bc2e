/** Checks on the registers: whether they exist and are complete, how full they are, and who can open them. */

import { refusedIn } from "../access/access-not-given-yet";
import { hasJoined, mayRunDesk } from "../access/accounts-at-work";
import { whoMayOpen } from "../access/who-may-open";
import { orElse } from "../attempt";
import { type Refused, refusalReasons, refusalSteps } from "../district/directory/problem-cells";
import { rolesOf } from "../district/find-people";
import { isLeadRole } from "../district-directory";
import { troubleWords } from "../errors";
import { layoutOf } from "../install/set-up-steps";
import { type CheckLine, countInWords } from "../parts-of-a-page";
import type { RegisterName } from "../ports";
import { packOfCase, packOfVersion, protocolVersion } from "../protocol/find-pack";
import { compare } from "../register/layout/ensure";
import { isDeskProtection } from "../register/layout/protections";
import { rowsOf } from "../register/read/snapshot";
import { kindOf, registerId, registersOf, rememberedOf } from "../registers/kinds";
import { loadOrdinary } from "../registers/open-register";
import { capacity, previewOf } from "../roll-over/roll-over-steps";
import { type Run, runAsRead } from "../run";
import { emptyContents } from "../sealed/who-reads-sealed-registers";
import { installersIn } from "../store/store";
import { tabs } from "../tabs";
import { attestedLine } from "./attestations";
import { bySetUp, type CheckReads, type Checks, type Finding, needsPerson } from "./check-entry";

const clockTakesOut = "The clock removes them within the hour.";

const restricted = "Open the file, choose Share, and set General access to Restricted.";

/** The checks on the registers, by name. The page "Who can open what" shows what `sharing` finds too. */
export const registerChecks = {
  registers: {
    means: "It holds everything that is known about a case.",
    ...bySetUp,
    fine: "The registers are there and complete, and so are their protections.",
    finds: findDamage,
  },
  cases: {
    means: "No one is reminded of a case that has no row.",
    next: "Open the register, choose File, Version history, and restore the last version that has them.",
    finds: findLostCases,
  },
  access: {
    means: "People who open it can read and copy every student's record.",
    next: "The clock corrects this within the hour, and Set up does it now. If Contacts is wrong, correct it first.",
    fix: bySetUp.fix,
    fine: "The registers are open to those ticked in Contacts, and by name to no one else.",
    finds: findWrongAccess,
  },
  sharing: {
    means: "People whom no one named could read it.",
    next: restricted,
    fine: "No link, domain or group opens a register, and editors cannot share one with others.",
    finds: findSharing,
  },
  folders: {
    means: "People who open a folder can open what is in it.",
    next: "Look at where each file is.",
    state: "unseen",
    finds: (checked) =>
      attestedLine(
        checked,
        "folders",
        "Whether the registers and the Form lie in no folder or shared drive that others open",
        "In Google Drive, right-click each one, File information, Details, Location: it should say My Drive. If it does not, move it there.",
      ),
  },
} satisfies Checks;

function findDamage({ run }: CheckReads): Finding {
  return registersOf(run.memory).map((name): Finding => {
    const title = kindOf(name).fileName;
    return orElse(
      () => findMissingParts(run, name, registerId(run.memory, name)),
      (error) => {
        const trouble = run.diagnosis.troubleOf(error);
        if (trouble.kind === "defect") throw error;
        if (trouble.kind === "file-gone") {
          return {
            text: `${title}: this account cannot open it.`,
            next: "If another account set this up, look with that one. Otherwise look for the file in Drive's trash, or ask your Workspace administrator to restore it.",
          };
        }
        const { what, next } = troubleWords(trouble);
        const text = `${title}: ${what}`;
        const isDamaged = trouble.kind === "damage";
        return next === "" ? text : { text, next, ...(isDamaged && { fix: bySetUp.fix }) };
      },
    );
  });
}

/** Tabs, columns and protections of a register that are gone or foreign, and whether it may be in the trash. */
function findMissingParts(run: Run, name: RegisterName, id: string): Finding {
  const title = kindOf(name).fileName;
  const { structure, tabs: lost, columns, requests } = compare(run, id, layoutOf(run, name));
  const gone = [...lost.map((one) => tabs[one].title), ...columns];
  const open = requests.filter(
    (one) => "addProtectedRange" in one || "updateProtectedRange" in one,
  ).length;
  const foreign = structure.protectedRanges.filter((one) => !isDeskProtection(one.description));
  return [
    gone.length > 0
      ? `${title}: tabs or columns are gone: ${gone.join("; ")}.`
      : open > 0 &&
        `${title}: ${countInWords(open, "protection")} missing or changed, so that people can write over what the system keeps.`,
    foreign.map(({ range, editors, isOpen }) => {
      const tab = structure.tabs.find((one) => one.sheetId === range.sheetId)?.title ?? "";
      const who = editors.length === 0 ? "" : ` Only these can write there: ${editors.join(", ")}.`;
      return {
        state: isOpen ? "look" : "wrong",
        text: `${title}, ${tab}: a protection that the system did not make.${who}`,
        next: "If contacts cannot write where they should: open the register, choose Data, Protect sheets and ranges, and remove it.",
      };
    }),
    run.access.sharing(id).open === "cannot-see" &&
      needsPerson(
        `${title}: this page cannot check if it is in the trash.`,
        "Look here: in Google Drive, under Trash, with the account that owns it.",
      ),
    run.spreadsheets
      .find(name)
      .filter((one) => one !== id)
      .map((one) => ({
        text: `${title}: there is a second file like it, which the system does not use: https://docs.google.com/spreadsheets/d/${one}`,
        next: "Open it. If it has no cases, move it to the trash. If it has some, tell the person who keeps this script up to date.",
      })),
  ];
}

/** Cases whose row is gone, or whose protocol this version does not have, and whether it is time to roll over. */
function findLostCases({ run }: CheckReads): Finding {
  const snapshot = loadOrdinary(run, [
    { tab: "cases", columns: ["case", "protocolVersion"] },
    { tab: "reports", columns: ["case"] },
  ]);
  const rows = rowsOf(snapshot, "cases");
  const present = new Set(rows.map(({ key }) => key));
  const named = rowsOf(snapshot, "reports").flatMap(({ values }) => values.case ?? []);
  const lost = [...new Set(named)].filter((one) => !present.has(one));
  const unknown = rows.filter(
    ({ values: { protocolVersion: of } }) => (of ?? "") !== "" && packOfVersion(of ?? "") === null,
  );
  const versions = [...new Set(unknown.map(({ values }) => values.protocolVersion))].join(", ");
  return [
    lost.length > 0 &&
      `The row in Cases is missing, though Reports has reports of it: ${lost.join(", ")}.`,
    findRollOver(run, present.size),
    unknown.length > 0 &&
      needsPerson(
        `Opened under a protocol that this version does not have (${versions}): ${unknown.map(({ key }) => key).join(", ")}.`,
        `Their checklists have not changed. What a new report adds follows ${protocolVersion(packOfCase({ protocolVersion: versions }))}. Compare by hand, or install a version that has it.`,
      ),
  ];
}

/** Whether a roll-over has begun or is due. `cases`: how many the register holds. */
function findRollOver(run: Run, cases: number): Finding {
  const isFull = cases >= capacity;
  const { due } = previewOf(run);
  const line = (state: "look" | "wrong", text: string): CheckLine => ({
    ...{ state, text },
    next: "Choose Roll over with the account that owns the registers. First it shows what would be deleted.",
    fix: { act: "roll-over", label: "Roll over" },
  });
  return [
    run.memory.get("rollOver").now !== null &&
      line("look", "A roll-over has begun and is not done."),
    due === "retention" && line("look", "It is time to roll the registers over."),
    due === "capacity" &&
      line(
        isFull ? "wrong" : "look",
        `The register holds ${cases} cases; it is made for ${capacity}.${isFull ? " Everything still works, but more slowly, and a run may reach Google's limit of six minutes." : ""}`,
      ),
  ];
}

// Who can open a register, and who should be able to. Check and the page "Who can open what" use the same list.

export const meantWords = "Ticked in Contacts";

/**
 * The people who can open a register, or should be able to. `amiss`: set if a person should look, since Google refuses the address, they
 * should have access and do not, or Contacts does not name them. Based on Contacts only: it shows neither whom a report excludes from a
 * sealed register nor which of the leads can open it. Two calls. Throws what Google throws.
 */
export function openersOf({ run, directory, account }: CheckReads, name: RegisterName) {
  const { access, memory } = run;
  const { audience, hasDirectory, isOrdinary } = kindOf(name);
  const owner = access.owner(registerId(run.memory, name));
  const present = access.editors(registerId(run.memory, name));
  const refused: Refused = isOrdinary
    ? refusedIn(rememberedOf(run, name, "access").get())
    : new Map();
  const running = installersIn(memory).filter(
    (who) => who === account || (hasJoined(memory, who) && mayRunDesk(directory, who)),
  );
  const meant = new Map(running.map((who) => [who, "Runs the system"]));
  if (owner !== null) meant.set(owner, "Owns the file");
  for (const who of whoMayOpen(runAsRead(run, { directory }), name, emptyContents).people) {
    if (!meant.has(who)) meant.set(who, meantWords);
  }
  const isLead = (who: string) => rolesOf(directory, who).some(isLeadRole);
  const amissOf = (who: string, why: string): CheckLine | undefined => {
    const refusal = refused.get(who);
    if (refusal !== undefined) {
      const next = `${refusalSteps[refusal]} Everyone else is let in. The system asks Google again each hour, and when you choose Set up.`;
      return needsPerson(`Google refuses ${who}: ${refusalReasons[refusal]}.`, next);
    }
    return audience === null && why === meantWords && !present.includes(who)
      ? needsPerson(`${who} is ticked in Contacts, but cannot open it yet.`)
      : undefined;
  };
  return [
    ...[...meant].map(([who, why]) => ({ who, why, amiss: amissOf(who, why) })),
    ...present
      .filter((who) => !meant.has(who) && who !== account && (audience === null || !isLead(who)))
      .map((who) => {
        const text = `Contacts does not name ${who} for it, but they can open it.`;
        const amiss: CheckLine = { text, ...(!hasDirectory && { next: clockTakesOut }) };
        return { who, why: "Not named by Contacts", amiss };
      }),
  ];
}

/** People who can open a register and should not, and people who should be able to and cannot. */
function findWrongAccess(checked: CheckReads): Finding {
  return registersOf(checked.run.memory).map((name) =>
    orElse<Finding>(
      () =>
        openersOf(checked, name).flatMap(({ amiss }) =>
          amiss === undefined ? [] : { ...amiss, text: `${kindOf(name).fileName}: ${amiss.text}` },
        ),
      (error) => {
        // Another line says that this account may not open the file.
        if (checked.run.diagnosis.troubleOf(error).kind !== "file-gone") throw error;
        return false;
      },
    ),
  );
}

/** Whether anyone besides named people can open a register. */
function findSharing(checked: CheckReads): Finding {
  const { run, directory } = checked;
  const named = directory.people.map(({ email }) => email);
  return registersOf(run.memory).map((name): Finding => {
    const title = kindOf(name).fileName;
    const { open, groups, mayShareOn, viewers } = run.access.sharing(registerId(run.memory, name));
    const readers = viewers.filter((one) => !named.includes(one));
    const asked = `${title}: whether a link or a domain opens it`;
    return [
      (open === "cannot-see" || open === "service-off") &&
        attestedLine(checked, `link ${name}`, asked, restricted),
      open === "in-bin" && {
        text: `${title}: it is in the trash.`,
        next: "Restore it in Google Drive, as its owner.",
      },
      open === "link-or-domain" &&
        `${title}: anyone with the link, or a whole domain, can open it.`,
      mayShareOn && { ...bySetUp, text: `${title}: anyone who edits it can share it with others.` },
      readers.length > 0 && {
        text: `${title}: not named in Contacts, but may read it: ${readers.join(", ")}.`,
        next: clockTakesOut,
      },
      groups.map((group) =>
        attestedLine(
          checked,
          `group ${group}`,
          `${title}: who is in the group ${group}, which can open it`,
          "In Google Groups, look at its members and who may join. It is better to take it out and name people in Contacts.",
        ),
      ),
    ];
  });
}
