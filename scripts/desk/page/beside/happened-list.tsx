/** What an act set off, beside the room: emails, cases, the clock, each with its reason and a way there. */
import type { EventView, SourceView } from "../../views/views";
import { placeHash } from "../register/register-place";
import { useAnswer } from "../shell/page";

const kinds: Readonly<Record<EventView["kind"], string>> = {
  case: "Case",
  mail: "Email",
  clock: "Clock",
  change: "Typed",
  back: "Undone",
  wrong: "Error",
};

/** Words, each with where they come from. */
export function Sources({ of }: { readonly of: readonly SourceView[] }) {
  return (
    <>
      {of.map(({ text, source }) => (
        <figure key={text}>
          <blockquote>{text}</blockquote>
          <figcaption>{source}</figcaption>
        </figure>
      ))}
    </>
  );
}

interface Props {
  /** Whether the room has something beside it even before anything was done. */
  readonly isWanted: boolean;
  /** Goes to a place of the page as somebody. */
  readonly go: (hash: string, person: string | null) => void;
}

export function Beside({ isWanted, go }: Props) {
  const view = useAnswer("happened");
  if (view === null || (view.after === null && !isWanted)) return null;
  const { after, events, more } = view;
  const nothing =
    after === null
      ? "Nothing yet. Send a report, and see here who is told, which case opens and what is due."
      : "No one is told, no case changes, and nothing new is due.";
  return (
    <aside id="beside" class="beside" aria-label="What it set off" tabIndex={0}>
      <h2>What it set off</h2>
      {after !== null && <p>{after}</p>}
      {events.length === 0 && <p class="hint">{nothing}</p>}
      <ol class="events">
        {events.map((event, at) => (
          <OneEvent key={`${after} ${at} ${event.words}`} event={event} go={go} />
        ))}
      </ol>
      {more > 0 && <p class="hint">And {more} more: see Mail, and Activity in the register.</p>}
    </aside>
  );
}

function OneEvent({ event, go }: { readonly event: EventView; readonly go: Props["go"] }) {
  const { kind, at, words, detail, person, place, reasons } = event;
  const hash = place === null ? "" : "mail" in place ? `#/mail/${place.mail}` : placeHash(place);
  const follow = (click: MouseEvent) => {
    click.preventDefault();
    go(hash, person);
  };
  return (
    <li class={`event of-${kind}`}>
      <p class="hint">
        <strong>{kinds[kind]}</strong> {at}
      </p>
      {hash === "" ? (
        <p>{words}</p>
      ) : (
        <a href={hash} onClick={follow}>
          {words}
        </a>
      )}
      {detail !== "" && <p>{detail}</p>}
      {reasons.length > 0 && (
        <details>
          <summary>Why</summary>
          <Sources of={reasons} />
        </details>
      )}
    </li>
  );
}
