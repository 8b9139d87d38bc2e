/** The page on drills: what a drill is, the code for it, and what came of the last one. */

import { directoryIn, directoryRequests } from "../district/directory/read-directory";
import {
  type DrillResult,
  type Drills,
  drillWords,
  lookAtDrills,
  offerCode,
} from "../install/going-live/drill";
import { registerNamed } from "../register/register";
import { refuseOtherForm } from "../register/register-kinds";
import type { Run } from "../run";
import { installersIn } from "../store/store";
import { minuteMs, whenWords } from "../time";
import {
  type Block,
  closeButton,
  headingBlock,
  type Page,
  textBlock,
  wordsPage,
} from "./page-data";

const whatItDoes: readonly string[] = [
  "A drill sends one made-up report the whole way: through the Form, into the register, and by email to the people who would get a real one.",
  "The people who get the email acknowledge the case and tick its steps, and call no one: the subject and the first line of each email begin with DRILL.",
  "If no one answers, the next person is asked once, and then no one.",
  "The case is not counted anywhere, closes by itself after a day, and is removed after 30 days.",
];

/** A row of the timeline. `at`: milliseconds UTC, null for what has not happened. */
function step(what: string, at: number | null, { clock }: Run, from: number) {
  if (at === null) return [what, "not yet", ""];
  return [what, whenWords(at, clock), String(Math.max(0, Math.round((at - from) / minuteMs)))];
}

function resultBlocks(run: Run, last: DrillResult | null): readonly Block[] {
  if (last === null) return [];
  const { at, emails, acknowledgedAt, acknowledgedBy, calledAt, calledBy } = last;
  const by = (who: string | null) => (who === null ? "" : ` by ${who}`);
  return [
    headingBlock(`The last drill: case ${last.reference}`),
    textBlock(drillWords(last)),
    {
      kind: "table",
      caption: "What came of it",
      head: ["What", "When", "Minutes after the report"],
      rows: [
        step("Report sent", at, run, at),
        ...emails.map(({ to, sentAt }) => step(`Email to ${to}`, sentAt, run, at)),
        step(`Acknowledged${by(acknowledgedBy)}`, acknowledgedAt, run, at),
        step(`First call ticked${by(calledBy)}`, calledAt, run, at),
      ],
    },
  ];
}

/** The code and what to do with it; or why there is none. */
function codeBlocks(run: Run, { isDanger }: Drills): readonly Block[] {
  const { clock, form } = run;
  if (isDanger) {
    return [
      textBlock(
        "A student is in danger, so no drill can begin. Once it is certain that the danger is over, tick Danger over in the case row and open this page again.",
      ),
    ];
  }
  const found = offerCode(run);
  if (found === null)
    return [textBlock("Another run is in progress. Open this page again in a minute.")];
  const { code, until } = found;
  return [
    headingBlock(`Code: ${code}`),
    textBlock(
      `Have someone who may not edit the Form open ${form.link()}, choose a school, write the code as the student's name, and send it before ${whenWords(until, clock)}. They may tick one box about the student, and answer no to danger and to the questions about people who may be involved. Everything else stays empty, also whether someone called and what was seen. With any other answer it is a real report. The code works once.`,
    ),
    textBlock(
      "Tell the people of that school first, or do not, to test whether they read their email.",
    ),
  ];
}

/** The page. Throws "not-set-up", "other-form" and what Google throws. */
export function drillPage(run: Run): Page {
  refuseOtherForm(run);
  const { memory, clock, identity } = run;
  const main = registerNamed(run, "main", []);
  const { people } = directoryIn(main.load(directoryRequests), clock);
  const me = identity.runningAs();
  const mayAsk =
    installersIn(memory).includes(me) ||
    people.some(({ email, role }) => email === me && !/contact$/.test(role));
  const page = wordsPage("drill", "Drill", [
    "Leads and admins in Contacts ask for a drill, with their own accounts.",
  ]);
  if (!mayAsk) return page;
  const drills = lookAtDrills(run);
  return {
    ...page,
    blocks: [
      ...whatItDoes.map(textBlock),
      ...codeBlocks(run, drills),
      ...resultBlocks(run, drills.last),
    ],
    buttons: [{ act: "drill", label: "Look again", primary: true }, closeButton],
  };
}
