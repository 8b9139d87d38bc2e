/** The Form of each protocol, in each language that it has. */
import { desiredForm } from "../../src/form/desired-form";
import { closedMessage, confirmationMessage, formDescription } from "../../src/form/safety-texts";
import { type Language, languages } from "../../src/language";
import type { ProtocolPack } from "../../src/protocol/pack";
import { ownPacks } from "./register-words";

function formText(pack: ProtocolPack, language: Language): string {
  const speech = { language, reviewed: [] };
  const { title, items } = desiredForm(pack, [], true, speech);
  const pages = items.flatMap((item) => [
    item.kind === "page" ? `\nPAGE ${item.title}` : `\n? ${item.title}${item.required ? " *" : ""}`,
    ...(item.help === "" ? [] : [item.kind === "page" ? item.help : `  ${item.help}`]),
    ...item.choices.map((choice) => `  ( ) ${choice.text}`),
  ]);
  const { text, notice } = formDescription(pack, speech);
  return [
    `${pack.id}, ${language}: ${title}`,
    `\nBEFORE GOING LIVE\n${notice}`,
    `\nFIRST\n${text}`,
    ...pages,
    `\nAFTER SENDING\n${confirmationMessage(pack, speech).text}`,
    `\nCLOSED\n${closedMessage(pack, speech)}`,
  ].join("\n");
}

/** One to a protocol and language. */
export function formTexts(): readonly string[] {
  return ownPacks.flatMap((pack) =>
    languages.filter((one) => pack.languages.includes(one)).map((one) => formText(pack, one)),
  );
}
