/** What an action caused, next to the room: emails, cases, the clock, each with its reason and a link. */
import type { EventView, SourceView } from "../../views/views";
import { placeHash } from "../register/register-place";
import { useAnswer, usePage } from "../shell/page";

const kinds: Readonly<Record<EventView["kind"], string>> = {
  case: "Case",
  mail: "Email",
  clock: "Clock",
  change: "Typed",
  back: "Undone",
  wrong: "Error",
};

/** Texts that unfold, each with its source. */
export function Sources({ title, of }: { title: string; of: readonly SourceView[] }) {
  return (
    <details>
      <summary>{title}</summary>
      {of.map(({ text, source }) => (
        <figure key={text}>
          {text}
          <figcaption>{source}</figcaption>
        </figure>
      ))}
    </details>
  );
}

/** The column next to a room. `isWanted`: whether to show it even before anything was done. */
export function Beside({ isWanted }: { readonly isWanted: boolean }) {
  const view = useAnswer("happened");
  if (view === null || (view.after === null && !isWanted)) return null;
  const { after, events, more } = view;
  /** How often each event was listed so far, so that an event keeps its place on the page when others come before it. */
  const listed = new Map<string, number>();
  const keyOf = ({ kind, at, words }: EventView): string => {
    const key = `${after} ${kind} ${at} ${words}`;
    listed.set(key, (listed.get(key) ?? 0) + 1);
    return `${key} ${listed.get(key)}`;
  };
  const nothing =
    after === null
      ? "Nothing yet. Send a report, and see here who is told, which case opens and what is due."
      : "No one is told, no case changes, and nothing new is due.";
  return (
    <aside id="beside" aria-label="What it set off" tabIndex={0}>
      <h2>What it set off</h2>
      {after !== null && <p>{after}</p>}
      {events.length === 0 && <p>{nothing}</p>}
      <ol class="plain">
        {events.map((event) => (
          <OneEvent key={keyOf(event)} event={event} />
        ))}
      </ol>
      {more > 0 && <small>And {more} more: see Email, and Activity in the register.</small>}
    </aside>
  );
}

function OneEvent({ event }: { readonly event: EventView }) {
  const { become } = usePage();
  const { kind, at, words, detail, person, place, reasons } = event;
  const hash = place === null ? "" : "mail" in place ? `#/mail/${place.mail}` : placeHash(place);
  return (
    <li class={`event of-${kind}`}>
      <small>
        <strong>{kinds[kind]}</strong> {at}
      </small>
      {hash === "" ? (
        <p>{words}</p>
      ) : (
        <a href={hash} onClick={() => person !== null && become(person)}>
          {words}
        </a>
      )}
      {detail !== "" && <p>{detail}</p>}
      {reasons.length > 0 && <Sources title="Why" of={reasons} />}
    </li>
  );
}
