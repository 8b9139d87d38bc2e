/** The Form of each protocol, in each language that it has. */
import { choices, isChoiceKey, notListed } from "../../src/form/choices";
import { formPages } from "../../src/form/questions";
import {
  closedMessage,
  confirmationMessage,
  formDescription,
  formTitle,
} from "../../src/form/safety-texts";
import { type Language, languages } from "../../src/language";
import type { ProtocolPack } from "../../src/protocol/pack";
import { ownPacks } from "./register-words";

function formText(pack: ProtocolPack, language: Language): string {
  const speech = { language, reviewed: [] };
  const pages = formPages({ pack, language }).flatMap(({ title, help, questions }) => [
    ...(title === "" ? [] : [`\nPAGE ${title}`]),
    ...(help === "" ? [] : [help]),
    ...questions.flatMap(({ key, title: asked, help: beside, required }) => [
      `\n? ${asked}${required ? " *" : ""}`,
      ...(beside === "" ? [] : [`  ${beside}`]),
      ...(isChoiceKey(key) ? choices(pack, key, language).map(({ text }) => `  ( ) ${text}`) : []),
      ...(key === "school" ? [`  ( ) ${notListed(language)}`] : []),
    ]),
  ]);
  const { text, notice } = formDescription(pack, speech);
  return [
    `${pack.id}, ${language}: ${formTitle(speech)}`,
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
