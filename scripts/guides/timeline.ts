/**
 * The picture of who is told when. A day is played through the built script, and its emails and actions are drawn at the minutes at
 * which they happened.
 */

import { packs } from "../../src/protocol/find-pack";
import { builtBundle } from "../play/bundle";
import { playedOut } from "../play/play-scenario";
import { parseScenario } from "../play/scenario";

const start = "2026-09-01T08:59:50-07:00";
const nine = Date.parse("2026-09-01T09:00:00-07:00");
const teacher = "teacher@district.example";
const call = "call-child-and-family-services";

/** A report of immediate danger that no one acknowledges for forty minutes. */
const danger = {
  school: "North High",
  studentName: "Robin Vale",
  studentId: "730194",
  facts: "She got into a car at the gate and was crying.",
  concerns: ["suspected-victim"],
  staffMayBeInvolved: "no",
  recipientMayBeInvolved: "no",
  immediateDanger: "yes",
  reporterEmail: teacher,
};
const events = [
  { submit: danger, as: teacher },
  { advance: "PT40M" },
  { edit: { case: "26-0001", set: { acknowledged: true } }, as: "backup" },
  { advance: "PT15M" },
  { edit: { case: "26-0001", act: call, set: { done: true } }, as: "backup" },
  { advance: "PT4M" },
];

const people = {
  [teacher]: "Teacher",
  "contact@district.example": "Designated contact",
  "backup@district.example": "Backup contact",
  "lead@district.example": "District lead",
} as const;

/** What people did, in minutes after the report. */
const acts = [
  [0, teacher, "sends the report"],
  [40, "backup@district.example", "acknowledges"],
  [55, "backup@district.example", "ticks the call"],
] as const;

const minutes = 60;
const [left, wide, high] = [190, 960, 64];
const across = (minute: number) => left + (minute / minutes) * (wide - left - 30);

/** The picture, as HTML. Throws an Error if the day can no longer be played. */
export async function timelinePage(): Promise<string> {
  const parsed = parseScenario(JSON.stringify({ start, events }), packs());
  if (!parsed.ok) throw new Error(parsed.problems.join("\n"));
  const dist = await builtBundle(null);
  const { output } = playedOut(parsed.scenario, { dist, cells: false, isEachTick: true });
  const mails = output.inbox.flatMap(({ at, to }) =>
    to.map((person) => [(Date.parse(at) - nine) / 60_000, person] as const),
  );
  const rows = Object.entries(people).map(([address, name], row) => {
    const y = 70 + row * high;
    // An email that comes just after what the person did is drawn next to it.
    const beside = (minute: number) =>
      acts.some(([at, person]) => person === address && Math.abs(minute - at) < 1) ? 18 : 0;
    const told = mails.flatMap(([minute, person]) =>
      person === address && minute <= minutes
        ? [`<circle cx="${across(minute) + beside(minute)}" cy="${y}" r="6" />`]
        : [],
    );
    const done = acts.flatMap(([minute, person, what]) =>
      person === address
        ? [
            `<rect x="${across(minute) - 7}" y="${y - 7}" width="14" height="14" /><text x="${across(minute) - 7}" y="${y - 14}" class="act">${what}</text>`,
          ]
        : [],
    );
    return `<text x="10" y="${y + 5}" class="name">${name}</text><line x1="${left}" x2="${wide - 20}" y1="${y}" y2="${y}" />${told.join("")}${done.join("")}`;
  });
  const marks = Array.from({ length: minutes / 15 + 1 }, (_, at) => at * 15);
  const bottom = 70 + rows.length * high;
  const scale = marks.map((minute) => {
    const time = `${9 + Math.floor(minute / 60)}:${String(minute % 60).padStart(2, "0")}`;
    return `<text x="${across(minute)}" y="${bottom}">${time}</text>`;
  });
  return `<!doctype html><style>body { margin: 0; font: 15px Arial, sans-serif } text { text-anchor: middle } .name, .act { text-anchor: start } .name { font-weight: bold } line { stroke: #8a8a8a } circle { fill: #0b57d0 } rect { fill: #0b6b2b }</style>
<svg width="${wide}" height="${bottom + 50}" role="img" aria-label="Who is told when">${rows.join("")}${scale.join("")}
<circle cx="${left}" cy="${bottom + 26}" r="6" /><text x="${left + 14}" y="${bottom + 31}" class="name" style="font-weight: normal">an email to this person</text>
<rect x="${left + 240}" y="${bottom + 19}" width="14" height="14" /><text x="${left + 264}" y="${bottom + 31}" class="name" style="font-weight: normal">what this person does</text></svg>`;
}
