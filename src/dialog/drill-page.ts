/** The pages of Drill: what it does, how it goes, and what came of the last one. Asked for by a lead, an admin or an account that runs the desk. */
import { installersIn } from "../access/accounts";
import { directoryIn, directoryRequests } from "../district/load";
import type { Workspace } from "../ports";
import { openRegister } from "../register/register";
import { refuseOtherForm, reportRegisterIds } from "../register/which";
import { goOn } from "../runs/drill/drill";
import { formWords, lastDrill, type Progress, progressOf } from "../runs/drill/result";
import {
  addToDrill,
  changeDrill,
  codeOf,
  type Drill,
  drillIn,
  lasts,
  mailsKept,
  waitMinutes,
} from "../runs/drill/state";
import { whenWords } from "../time";
import type { Block, Button, Page, Request } from "./page";

const view = "drill";
const close: Button = { act: "close", label: "Close" };
const text = (words: string): Block => ({ kind: "text", text: words });

function progressBlocks({ mails, lines }: Progress): readonly Block[] {
  return [
    ...lines.map(text),
    ...(mails.length === 0
      ? []
      : [
          {
            kind: "table",
            caption: "Who was mailed",
            head: ["Who", "Role", "What", "When"],
            rows: mails,
          } as const,
        ]),
  ];
}

function lastBlocks({ memory, clock }: Workspace): readonly Block[] {
  const last = lastDrill(memory);
  if (last === null) return [];
  const { began, ended, by, school } = last;
  return [
    { kind: "heading", text: `Last drill: ${whenWords(began, clock)}` },
    text(`For ${school}, asked for by ${by}; it ended ${whenWords(ended, clock)}.`),
    ...progressBlocks(last),
  ];
}

/** Begin, how it goes, or why not. Throws "not-set-up", "other-form" and what Google throws. */
export function drillPage(workspace: Workspace): Page {
  refuseOtherForm(workspace);
  const { memory } = workspace;
  const drill = drillIn(memory);
  return drill === null ? asks(workspace) : goes(workspace, drill);
}

function asks(workspace: Workspace): Page {
  const { memory, clock, identity } = workspace;
  const { main } = reportRegisterIds(memory);
  const read = openRegister(workspace, main, []).load(directoryRequests);
  const { people, schools } = directoryIn(read, clock);
  const me = identity.runningAs();
  const may =
    installersIn(memory).has(me) ||
    people.some(({ email, role }) => email === me && !/contact$/.test(role));
  const options = schools.map(({ school }) => ({ id: school, label: school }));
  const [first] = options;
  const cannot = !may
    ? "A drill is asked for by a lead or an admin of Contacts, each with their own account as an editor of this Form."
    : first === undefined
      ? "The Schools tab names no school yet."
      : null;
  return {
    view,
    title: "Drill",
    blocks: [
      ...(cannot !== null
        ? [text(cannot)]
        : [
            text(
              `A report about a student who does not exist goes the whole way: from the Form to the school's designated contact, and on to the backup contact and the lead where nobody acknowledges it within ${waitMinutes} minutes each. People of Contacts get mail, marked DRILL; no agency does, and their numbers are not in it. Tell your school's office beforehand.`,
            ),
            text(
              `It has a register of its own, which only those of them with May open can open, and goes by itself: when the case is acknowledged and its calls are ticked, at the latest after ${lasts / 60_000} minutes. Reports that come meanwhile are taken in as ever. It needs ${mailsKept} mails that are left for today.`,
            ),
            {
              kind: "field",
              type: "one-of",
              key: "school",
              label: "Which school rehearses?",
              options,
            } as const,
          ]),
      ...lastBlocks(workspace),
    ],
    buttons: [
      ...(cannot === null ? [{ act: "begin", label: "Begin the drill", primary: true }] : []),
      ...(lastDrill(memory) === null ? [] : [{ act: "print", label: "Print" }]),
      close,
    ],
    values: cannot === null ? { school: first?.id ?? "" } : {},
  };
}

/** What is asked of whoever began it. */
function codeBlocks(drill: Drill, { clock }: Workspace): readonly Block[] {
  const { codeUntil, takenAt } = drill;
  if (codeUntil === 0) return [];
  if (takenAt > 0 || clock.now() >= codeUntil) return [text(formWords(drill, clock))];
  return [
    { kind: "heading", text: `Now send one report: ${codeOf(drill)}` },
    text(
      `Open the Form as staff do, choose ${drill.school}, write ${codeOf(drill)} as the student's name and nothing else there, and send it before ${whenWords(codeUntil, clock)}. With your own address under “Your email” you also see what a reporter gets.`,
    ),
    text(
      "The code counts once, exactly as it stands, and until then. Anything else is a real report, and is handled as one.",
    ),
  ];
}

function goes(workspace: Workspace, drill: Drill): Page {
  const { clock, identity } = workspace;
  const { stage, runner, school, by, began } = drill;
  const isMine = runner === identity.runningAs() && stage !== "open";
  const words = {
    "": "",
    asked: "It begins within five minutes.",
    made: "Its register is made. The first mails go out next.",
    open: `People have mail. It ends by itself, at the latest ${whenWords(began + lasts, clock)}.`,
    over: "It is over, and is being swept away: within five minutes.",
  };
  return {
    view,
    title: "A drill is on",
    blocks: [
      text(`For ${school}, asked for by ${by} ${whenWords(began, clock)}. ${words[stage]}`),
      ...codeBlocks(drill, workspace),
      ...progressBlocks(progressOf(drill.progress)),
    ],
    buttons: [
      { ...close, primary: true },
      ...(stage === "over" ? [] : [{ act: "end", label: "End the drill now" }]),
    ],
    values: {},
    andThen: isMine ? { act: "go-on" } : { act: "look", afterSeconds: 20 },
  };
}

/** The answer to a button. Throws as `drillPage` and `goOn` do. */
export function drillOn(workspace: Workspace, { act, values }: Request): Page {
  const { memory, identity, clock } = workspace;
  if (act === "begin" && drillIn(memory) === null) {
    const page = asks(workspace);
    const isOffered = page.blocks.some(
      (block) =>
        block.kind === "field" && block.options?.some(({ id }) => id === values["school"]) === true,
    );
    if (!isOffered) return page;
    const asked = { school: values["school"] ?? "", by: identity.runningAs(), began: clock.now() };
    changeDrill(workspace, (on) => (on === null ? { ...asked, stage: "asked" } : null));
  }
  if (act === "end") addToDrill(workspace, { stage: "over" });
  // Also where the account that runs this is none of the desk's: then nothing is done.
  if (act !== "look") goOn(workspace);
  return drillPage(workspace);
}
