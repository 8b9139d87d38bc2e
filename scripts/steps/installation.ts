/**
 * The day of installation, step by step: the one list. INSTALL.html is written from it; the guide docs/admin-day.md and
 * docs/security/administrator.md name the same steps in the same order (a test holds them together). Words of buttons, menu items and
 * columns are the product's own.
 */
import { attestLabel, goLiveLabel } from "../../src/dialog/check-page";
import { walkTitles } from "../../src/dialog/first-set-up/walk";
import { menuItems, menuTitle } from "../../src/dialog/menu-items";
import { audienceClicks } from "../../src/form/safety-texts";
import { tryFirst } from "../../src/install/go-live";
import { tabs } from "../../src/register/tabs";
import { blockedApp, unverifiedApp } from "./google-words";
import { consentStep, menuStep, type PasteStep, pasteSteps } from "./paste";

/** Who does a step. "workspace": the Workspace administrator, who is asked for something in it. */
export type Who = "admin" | "lead" | "workspace" | "counsel" | "somebody-else";

export interface DayStep {
  readonly id: "prepare" | "try" | "script" | "set-up" | "open" | "check" | "proof" | "live";
  readonly title: string;
  readonly who: readonly Who[];
  /** Where it is done. */
  readonly where: string;
  /** Words of the product that every page names in this step, as they stand on the screen. */
  readonly names: readonly string[];
  /** What INSTALL.html says first, a line each; `**bold**` is a word on the screen. */
  readonly says: readonly string[];
  /** Its parts, where they are clicks with a picture; numbered within the step. */
  readonly parts?: readonly PasteStep[];
}

const { setUp, runCheck, runDrill } = menuItems;
const contacts = tabs.contacts;
const headerOf = (key: string): string => {
  const found = contacts.columns.find((one) => one.key === key);
  if (found === undefined) throw new Error(`Contacts has no column ${key}`);
  return found.header;
};
const mayOpen = headerOf("mayOpen");
const administrator = headerOf("administrator");
const choose = (item: string) => `**${menuTitle} › ${item}**`;

/** Where the guides are, in a release. */
export const guidesName = "GUIDES.html";

/** The steps. `page`: the script's HTML file. */
export function dayOfInstallation(page: string): readonly DayStep[] {
  return [
    {
      id: "prepare",
      title: "Prepare",
      who: ["admin", "lead", "workspace", "counsel"],
      where: "with the people named here",
      names: [],
      says: [
        `Read the pages for the admin and for the Workspace administrator in ${guidesName}, beside this page.`,
        "A role account of the district, for example student-safety@your-district.example: of an office, nobody’s own. It will own the Form and the spreadsheets and send the mail. It should own no other spreadsheets. A private Gmail account will not do.",
        "Two people, known by name, who can sign in with it; and a second role account as a spare, later.",
        "Use a computer, not a phone. Signed in to several accounts? Open a private window and sign in to this one alone.",
      ],
    },
    {
      id: "try",
      title: "Try it on Google",
      who: ["admin"],
      where: "in a Form of its own, with made-up people",
      names: [],
      says: [
        tryFirst,
        "The probe’s files and its steps are in the folder probe. The list is in the guides; for it, put the script into a Form of its own first, as step 3 says.",
      ],
    },
    {
      id: "script",
      title: "Put the script into a Form",
      who: ["admin"],
      where: "in the script editor, as the role account",
      names: [],
      says: ["Sign in with the role account. Then, one part after the other:"],
      parts: pasteSteps(page),
    },
    {
      id: "set-up",
      title: setUp,
      who: ["admin", "workspace"],
      where: `in the Form’s editor, ${menuTitle} › ${setUp}`,
      names: [setUp, ...walkTitles],
      says: [
        "The Workspace administrator should be within reach: your domain may let in no script that nobody has trusted.",
      ],
      parts: [
        menuStep(`Choose ${setUp}`, menuTitle, setUp),
        {
          ...consentStep("the role account", choose(setUp)),
          else: [
            "What each permission is for stands below the last step. If Google asks for more than these, click **Cancel**.",
            unverifiedApp,
            blockedApp,
          ],
        },
        {
          title: `Answer ${walkTitles.length} pages`,
          says: walkTitles.map((title) => `**${title}**`),
          else: [
            "Nothing is made before the last page. Close the window whenever you like: it goes on where it stopped.",
            `It says that a service is not switched on? Leave the window open, and do part 3.5 for that service. The window goes on by itself.`,
          ],
        },
      ],
    },
    {
      id: "open",
      title: "Open the Form to those who report",
      who: ["admin"],
      where: "in the Form’s editor",
      names: ["Publish", "Published", "Manage", "Responders"],
      says: [
        "Until somebody does this, nobody but its editors may be able to answer the Form, and no script can see that.",
        ...audienceClicks,
      ],
    },
    {
      id: "check",
      title: runCheck,
      who: ["admin", "lead", "workspace"],
      where: `in the Form’s editor, ${menuTitle} › ${runCheck}`,
      names: [runCheck, attestLabel, mayOpen, administrator],
      says: [
        `Choose ${choose(runCheck)}, and put right what is marked wrong. The clock comes a minute or two after ${setUp}.`,
        `What no script can see: look yourself, then press **${attestLabel}**.`,
        `In the register’s tab **${contacts.title}**, tick **${mayOpen}** for whomever the lead agrees to, and **${administrator}** for each principal or other administrator.`,
        `Choose ${choose(runDrill)}: a report about a student who does not exist goes the whole way through your own people, and each mail of it says so. A report that you make up yourself reaches them as a real one.`,
      ],
    },
    {
      id: "proof",
      title: "The proof report",
      who: ["somebody-else", "admin", "lead"],
      where: "on the Form, by the link that staff get",
      names: [runCheck],
      says: [
        `**${runCheck}** shows a code of eight characters. Somebody who may not edit the Form, such as a teacher, opens the Form’s link, writes the code as the student’s name, chooses any school, answers nothing else, and sends it within the hour.`,
        "You and the lead get a mail: link, trigger and mail work.",
      ],
    },
    {
      id: "live",
      title: goLiveLabel,
      who: ["admin", "lead"],
      where: `at the bottom of ${runCheck}`,
      names: [runCheck, goLiveLabel, setUp],
      says: [
        `Choose ${choose(runCheck)}, and press **${goLiveLabel}** at its bottom. It asks how you tried it on Google, and who sent the proof report. Until then the Form says that it is not in use.`,
        "Only then give staff the Form’s address.",
        `A newer version later: repeat step 3 in the same Form, from part 3.2, then choose ${choose(setUp)} and look at ${choose(runCheck)}. Cases and settings stay.`,
      ],
    },
  ];
}
