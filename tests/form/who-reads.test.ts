/** What the Form promises: who reads a report, whom each answer keeps out, when to telephone instead, and that the law protects reporters. */
import { expect, test } from "vitest";
import { desiredForm } from "../../src/form/desired-form";
import { itemKey, type ReportKey } from "../../src/form/report";
import { languages } from "../../src/language";
import { ownPacks } from "../../src/protocol/find-pack";

/** Facts that the help of the question about recipients says, in each language. */
const said = {
  en: [
    /designated contact and backup contact, the district lead and the alternate lead/,
    /Other contacts with access, the account that runs the system and this form's editors can too/,
    /several answers. Each yes keeps out the people it names/,
    /administrators: those the district marked/,
    /Not sure keeps out the school's contacts only/,
    /admin, someone who runs the system's account, or all of these people.*telephone the number on its first page/,
  ],
  es: [
    /contacto designado y el contacto suplente de la escuela, la persona encargada del distrito y la encargada suplente/,
    /otros contactos con acceso, la cuenta del sistema y quien edita este formulario/,
    /varias respuestas. Cada “sí” deja fuera/,
    /administradores: los que el distrito marcó/,
    /“No estoy seguro” solo deja fuera a los contactos de la escuela/,
    /administrador del sistema, quien maneja su cuenta, o todas estas personas.*llame al número de la primera página/,
  ],
};
const protects = { en: /immunity.*\(PC 11172\)/, es: /inmunidad.*\(PC 11172\)/ };
const may = { en: /you may get a reminder/, es: /puede recibir un recordatorio/ };

test.each(
  ownPacks().flatMap((pack) => languages.map((language) => ({ id: pack.id, pack, language }))),
)("by $id, in $language", ({ pack, language }) => {
  const speech = { language: "both", reviewed: [] } as const;
  const { items } = desiredForm(pack, ["North High"], true, speech);
  const helpOf = (key: ReportKey | "page-reporter") =>
    items.find((one) => one.key === itemKey(key, language))?.help ?? "";
  // A protocol without this language has no such page.
  if (!pack.languages.includes(language)) return expect(helpOf("page-reporter")).toBe("");
  for (const fact of said[language]) expect(helpOf("recipientMayBeInvolved")).toMatch(fact);
  expect(helpOf("recipientMayBeInvolved")).not.toMatch(/\{|the people who may be involved do not/);
  expect(helpOf("page-reporter")).toMatch(protects[language]);
  expect(helpOf("page-reporter")).toMatch(may[language]);
});
