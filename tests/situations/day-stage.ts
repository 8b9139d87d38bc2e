/** A day of which a test plays one hour after another, and looks into the cells in between. Synthetic people only. */
import { builtBundle } from "../../scripts/play/bundle";
import { announceEdit, typedCell } from "../../scripts/play/edit";
import { Player } from "../../scripts/play/events";
import { type Output, readOutput } from "../../scripts/play/output";
import { mainRegister, type RawRow, rowsOf, tabCells } from "../../scripts/play/register-cells";
import { openStage } from "../../scripts/play/stage";
import type { LocalWorkspace } from "../../scripts/workspace/index";
import { type EditedRange, editCells } from "../../scripts/workspace/sheets/person";
import { sheetsSlice } from "../../scripts/workspace/sheets/store";
import type { TabId } from "../../src/register/columns";
import { tabs } from "../../src/register/tabs";
import { start } from "../play/day";
import { scenarioFrom } from "./traces";
