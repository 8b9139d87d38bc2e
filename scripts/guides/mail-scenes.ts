/** Every kind of mail with the scenes in which it is sent, in the order of the words file. */
import { caseMailScenes } from "./case-mail-scenes";
import { deskMailScenes } from "./desk-mail-scenes";

export const mailScenes = [...caseMailScenes, ...deskMailScenes];
