/** The room of the mail, an inbox for each address. The HTML part is shown in a frame that may run and load nothing. */
import { useEffect, useState } from "preact/hooks";
import type { View } from "../shell/api";
import { closesDialog, Dialog } from "../shell/dialog";
import { useAnswer, usePage } from "../shell/page";
import { RoomHead } from "../shell/room-head";
import { type Destination, destinationOf } from "./follow-link";

/** Emails listed before one asks for more: a bad night sends hundreds. */
const listedAtOnce = 60;

/** How an email is looked at. */
const looks = ["On a screen", "On a phone", "As text"] as const;
type Look = (typeof looks)[number];

/** Numbers of the emails that were read, of each desk. */
export type Read = Map<string, Set<number>>;

interface Props {
  /** The email that the address names, in whosever inbox it is; null: the newest of the person at the desk. */
  readonly number: number | null;
  readonly read: Read;
}

export function MailRoom({ number, read }: Props) {
  const { people, person, shown, become } = usePage();
  const inbox = useAnswer("inbox");
  const [chosen, setChosen] = useState(number);
  const [away, setAway] = useState<string | null>(null);
  const [look, setLook] = useState<Look>("On a screen");
  const [led, setLed] = useState<LedAway | null>(null);
  useEffect(() => setChosen(number), [number]);
  if (inbox === null) return null;
  const { mails, registers } = inbox;
  const own = people.find(({ name }) => name === person)?.address ?? "";
  const asked = mails.find((mail) => mail.number === chosen);
  // An email that is asked for by its number may be somebody else's.
  const address = asked?.to.includes(away ?? own) === false ? (asked.to[0] ?? own) : (away ?? own);
  const received = mails.filter(({ to }) => to.includes(address));
  const open = asked ?? received[0];
  const isRead = read.get(shown) ?? new Set<number>();
  read.set(shown, isRead);
  if (open !== undefined) isRead.add(open.number);

  const nameOf = (of: string) => {
    const known = people.find((one) => one.address === of);
    return known === undefined ? of : `${known.words}, ${of}`;
  };
  const countOf = (of: string) => {
    const all = mails.filter(({ to }) => to.includes(of));
    const unread = all.filter((mail) => !isRead.has(mail.number)).length;
    if (all.length === 0) return "no email";
    return unread === 0 ? `${all.length} read` : `${unread} unread of ${all.length}`;
  };
  /** The inbox of somebody at the desk is theirs: one becomes them. */
  const choose = (of: string) => {
    const owner = people.find((one) => one.address === of);
    setChosen(null);
    setAway(owner === undefined ? of : null);
    if (owner !== undefined) become(owner.name);
  };
  const follow = (link: string) => {
    const to = destinationOf(link, new Map(registers));
    if (to.kind === "here") location.hash = to.hash;
    else setLed(to);
  };
  const addresses = new Set([
    ...people.map((one) => one.address),
    ...mails.flatMap(({ to }) => to),
  ]);
  return (
    <section class="room inbox" aria-label="Mail">
      <RoomHead name="mail" />
      <div class="inboxes" data-theme="light">
        <div class="bar row">
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
        </div>
        {open === undefined ? (
          <p class="hint">No email to {nameOf(address)} yet.</p>
        ) : (
          <div class="mails">
            <Subjects
              key={address}
              received={received}
              open={open}
              isRead={isRead}
              choose={setChosen}
            />
            <Opened number={open.number} look={look} setLook={setLook} follow={follow} />
          </div>
        )}
      </div>
      {led !== null && <Elsewhere to={led} closed={() => setLed(null)} />}
    </section>
  );
}

interface SubjectsProps {
  readonly received: View<"inbox">["mails"];
  readonly open: View<"inbox">["mails"][number];
  readonly isRead: ReadonlySet<number>;
  readonly choose: (number: number) => void;
}

function Subjects({ received, open, isRead, choose }: SubjectsProps) {
  const [listed, setListed] = useState(listedAtOnce);
  const more = received.length - listed;
  return (
    <div class="list">
      <ol class="subjects">
        {received.slice(0, listed).map((mail) => (
          <li key={mail.number}>
            <button
              type="button"
              aria-current={mail.number === open.number}
              onClick={() => choose(mail.number)}
            >
              <strong>
                {!isRead.has(mail.number) && <mark>Unread</mark>} {mail.sender}
              </strong>
              <span>{mail.subject}</span>
              <small class="preview">{mail.preview}</small>
              <small>{mail.at}</small>
            </button>
          </li>
        ))}
      </ol>
      {more > 0 && (
        <button type="button" class="outline" onClick={() => setListed(listed + listedAtOnce)}>
          Show more ({more})
        </button>
      )}
    </div>
  );
}

interface OpenedProps {
  readonly number: number;
  readonly look: Look;
  readonly setLook: (look: Look) => void;
  readonly follow: (address: string) => void;
}

function Opened({ number, look, setLook, follow }: OpenedProps) {
  const mail = useAnswer("mail", number);
  if (mail === null) return <article class="mail" />;
  const { subject, sender, from, to, at, preview, html, text } = mail;
  const isText = html === null || look === "As text";
  return (
    <article class="mail">
      <h2>{subject}</h2>
      <p class="hint">
        From {sender} ({from}) to {to.join(", ")}, {at}
      </p>
      <figure class="locked">
        <figcaption>On a locked phone</figcaption>
        <p>
          <strong>{sender}</strong>
          <span>{subject}</span>
          <span>{preview}</span>
        </p>
      </figure>
      <fieldset class="looks row">
        <legend class="unseen">How to look at the email</legend>
        {looks.map((one) => (
          <label key={one}>
            <input
              type="radio"
              name="look"
              disabled={html === null && one !== "As text"}
              checked={one === look}
              onChange={() => setLook(one)}
            />
            {one}
          </label>
        ))}
      </fieldset>
      <div class={`mail-body ${look === "On a phone" ? "phone" : ""}`}>
        {isText ? (
          <Text text={text} follow={follow} />
        ) : (
          <Html key={mail.number} html={html} follow={follow} />
        )}
      </div>
    </article>
  );
}

type Follow = Pick<OpenedProps, "follow">;

/** Takes every click on a link, whose address then goes to `follow`. */
const takesLinks =
  ({ follow }: Follow) =>
  (event: Event) => {
    // An element of a frame is none of this window's classes.
    const link = (event.target as Partial<Element> | null)?.closest?.("a[href], area[href]");
    if (link == null) return;
    event.preventDefault();
    // A middle click opens nothing that a click would not.
    if (event.type === "click") follow(link.getAttribute("href") ?? "");
  };

/** The HTML part in a frame that runs nothing and leads nowhere by itself: what is clicked in it, the page around it decides. */
function Html({ html, follow }: Follow & { readonly html: string }) {
  return (
    <iframe
      title="The email as HTML"
      // Its scripts do not run; of this page's origin, so that its clicks are heard.
      sandbox="allow-same-origin"
      srcdoc={html}
      onLoad={({ currentTarget }) => {
        for (const kind of ["click", "auxclick"]) {
          currentTarget.contentDocument?.addEventListener(kind, takesLinks({ follow }));
        }
      }}
    />
  );
}

const linkOrNumber =
  /https?:\/\/[^\s<>"]+[^\s<>".,;:!?)]|\(\d{3}\) \d{3}-\d{4}|\b1-\d{3}-\d{3}-\d{4}\b|\b\d{3}-\d{3}-\d{4}\b|\b[\w.+-]+@[\w-]+(?:\.[\w-]+)+\b/g;

function addressOf(found: string): string {
  if (found.startsWith("http")) return found;
  return found.includes("@") ? `mailto:${found}` : `tel:${found.replace(/[^\d]/g, "")}`;
}

/** The text part, in which addresses and telephone numbers are links, as mail programs make them. */
function Text({ text, follow }: Follow & { readonly text: string }) {
  const found = [...text.matchAll(linkOrNumber)];
  const ends = found.map(({ 0: word, index }) => index + word.length);
  return (
    <pre tabIndex={0} onClick={takesLinks({ follow })} onAuxClick={takesLinks({ follow })}>
      {found.map(({ 0: word, index }, at) => (
        <>
          {text.slice(ends[at - 1] ?? 0, index)}
          <a href={addressOf(word)}>{word}</a>
        </>
      ))}
      {text.slice(ends.at(-1) ?? 0)}
    </pre>
  );
}

type LedAway = Exclude<Destination, { kind: "here" }>;

const nowhere = { title: "This link leads nowhere", text: "Nothing here has that address." };

function wordsOf(to: LedAway): typeof nowhere {
  if (to.kind === "call") {
    return {
      title: `Would call ${to.number}`,
      text: "On a telephone this link calls the number. Here no one is called.",
    };
  }
  if (to.kind === "write") {
    return {
      title: `Would write to ${to.to}`,
      text: "In a mail program this link begins an email. Here no email is written.",
    };
  }
  return to.kind === "nowhere"
    ? nowhere
    : {
        title: "This link leaves the page",
        text: `It leads to ${to.address}, which is not on this computer.`,
      };
}

/** What a link would do outside; what leaves the page opens beside it, if the person wants that. */
function Elsewhere({ to, closed }: { readonly to: LedAway; readonly closed: () => void }) {
  const { title, text } = wordsOf(to);
  return (
    <Dialog title={title} closed={closed}>
      <p>{text}</p>
      <div class="buttons">
        {to.kind === "away" && (
          <a
            class="button outline"
            href={to.address}
            target="_blank"
            rel="noopener noreferrer"
            onClick={closesDialog}
          >
            Open it in a new tab
          </a>
        )}
        <button type="button" onClick={closesDialog}>
          {to.kind === "away" ? "Stay here" : "Close"}
        </button>
      </div>
    </Dialog>
  );
}
