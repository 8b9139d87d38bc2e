/** What stands above a room: for whom it is, and what to try first; and what stands in it for someone who has no business there. */
import { usePage } from "./page";
import { type RoomName, roomNamed } from "./rooms";

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

/** Why nothing is shown, and a button to continue as the person that the room is for. */
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
