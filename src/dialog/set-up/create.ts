/** The last page before anything is made: what will be made, and who will see each part. And the steps that make it. */
import type { Directory } from "../../district/district";
import { type PersonRole, roleWords } from "../../district/roles";
import { addOwnAccount } from "../../install/going-live/attestations";
import { setUpSteps } from "../../install/set-up";
import { reportRegisters } from "../../register/register-ids";
import { registerKinds } from "../../register/register-kinds";
import type { Run } from "../../run";
import { dateText } from "../../time";
import { headingBlock, textBlock, tickField } from "../blocks";
import type { Block, Values } from "../page-data";
import type { WalkPage } from "./walk-page";
import { writeAnswers } from "./write-answers";

/** The table of what set-up makes, and who will see each part. */
function whatIsMade({ people }: Pick<Directory, "people">, owner: string): Block {
  const whoIs = (role: PersonRole) =>
    people.find((one) => one.role === role)?.email ?? `the ${roleWords[role]}`;
  return {
    kind: "table",
    caption: "Made in this account, shared with no one else",
    head: ["What", "Who can open it"],
    rows: [
      ...reportRegisters.map((name) => {
        const { fileName, holds, audience } = registerKinds[name];
        const who = audience === null ? "those in Contacts" : audience.map(whoIs).join(" and ");
        return [`${fileName}: ${holds}`, `${owner}, and ${who} once May open is ticked there`];
      }),
      ["The questions in this Form", "Everyone you let send reports"],
      ["Triggers: on a report, on an edit of a register, every 5 minutes", `They run as ${owner}`],
    ],
  };
}

export const createPage: WalkPage = {
  isOnce: true,
  view: "create",
  title: "What will be made",
  blocks(_values, { account, read }) {
    const { directory } = read;
    const owner = account === "" ? "This account" : account;
    const staff = new Map(directory.people.map((person) => [person.email, person]));
    return [
      whatIsMade(directory, owner),
      textBlock(
        "People who may edit this Form can read every report in it and change the script. Let only the admin edit it, and the leads if they print records.",
      ),
      ...(staff.size === 0
        ? []
        : [
            headingBlock("Who may open the register from the start"),
            {
              kind: "table",
              caption: "People in Contacts",
              head: ["Person", "Role", "School"],
              rows: [...staff.values()].map(({ name, email, role, school }) => [
                name === "" ? email : `${name}, ${email}`,
                roleWords[role],
                school ?? "All",
              ]),
            } as const,
            tickField(
              "mayOpen",
              "The district lead has agreed that all these people may open the register",
              "They can then read every case in it. Left unticked, only this account can open it until May open is ticked in Contacts, row by row.",
            ),
          ]),
    ];
  },
};

// The work at the end of the first set-up, in steps that are safe to repeat.

/** One step of the work. Its title is shown while it is done. */
export interface WorkStep {
  readonly title: string;
  /** Does the step. Throws what Google throws; the same step may then be run again. */
  run(run: Run, values: Values): void;
}

const directoryStep: WorkStep = {
  title: "Writing contacts, schools and settings",
  run(run, values) {
    writeAnswers(run, { before: {}, values });
    const { audience, account } = values;
    const { memory, identity, clock } = run;
    const by = identity.runningAs();
    const today = dateText(clock.now(), clock);
    memory.setAll({
      formAudience: audience === "staff" || audience === "link" ? audience : undefined,
      proved: account === "own" ? addOwnAccount(memory, by, today) : undefined,
    });
  },
};

/** The steps in order. The answers are written before the steps that depend on the directory. */
export const workSteps: readonly WorkStep[] = setUpSteps.flatMap((step) =>
  step.id === "registers" ? [step, directoryStep] : [step],
);
