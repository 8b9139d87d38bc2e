/**
 * Plays the first day of an immediate danger that no one answers, with different numbers of people who may know of it, and counts their
 * emails.
 */
import { playedOut } from "../play/play-scenario";
import { scenarioFrom } from "../play/scenario";

export interface DangerMails {
  /** How many people may know of the danger. */
  readonly people: number;
  /** How many emails the person who received the most of them received. */
  readonly most: number;
  readonly total: number;
  /** The longest time in which no one was emailed. */
  readonly longestSilenceMinutes: number;
}

/** The most emails for one person, by the number of people, when someone is asked every 15 minutes (design 2.18). */
export const mostMails: Readonly<Record<number, number>> = { 1: 36, 2: 23, 3: 18, 4: 16, 8: 13 };
export const allMails = (people: number) => 9 * people + 27;

const roles = [
  "designated contact",
  "district lead",
  "backup contact",
  "district admin",
  "alternate lead",
  "designated contact",
  "designated contact",
  "designated contact",
] as const;

function contactsOf(people: number): readonly object[] {
  return roles.slice(0, people).map((role, at) => ({
    role,
    school: "",
    name: `Person ${at + 1}`,
    phone: `(415) 555-01${10 + at}`,
    email:
      role === "district admin" ? "admin@district.example" : `person${at + 1}@district.example`,
    mayOpen: true,
  }));
}

const start = "2026-09-01T09:00:00-07:00";
const minute = 60_000;

export function dangerMails(dist: string, people: number): DangerMails {
  const scenario = {
    start,
    directory: { contacts: contactsOf(people) },
    events: [
      {
        submit: {
          school: "North High",
          studentName: "Rowan Pine",
          studentId: "730194",
          concerns: ["suspected-victim"],
          immediateDanger: "yes",
        },
      },
      { advance: "PT23H59M" },
    ],
  };
  const { output } = playedOut(scenarioFrom(scenario), { dist });
  if (output.errors.length > 0) throw new Error(JSON.stringify(output.errors));
  const asks = output.inbox.filter(({ message }) =>
    ["case-opened", "case-escalated"].includes(message ?? ""),
  );
  const counts = new Map<string, number>();
  for (const { to } of asks) counts.set(to.join(), (counts.get(to.join()) ?? 0) + 1);
  let last = Date.parse(start);
  let silence = 0;
  for (const { at } of asks) {
    silence = Math.max(silence, Date.parse(at) - last);
    last = Date.parse(at);
  }
  return {
    people: counts.size,
    most: Math.max(0, ...counts.values()),
    total: asks.length,
    longestSilenceMinutes: Math.round(silence / minute),
  };
}

export function dangerMailRows(dist: string): readonly DangerMails[] {
  return Object.keys(mostMails).map((people) => dangerMails(dist, Number(people)));
}
