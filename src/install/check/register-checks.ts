/** Entries of the check on the registers: whether they exist and are whole, how full they are, and who can open them. */

import { refusedAddresses, whyRefused } from "../../access/refused-addresses";
import { mayOpenRegister, planAccess } from "../../access/register-access";
import { installersOf } from "../../access/running-accounts";
import { refusalReasons, refusalSteps } from "../../district/refused-address-words";
import { emptyContents, sealedRegisters } from "../../district/sealed-readers";
import { troubleWords } from "../../errors";
import type { SpreadsheetStructure } from "../../ports";
import { packOfCase, packOfVersion, protocolVersion } from "../../protocol/find-pack";
import {
  isDeskProtection,
  openingRequests,
  outdatedProtections,
  protectionsOf,
} from "../../register/layout/protections";
import { rowsOf, tabOf } from "../../register/read/snapshot";
import { openRegister } from "../../register/register";
import { type ReportRegister, reportRegisters } from "../../register/register-ids";
import { registerKinds } from "../../register/register-kinds";
import { tabsOf } from "../../register/tabs";
import { addressesWithout, editorsOf } from "../grant-account";
import { capacity, previewOf } from "../roll-over/roll-over-preview";
import {
  attestedLine,
  bySetUp,
  type Check,
  type CheckReads,
  countInWords,
  type Finding,
  when,
} from "./findings";

type Shaped = readonly [checked: CheckReads, name: ReportRegister, structure: SpreadsheetStructure];

/** How many protections have other editors than Contacts say. */
function widened([{ workspace, directory }, name, structure]: Shaped): number {
  // Who may edit a reader's file would tell what the file holds. And an account that may not write is not shown the editors.
  const isHidden = !registerKinds[name].isRemembered;
  if (isHidden || structure.protectedRanges.some(({ isOpen }) => !isOpen)) return 0;
  const { installers, leads } = editorsOf(workspace, directory, emptyContents);
  const out = refusedAddresses(workspace.memory, workspace.clock.now(), "clock");
  return outdatedProtections(structure, {
    installers: addressesWithout(installers, out),
    leads: addressesWithout(leads, out),
  }).length;
}

function strangeProtections([, name, { protectedRanges, tabs }]: Shaped): readonly Finding[] {
  return protectedRanges
    .filter(({ description }) => !isDeskProtection(description))
    .map(({ sheetId, editors, isOpen }): Finding => {
      const tab = tabs.find((one) => one.sheetId === sheetId)?.title ?? "";
      const who = editors.length === 0 ? "" : ` Only these can write there: ${editors.join(", ")}.`;
      return {
        state: isOpen ? "look" : "wrong",
        text: `${registerKinds[name].fileName}, ${tab}: a protection that the system did not make.${who}`,
        next: "If contacts cannot write where they should: open the register, choose Data, Protect sheets and ranges, and remove it.",
      };
    });
}

/** What is otherwise in a register that has all its tabs. One read. Throws what Google throws, and `UnreadableTab`. */
function shapeOf(...shaped: Shaped): readonly Finding[] {
  const [{ workspace, ids }, name, structure] = shaped;
  const title = registerKinds[name].fileName;
  const own = tabsOf(name);
  const read = openRegister(workspace, ids[name], []).load(
    own.map(({ id }) => ({ tab: id, columns: [] })),
  );
  const isThere = (words: string) =>
    structure.protectedRanges.some(({ description }) => description === words);
  const looked = own.map((tab) => {
    const { positions } = tabOf(read, tab.id);
    const wanted = protectionsOf(tab, positions, { installers: [], leads: [] });
    return {
      gone: tab.columns.flatMap(({ key, header }) =>
        positions.has(key) ? [] : [`${tab.title}: ${header}`],
      ),
      open:
        wanted.filter(({ description }) => !isThere(description)).length +
        openingRequests(tab, positions, structure).length,
    };
  });
  const gone = looked.flatMap((one) => one.gone);
  const open = looked.reduce((sum, one) => sum + one.open, 0);
  const other = widened(shaped);
  return [
    ...when(gone.length > 0, `${title}: columns are gone: ${gone.join("; ")}.`),
    ...when(
      open > 0,
      `${title}: ${countInWords(open, "protection")} missing or changed, so that people can write over what the system keeps.`,
    ),
    ...when(other > 0, {
      state: "look",
      text: `${title}: ${countInWords(other, "protection")} with other people than Contacts say.`,
    }),
    ...strangeProtections(shaped),
  ];
}

function fileFindings(checked: CheckReads, name: ReportRegister): readonly Finding[] {
  const { workspace, ids } = checked;
  const title = registerKinds[name].fileName;
  const { spreadsheets } = workspace;
  try {
    const structure = spreadsheets.structure(ids[name]);
    const present = structure.tabs.map(({ sheetId }) => sheetId);
    const lost = tabsOf(name).filter(({ sheetId }) => !present.includes(sheetId)).length;
    if (lost > 0) return [`${title}: ${countInWords(lost, "tab")} missing.`];
    return [
      ...shapeOf(checked, name, structure),
      ...when(!spreadsheets.find(name).includes(ids[name]), {
        state: "look",
        text: `${title}: complete, but this page cannot check if it is in the bin.`,
        next: "Look here: in Google Drive, under Trash, with the account that owns it.",
      }),
    ];
  } catch (error) {
    const trouble = workspace.diagnosis.troubleOf(error);
    const { what, next } = troubleWords(trouble);
    if (trouble.kind === "defect") throw error;
    if (trouble.kind === "file-gone") {
      return [
        {
          text: `${title}: this account cannot open it.`,
          next: "If another account set this up, look with that one. Otherwise look for the file in Drive's bin, or ask your Workspace administrator to restore it.",
        },
      ];
    }
    const text = `${title}: ${what}`;
    const isDamaged = trouble.kind === "damage";
    return [next === "" ? text : { text, next, ...(isDamaged ? { fix: bySetUp.fix } : {}) }];
  }
}

const listed = 10;

/** Cases under a protocol that this version does not have; how full the register is; cases whose row is gone while their reports are there. */
function caseFindings({ workspace, ids }: CheckReads): readonly Finding[] {
  const snapshot = openRegister(workspace, ids.main, []).load([
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
  const some = unknown.slice(0, listed).map(({ key }) => key);
  const more = unknown.length > listed ? ` and ${unknown.length - listed} more` : "";
  const isFull = present.size >= capacity;
  const holds = `The register holds ${present.size} cases; it is made for ${capacity}.`;
  const { due } = previewOf(workspace);
  const rollOver = {
    state: "look",
    next: "Choose Roll over with the account that owns the registers. First it shows what would go.",
    fix: { act: "roll-over", label: "Roll over" },
  } as const;
  return [
    ...when(lost.length > 0, `In Reports, but without a row in Cases: ${lost.join(", ")}.`),
    ...when(workspace.memory.get("rollOver") !== null, {
      ...rollOver,
      text: "A roll-over has begun and is not done.",
    }),
    ...when(due === "retention", { ...rollOver, text: "It is time to roll the registers over." }),
    ...when(due === "capacity", {
      ...rollOver,
      state: isFull ? "wrong" : "look",
      text: isFull
        ? `${holds} Everything still works, more slowly, and a run may reach Google's six minutes.`
        : holds,
    }),
    ...when(unknown.length > 0, {
      state: "look",
      text: `Opened under a protocol that this version does not have (${versions}): ${some.join(", ")}${more}.`,
      next: `Their checklists have not changed. What a new report adds follows ${protocolVersion(packOfCase({ protocolVersion: versions }))}. Compare by hand, or install a version that has it.`,
    }),
  ];
}

/**
 * People who can open a reader's file and neither are its reader nor run the system. Whether the reader can open it is not said: that would
 * tell that a report is there.
 */
function oddReaders({ workspace, ids, directory, account }: CheckReads): readonly Finding[] {
  const { access, memory, diagnosis } = workspace;
  return sealedRegisters.flatMap((name) => {
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
    return when(odd.length > 0, {
      text: `${registerKinds[name].fileName}: can be opened by ${odd.join(", ")}, who may not read it.`,
      next: "The clock takes them out within the hour.",
    });
  });
}

/** Editors of a register who should not be, and people who should be editors and are not. */
function accessFindings(checked: CheckReads): readonly Finding[] {
  const { workspace, ids, directory, account } = checked;
  const { access, memory } = workspace;
  const wanted = [
    ...mayOpenRegister(directory, "main", emptyContents),
    ...installersOf(memory, directory, account),
  ];
  const plan = planAccess(access, ids.main, access.editors(ids.main), wanted, account);
  const refused = new Map([...whyRefused(memory)].filter(([address]) => wanted.includes(address)));
  const add = plan.add.filter((address) => !refused.has(address));
  return [
    ...when(
      plan.remove.length > 0,
      `Can open the register, but not ticked in Contacts: ${plan.remove.join(", ")}.`,
    ),
    ...when(add.length > 0, {
      state: "look",
      text: `Ticked in Contacts, but cannot open the register yet: ${add.join(", ")}.`,
    }),
    ...[...refused].map(
      ([address, why]): Finding => ({
        state: "look",
        text: `Google refuses ${address}: ${refusalReasons[why]}.`,
        next: `${refusalSteps[why]} Everyone else is let in. Google is asked again each hour, and by Set up.`,
      }),
    ),
    ...oddReaders(checked),
  ];
}

/**
 * Whether a register is shared by link, domain or group, and whether its editors may share it on. Only Drive knows, and not for every
 * account (design 2.11).
 */
function sharingFindings(checked: CheckReads): readonly Finding[] {
  const { workspace, ids, directory } = checked;
  const named = directory.people.map(({ email }) => email);
  return reportRegisters.flatMap((name): readonly Finding[] => {
    const title = registerKinds[name].fileName;
    const { open, groups, mayShareOn, viewers } = workspace.access.sharing(ids[name]);
    const lookers = viewers.filter((one) => !named.includes(one));
    const asked = `${title}: whether a link or a domain opens it`;
    return [
      ...when(open === "cannot-see", attestedLine(checked, `link ${name}`, asked, restricted)),
      ...when(open === "service-off", {
        state: "look",
        text: `${asked}: this page cannot check this, since the Drive API is off.`,
        next: `Look here: ${restricted}`,
      }),
      ...when(open === "in-bin", {
        text: `${title}: it is in the bin.`,
        next: "Restore it in Google Drive, as its owner.",
      }),
      ...when(
        open === "link-or-domain",
        `${title}: anyone with the link, or a whole domain, can open it.`,
      ),
      ...when(mayShareOn, { ...bySetUp, text: `${title}: anyone who edits it may share it on.` }),
      ...when(lookers.length > 0, {
        text: `${title}: not named in Contacts, but may read it: ${lookers.join(", ")}.`,
        next: "The clock takes them out within the hour.",
      }),
      ...groups.map((group) =>
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

const restricted = "Open the file, choose Share, and set General access to Restricted.";

/** Who else than named people can open a register. The page "Who can open what" shows it too. */
export const sharingCheck: Check = {
  id: "sharing",
  means: "People whom no one named could read it.",
  next: restricted,
  fine: "No link, domain or group opens a register, and no one can share one on.",
  finds: sharingFindings,
};

export const registerChecks = (): readonly Check[] => [
  {
    id: "registers",
    means: "It holds all that is known of a case.",
    ...bySetUp,
    fine: "The registers are there and complete, and so are their protections.",
    finds: (checked) => reportRegisters.flatMap((name) => fileFindings(checked, name)),
  },
  {
    id: "cases",
    means: "No one is reminded of a case that has no row.",
    next: "Open the register, choose File, Version history, and restore the last version that has them.",
    finds: caseFindings,
  },
  {
    id: "access",
    means: "People who open it can read and copy every student's record.",
    next: "The clock corrects this within the hour, and Set up does it now. If Contacts is wrong, correct it first.",
    fix: bySetUp.fix,
    fine: "The registers are open to those ticked in Contacts, and by name to no one else.",
    finds: accessFindings,
  },
  sharingCheck,
  {
    id: "folders",
    means: "People who open a folder can open what is in it.",
    next: "Look at where each file is.",
    state: "unseen",
    finds: (checked) => [
      attestedLine(
        checked,
        "folders",
        "Whether the registers and the Form lie in a folder or a shared drive that others open",
        "In Google Drive, right-click each one, File information, Details, Location: it should say My Drive. If it does not, move it there.",
      ),
    ],
  },
];
