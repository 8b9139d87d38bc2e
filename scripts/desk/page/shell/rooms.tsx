/** The four rooms: whom each is for, what to try there first, and which person the user becomes in it. */
import { usePage } from "./page";

export type RoomName = "report" | "register" | "mail" | "admin";

export interface Room {
  readonly name: RoomName;
  readonly title: string;
  /** Names of the people who have something to do there. The user becomes the first one. */
  readonly people: readonly [string, ...string[]];
  readonly forWhom: string;
  readonly tryFirst: string;
}

const readers = ["contact", "backup", "lead", "alternate", "admin"] as const;

export const rooms: readonly Room[] = [
  {
    name: "report",
    title: "Report",
    people: ["teacher"],
    forWhom: "For teachers and everyone else at school: the Form, as Google shows it.",
    tryFirst:
      "Choose a language, say whether the student is in danger, choose North High, make up a student, tick a risk factor or two, and submit.",
  },
  {
    name: "register",
    title: "Register",
    people: readers,
    forWhom: "For the contact, the backup and the leads: the spreadsheet in which they work.",
    tryFirst: "Tick Acknowledged in a case, then open the tab Checklist and tick a call.",
  },
  {
    name: "mail",
    title: "Email",
    people: readers,
    forWhom: "An inbox for each person who is emailed.",
    tryFirst: "Open the newest email and press its button. Then look at it as text.",
  },
  {
    name: "admin",
    title: "Admin",
    people: ["admin", "lead"],
    forWhom:
      "For the person who sets it up and keeps it running: the editor of the Form, with its menu.",
    tryFirst:
      "Open the menu Student safety. Choose Set up as long as the Form has no questions, then Check.",
  },
];

export function roomNamed(name: string): Room | null {
  return rooms.find((room) => room.name === name) ?? null;
}

export function RoomHead({ name }: { readonly name: RoomName }) {
  const room = roomNamed(name);
  return (
    <header class="room-head">
      <h1>{room?.title}</h1>
      <p>
        {room?.forWhom} <strong>Try first:</strong> {room?.tryFirst}
      </p>
    </header>
  );
}

/** Says why nothing is shown, with a button to continue as a person whom the room is for. */
export function Refusal({ words, name }: { readonly words: string; readonly name: RoomName }) {
  const { people, become } = usePage();
  const usual = people.find((one) => one.name === roomNamed(name)?.people[0]);
  return (
    <div class="refusal">
      <p>{words}</p>
      <button type="button" onClick={() => become(usual?.name ?? "admin")}>
        Continue as the {usual?.words.toLowerCase()}
      </button>
    </div>
  );
}
