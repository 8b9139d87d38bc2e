/** The services that belong to the script itself and not to a file. */
import type { ServiceClass } from "../service";
import { lockServices } from "./lock/index";
import { mailServices } from "./mail/index";
import { propertiesServices } from "./properties/index";
import { scriptServices } from "./script/index";
import { sessionServices } from "./session/index";
import { uiServices } from "./ui/index";
import { utilitiesServices } from "./utilities/index";

export const scriptOwnServices: readonly ServiceClass[] = [
  ...propertiesServices,
  ...lockServices,
  ...sessionServices,
  ...utilitiesServices,
  ...mailServices,
  ...scriptServices,
  ...uiServices,
];
