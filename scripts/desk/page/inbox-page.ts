/** The view of the mail, an inbox for each address. The HTML part is shown in a frame that may run and load nothing. */
import type { MailHead } from "../views";
import { element } from "./dom";
import { followLink, type RegisterNames } from "./follow-link";
import { mailFrame, mailText } from "./mail-frame";
import { desk } from "./the-desk";
import type { Surroundings, View } from "./view";

export class InboxPage implements View {
  readonly title = "Inbox";
  readonly element = element("section", { class: "inbox", "aria-label": "Inboxes" });
  private mails: readonly MailHead[] = [];
  private registers: RegisterNames = new Map();
  /** Null: the inbox of the person at the desk. */
  private address: string | null = null;
  /** Counted from the oldest, so that new mail does not move it; null: the newest. */
  private chosen: number | null = null;
  /** What was shown last. */
  private shown = "";

  constructor(
    private readonly around: Surroundings,
    /** Name → address of the people at the desk. */
    private readonly addresses: ReadonlyMap<string, string>,
  ) {}

  async refresh(): Promise<void> {
    const { mails, registers } = await desk.ask("inbox");
    const state = JSON.stringify([mails, this.around.person()]);
    // What is being read stays as it is while nothing has come.
    if (state === this.shown) return;
    this.shown = state;
    this.mails = mails;
    this.registers = new Map(registers);
    this.show();
  }

  private show(): void {
    const own = this.addresses.get(this.around.person()) ?? "";
    const address = this.address ?? own;
    const known = new Set([...this.addresses.values(), ...this.mails.flatMap(({ to }) => to)]);
    const received = this.mails.filter(({ to }) => to.includes(address));
    const count = (of: string) => this.mails.filter(({ to }) => to.includes(of)).length;
    const select = element(
      "select",
      {
        onchange: () => {
          this.address = select.value === own ? null : select.value;
          this.chosen = null;
          this.show();
          this.element.querySelector("select")?.focus();
        },
      },
      ...[...known].map((one) => element("option", { value: one }, `${one} (${count(one)})`)),
    );
    select.value = address;
    const place = this.chosen === null ? 0 : Math.max(0, received.length - 1 - this.chosen);
    this.element.replaceChildren(
      element(
        "div",
        { class: "bar" },
        element("h1", { class: "unseen" }, "Inbox"),
        element("label", { class: "control" }, "Inbox of ", select),
      ),
      received.length === 0
        ? element("p", { class: "empty" }, `No mail to ${address} yet.`)
        : element(
            "div",
            { class: "mails" },
            this.list(received, place),
            this.opened(received[place]),
          ),
    );
  }

  private list(received: readonly MailHead[], place: number): HTMLElement {
    return element(
      "ol",
      { class: "subjects" },
      ...received.map((mail, index) =>
        element(
          "li",
          {},
          element(
            "button",
            {
              type: "button",
              "aria-current": index === place ? "true" : null,
              onclick: () => {
                this.chosen = received.length - 1 - index;
                this.show();
                this.element.querySelector<HTMLElement>("[aria-current]")?.focus();
              },
            },
            element("span", { class: "subject" }, mail.subject),
            element("span", { class: "when" }, mail.at),
          ),
        ),
      ),
    );
  }

  private opened(head: MailHead | undefined): HTMLElement {
    const article = element("article", { class: "mail" });
    if (head !== undefined) void this.fill(article, head.number);
    return article;
  }

  private async fill(article: HTMLElement, number: number): Promise<void> {
    const mail = await desk.ask("mail", number);
    if (mail === null) return;
    const { subject, from, to, at, html, text } = mail;
    const follow = (address: string) => followLink(address, this.registers);
    article.replaceChildren(
      element("h2", {}, subject),
      element("p", { class: "envelope" }, `From ${from} to ${to.join(", ")}, ${at}`),
      ...(html === null ? [] : [mailFrame(html, follow)]),
      element(
        "details",
        { open: html === null },
        element("summary", {}, "The mail as text"),
        mailText(text, follow),
      ),
    );
  }
}
