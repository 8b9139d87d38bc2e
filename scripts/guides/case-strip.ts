/** One case from the report to closing, in one picture: screens of the case that the guides' pictures show, each with its time. */
import { Player } from "../play/play-events";
import { scenarioFrom } from "../play/scenario";
import type { LocalWorkspace } from "../workspace";

const reference = "26-0001";
const set = (what: object, as = "contact") => ({ edit: { case: reference, set: what }, as });
const tick = (act: string, more: object = {}) => ({
  edit: { case: reference, act, set: { done: true, ...more } },
});
const agency = { agencyReference: "CFS-0042" };

/** What people do after the report, in two parts: on the first day, and when the case ends. */
const parts = {
  firstDay: [
    { advance: "PT12M" },
    set({ acknowledged: true }),
    tick("call-child-and-family-services", agency),
    { advance: "PT2H" },
    tick("submit-mandated-report", agency),
    tick("co-create-action-plan"),
    { edit: { tab: "reports", case: reference, set: { callConfirmed: true } } },
  ],
  end: [
    { advance: "P14D" },
    { edit: { tab: "reports", case: reference, set: { writtenReportConfirmed: true } } },
    set({ closeReason: "agency-took-over" }),
    set({ leadAgreed: true }, "lead"),
    set({ status: "closed" }),
  ],
} as const;

/** Plays a part of the case. Throws an Error if anything in it is refused. */
export function playPart(workspace: LocalWorkspace, part: keyof typeof parts): void {
  const { events } = scenarioFrom({ start: "2026-09-01T09:00:00-07:00", events: parts[part] });
  const player = new Player(workspace, events, false);
  const { length } = workspace.errors;
  for (const event of events) player.play(event);
  if (workspace.errors.length > length)
    throw new Error(JSON.stringify(workspace.errors.slice(length)));
}

/** The screens of the strip, in their order, as PNG: the Form, the email, the checklist, the case. */
export type Screens = readonly [form: Buffer, mail: Buffer, checklist: Buffer, end: Buffer];

/** For each screen: its caption, its width and height in the picture, and how far it is moved to the left and up, in pixels. */
const places = [
  ["1. Tuesday at 9:00: a teacher reports", 374, 268, 8, 160],
  ["2. Within a minute: the contact has an email", 434, 268, 150, 60],
  ["3. From 9:12: the contact calls, reports in writing, and ticks", 828, 244, 46, 0],
  ["4. Two weeks later: the lead agrees, and the contact closes the case", 828, 122, 46, 0],
] as const;

/** The picture, as HTML. */
export function caseStripPage(screens: Screens): string {
  const figures = places.map(([caption, wide, high, left, up], at) => {
    const png = screens[at]?.toString("base64") ?? "";
    return `<figure style="width: ${wide}px"><figcaption>${caption}</figcaption>
<div style="height: ${high}px; background: url(data:image/png;base64,${png}) -${left}px -${up}px no-repeat"></div></figure>`;
  });
  return `<!doctype html><style>
body { margin: 0; padding: 8px; width: 832px; display: flex; flex-wrap: wrap; gap: 18px 20px; font: bold 16px Arial, sans-serif; color: #1f2933 }
figure { margin: 0 } figcaption { margin-bottom: 6px } div { border: 1px solid #9aa5b1 }
</style>${figures.join("")}`;
}
