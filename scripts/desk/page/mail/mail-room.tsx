/** The room of the email, with an inbox for each address. The HTML part is shown in a frame that cannot run or load anything. */
import { useEffect, useRef, useState } from "preact/hooks";
import { useAnswer, usePage } from "../shell/page";
import { RoomHead } from "../shell/rooms";
import { destinationOf, type RegisterNames } from "./follow-link";

interface Props {
  /** The email that the page's address names, in anyone's inbox; null for the newest one of the person at the desk. */
  readonly number: number | null;
  /** The page's address. After it has changed, the newest email is shown. */
  readonly visit: string;
}

export function MailRoom({ number, visit }: Props) {
  const { people, person, become } = usePage();
  const inbox = useAnswer("inbox");
  const [chosen, setChosen] = useState(number);
  const [away, setAway] = useState<string | null>(null);
  const shown = useRef({ where: "", number: 0 });
  useEffect(() => setChosen(number), [number]);
  if (inbox === null) return null;
  const { mails } = inbox;
  const own = away ?? people.find(({ name }) => name === person)?.address ?? "";
  const asked = mails.find((mail) => mail.number === chosen);
  // An email that was asked for by number may be in someone else's inbox.
  const address = asked?.to.includes(own) === false ? (asked.to[0] ?? own) : own;
  const received = mails.filter(({ to }) => to.includes(address));
  // An email that comes while someone reads another one does not take its place.
  const where = `${visit} ${address}`;
  const isReading = (mail: { readonly number: number }) =>
    shown.current.where === where && shown.current.number === mail.number;
  const open = asked ?? received.find(isReading) ?? received[0];
  shown.current = { where, number: open?.number ?? 0 };

  const nameOf = (of: string) => {
    const known = people.find((one) => one.address === of);
    return `${known === undefined ? "" : `${known.words}, `}${of}`;
  };
  const countOf = (of: string) => mails.filter(({ to }) => to.includes(of)).length;
  /** Opens an inbox. If it belongs to a person at the desk, the user becomes that person. */
  const choose = (of: string) => {
    const owner = people.find((one) => one.address === of);
    setChosen(null);
    setAway(owner === undefined ? of : null);
    if (owner !== undefined) become(owner.name);
  };
  const addresses = new Set([
    ...people.map((one) => one.address),
    ...mails.flatMap(({ to }) => to),
  ]);
  return (
    <section class="room" aria-label="Email">
      <RoomHead name="mail" />
      <div class="google inbox" data-theme="light">
        <label>
          Inbox of{" "}
          <select value={address} onChange={({ currentTarget }) => choose(currentTarget.value)}>
            {[...addresses].map((one) => (
              <option key={one} value={one}>
                {nameOf(one)} ({countOf(one)})
              </option>
            ))}
          </select>
        </label>
        {open === undefined ? (
          <p>No email to {nameOf(address)} yet.</p>
        ) : (
          <div class="mails">
            <ol class="plain subjects">
              {received.map((mail) => (
                <li key={mail.number}>
                  <button
                    type="button"
                    aria-current={mail.number === open.number}
                    onClick={() => setChosen(mail.number)}
                  >
                    <strong>{mail.sender}</strong> {mail.subject}
                    <small>{mail.at}</small>
                  </button>
                </li>
              ))}
            </ol>
            <Opened number={open.number} registers={new Map(inbox.registers)} />
          </div>
        )}
      </div>
    </section>
  );
}

interface OpenedProps {
  readonly number: number;
  readonly registers: RegisterNames;
}

function Opened({ number, registers }: OpenedProps) {
  const { tell } = usePage();
  const mail = useAnswer("mail", number);
  const [isText, setText] = useState(false);
  if (mail === null) return <div class="mail" />;
  const { subject, sender, from, to, at, preview, html, text } = mail;
  /** Handles clicks in the frame: the page decides where a link leads. A middle click opens nothing. */
  const clicked = (event: Event) => {
    // An element in a frame is not an instance of this window's classes.
    const link = (event.target as Partial<Element> | null)?.closest?.("a[href], area[href]");
    if (link == null) return;
    event.preventDefault();
    const leads = destinationOf(link.getAttribute("href") ?? "", registers);
    if (leads.startsWith("#/")) location.hash = leads;
    else tell(leads);
  };
  return (
    <div class="mail">
      <h2>{subject}</h2>
      <small>
        From {sender} ({from}) to {to.join(", ")}, {at}
      </small>
      <figure class="locked">
        <figcaption>On a locked phone</figcaption>
        <p>
          <strong>{sender}</strong>
          <span>{subject}</span>
          <span>{preview}</span>
        </p>
      </figure>
      <label>
        <input
          type="checkbox"
          checked={isText}
          onChange={({ currentTarget }) => setText(currentTarget.checked)}
        />
        As text
      </label>
      {isText || html === null ? (
        <pre tabIndex={0}>{text}</pre>
      ) : (
        <iframe
          key={mail.number}
          title="The email as HTML"
          // Scripts in the email do not run. The frame has the page's origin, so that the page receives its clicks.
          sandbox="allow-same-origin"
          srcdoc={html}
          onLoad={({ currentTarget }) => {
            for (const kind of ["click", "auxclick"]) {
              currentTarget.contentDocument?.addEventListener(kind, clicked);
            }
          }}
        />
      )}
    </div>
  );
}
