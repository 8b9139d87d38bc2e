/** What stands above a room: for whom it is, and what to try first; and what stands in it for somebody who has no business there. */
import { element } from "./dom";
import { type RoomName, roomNamed } from "./rooms";
import type { Surroundings } from "./view";

export function roomHead(name: RoomName): HTMLElement {
  const room = roomNamed(name);
  return element(
    "header",
    { class: "room-head" },
    element("h1", {}, room?.title ?? ""),
    element(
      "p",
      {},
      element("span", {}, `${room?.forWhom ?? ""} `),
      element("strong", {}, "Try first: "),
      room?.tryFirst ?? "",
    ),
  );
}

/** Why nothing is shown, and a button for going on as whoever the room is for. */
export function refusalCard(words: string, name: RoomName, around: Surroundings): HTMLElement {
  const person = roomNamed(name)?.people[0] ?? "admin";
  return element(
    "div",
    { class: "refusal" },
    element("p", {}, words),
    element(
      "button",
      { type: "button", onclick: () => void around.become(person) },
      `Go on as the ${goOnAs[person] ?? person}`,
    ),
  );
}

const goOnAs: Readonly<Record<string, string>> = {
  teacher: "teacher",
  contact: "designated contact",
  admin: "district admin",
};
