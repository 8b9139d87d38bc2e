/** The page on drills: what a drill does, how the present one goes, what the last one showed. */

import { readInstallers } from "../access/running-accounts";
import { directoryIn, directoryRequests } from "../district/directory/load-directory";
import { registerNamed } from "../register/register";
import { refuseOtherForm } from "../register/register-ids";
import type { Run } from "../run";
import { formWords } from "../runs/drill/drill-result";
import { continueDrill, endDrill } from "../runs/drill/drill-run";
import {
  changeDrill,
  codeOf,
  drillIn,
  drillLasts,
  mailsReservedFromDrill,
  waitMinutes,
} from "../runs/drill-state";
import type { Drill, Progress } from "../store/keys";
import { whenWords } from "../time";
import { choiceField, closeButton, headingBlock, textBlock } from "./blocks";
import type { Block, Page, Request } from "./page-data";

const drillView = "drill";

function progressBlocks({ mails, lines }: Pick<Progress, "mails" | "lines">): readonly Block[] {
  const head = ["Who", "Role", "What", "When"];
  const table: Block = { kind: "table", caption: "Who was mailed", head, rows: mails };
  return [...lines.map(textBlock), ...(mails.length === 0 ? [] : [table])];
}

function lastBlocks({ memory, clock }: Run): readonly Block[] {
  const last = memory.get("lastDrill");
  if (last === null) return [];
  const when = whenWords(last.began, clock);
  return [
    headingBlock(`Last drill: ${when}`),
    ...progressBlocks(last),
    headingBlock("Another drill"),
  ];
}

/** The page. Throws "not-set-up", "other-form" and what Google throws. */
export function drillPage(workspace: Run): Page {
  refuseOtherForm(workspace);
  const drill = drillIn(workspace.memory);
  return drill === null ? asks(workspace) : goes(workspace, drill);
}

function asks(workspace: Run): Page {
  const { memory, clock, identity } = workspace;
  const main = registerNamed(workspace, "main", []);
  const { people, schools } = directoryIn(main.load(directoryRequests), clock);
  const me = identity.runningAs();
  const isAsked = people.some(({ email, role }) => email === me && !/contact$/.test(role));
  const page = { view: drillView, title: "Drill" };
  if (!isAsked && !readInstallers(memory).has(me)) {
    const words = "Leads and admins of Contacts ask for a drill, with their own accounts.";
    return { ...page, blocks: [textBlock(words)], buttons: [closeButton], values: {} };
  }
  return {
    ...page,
    blocks: [
      ...lastBlocks(workspace),
      textBlock(
        `A report about a student who does not exist goes the whole way through one school's people. They get mail, each marked DRILL; no agency does. Whoever has not acknowledged within ${waitMinutes} minutes is followed by the next. Tell the school's office first.`,
      ),
      textBlock(
        `It has a register of its own. That goes to the bin by itself once the drill is answered, at the latest after two hours. No real report has to wait. ${mailsReservedFromDrill} mails must be left for today.`,
      ),
      choiceField(
        "school",
        "Which school?",
        schools.map(({ school }) => ({ id: school, label: school })),
      ),
      choiceField("answers", "Who answers?", [
        { id: "first", label: "Whoever is asked" },
        { id: "lead", label: "The lead alone: contact and backup are asked to leave it" },
      ]),
    ],
    buttons: [{ act: "begin", label: "Begin the drill", primary: true }, closeButton],
    values: { school: schools[0]?.school ?? "", answers: "first" },
  };
}

/** What the person who began the drill is asked to do: send a report with the code. */
function codeBlocks(drill: Drill, { clock }: Run): readonly Block[] {
  const { codeUntil, takenAt, school } = drill;
  if (codeUntil === 0) return [];
  if (takenAt > 0 || clock.now() >= codeUntil) return [textBlock(formWords(drill, clock))];
  const code = codeOf(drill);
  return [
    headingBlock(`Now send one report: ${code}`),
    textBlock(
      `Open the Form as staff do, choose ${school}, write ${code} as the student's name, and send it before ${whenWords(codeUntil, clock)}. With your address among the last questions you see what a reporter gets.`,
    ),
    textBlock(
      "The code counts once and until then. Anything else is a real report, and handled so.",
    ),
  ];
}

function goes(workspace: Run, drill: Drill): Page {
  const { clock } = workspace;
  const { stage, school, by, began } = drill;
  const words = {
    open: `People have mail. It ends by itself, at the latest ${whenWords(began + drillLasts, clock)}.`,
    over: "It is over, and goes to the bin within five minutes.",
  };
  return {
    view: drillView,
    title: "A drill is on",
    blocks: [
      textBlock(
        `For ${school}, asked for by ${by} ${whenWords(began, clock)}. ${stage === "open" || stage === "over" ? words[stage] : "It begins within five minutes."}`,
      ),
      ...codeBlocks(drill, workspace),
      ...(drill.progress === null
        ? []
        : [headingBlock("So far"), ...progressBlocks(drill.progress)]),
    ],
    buttons: [
      { ...closeButton, primary: true },
      { act: "end", label: "End the drill now" },
    ],
    values: {},
    andThen: { act: "look", afterSeconds: 20 },
  };
}

/** Does what a button asks. Throws as `drillPage` and `continueDrill` do. */
export function answerDrillPage(workspace: Run, { act, values }: Request): Page {
  const { memory, identity, clock } = workspace;
  const { school = "", answers = "" } = values;
  if (act === "begin" && drillIn(memory) === null) {
    const page = asks(workspace);
    const isOffered = page.blocks.some(
      (block) => block.kind === "field" && block.options?.some(({ id }) => id === school),
    );
    if (!isOffered) return page;
    const asked = { school, answers, by: identity.runningAs(), began: clock.now() };
    changeDrill(workspace, (on) => (on === null ? { ...asked, stage: "asked" } : null));
    continueDrill(workspace);
  }
  if (act === "end") endDrill(workspace);
  return drillPage(workspace);
}
