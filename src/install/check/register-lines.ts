/** Lines of the check on the registers: whether they exist and are whole, and whether only people whom Contacts names can open them. */

import { whyRefused } from "../../access/refused-addresses";
import { mayOpenRegister, planAccess } from "../../access/register-access";
import { installersOf } from "../../access/running-accounts";
import { refusalReasons, refusalSteps } from "../../district/refused-address-words";
import { emptyContents, sealedRegisters } from "../../district/sealed-readers";
import { troubleWords } from "../../errors";
import { packOfCase, packOfVersion, protocolVersion } from "../../protocol/find-pack";
import { rowsOf } from "../../register/read/snapshot";
import { openRegister } from "../../register/register";
import { type ReportRegister, reportRegisters } from "../../register/register-ids";
import { registerKinds } from "../../register/register-kinds";
import { type CaseRow, tabsOf } from "../../register/tabs";
import { capacity, previewOf } from "../roll-over/roll-over-preview";
import { rollOverIn } from "../roll-over/roll-over-state";
import {
  attestedLine,
  bySetUp,
  type CheckReads,
  countInWords,
  fixByAccessSync,
  type Line,
  linesOf,
  look,
  ok,
  type Perhaps,
  wrong,
} from "./findings";
import { shapeLines } from "./layout-lines";

function fileLines(checked: CheckReads, name: ReportRegister): readonly Line[] {
  const { workspace, ids } = checked;
  const title = registerKinds[name].fileName;
  const { spreadsheets } = workspace;
  try {
    const structure = spreadsheets.structure(ids[name]);
    const present = structure.tabs.map(({ sheetId }) => sheetId);
    const lost = tabsOf(name).filter(({ sheetId }) => !present.includes(sheetId));
    if (lost.length > 0) {
      return [wrong(`${title}: ${countInWords(lost.length, "tab")} missing.`, ...bySetUp)];
    }
    const lines = shapeLines(checked, name, structure);
    const isSeen = spreadsheets.find(name).includes(ids[name]);
    return linesOf([
      ...lines,
      !isSeen &&
        look(
          `${title}: whole, but this account cannot see whether it is in the bin.`,
          "Look in Drive, under Trash, with the account that owns it.",
        ),
    ]);
  } catch (error) {
    const trouble = workspace.diagnosis.troubleOf(error);
    const { what, next } = troubleWords(trouble);
    if (trouble.kind === "defect") throw error;
    return [
      trouble.kind === "file-gone"
        ? wrong(
            `${title}: this account cannot open it.`,
            "If another account set this up, look with that one. Else look for the file in Drive's bin, or ask your Workspace administrator to restore it.",
          )
        : wrong(`${title}: ${what}`, next, ...(trouble.kind === "damage" ? [bySetUp[1]] : [])),
    ];
  }
}

/** Lines on whether each register is there and laid out as it should be. */
export function registerLines(checked: CheckReads): readonly Line[] {
  const lines = reportRegisters.flatMap((name) => fileLines(checked, name));
  return lines.some(({ state }) => state !== "ok")
    ? lines
    : [ok("The three registers are there and whole, and so are their protections."), ...lines];
}

/** What to do, and a button. The button opens a page that changes nothing until somebody agrees. */
const byRollingOver = [
  "Choose Roll over with the account that owns the registers: first it shows what would go.",
  { act: "roll-over", label: "Roll over" },
] as const;

const listed = 10;

/** Their checklists stay as they are; what a new report adds follows the county's newest version. */
function unknownProtocolLine(
  rows: readonly { readonly key: string; readonly values: Partial<CaseRow> }[],
): Perhaps {
  const unknown = rows.flatMap(({ key, values: { protocolVersion } }) => {
    const version = protocolVersion ?? "";
    return version === "" || packOfVersion(version) !== null ? [] : [{ key, version }];
  });
  const some = unknown.slice(0, listed).map(({ key }) => key);
  const more = unknown.length > listed ? ` and ${unknown.length - listed} more` : "";
  const versions = [...new Set(unknown.map(({ version }) => version))].join(", ");
  return (
    unknown.length > 0 &&
    look(
      `Opened under a protocol that this version does not have (${versions}): ${some.join(", ")}${more}.`,
      `Their checklists have not changed; what a new report adds follows ${protocolVersion(packOfCase({ protocolVersion: versions }))}. Compare by hand, or install a version that has it.`,
    )
  );
}

/**
 * How full the register is; cases whose row somebody deleted while their reports are still there; and cases under a protocol that this
 * version does not have.
 */
export function caseLines({ workspace, ids }: CheckReads): readonly Perhaps[] {
  const snapshot = openRegister(workspace, ids.main, []).load([
    { tab: "cases", columns: ["case", "protocolVersion"] },
    { tab: "reports", columns: ["case"] },
  ]);
  const rows = rowsOf(snapshot, "cases");
  const present = new Set(rows.map(({ key }) => key));
  const { size: cases } = present;
  const holds = `The register holds ${cases} cases; it is made for ${capacity}.`;
  const named = rowsOf(snapshot, "reports").flatMap(({ values }) => values.case ?? []);
  const lost = [...new Set(named)].filter((one) => !present.has(one));
  const { due } = previewOf(workspace);
  const isOn = rollOverIn(workspace) !== null;
  return [
    isOn && look("A roll-over has begun and is not done.", ...byRollingOver),
    due === "retention" && look("It is time to roll the registers over.", ...byRollingOver),
    due === "capacity" &&
      (cases < capacity
        ? look(holds, ...byRollingOver)
        : wrong(
            `${holds} Everything still works, more slowly, and a run may reach Google's six minutes.`,
            ...byRollingOver,
          )),
    lost.length > 0 &&
      wrong(
        `In Reports, and without a row in Cases: ${lost.join(", ")}.`,
        "Open the register, choose File, Version history, and restore the last version that has them.",
      ),
    unknownProtocolLine(rows),
  ];
}

/**
 * People who can open a sealed register and neither read sealed reports nor run the system. Which of the leads can open it is not said: that
 * would tell whom a report excludes.
 */
function oddReaders({ workspace, ids, directory, account }: CheckReads): readonly Perhaps[] {
  const { access, memory, diagnosis } = workspace;
  return sealedRegisters.map((name) => {
    const meant = [
      ...directory.people.flatMap(({ role, email }) => (/-lead$/.test(role) ? email : [])),
      ...installersOf(memory, directory, account),
    ];
    let odd: readonly string[] = [];
    try {
      odd = planAccess(access, ids[name], access.editors(ids[name]), meant, account).remove;
    } catch (error) {
      // A file that this account may not open has a line that says so.
      if (diagnosis.troubleOf(error).kind !== "file-gone") throw error;
    }
    return (
      odd.length > 0 &&
      wrong(
        `${registerKinds[name].fileName}: can be opened by ${odd.join(", ")}, who may not read it.`,
        "The clock takes them out within the hour.",
      )
    );
  });
}

/** Editors of a register who should not be, and people who should be editors and are not. */
export function accessLines(checked: CheckReads): readonly Line[] {
  const { workspace, ids, directory, account } = checked;
  const { access, memory } = workspace;
  const wanted = [
    ...mayOpenRegister(directory, "main", emptyContents),
    ...installersOf(memory, directory, account),
  ];
  const plan = planAccess(access, ids.main, access.editors(ids.main), wanted, account);
  const refused = new Map([...whyRefused(memory)].filter(([address]) => wanted.includes(address)));
  const { remove } = plan;
  const add = plan.add.filter((address) => !refused.has(address));
  return linesOf(
    [
      remove.length > 0 &&
        wrong(
          `Can open the register, not ticked in Contacts: ${remove.join(", ")}.`,
          ...fixByAccessSync,
        ),
      add.length > 0 &&
        look(
          `Ticked in Contacts, cannot open the register yet: ${add.join(", ")}.`,
          ...fixByAccessSync,
        ),
      ...[...refused].map(([address, why]) =>
        look(
          `Google refuses ${address}: ${refusalReasons[why]}.`,
          `${refusalSteps[why]} Everybody else is let in. Google is asked again each hour, and by Set up.`,
        ),
      ),
      ...oddReaders(checked),
    ],
    "The registers are open to those ticked in Contacts, and to nobody else by name.",
  );
}

/**
 * Whether a register is shared by link, domain or group, and whether its editors may share it on. Only Drive knows, and not for every
 * account (design 2.11).
 */
export function sharingLines(checked: CheckReads): readonly Line[] {
  const { workspace, ids, directory } = checked;
  const close = "Open the file, choose Share, and set General access to Restricted.";
  const named = directory.people.map(({ email }) => email);
  const lines = reportRegisters.flatMap((name): readonly Perhaps[] => {
    const title = registerKinds[name].fileName;
    const { open, groups, mayShareOn, viewers } = workspace.access.sharing(ids[name]);
    const lookers = viewers.filter((one) => !named.includes(one));
    return [
      open === "cannot-see" &&
        attestedLine(
          checked,
          `link ${name}`,
          `${title}: whether a link or a domain opens it`,
          close,
        ),
      open === "service-off" &&
        look(
          `${title}: not seen whether a link or a domain opens it: the Drive API is off.`,
          close,
        ),
      open === "in-bin" &&
        wrong(`${title}: it is in the bin.`, "Restore it in Google Drive, as its owner."),
      open === "link-or-domain" &&
        wrong(`${title}: anyone with the link, or a whole domain, can open it.`, close),
      mayShareOn &&
        wrong(
          `${title}: whoever edits it may share it on.`,
          "Open the file, choose Share, the cog wheel, and untick that editors can share.",
          { act: `fix-sharing ${name}`, label: "Let nobody share it on" },
        ),
      lookers.length > 0 &&
        wrong(
          `${title}: not named in Contacts, and may read it: ${lookers.join(", ")}.`,
          "The clock takes them out within the hour.",
        ),
      ...groups.map((group) =>
        attestedLine(
          checked,
          `group ${group}`,
          `${title}: who is in the group ${group}, which can open it`,
          "Look in Google Groups at its members, and who may join. Better take it out, and name people in Contacts.",
        ),
      ),
    ];
  });
  return linesOf(lines, "No link, domain or group opens a register, and nobody shares one on.");
}

/** A line about folders, for a person to look at: the script sees the files that it made, and no folder around them. */
export function folderLines(checked: CheckReads): readonly Line[] {
  return [
    attestedLine(
      checked,
      "folders",
      "Whether the registers and the Form lie in a folder or a shared drive that others open",
      "In Google Drive, right-click each one, File information, Details, Location: it should say My Drive. If it does not, move it there.",
    ),
  ];
}
