/** Whether the registers are there and whole, and open to nobody but those whom Contacts names. */
import { mayOpenRegister, nothingHeld, planAccess } from "../../access/access";
import { installersOf } from "../../access/accounts";
import { refusedIn } from "../../access/refused";
import { refusalReasons, refusalSteps } from "../../district/refusals";
import { troubleWords } from "../../errors";
import { rowsOf } from "../../register/read";
import { openRegister } from "../../register/register";
import { tabsOf } from "../../register/tabs";
import { formerNames, type ReportRegister, reportRegisters } from "../../register/which";
import { fileNames } from "../make-register";
import {
  type Checked,
  counted,
  type Line,
  look,
  ok,
  runSetUp,
  setUpFix,
  unseen,
  wrong,
} from "./findings";

/** Null where all is well. */
function fileLine({ workspace, ids }: Checked, name: ReportRegister): Line | null {
  const title = fileNames[name];
  const { spreadsheets } = workspace;
  let present: readonly number[];
  try {
    present = spreadsheets.structure(ids[name]).tabs.map(({ sheetId }) => sheetId);
  } catch (error) {
    const trouble = workspace.diagnosis.troubleOf(error);
    const { what, next } = troubleWords(trouble);
    if (trouble.kind !== "file-gone") return wrong(`${title}: ${what}`, next);
    return wrong(
      `${title}: this account cannot open it.`,
      "If another account set this up, look with that one. Else look for the file in Drive's bin, or ask your Workspace administrator to restore it.",
    );
  }
  const lost = tabsOf(name).filter(({ sheetId }) => !present.includes(sheetId));
  if (lost.length > 0) {
    return wrong(`${title}: ${counted(lost.length, "tab")} missing.`, runSetUp, setUpFix);
  }
  const former = formerNames[name];
  const marked = [name, ...(former === undefined ? [] : [former])];
  return marked.some((mark) => spreadsheets.find(mark).includes(ids[name]))
    ? null
    : look(
        `${title}: whole, but this account cannot see whether it is in the bin.`,
        "Look in Drive, under Trash, with the account that owns it.",
      );
}

export function registerLines(checked: Checked): readonly Line[] {
  const lines = reportRegisters.flatMap((name) => fileLine(checked, name) ?? []);
  return lines.length === 0 ? [ok("The three registers are there and whole.")] : lines;
}

/** Cases that a register is made for (design 8); years roll over before that. */
const capacity = 2_000;
const nearCapacity = 1_500;

/** Null while there is room. */
function capacityLine(cases: number): Line | null {
  if (cases < nearCapacity) return null;
  const holds = `The register holds ${cases} cases; it is made for ${capacity}.`;
  return cases < capacity
    ? look(holds, "It goes on working. Plan to begin a new register with the next school year.")
    : wrong(
        holds,
        "Everything still works, more slowly, and a run may reach Google's six minutes. Begin a new register.",
      );
}

/** How full the register is, and cases whose row somebody deleted while their reports are still there. */
export function caseLines({ workspace, ids }: Checked): readonly Line[] {
  const snapshot = openRegister(workspace, ids.main, []).load([
    { tab: "cases", columns: ["case"] },
    { tab: "reports", columns: ["case"] },
  ]);
  const present = new Set(rowsOf(snapshot, "cases").map(({ key }) => key));
  const full = capacityLine(present.size);
  const named = rowsOf(snapshot, "reports").flatMap(({ values }) => values.case ?? []);
  const lost = [...new Set(named)].filter((one) => !present.has(one));
  return [...(full === null ? [] : [full]), ...(lost.length === 0 ? [] : [lostLine(lost)])];
}

function lostLine(lost: readonly string[]): Line {
  return wrong(
    `In Reports, and without a row in Cases: ${lost.join(", ")}.`,
    "Nobody is reminded of them. Open the register, choose File, Version history, and restore the last version that has them.",
  );
}

/** Who stands in the register's list of editors and is not named by Contacts, and the other way round. */
export function accessLines({ workspace, ids, directory, account }: Checked): readonly Line[] {
  const { access, clock, memory } = workspace;
  const wanted = [
    ...mayOpenRegister(directory, "main", nothingHeld, clock.now()),
    ...installersOf(memory, directory, account),
  ];
  const plan = planAccess(access, ids.main, access.editors(ids.main), wanted, account);
  const refused = new Map([...refusedIn(memory)].filter(([address]) => wanted.includes(address)));
  const { remove } = plan;
  const add = plan.add.filter((address) => !refused.has(address));
  const follow = [
    "The clock puts this right within the hour. Who is right and Contacts are not: correct Contacts first.",
    { act: "fix-access", label: "Follow Contacts now" },
  ] as const;
  return [
    ...(remove.length === 0
      ? []
      : [wrong(`Can open the register, not ticked in Contacts: ${remove.join(", ")}.`, ...follow)]),
    ...(add.length === 0
      ? []
      : [look(`Ticked in Contacts, cannot open the register yet: ${add.join(", ")}.`, ...follow)]),
    ...[...refused].map(([address, why]) =>
      look(
        `Google refuses ${address}: ${refusalReasons[why]}.`,
        `${refusalSteps[why]} Everybody else is let in. Google is asked again each hour, and by Set up.`,
      ),
    ),
    ...(add.length + remove.length + refused.size === 0
      ? [ok("The register is open to those ticked in Contacts, and to nobody else by name.")]
      : []),
  ];
}

/** By link or domain: only Drive knows, and not for every account (design 2.11). */
export function sharingLines(checked: Checked): readonly Line[] {
  const { workspace, ids } = checked;
  const close = "Open the file, choose Share, and set General access to Restricted.";
  const lines = reportRegisters.flatMap((name): Line[] => {
    const title = fileNames[name];
    const { open } = workspace.access.sharing(ids[name]);
    if (open === "no") return [];
    if (open === "in-bin") {
      return [wrong(`${title}: it is in the bin.`, "Restore it in Google Drive, as its owner.")];
    }
    if (open === "service-off") {
      return [
        look(
          `${title}: not seen whether a link or a domain opens it: the Drive API is off.`,
          close,
        ),
      ];
    }
    return open === "cannot-see"
      ? [unseen(checked, `link ${name}`, `${title}: whether a link or a domain opens it`, close)]
      : [wrong(`${title}: anyone with the link, or a whole domain, can open it.`, close)];
  });
  return lines.length === 0 ? [ok("No link and no domain opens a register.")] : lines;
}

/** The script sees the files that it made, and no folder around them. */
export function folderLines(checked: Checked): readonly Line[] {
  return [
    unseen(
      checked,
      "folders",
      "Whether the registers and the Form lie in a folder or a shared drive that others open",
      "In Google Drive, right-click each one, File information, Details, Location: it should say My Drive. If it does not, move it there.",
    ),
  ];
}
