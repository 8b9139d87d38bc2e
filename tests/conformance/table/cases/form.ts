/** The Form: its texts, settings, publishing, and who can edit it. */
import { casesOf, refusal } from "../case";

const words = "=1+1 <b>&amp;</b>";

export const formCases = casesOf("dialog", {
  "form.bound": {
    asks: "Does a script find the Form that it is bound to, under forms.currentonly?",
    source: "documented 2026-11-24: platform.md 7: DOC/guides/Boundtogoogleworkspacedocuments.md",
    is: { id: true, view: true },
    run({ google, form }) {
      const id = form.getId();
      return {
        id: id.length > 10 && google.FormApp.getActiveForm().getId() === id,
        view: /^https:\/\/docs\.google\.com\/.*viewform/.test(form.getPublishedUrl()),
      };
    },
  },
  "form.texts": {
    asks: "Are title, description and confirmation kept as written?",
    source: "documented 2026-11-24: platform.md 5: REF/Form",
    is: [words, `${words}\nsecond line`, words],
    run({ form }) {
      const before = form.getTitle();
      const set = (title: string, text: string, more = "") => {
        form
          .setTitle(title)
          .setDescription(text + more)
          .setConfirmationMessage(text);
      };
      set(words, words, "\nsecond line");
      const kept = [form.getTitle(), form.getDescription(), form.getConfirmationMessage()];
      set(before, "");
      return kept;
    },
  },
  "form.settings": {
    asks: "Does each setting read as it was set: addresses collected, answers edited, another answer, summary?",
    source: "documented 2026-11-24: platform.md 5: REF/Form",
    is: [true, false].map((on) => [on, on, on, on]),
    run: ({ form }) =>
      [true, false].map((on) => [
        form.setCollectEmail(on).collectsEmail(),
        form.setAllowResponseEdits(on).canEditResponse(),
        form.setShowLinkToRespondAgain(on).hasRespondAgainLink(),
        form.setPublishingSummary(on).isPublishingSummary(),
      ]),
  },
  "form.publishing": {
    asks: "Does publishing carry accepting responses with it, both ways, and what does accepting them on a Form that is not published end in?",
    source: "documented 2026-11-24: platform.md 5: REF/Form.setPublished, setAcceptingResponses",
    is: [true, [false, false], "Exception: ((it cannot))", [true, true], false],
    run({ form }) {
      const read = () => [form.isPublished(), form.isAcceptingResponses()];
      form.setPublished(false);
      const off = read();
      const said = refusal(() => form.setAcceptingResponses(true));
      form.setPublished(true);
      const on = read();
      form.setAcceptingResponses(false);
      const closed = form.isAcceptingResponses();
      form.setAcceptingResponses(true);
      return [form.supportsAdvancedResponderPermissions(), off, said, on, closed];
    },
  },
  "form.closed-words": {
    asks: "What does a message for a closed Form end in while the Form takes responses, and while it takes none?",
    source:
      "recorded 2026-12-02: platform.md 15: carsonjan's form limiter v0.2.2, and others that met it",
    is: [null, "Exception: Invalid data updating form."],
    run({ form }) {
      form.setPublished(true);
      const say = (text: string) => refusal(() => form.setCustomClosedFormMessage(text));
      const open = say(words) ?? say("");
      form.setAcceptingResponses(false);
      const closed = say(words);
      form.setAcceptingResponses(true);
      return [open, closed];
    },
  },
  "form.editors-owner": {
    asks: "Is the owner among Form.getEditors?",
    source: "assumed: platform.md 8: the method; not whom it lists",
    doubt: "formEditorsListOwner",
    when: { no: false, yes: true },
    run: ({ form, me }) => form.getEditors().some((one) => one.getEmail().toLowerCase() === me),
  },
});
